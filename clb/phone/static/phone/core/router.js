// Screens and the way between them. A screen is an object; its address stands behind the # of the page.

import { html, nothing, render } from "../vendor/lit-html.js"
import { on } from "./changes.js"
import { session } from "./session.js"
import { hush } from "./speak.js"

const screens = []
let here = null // {screen, params, held}
let frame = (body) => body // the shell draws its bars around a screen
let painted = null

/** Put screens there: {path: "/tham/:client", title, icon, order, needs, start, isForm, open(params), render(params, held)}. */
export function register(...more) {
  for (const screen of more) screens.push({ ...screen, match: pattern(screen.path) })
}

function pattern(path) {
  const names = []
  const source = path.replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"))
  return (asked) => {
    const found = new RegExp(`^${source}$`).exec(asked)
    return found && Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]))
  }
}

/** Screens that have a button on the start screen, in their order. */
export const startScreens = () => screens.filter((s) => s.start).sort((a, b) => (a.order ?? 99) - (b.order ?? 99))

/** Where a refused act can be corrected, for screens that say so: {fixes: [commands], fixPath(row)}; or null. */
export function fixPathOf(row) {
  const screen = screens.find((one) => one.fixes?.includes(row.command))
  return screen ? screen.fixPath(row) : null
}

/** The path that is open now. */
export const path = () => decodeURI(location.hash.slice(1)) || "/"

/** Go to a path; `instead` takes the place of the present one, so that going back does not come here again. */
export function go(to, { instead = false } = {}) {
  if (instead) {
    history.replaceState(null, "", `#${to}`)
    return show()
  }
  if (path() === to) return show()
  location.hash = to
}

export const back = () => (history.length > 1 ? history.back() : go("/"))

let turn = 0

/** Open what the address says. */
export async function show() {
  const mine = ++turn
  if (!session.now) return // the lock screen stands there
  const asked = path().split("?")[0]
  const found = screens.map((s) => [s, s.match(asked)]).find(([, params]) => params)
  if (!found) return go("/", { instead: true })
  const [screen, params] = found
  hush()
  await leave()
  let held
  try {
    held = await screen.open?.(params)
  } catch (fault) {
    if (fault.name === "Locked") return
    throw fault
  }
  if (mine !== turn || !session.now) return
  here = { screen, params, held, release: screen.isForm ? holdUpdates() : null }
  paint()
  scrollTo(0, 0)
  document.querySelector("main h1")?.focus()
}

async function leave() {
  const left = here
  here = null
  left?.release?.()
  try {
    await left?.screen.close?.(left.held)
  } catch (fault) {
    if (fault.name !== "Locked") throw fault // the boxes are shut already: nothing is left to tidy, the lock must show
  }
}

// A form that is open keeps every window of this phone from being renewed under it.
export const FORM_LOCK = "clb-phone-form"

function holdUpdates() {
  let release
  const until = new Promise((done) => (release = done))
  navigator.locks?.request(FORM_LOCK, { mode: "shared" }, () => until)
  return release
}

/** Draw the open screen anew, at most once a frame. */
export function redraw() {
  painted ??= requestAnimationFrame(() => paint())
}

export function paint() {
  painted = null
  if (!here || !session.now) return
  const title = textOf(here.screen.title)
  document.title = `${title} · CLB Liên Thế Hệ`
  render(frame(here.screen.render(here.params, here.held), here.screen), document.getElementById("app"))
}

export const textOf = (title) => (typeof title === "function" ? title() : title)

/** Close whatever is open and draw this instead (the lock screen). */
export async function cover(template) {
  turn += 1
  await leave()
  document.title = "CLB Liên Thế Hệ"
  render(template, document.getElementById("app"))
}

export function startRouter(around) {
  frame = around
  addEventListener("hashchange", () => show())
  // What a person types is on the screen before the next touch, so that two quick touches never meet an old screen.
  on("redraw", () => paint())
  for (const name of ["pack", "outbox", "sync", "told", "photos"]) on(name, redraw)
}

export { html, nothing }
