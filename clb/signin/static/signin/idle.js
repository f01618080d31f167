// A screen that nobody touches for as long as the server waits is fetched anew, and so asks who sits there.
// What was typed and not yet sent would be lost by that: such a page stays, and the server asks when it is sent.
const seconds = Number(document.body.dataset.idle)
const forms = () => [...document.querySelectorAll("main form[method=post]")]
const typed = () => forms().some((form) => [...form.elements].some((field) => field.type !== "hidden" && field.dataset.touched))
let timer

function wait() {
  clearTimeout(timer)
  timer = setTimeout(() => (typed() ? wait() : location.replace(location.pathname + location.search)), (seconds + 5) * 1000)
}

if (seconds) {
  for (const what of ["pointerdown", "keydown", "scroll"]) addEventListener(what, wait, { passive: true })
  addEventListener("input", (event) => (event.target.dataset.touched = "1"))
  wait()
}
