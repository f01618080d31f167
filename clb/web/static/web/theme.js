// Light or dark by the device, told to the style sheet before anything is painted.
const dark = matchMedia("(prefers-color-scheme: dark)")
const apply = () => document.documentElement.setAttribute("data-bs-theme", dark.matches ? "dark" : "light")
dark.addEventListener("change", apply)
apply()
