// The meeting as it stands on this phone: one plain object, kept in drafts at every change. Nothing here asks the
// clock, the store or the page, so that each function can be tried alone.

// The steps in the order in which a club goes through its meeting; each names the parts of the command that it fills.
export const STEPS = [
  { slug: "mo-dau", parts: ["head"] },
  { slug: "diem-danh", parts: ["head", "newcomers"] },
  { slug: "hoi-phi", parts: ["fees"] },
  { slug: "ung-ho", parts: ["gifts"] },
  { slug: "tra-no", parts: ["repayments"] },
  { slug: "xet-vay", parts: ["loans"] },
  { slug: "suc-khoe", parts: ["readings"] },
  { slug: "noi-dung", parts: ["notes"] },
  { slug: "thang-sau", parts: ["plan"] },
  { slug: "kiem-quy", parts: ["counts"] },
  { slug: "ket-thuc", parts: ["close"] },
]
export const TALKS = ["TOPIC", "SELF_HELP", "RIGHTS", "ARTS", "OTHER"]
export const PRESENT = "PRESENT"
export const EXCUSED = "EXCUSED"
export const ABSENT = "ABSENT"
export const MONTHLY = "MONTHLY"
export const INCOME = "INCOME"
export const OPERATING = "OPERATING"
export const GRANTED = "GRANTED"
const EMPTY = { marks: {}, newcomers: {}, fees: {}, gifts: {}, repayments: {}, loans: {}, readings: {}, notes: {}, counts: {} }

export const stepAfter = (slug) => STEPS[STEPS.findIndex((step) => step.slug === slug) + 1]?.slug
export const stepBefore = (slug) => STEPS[STEPS.findIndex((step) => step.slug === slug) - 1]?.slug
export const draftKey = (club) => `meeting:${club}`
export const monthOf = (day) => day.slice(0, 7)

// What a monthly meeting is called before the server has seen it: the same on every phone of the club.
export const nameOf = (head) => (head.kind === MONTHLY ? `meeting:${monthOf(head.held_on)}` : `meeting:${head.held_on}`)

/** A new draft: `id` is the meeting's, `head` what is suggested for it. */
export function begin({ id, club, head }) {
  return { ...structuredClone(EMPTY), id, club, seen: 0, at: STEPS[0].slug, head: { ...head }, done: [], told: {}, waiting: {} }
}

/** A draft that goes on with a meeting that the server knows: `row` is the pack's row of kind meeting. */
export function goOn(row) {
  const parts = row.parts ?? {}
  const by = (part, key, pick) => Object.fromEntries((parts[part] ?? []).map((one) => [one[key], pick(one)]))
  const rest = (key) => (one) => Object.fromEntries(Object.entries(one).filter(([name]) => name !== key))
  const found = begin({ id: row.id, club: row.club, head: headOf(row) })
  found.seen = row.version ?? 0
  found.marks = by("attendance", "membership", (one) => one.mark)
  found.fees = by("fees", "membership", (one) => one.amount_vnd)
  found.gifts = by("gifts", "key", rest("key"))
  found.repayments = by("repayments", "loan", (one) => ({ amount_vnd: one.amount_vnd ?? 0, interest_vnd: one.interest_vnd ?? 0 }))
  found.loans = by("loans", "key", rest("key"))
  found.readings = by("readings", "membership", rest("membership"))
  found.notes = by("notes", "part", (one) => one.text)
  found.counts = by("counts", "fund", rest("fund"))
  return found
}

function headOf(row) {
  const names = ["held_on", "kind", "place", "chair", "secretary", "begun_at", "ended_at"]
  return Object.fromEntries(names.map((name) => [name, row[name] ?? ""]))
}

/** A draft of what the server knows now, with what was typed on this phone and not told yet over it. */
export function joined(fresh, mine) {
  const told = (part, key) => (mine.told[part === "marks" ? "head" : part] ?? {})[key]
  const merged = Object.keys(EMPTY).map((part) => {
    const untold = Object.entries(mine[part]).filter(([key]) => !told(part, key) && !(part === "notes" && mine.told.plan?.[key]))
    return [part, { ...fresh[part], ...Object.fromEntries(untold) }]
  })
  const { at, done, editing, shown, rest } = mine
  return { ...fresh, ...Object.fromEntries(merged), head: headOver(fresh.head, mine), at, done, editing, shown, rest }
}

// What was changed here and not told stays; where nothing was told yet, others' words stand and ours fill the gaps.
function headOver(fresh, mine) {
  const before = mine.told.head?.head
  const mineOnly = ([name, value]) => (before ? (value || "") !== (before[name] || "") : !fresh[name])
  return { ...fresh, ...Object.fromEntries(Object.entries(mine.head).filter(mineOnly)) }
}

// --- Changes: each gives a new draft, the old one stays as it was ---------------------------------------------------

export const setHead = (draft, values) => ({ ...draft, head: { ...draft.head, ...values } })
export const goTo = (draft, slug) => ({ ...draft, at: slug, editing: null })

/** What is being typed of one row before it is one: kept with the draft, so that a phone that dies loses no digit. */
export const edit = (draft, part, key, value) => ({ ...draft, editing: { part, key, value } })
export const typed = (draft, values) => ({ ...draft, editing: { ...draft.editing, value: { ...draft.editing.value, ...values } } })
export const leaveRow = (draft) => ({ ...draft, editing: null })

/** One row of a part under its key; null takes it away. */
export function setRow(draft, part, key, value) {
  const rows = { ...draft[part] }
  if (value === null) delete rows[key]
  else rows[key] = value
  return { ...draft, [part]: rows }
}

/** Everybody of `members` who has no mark yet gets `mark`. */
export function markRest(draft, members, mark) {
  const unmarked = members.filter((member) => !draft.marks[member])
  return { ...draft, marks: { ...draft.marks, ...Object.fromEntries(unmarked.map((member) => [member, mark])) } }
}

/** Everybody who is there, owes the month's fee and has no row yet paid what is due. */
export function payFees(draft, dues) {
  const owing = dues.filter((one) => one.due_vnd > 0 && isThere(draft, one.membership) && !(one.membership in draft.fees))
  return { ...draft, fees: { ...draft.fees, ...Object.fromEntries(owing.map((one) => [one.membership, one.due_vnd])) } }
}

/** Every loan without a row of its own pays what is suggested. */
export function paySuggested(draft, loans) {
  const due = loans.filter((loan) => !(loan.id in draft.repayments) && loan.principal_vnd + loan.interest_vnd > 0)
  const rows = due.map((loan) => [loan.id, { amount_vnd: loan.principal_vnd, interest_vnd: loan.interest_vnd }])
  return { ...draft, repayments: { ...draft.repayments, ...Object.fromEntries(rows) } }
}

export const isThere = (draft, member) => draft.marks[member] === PRESENT || member in draft.newcomers

// --- What the screens tell of it: hints, the server judges ----------------------------------------------------------

/** How many are there, excused, absent, and not marked yet; newcomers are there. */
export function tally(draft, members) {
  const found = { present: Object.keys(draft.newcomers).length, excused: 0, absent: 0, unmarked: 0 }
  found.all = members.length + found.present
  for (const member of members) {
    const mark = draft.marks[member]
    found[mark ? mark.toLowerCase() : "unmarked"] += 1
  }
  return found
}

const sum = (values) => values.reduce((total, value) => total + value, 0)
export const feesOf = (draft) => sum(Object.values(draft.fees))
export const giftsOf = (draft, fund) =>
  sum(Object.values(draft.gifts).filter((gift) => !fund || (gift.fund || OPERATING) === fund).map((gift) => gift.amount_vnd))
export const repaymentsOf = (draft) =>
  sum(Object.values(draft.repayments).map((row) => (row.amount_vnd || 0) + (row.interest_vnd || 0)))
export const lentOf = (draft) =>
  sum(Object.values(draft.loans).filter((loan) => loan.decision === GRANTED).map((loan) => loan.amount_vnd))

/** What this meeting adds to each fund's box; a loan paid out takes from it. */
export function brought(draft) {
  return {
    [INCOME]: giftsOf(draft, INCOME) + repaymentsOf(draft) - lentOf(draft),
    [OPERATING]: giftsOf(draft, OPERATING) + feesOf(draft),
  }
}
