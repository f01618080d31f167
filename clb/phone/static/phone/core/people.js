// Several people on one phone: each has an own PIN and own boxes; the lock screen knows a role and an initial.

import { freshKey, makeLock, openLock, roundsFor } from "./crypto.js"
import { on, tell, tellHere } from "./changes.js"
import { drafts } from "./drafts.js"
import { uuid7 } from "./ids.js"
import { charged, pinFault, shutUntil } from "./pins.js"
import { session } from "./session.js"
import * as store from "./store.js"
import { closeReal } from "./training.js"

export { pinFault }

const MINUTE = 60_000
export const IDLE_MINUTES = 10

/** {wrong: guesses in a row, until: when the door opens again (ms) or 0} */
export class WrongPin extends Error {
  name = "WrongPin"
  constructor(wrong, until) {
    super("wrong PIN")
    this.wrong = wrong
    this.until = until
  }
}

/** [{id, user, role, label, initial}] of this phone, in the order in which they came. */
export async function list() {
  return (await store.people.all()).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Somebody whom the server let in gets a place here behind a PIN. `grant` is the server's answer of /dien-thoai/khoa/. */
export async function setUp(grant, pin) {
  if (pinFault(pin)) throw new WrongPin(0, 0)
  const key = await freshKey()
  const lock = await makeLock(pin, key, await roundsFor())
  const { id: user, role, label, initial } = grant.person
  const person = { id: uuid7(), user: String(user), role, label, initial, lock, wrong: 0, until: 0 }
  const boxes = await store.open(person.id, await openLock(pin, lock))
  await boxes.countFrom(grant.lanes)
  for (const { id, ...row } of grant.parked ?? []) await boxes.put("parked", id, { ...row, chain: [] }) // still to be looked at
  await boxes.put("facts", "grant", secretOf(grant))
  await store.people.put(person) // last: whoever is half set up is not there
  return begin(person, boxes)
}

const secretOf = ({ key, key_id, until, person }) => ({ key, key_id, until, person })

/** Open the boxes; throws WrongPin, and keeps the door shut for longer and longer after the fifth. */
export async function unlock(id, pin) {
  const key = await tried(id, pin)
  return begin(await store.people.get(id), await store.open(id, key))
}

// A guess counts before it is tried: who shuts the app in that second, or guesses in several windows, wins nothing.
async function tried(id, pin, canLeave = false) {
  const { before, after } = await store.people.change(id, (person) => {
    const until = shutUntil(person, Date.now())
    return until ? { ...person, until } : charged(person, Date.now())
  })
  if (before.wrong === after.wrong) throw new WrongPin(after.wrong, after.until)
  const key = await openLock(pin, after.lock, canLeave)
  if (!key) throw new WrongPin(after.wrong, after.until)
  await store.people.change(id, (person) => ({ ...person, wrong: 0, until: 0 }))
  return key
}

/** The server let the same person in again (the key had ended): the boxes stay, the new key goes in. */
export async function renew(id, grant, pin) {
  const begun = await unlock(id, pin)
  await begun.boxes.countFrom(grant.lanes)
  await begun.boxes.put("facts", "grant", secretOf(grant))
  begun.grant = secretOf(grant)
  tell("renewed", id)
  return begun
}

/** Another PIN for whoever knows the old one. */
export async function changePin(old, pin) {
  const { id } = session.now
  const key = await tried(id, old, true)
  const lock = await makeLock(pin, key, await roundsFor())
  await store.people.change(id, (person) => ({ ...person, lock }))
}

/** Go on where the app before this one was renewed; null where that person is not here any more. */
export async function resume({ id, key }) {
  const person = await store.people.get(id)
  return person ? begin(person, await store.open(id, key)) : null
}

async function begin(person, boxes) {
  session.now?.boxes.close()
  const grant = await boxes.get("facts", "grant")
  const { id, user, role, label, initial } = person
  const handOver = () => ({ id, key: boxes.key })
  session.now = { id, user, role, label, initial, boxes, grant, me: null, isTraining: false, handOver }
  tellHere("unlocked", person.id)
  return session.now
}

/** Close the boxes; what was typed is in them. */
export function lock() {
  if (!session.now) return
  const { id, boxes } = session.now
  const kept = drafts.kept() // the last letter is still on its way into its box
  session.now = null
  closeReal()
  tellHere("locked", id)
  kept.catch(() => {}).then(() => boxes.close())
}

/** Nothing of this person stays on the phone. */
export async function wipe(id) {
  if (session.now?.id === id) lock()
  tell("wiping", id)
  await store.wipe(id)
  tell("wiped", id)
}

on("wiping", (id) => session.now?.id === id && lock()) // another window: its hold on the boxes would keep them

/** Lock after a time without a touch, and when the phone was put away for so long. */
export function lockWhenIdle(minutes = IDLE_MINUTES, clock = () => Date.now()) {
  let touched = clock()
  const touch = () => (touched = clock())
  const look = () => session.now && clock() - touched > minutes * MINUTE && lock()
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, touch, { capture: true, passive: true })
  document.addEventListener("visibilitychange", look)
  on("unlocked", touch)
  return setInterval(look, 15_000)
}
