// A newer app is brought in the background and put on at the start screen or the lock screen, never under a form.

import { FORM_LOCK } from "./router.js"
import { uuid7 } from "./ids.js"
import { on, tellHere } from "./changes.js"
import { session } from "./session.js"

const LOOK_EVERY_MS = 3600_000
let registration = null

export const updates = {
  /** A newer app lies ready. */
  get isReady() {
    return Boolean(registration?.waiting)
  },
  /** The app can start without a network. */
  get isHere() {
    return Boolean(navigator.serviceWorker?.controller)
  },
}

export async function watchUpdates() {
  if (!("serviceWorker" in navigator)) return
  const worker = navigator.serviceWorker
  let wasControlled = Boolean(worker.controller)
  worker.addEventListener("controllerchange", () => {
    if (wasControlled) location.reload()
    wasControlled = true
    tellHere("redraw")
  })
  registration = await worker.register("/dien-thoai/sw.js", { scope: "/dien-thoai/", updateViaCache: "none" })
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing
    // The first app of all waits for nobody, and there is nothing to hand over to it.
    coming?.addEventListener("statechange", () => coming.state === "installed" && worker.controller && tellHere("update"))
  })
  setInterval(look, LOOK_EVERY_MS)
  on("update-wanted", look)
  if (registration.waiting) tellHere("update")
}

/** Ask whether there is a newer app. */
export const look = () => registration?.update().catch(() => {}) // no network: the next time

/** Put the newer app on, unless some window of this phone has a form open. */
export async function putOn() {
  const waiting = registration?.waiting
  if (!waiting || !updates.isHere) return // the first app of all goes to work by itself: nothing is handed over to it
  await navigator.locks.request(FORM_LOCK, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    if (session.now && !session.now.isTraining) handOver(waiting)
    waiting.postMessage({ kind: "APPLY" })
    await new Promise((done) => setTimeout(done, 5_000)) // the page is renewed before that
  })
}

// A word that only this very window knows; without it the worker gives the session to nobody.
const WORD = "clb-phone-renewed"

function handOver(waiting) {
  const word = uuid7()
  sessionStorage.setItem(WORD, word)
  waiting.postMessage({ kind: "HOLD", word, session: session.now.handOver() })
}

/** The session that the app before this one handed over while it was renewed in this window, or null. */
export async function handedOver() {
  const worker = navigator.serviceWorker?.controller
  const word = sessionStorage.getItem(WORD)
  sessionStorage.removeItem(WORD)
  if (!worker || !word) return null
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise((done) => {
    port1.onmessage = ({ data }) => done(data)
    setTimeout(() => done(null), 400)
  })
  worker.postMessage({ kind: "GIVE", word }, [port2])
  return answer
}
