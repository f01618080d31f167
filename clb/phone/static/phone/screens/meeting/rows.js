// What a step of the meeting puts into the outbox: only what differs from what was put there before. Pure.
import { TALKS } from "./draft.js"

// Where each part of the draft goes in the command meetings.record_meeting, and by which key.
const PARTS = {
  newcomers: { field: "newcomers", key: "key", from: "newcomers" },
  attendance: { field: "attendance", key: "membership", from: "marks", row: (mark) => ({ mark }) },
  fees: { field: "fees", key: "membership", from: "fees", row: (amount_vnd) => ({ amount_vnd }) },
  gifts: { field: "gifts", key: "key", from: "gifts" },
  repayments: { field: "repayments", key: "loan", from: "repayments" },
  loans: { field: "loans", key: "key", from: "loans" },
  readings: { field: "readings", key: "membership", from: "readings" },
  notes: { field: "notes", key: "part", from: "notes", row: (text) => ({ text }), only: (key) => TALKS.includes(key) },
  plan: { field: "notes", key: "part", from: "notes", row: (text) => ({ text }), only: (key) => key === "NEXT_PLAN" },
  counts: { field: "counts", key: "fund", from: "counts" },
}
// The order in which they must reach the server; the close comes after all of them.
export const ORDER = ["head", "newcomers", "fees", "gifts", "repayments", "loans", "readings", "notes", "plan", "counts", "close"]

/** The rows of one part as the command takes them, by key. */
export function rowsOf(draft, part) {
  const { key, from, row = (value) => value, only = () => true } = PARTS[part]
  const entries = Object.entries(draft[from]).filter(([name]) => only(name))
  return Object.fromEntries(entries.map(([name, value]) => [name, { [key]: name, ...row(value) }]))
}

/** What `now` says otherwise than `before`: rows that are new or changed, and bare keys of those taken back. */
export function changes(now, before, key) {
  const changed = Object.entries(now).filter(([name, row]) => !same(row, before[name]))
  const gone = Object.keys(before).filter((name) => !(name in now) && !isBare(before[name], key))
  return Object.fromEntries([...changed, ...gone.map((name) => [name, { [key]: name }])])
}

// The order of columns and empty ones say nothing.
const plain = (row) => {
  if (row === null || typeof row !== "object") return row
  const said = Object.entries(row).filter(([, value]) => ![undefined, null, "", false].includes(value))
  return said.sort(([one], [other]) => (one < other ? -1 : 1))
}
export const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other))
const isBare = (row, key) => Object.keys(row).length === 1 && key in row

/** What a part comes to: {data, rows} for the outbox, or null where nothing of it changed since `told`.

 * `told[part]` holds what earlier outbox rows said and can no longer be changed: rows by key, the head as it was.
 */
export function message(draft, part, { now } = {}) {
  const about = { club: draft.club, meeting: draft.id }
  const told = draft.told[part] ?? {}
  if (part === "close") return { data: { ...about, close_now: true, ...ending(draft, now) }, rows: { close: true } }
  if (part === "head") return headMessage(draft, about, told)
  const { field, key } = PARTS[part]
  const rows = changes(rowsOf(draft, part), told, key)
  return Object.keys(rows).length ? { data: { ...about, [field]: Object.values(rows) }, rows } : null
}

function ending(draft, now) {
  const at = draft.head.ended_at || now
  return { ...(at ? { ended_at: at } : {}), ...(draft.rest ? { attendance_rest: draft.rest } : {}) }
}

// Of the head only what is said is sent, and later only what changed: another phone may have said the rest.
function headMessage(draft, about, told) {
  const rows = changes(rowsOf(draft, "attendance"), rowsIn(told), "membership")
  const before = told.head ?? {}
  const said = Object.entries(headOf(draft)).filter(([name, value]) => (value || "") !== (before[name] || ""))
  if (!said.length && !Object.keys(rows).length) return null
  const data = { ...about, ...Object.fromEntries(said) }
  if (Object.keys(rows).length) data.attendance = Object.values(rows)
  return { data, rows: said.length ? { ...rows, head: headOf(draft) } : rows }
}

const rowsIn = ({ head: _head, ...rows }) => rows
// The end of a meeting goes with its close.
const headOf = ({ head: { ended_at: _ended, ...head } }) => head

/** A draft whose rows the server has already, so that only what changes is sent. */
export function heard(draft) {
  const told = Object.fromEntries(Object.keys(PARTS).map((part) => [part, rowsOf(draft, part)]))
  const { attendance, ...others } = told
  return { ...draft, told: { ...others, head: { ...attendance, head: headOf(draft) } } }
}

/** What stands in the outbox of a step can no longer be changed: from now on it is told. */
export function settle(draft, part) {
  const waiting = draft.waiting[part]
  if (!waiting) return draft
  const { [part]: _gone, ...others } = draft.waiting
  const told = { ...draft.told, [part]: { ...draft.told[part], ...waiting.rows } }
  const sent = { ...draft.sent, [part]: [...(draft.sent?.[part] ?? []), waiting.id] }
  return { ...draft, told, waiting: others, sent }
}

/** The server did not take these: they count as not told, so that they are said again as they are now. */
export function untell(draft, part, data) {
  const { key, field } = part === "head" ? PARTS.attendance : PARTS[part]
  const told = { ...draft.told[part] }
  for (const row of data[field] ?? []) delete told[row[key]]
  if (part === "head" && "held_on" in data) delete told.head
  return { ...draft, told: { ...draft.told, [part]: told } }
}

/** Which part an outbox row of a meeting is of. */
export function partOf(data) {
  if (data.close_now) return "close"
  if (data.notes) return data.notes.some((row) => row.part === "NEXT_PLAN") ? "plan" : "notes"
  return ORDER.find((part) => PARTS[part] && PARTS[part].field in data) ?? "head"
}

/** The ids of the outbox rows that a part comes after: the head before all, everything before the close. */
export function after(draft, part) {
  const ids = (name) => [...(draft.sent?.[name] ?? []), draft.waiting[name]?.id].filter(Boolean)
  if (part === "close") return ORDER.slice(0, -1).flatMap(ids)
  return part === "head" ? [] : ids("head")
}

/** What the server said of refused rows, where a person sees it: part -> key of the row -> column -> sentences. What
 * stands beside no row is under the part that was refused, with the key "". */
export function beside(refused) {
  const found = {}
  for (const { data, errors } of refused) {
    const own = partOf(data)
    for (const [place, sentences] of Object.entries(errors ?? {})) {
      const [field, key = "", column = ""] = place.split(".")
      const part = key ? partFor(field, key) : undefined
      const [at, under, where] = part ? [part, key, column] : [own, "", field]
      found[at] ??= {}
      found[at][under] ??= {}
      found[at][under][where] = [...(found[at][under][where] ?? []), ...sentences]
    }
  }
  return found
}

function partFor(field, key) {
  if (field === "attendance") return "head"
  if (field === "notes") return key === "NEXT_PLAN" ? "plan" : "notes"
  return PARTS[field] ? field : undefined
}
