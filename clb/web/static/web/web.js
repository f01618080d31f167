// Comforts on top of pages that work without them.
import { drawAll } from "./charts.js"

// --- Forms: ask before sending, send once, say that it is being sent -------------------------------------------

const ask = document.getElementById("ask")
let asking = null // the form and button that wait for an answer

function askFirst(form, button) {
  ask.querySelector("#ask-question").textContent = button.dataset.confirm
  asking = { form, button }
  ask.showModal()
}

ask?.addEventListener("click", (event) => {
  const answer = event.target.closest("button")?.value
  if (!answer) return
  const { form, button } = asking
  ask.close()
  if (answer !== "yes") return
  form.dataset.agreed = "1"
  form.requestSubmit(button)
})

function sendOnce(form, button) {
  form.dataset.sent = "1"
  form.setAttribute("aria-busy", "true")
  if (button?.dataset.busy) {
    button.dataset.words = button.innerHTML
    button.textContent = button.dataset.busy
  }
  setTimeout(() => sendAgain(form), 10_000) // the line dropped: the same id may be sent again
}

function sendAgain(form) {
  delete form.dataset.sent
  form.removeAttribute("aria-busy")
  for (const button of form.querySelectorAll("[data-words]")) {
    button.innerHTML = button.dataset.words
    delete button.dataset.words
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target
  const button = event.submitter
  if (button?.dataset.confirm && !form.dataset.agreed) {
    event.preventDefault()
    return askFirst(form, button)
  }
  delete form.dataset.agreed
  if (!("once" in form.dataset)) return
  if (form.dataset.sent) return event.preventDefault()
  sendOnce(form, button)
})

// A form that the browser kept when going back would send its old act again: fetch it afresh.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("form[data-once] input[name=id]")) location.reload()
})

// --- Buttons that need this script show themselves only now -----------------------------------------------------

function start(root) {
  for (const button of root.querySelectorAll("[data-print], [data-reveal]")) button.hidden = false
  drawAll(root)
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print()
  const eye = event.target.closest("[data-reveal]")
  if (!eye) return
  const input = document.getElementById(eye.dataset.reveal)
  const shows = input.type === "password"
  input.type = shows ? "text" : "password"
  eye.setAttribute("aria-pressed", String(shows))
})

// An open menu closes by Escape, or when another place is touched.
const MENU = "details.menu, .menu-wide details"
function closeMenus(but) {
  for (const menu of document.querySelectorAll(MENU)) if (menu !== but) menu.open = false
}
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest(MENU)
  if (!menu || !menu.open) return
  menu.open = false
  menu.querySelector("summary").focus()
})
document.addEventListener("click", (event) => closeMenus(event.target.closest(MENU)))

start(document)
document.addEventListener("htmx:load", (event) => event.target !== document.body && start(event.target))
