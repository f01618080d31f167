// What waits for the server, in order; and what came back refused, until a person settles it.

import { on, tell } from "./changes.js"
import { drafts } from "./drafts.js"
import { uuid7 } from "./ids.js"
import { session } from "./session.js"

export const UNSEEN = "unseen" // of the facts: what the server did and no pack has shown yet
let cached = null // {waiting, parked, unseen}, sorted; made anew after each change

const inOrder = (rows) => rows.sort((a, b) => (a.lane < b.lane ? -1 : a.lane > b.lane ? 1 : a.n - b.n))

async function read(boxes = session.boxes) {
  const [out, parked, unseen] = await Promise.all([boxes.all("outbox"), boxes.all("parked"), boxes.get("facts", UNSEEN)])
  return {
    unseen: unseen ?? [],
    waiting: inOrder(out.map(({ key, lane, n, tried, value }) => ({ ...value, id: key, lane, n, tried }))),
    parked: parked.map(({ key, value }) => ({ ...value, id: key })).sort((a, b) => (a.at < b.at ? -1 : 1)),
  }
}

let version = 0

async function now() {
  if (cached) return cached
  const begun = version
  const found = await read()
  if (begun === version) cached = found
  return found
}

function forget() {
  cached = null
  version += 1
}
const changed = () => tell("outbox")
for (const name of ["outbox", "pack", "locked"]) on(name, forget)

export const outbox = {
  /**
   * Keep an act until the server has it: {lane, command, data, label} and, where they matter, basis, base, after, sure,
   * replaces, id. `drop` names drafts that the act makes needless: they go in the same step.
   */
  async add({ lane, command, data, label, basis = {}, base, after = [], sure = false, replaces = null, id, drop = [] }) {
    const row = { command, data, basis, base, after, at: new Date().toISOString(), label, sure, replaces }
    const name = id ?? uuid7()
    await drafts.kept()
    const n = await session.boxes.append(name, lane, row, drop.map((key) => ["drafts", key, undefined]))
    changed()
    return { ...row, id: name, lane, n, tried: 0 }
  },
  /** Rows that wait, by lane and number. */
  rows: async () => [...(await now()).waiting],
  /**
   * {id, lane, command, data} of acts that the server did since the pack was brought: a screen lays them over the pack as
   * it does with what waits, else the phone would show, and start from, what was before.
   */
  unseen: async () => [...(await now()).unseen],
  /** Rows that the server refused and that nobody has settled yet; with errors {place: [..]} and why. */
  parked: async () => (await now()).parked.filter((row) => !row.settled),
  /** Another content for an act that never left this phone; it keeps its place. False where it may have left. */
  async change(id, { data, label }) {
    const row = (await now()).waiting.find((one) => one.id === id)
    if (!row) return false
    const { lane, n, tried, id: _id, ...value } = row
    const may = await session.boxes.amend(id, { ...value, data: data ?? value.data, label: label ?? value.label })
    changed()
    return may
  },
  /** Where an act stands: {state: WAITING | SENT | PARKED | DONE, …row, errors, why, result}; null where nobody knows it. */
  async get(id) {
    const { waiting, parked } = await now()
    const out = waiting.find((one) => one.id === id)
    if (out) return { ...out, state: out.tried ? "SENT" : "WAITING" }
    const refused = parked.find((one) => one.id === id)
    if (refused) return { ...refused, state: "PARKED" }
    const done = await doneResult(id)
    if (done) return { ...done, state: "DONE" }
    const again = [...waiting, ...parked].find((row) => row.replaces === id || row.chain?.includes(id))
    return again ? outbox.get(again.id) : null
  },
  /** Let a refused act go (told to the server when it can be); takes back one that was never tried. */
  async drop(id) {
    const { parked, waiting } = await now()
    const row = parked.find((one) => one.id === id)
    if (row) await session.boxes.put("parked", id, { ...row, settled: "DROPPED" })
    const isGone = row ? true : waiting.some((one) => one.after?.includes(id)) ? false : await session.boxes.takeBack(id)
    changed()
    return isGone
  },
  /** Send a refused act again, corrected or with «Vẫn ghi» (sure). */
  async redo(id, { data, sure = false } = {}) {
    const row = (await now()).parked.find((one) => one.id === id)
    const { lane, command, label, base, after } = row
    const next = { command, data: data ?? row.data, basis: row.basis, base, after, label, sure, replaces: id }
    const name = uuid7()
    const settled = ["parked", id, { ...row, settled: name }]
    await session.boxes.append(name, lane, { ...next, at: new Date().toISOString() }, [settled])
    changed()
    return name
  },
  /** How much waits, how much is to look at, since when. */
  async count() {
    const { waiting, parked } = await now()
    const open = parked.filter((row) => !row.settled)
    return { waiting: waiting.length, parked: open.length, since: waiting.map((r) => r.at).sort()[0] ?? null }
  },
}

/** As the server takes it; the label stays on the phone. */
export function envelope({ id, n, lane, command, data, basis, base, after, at, sure, replaces }) {
  return { id, n, lane, command, data, basis, base, after, at, sure, replaces }
}

/** The rows of a push: each lane from its lowest number on, `most` in all. */
export const nextBatch = (rows, most) => inOrder([...rows]).slice(0, most)

/** {lane: the lowest number that still waits}: lower ones will never come, so that no lane waits for them. */
export function lowest(rows) {
  const found = {}
  for (const { lane, n } of rows) found[lane] = Math.min(n, found[lane] ?? n)
  return found
}

/** What the answers of a push change; true where something moved on. */
export async function take(replies) {
  const { boxes } = session // of whoever asked; their boxes are shut where somebody else has the phone by then
  const { waiting, parked, unseen } = await read(boxes)
  const changes = []
  const fresh = []
  for (const { id, status, errors, why, result } of replies) {
    const row = waiting.find((one) => one.id === id)
    if (!row || !["done", "already", "parked"].includes(status)) continue
    changes.push(["outbox", id, undefined])
    const before = chain(row.replaces, parked)
    for (const one of before) changes.push(["parked", one, undefined])
    if (status === "parked") changes.push(["parked", id, { ...row, chain: before, errors: errors ?? {}, why: why ?? "" }])
    // Whoever knows the act by the id it was first sent under finds its end there too.
    const end = { result: result ?? null, at: Date.now(), label: row.label, id }
    if (status === "parked") continue
    for (const one of [id, ...before]) changes.push(["facts", `done:${one}`, end])
    fresh.push({ id, lane: row.lane, command: row.command, data: row.data })
  }
  if (fresh.length) changes.push(["facts", UNSEEN, [...unseen, ...fresh]])
  if (changes.length) await boxes.change(changes)
  changed()
  return changes.length > 0
}

/** The ids under which an act was sent before, the last first. */
export function chain(replaces, parked) {
  if (!replaces) return []
  return [replaces, ...(parked.find((row) => row.id === replaces)?.chain ?? [])]
}

/** What the server said of an act that is done: {result}, or null. */
export const doneResult = async (id) => session.boxes.get("facts", `done:${id}`)

/** Refused acts that were let go and of which the server has not heard. */
export async function toSettle() {
  return (await now()).parked.filter((row) => row.settled === "DROPPED").map((row) => row.id)
}

export async function settled(id) {
  await session.boxes.drop("parked", id)
  changed()
}
