// Names people go by and telephones, field by field: what was typed, what the phone showed before, what others wrote.

export const FIELDS = ["known_as", "phone"]
const tidy = (value) => (value ?? "").trim().replace(/\s+/g, " ")
const digits = (value) => (value ?? "").replace(/[\s.\-()]/g, "")

/** The same to a person's eye? A telephone is its digits. */
export const same = (field, a, b) => (field === "phone" ? digits(a) === digits(b) : tidy(a) === tidy(b))

/** What the phone knows of a person: the pack's row, with what waits here laid over it. */
export function known(row, waiting, person) {
  const value = Object.fromEntries(FIELDS.map((field) => [field, row?.[field] ?? ""]))
  for (const { command, data } of waiting) {
    if (command !== "members.record_contact" || data.person !== person) continue
    for (const field of FIELDS) if (field in data) value[field] = data[field]
  }
  return value
}

/** The changed fields only, and what each was: {data, base}, or null where nothing changed. */
export function change(person, before, typed) {
  const fields = FIELDS.filter((field) => field in typed && !same(field, typed[field], before[field]))
  if (!fields.length) return null
  const pick = (from) => Object.fromEntries(fields.map((field) => [field, tidy(from[field])]))
  return { data: { person, ...pick(typed) }, base: pick(before) }
}

const mineOf = (row) => FIELDS.filter((field) => field in row.data)

/** A parked change against what stands now: [{field, mine, theirs}] of the fields that both changed, to other values. */
export function conflicts(row, now) {
  const isOpen = (field) => !same(field, row.data[field], now[field]) && !same(field, row.base?.[field], now[field])
  return mineOf(row).filter(isOpen).map((field) => ({ field, mine: row.data[field], theirs: now[field] ?? "" }))
}

/** What is sent when a person has chosen "mine" or "theirs" by field; null where nothing of mine is left. */
export function settle(row, now, chosen) {
  const open = new Set(conflicts(row, now).map(({ field }) => field))
  const kept = mineOf(row).filter((field) => !open.has(field) || chosen[field] === "mine")
  return change(row.data.person, now, Object.fromEntries(kept.map((field) => [field, row.data[field]])))
}
