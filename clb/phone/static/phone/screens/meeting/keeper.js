// Keeps the meeting's draft at every change, and hands finished steps to the outbox.
import { drafts } from "../../core/drafts.js"
import { uuid5, uuid7 } from "../../core/ids.js"
import { doneResult, outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { begin, draftKey, goOn, joined, monthOf, MONTHLY, nameOf } from "./draft.js"
import { after, heard, message, ORDER, partOf, settle, untell } from "./rows.js"
import { labelOf } from "./words.js"

const COMMAND = "meetings.record_meeting"

/** The draft of a club's meeting, or null where none is begun on this phone. */
export const read = (club) => drafts.get(draftKey(club))

/** Keep the draft; resolves when it is on the disk. */
export const keep = (draft) => drafts.put(draftKey(draft.club), draft, { title: labelOf(draft), path: `/buoi-hop/${draft.club}/${draft.at}` })

export const letGo = (club) => drafts.drop(draftKey(club))

/** The open meeting (or the closed one) that the server has for that month or day, or null. */
export function known(club, head, { closed = false } = {}) {
  const all = pack.rows("meeting", { club })
  const same = (row) => (head.kind === MONTHLY ? row.kind === MONTHLY && monthOf(row.held_on) === monthOf(head.held_on) : row.held_on === head.held_on)
  return all.find((row) => Boolean(row.closed) === closed && same(row)) ?? null
}

/** Open a meeting: goes on with the one that the server has for that month or day, else begins one under the name that
 * every phone of the club gives it. */
export async function open(club, head) {
  const there = known(club, head)
  return kept(there ? heard(goOn(there)) : begin({ id: await uuid5(club, nameOf(head)), club, head }))
}

/** Another day or kind was chosen before anything left: another meeting is meant, perhaps one begun elsewhere. */
export async function renamed(draft) {
  const there = known(draft.club, draft.head)
  if (!there) return { ...draft, id: await uuid5(draft.club, nameOf(draft.head)) }
  return there.id === draft.id ? draft : joined(heard(goOn(there)), draft)
}

/** Others have written into the meeting since: what they wrote is shown, what was typed here stays. */
export async function refreshed(draft) {
  const row = pack.get("meeting", draft.id)
  if (!row || row.closed || row.version <= draft.seen) return draft
  if ((await outbox.rows()).some((one) => one.data.meeting === draft.id) || (await refusals(draft)).length) return draft
  const own = [...Object.values(draft.sent ?? {}).flat(), ...Object.values(draft.waiting).map((one) => one.id)]
  const known = await Promise.all(own.map(doneResult))
  if (known.some((one) => one?.result?.version > row.version)) return draft // the pack is older than what we sent
  const settled = Object.keys(draft.waiting).reduce(settle, draft)
  return kept({ ...joined(heard(goOn(row)), settled), sent: settled.sent })
}

/** What became of the outbox row of that id, or of the one sent instead of it; state NONE where it is not there. */
export async function stateOf(id) {
  const instead = (await outbox.rows()).find((row) => row.replaces === id)
  return (await outbox.get(instead?.id ?? id)) ?? { state: "NONE" }
}

/** A step is done: what of its parts changed goes to the outbox, the head before everything. Gives the new draft. */
export async function finish(draft, parts) {
  let found = draft
  const isNew = !found.told.head && !found.waiting.head
  for (const part of ORDER.filter((name) => parts.includes(name) || (isNew && name === "head"))) found = await hand(found, part)
  return found
}

async function hand(draft, part) {
  const refused = (await refusals(draft)).find((row) => partOf(row.data) === part)
  if (refused) return again(draft, part, refused)
  const before = draft.waiting[part]
  const { state, id } = before ? await stateOf(before.id) : { state: "NONE" }
  if (state === "WAITING") {
    const said = message(draft, part)
    if (said && (await outbox.change(id, { data: said.data, label: labelOf(draft, part) }))) {
      const shown = { ...draft.shown, ...shownOf(draft, part, said.rows) }
      return kept({ ...draft, shown, waiting: { ...draft.waiting, [part]: { ...before, rows: said.rows } } })
    }
  }
  if (state === "NONE") return add(draft, part, before?.isKept ? undefined : before?.id)
  return add(settle(draft, part), part) // what has left can't be changed any more
}

// The draft names the row before it is kept, so that a phone that dies in between does not say it twice.
async function add(draft, part, id = uuid7()) {
  const said = message(draft, part)
  if (!said) return kept(draft)
  const shown = shownOf(draft, part, said.rows)
  const naming = (isKept) => ({ ...draft, shown: { ...draft.shown, ...shown }, waiting: { ...draft.waiting, [part]: { id, rows: said.rows, isKept } } })
  await keep(naming(false))
  const basis = { [`meeting:${draft.id}`]: draft.seen, ...shown }
  const told = { lane: draft.club, command: COMMAND, data: said.data, basis, after: after(draft, part) }
  await outbox.add({ ...told, label: labelOf(draft, part), id })
  return kept(naming(true))
}

// How often the pack showed that money was taken of the same loan or fee: what is taken beside the meeting collides,
// at the latest with the close, which puts it into the books.
function shownOf(draft, part, rows) {
  if (part === "close") return { ...stillPaid(draft, "repayments"), ...stillPaid(draft, "fees") }
  if (!PAYS[part]) return {}
  const paying = Object.keys(rows).filter((id) => PAYS[part](rows[id]))
  const found = paying.map((id) => [aboutOf(draft, part, id), counterNow(draft, part, id)])
  return Object.fromEntries(found.filter(([, n]) => n !== undefined))
}

function stillPaid(draft, part) {
  const paying = Object.keys(draft[part]).filter((id) => PAYS[part](draft[part][id]))
  const found = paying.map((id) => [aboutOf(draft, part, id), draft.shown?.[aboutOf(draft, part, id)]])
  return Object.fromEntries(found.filter(([, n]) => n !== undefined))
}

const PAYS = {
  repayments: (row) => Boolean(row.amount_vnd || row.interest_vnd),
  fees: (row) => (row.amount_vnd ?? row) > 0,
}
const aboutOf = (draft, part, id) => (part === "fees" ? `fee:${id}:${monthOf(draft.head.held_on)}` : `loan:${id}`)
const counterNow = (draft, part, id) => (part === "fees" ? feeCounter(id, monthOf(draft.head.held_on)) : pack.get("loan", id)?.counter)

/** How often the pack knows the fee of a month to be written down; undefined where it knows nothing of it. */
export function feeCounter(id, month) {
  const fee = pack.get("fee", id)
  return fee && (fee.months?.[month]?.[1] ?? (fee.month === month ? fee.counter : 0))
}

/** A refused row goes again, with what its rows say now; `sure` where a person has seen what others wrote. */
export async function again(draft, part, refused, sure = true) {
  const open = settle(draft, part)
  const said = message(part === "close" ? open : untell(open, part, refused.data), part)
  if (!said) {
    await outbox.drop(refused.id) // nothing of it is meant any more
    return kept(open)
  }
  const id = await outbox.redo(refused.id, { data: said.data, sure })
  return kept({ ...open, waiting: { ...open.waiting, [part]: { id, rows: said.rows, isKept: true } } })
}

async function kept(draft) {
  await keep(draft)
  return draft
}

/** The rows of this meeting that the server refused and that nobody has settled. */
export async function refusals(draft) {
  return (await outbox.parked()).filter((row) => row.command === COMMAND && row.data.meeting === draft.id)
}
