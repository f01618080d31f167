// Money taken on this phone: each receipt stays here with its own short number until long after the server has it.
import { drafts } from "../../core/drafts.js"
import { uuid7 } from "../../core/ids.js"
import { doneResult, outbox } from "../../core/outbox.js"
import { session } from "../../core/session.js"
import { GONE, sumsOf, wasTakenSince } from "./sums.js"

const KEPT_DAYS = 60
const LEFT_ALONE_MS = 30_000 // as long as that an act may be on its way from receipt to outbox
const DAY_MS = 24 * 3600_000
const keyOf = (id) => `slip:${id}`

/** The number that stands on the receipt until the server gives its own. */
export const numberOf = (id) => id.slice(-6).toUpperCase()

let taking = false

/** Money was taken: `act` is the row of the outbox, `slip` {club, kind, fund, name, what, sum_vnd, parts, on}. Gives the
 * id; null for a second touch of the same button, while the first is being kept. */
export async function take(act, slip) {
  if (taking) return null
  taking = true
  try {
    return await kept(act, slip)
  } finally {
    taking = false
  }
}

async function kept(act, slip) {
  const id = uuid7()
  // The receipt goes first and knows the act: a phone that dies in between says it when it is opened again.
  await drafts.put(keyOf(id), { ...slip, id, act, at: new Date().toISOString() })
  await outbox.add({ ...act, id })
  return id
}

/** A receipt with where its act stands: state WAITING | SENT | PARKED | DONE | GONE, result, why. */
export async function slipOf(id) {
  const slip = await drafts.get(keyOf(id))
  return slip && { ...slip, ...(await standOf(slip)) }
}

async function standOf({ id }) {
  const [waiting, parked, unseen] = await Promise.all([outbox.rows(), outbox.parked(), outbox.unseen()])
  const instead = [...waiting, ...parked].find((row) => row.id === id || row.replaces === id || row.chain?.includes(id))
  const found = await outbox.get(instead?.id ?? id)
  const end = found?.state === "DONE" ? (await doneResult(id))?.id : null
  const isUnseen = unseen.some((row) => row.id === end) // done, and in no pack yet
  return { state: found?.state ?? GONE, why: found?.why ?? "", result: found?.result, errors: found?.errors, isUnseen }
}

/** The receipts of a club on this phone, newest first. What died between receipt and outbox is put there now. */
export async function slipsOf(club) {
  const found = []
  for (const { key } of await session.boxes.openly("drafts")) {
    if (!key.startsWith("slip:")) continue
    const slip = await slipOf(key.slice(5))
    if (slip.club !== club) continue
    if (Date.now() - Date.parse(slip.at) > KEPT_DAYS * DAY_MS && slip.state !== "PARKED") await drafts.drop(key)
    else found.push(await mended(slip))
  }
  return found.sort((a, b) => (a.at < b.at ? 1 : -1))
}

// Half a minute after it was written nobody knows the act: the phone died. Where it was known before, a person let it go.
async function mended(slip) {
  if (slip.state !== GONE) {
    if (!slip.isKept) await drafts.put(keyOf(slip.id), { ...plain(slip), isKept: true })
    return slip
  }
  if (slip.isKept || Date.now() - Date.parse(slip.at) < LEFT_ALONE_MS) return slip
  await outbox.add({ ...slip.act, id: slip.id })
  return { ...slip, state: "WAITING" }
}

const plain = ({ state: _s, why: _w, result: _r, errors: _e, isUnseen: _u, ...slip }) => slip

/** By fund what this phone took of a club that the pack does not know yet. */
export const takenSince = async (club) => sumsOf((await slipsOf(club)).filter(wasTakenSince))
