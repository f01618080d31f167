// Light or dark by the device, told to the style sheets before anything is painted; paper is always light.
const dark = matchMedia("(prefers-color-scheme: dark)")
const paint = (isDark) => document.documentElement.setAttribute("data-bs-theme", isDark ? "dark" : "light")
dark.addEventListener("change", () => paint(dark.matches))
addEventListener("beforeprint", () => paint(false))
addEventListener("afterprint", () => paint(dark.matches))
paint(dark.matches)
