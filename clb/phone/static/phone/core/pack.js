// What this person needs, brought down: held in memory while the phone is unlocked, in boxes otherwise.

import { on, tell } from "./changes.js"
import { Locked, session } from "./session.js"

// A box for each kind and club: few boxes open quickly, and how many members a club has can't be counted.
let kinds = new Map() // kind -> Map(id -> row)
let state = { etag: null, at: null }
const SEEN = ["facts", "unseen", undefined] // what the outbox remembered until a pack would show it

const boxOf = (kind, row) => `${kind}|${row?.club ?? ""}`
const split = (key) => [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)]

export const pack = {
  /** When the server made it (ISO), or null before the first. */
  get at() {
    return state.at
  },
  get etag() {
    return state.etag
  },
  /** The rows of a kind, each with its `id`; those of one club where it is named. */
  rows(kind, { club } = {}) {
    const found = [...(kinds.get(kind)?.values() ?? [])]
    return club === undefined ? found : found.filter((row) => row.club === club)
  },
  get(kind, id) {
    return kinds.get(kind)?.get(String(id)) ?? null
  },
  /** Every row by its name ("kind:id"). */
  everything() {
    const all = [...kinds].flatMap(([kind, rows]) => [...rows].map(([id, row]) => [`${kind}:${id}`, row]))
    return Object.fromEntries(all)
  },
  /** Has this person the right (anywhere in the pack's clubs)? */
  may(...rights) {
    const held = session.now?.me?.rights ?? []
    return rights.every((right) => held.includes(right))
  },
}

/** Open the boxes of the pack; call after unlocking. */
export async function load() {
  const mine = session.now
  const [told, boxes] = await Promise.all([mine.boxes.get("facts", "pack"), mine.boxes.all("pack")])
  if (session.now !== mine) throw new Locked()
  kinds = new Map()
  state = told ?? { etag: null, at: null }
  for (const { value } of boxes) for (const [key, row] of value) keep(kinds, key, row)
  settleMe()
}

function keep(into, key, row) {
  const [kind, id] = split(key)
  if (!into.has(kind)) into.set(kind, new Map())
  into.get(kind).set(id, { ...row, id: row.id ?? id })
}

function settleMe() {
  if (session.now) session.now.me = pack.rows("me")[0] ?? null
}

/** Take in an answer of the server: whole or what has changed since `base`. False where it starts from another pack. */
export async function apply(answer) {
  const mine = session.now
  const isDelta = answer.base !== null && answer.base !== undefined
  if (isDelta && answer.base !== state.etag) return false
  const touched = new Set(isDelta ? [] : (await mine.boxes.openly("pack")).map(({ key }) => key))
  const next = new Map(isDelta ? [...kinds].map(([kind, rows]) => [kind, new Map(rows)]) : [])
  for (const key of answer.gone ?? []) {
    const [kind, id] = split(key)
    touched.add(boxOf(kind, next.get(kind)?.get(id)))
    next.get(kind)?.delete(id)
  }
  for (const [key, row] of Object.entries(answer.rows)) {
    const [kind, id] = split(key)
    const before = next.get(kind)?.get(id)
    if (before) touched.add(boxOf(kind, before))
    keep(next, key, row)
    touched.add(boxOf(kind, row))
  }
  const told = { etag: answer.etag, at: answer.at }
  await mine.boxes.change([...[...touched].map((name) => boxed(next, name)), ["facts", "pack", told], SEEN])
  if (session.now !== mine) throw new Locked() // somebody else has the phone in hand by now: it is not for their eyes
  kinds = next
  state = told
  settleMe()
  tell("pack")
  return true
}

function boxed(from, name) {
  const kind = name.slice(0, name.indexOf("|"))
  const rows = [...(from.get(kind) ?? [])].filter(([, row]) => boxOf(kind, row) === name)
  const entries = rows.map(([id, row]) => [`${kind}:${id}`, row])
  return ["pack", name, entries.length ? entries : undefined]
}

/** Nothing has changed; the day of what is shown moves on. */
export async function stillFresh(at) {
  state = { ...state, at }
  await session.boxes.change([["facts", "pack", state], SEEN])
  tell("pack")
}

/** The server asks to begin anew. */
export async function forget() {
  state = { etag: null, at: state.at }
  await session.boxes.put("facts", "pack", state)
}

on("locked", () => {
  kinds = new Map()
  state = { etag: null, at: null }
})
