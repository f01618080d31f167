// Up and down, whenever the network lets it, without anybody having to ask for it.

import { call, Unreachable, version } from "./api.js"
import { fewer, half, LARGEST, more, pause } from "./backoff.js"
import { on, tellHere } from "./changes.js"
import * as box from "./outbox.js"
import * as packs from "./pack.js"
import * as people from "./people.js"
import * as photos from "./photos.js"
import { Locked, session } from "./session.js"
import { facts, phoneId } from "./store.js"

const CUT = ["TOO_BIG", "TOO_MANY", "GARBAGE", "BUSY"]
const FRESH_MS = 15 * 60_000
const SOON_MS = 600
const KEPT_MS = 7 * 24 * 3600_000

/** {busy, reached: the last try got through, at: of the last good one, code, why: what stands in the way} */
export const state = { busy: false, reached: null, at: null, code: "", why: "", newest: "" }

let failures = 0
let size = LARGEST
let timer = null
let again = false
let running = null

/** An answer that ends this round: EXPIRED, WIPE, OLD, or a server that can't now. */
class Stopped extends Error {
  constructor(code, why, wait = 0, who = null) {
    super(code)
    Object.assign(this, { code, why, wait, who })
  }
}

function show(patch) {
  Object.assign(state, patch)
  tellHere("sync", state)
}

function checked(answer, who) {
  const { status, headers, body } = answer
  if (status < 400 || status === 422 || status === 404) return answer
  const codes = { 401: "EXPIRED", 410: "WIPE", 426: "OLD" }
  const wait = Number(headers.get("Retry-After")) || 0
  throw new Stopped(body?.code ?? codes[status] ?? "BUSY", body?.why ?? "", wait, who)
}

/** A call for whoever has the phone in hand now; an answer that comes when somebody else has it is for nobody. */
async function api(path, how) {
  const mine = session.now
  const answer = await call(`/api/phone/${path}`, how)
  if (!mine || session.now !== mine) throw new Locked()
  return checked(answer, mine.id)
}

/** Try now; a try that is under way is followed by another, and the promise is kept when both are over. */
export function sync() {
  again = true
  running ??= rounds().finally(() => (running = null))
  return running
}

async function rounds() {
  while (again && session.now && !session.now.isTraining) {
    again = false
    await once()
  }
}

async function once() {
  clearTimeout(timer)
  show({ busy: true })
  try {
    const name = `clb-sync-${session.now.id}`
    const isOver = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => lock && (await round(), true))
    failures = 0
    show({ busy: false, reached: true, at: new Date().toISOString(), code: "", why: "" })
    plan(FRESH_MS)
    if (isOver && (await isMore())) plan(SOON_MS) // looked for last: what is written from now on plans for itself
  } catch (fault) {
    show({ busy: false })
    await failed(fault)
  }
}

async function failed(fault) {
  if (fault instanceof Stopped && fault.code === "WIPE") {
    await facts.put("farewell", fault.why)
    await people.wipe(fault.who)
    return
  }
  if (fault instanceof Stopped) {
    show({ reached: true, code: fault.code, why: fault.why })
    if (fault.code === "OLD") tellHere("update-wanted")
    if (fault.code === "EXPIRED") return // until somebody signs in again
  } else if (fault instanceof Unreachable) {
    show({ reached: false })
    askToBeWoken()
  } else if (fault.name !== "Locked" && session.now) {
    show({ reached: false, code: "FAULT", why: String(fault) })
  }
  if (!session.now) return
  failures += 1
  plan(pause(failures, Math.random, fault.wait ?? 0))
}

function plan(ms) {
  clearTimeout(timer)
  timer = setTimeout(sync, ms)
}

/** Was something written after what goes up had gone? */
const isMore = async () => (await box.outbox.rows()).some((row) => !row.tried) || (await box.toSettle()).length > 0

/** Up and down once. */
async function round() {
  await up()
  if (await settle()) await up() // what waited for it
  await photos.send(api)
  await correct()
  await down()
  await dropSettled()
  await tidy()
}

/** What somebody settled on the website is not to be looked at here any more. */
async function dropSettled() {
  const ids = new Set(packs.pack.get("settled", "me")?.ids ?? [])
  for (const row of await box.outbox.parked()) if (ids.has(row.id)) await box.settled(row.id)
}

async function up() {
  const skip = new Set() // early or held: they go again after what comes before them
  for (;;) {
    const rows = (await box.outbox.rows()).filter((row) => !skip.has(row.id))
    const batch = box.nextBatch(rows, size)
    if (!batch.length) return
    await session.boxes.markTried(batch.map((row) => row.id))
    const left = await whatIsLeft()
    heard = left
    const first = box.lowest(await box.outbox.rows())
    const sent = { phone: await phoneId(), version: version(), rows: batch.map(box.envelope), first, left }
    let answer
    try {
      answer = await api("push", { method: "POST", json: sent })
    } catch (fault) {
      if (fault instanceof Unreachable) size = fewer(batch.length)
      if (!CUT.includes(fault.code)) throw fault
      size = half(batch.length) // too much at once, or a row on which the server stumbles: what is before it goes
      if (fault.code === "BUSY" || batch.length === 1) throw fault
      continue
    }
    size = more(size)
    const replies = answer.body?.replies ?? []
    if (answer.body?.newest) show({ newest: answer.body.newest })
    const moved = await box.take(replies)
    for (const row of batch) skip.add(row.id)
    if (moved) for (const { id, status } of replies) if (["early", "held"].includes(status)) skip.delete(id)
    if (!moved && !replies.length) throw new Stopped("BUSY", "")
  }
}

/** What the officers see of this phone: how much waits, since when, and why. */
async function whatIsLeft({ isOver = false } = {}) {
  const { waiting: rows, since } = await box.outbox.count()
  const pictures = await photos.waiting()
  let why = state.reached === false ? "OFFLINE" : state.code
  if (isOver) why = rows ? "HELD" : pictures ? "PHOTO" : ""
  return { rows, photos: pictures, oldest_at: since, why: rows || pictures ? why : "" }
}

let heard = null // what the server last heard of it

/** Where what was said of this phone before its rows went is no longer so, it is said anew. */
async function correct() {
  const left = await whatIsLeft({ isOver: true })
  if (!heard || JSON.stringify(left) === JSON.stringify(heard)) return
  await api("push", { method: "POST", json: { phone: await phoneId(), version: version(), rows: [], first: {}, left } })
  heard = left
}

/** Tell of what was let go; was there any? */
async function settle() {
  const ids = await box.toSettle()
  for (const id of ids) {
    await api("settle", { method: "POST", json: { id, how: "DROPPED" } })
    await box.settled(id)
  }
  return ids.length > 0
}

async function down() {
  // Choices, titles and funds come with the pack in words.
  const speaks = { "X-Phone-Language": document.documentElement.lang }
  const headers = packs.pack.etag ? { "If-None-Match": `"${packs.pack.etag}"`, ...speaks } : speaks
  const answer = await api("pack", { headers, stall: 90_000 })
  if (answer.status === 304) return packs.stillFresh(new Date().toISOString())
  if (await packs.apply(answer.body)) return
  await packs.forget()
  await packs.apply((await api("pack", { headers: speaks, stall: 90_000 })).body)
}

/** Say which messages were read; without a network it is said the next time. */
export async function seen(ids) {
  const told = [...new Set([...((await session.boxes.get("facts", "seen")) ?? []), ...ids])]
  await session.boxes.put("facts", "seen", told)
  tellHere("told")
  sync()
}

async function tidy() {
  const told = (await session.boxes.get("facts", "seen")) ?? []
  if (told.length) {
    await api("seen", { method: "POST", json: { told } })
    await session.boxes.drop("facts", "seen")
  }
  for (const { key, value } of await session.boxes.all("facts")) {
    if (key.startsWith("done:") && Date.now() - value.at > KEPT_MS) await session.boxes.drop("facts", key)
  }
}

/** The person leaves this phone: the key ends. Throws Unreachable where the server can't be told. */
export const bye = () => api("bye", { method: "POST", json: {} })

/** From now on: after each act, when the network comes back, when the app is looked at again. */
export function keepInSync() {
  on("unlocked", () => {
    failures = 0
    heard = null
    Object.assign(state, { code: "", why: "", reached: null })
  })
  on("outbox", () => session.now && plan(SOON_MS))
  on("renewed", () => sync())
  on("locked", () => clearTimeout(timer))
  addEventListener("online", () => ((failures = 0), sync()))
  addEventListener("offline", () => show({ reached: false }))
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && plan(300))
  // Where the browser wakes the service worker at the return of the network, it passes that on to us.
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "SYNC" && sync())
}

/** Ask the browser to wake us when the network is back (Chromium). The boxes stay shut while nobody is unlocked. */
async function askToBeWoken() {
  const worker = await navigator.serviceWorker?.ready
  await worker?.sync?.register("clb-outbox").catch(() => {})
}
