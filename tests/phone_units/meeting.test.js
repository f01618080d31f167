// The meeting's draft and the rows that it puts into the outbox.
import assert from "node:assert/strict"
import test from "node:test"

const HERE = "../../clb/phone/static/phone/screens/meeting"
const draft = await import(`${HERE}/draft.js`)
const rows = await import(`${HERE}/rows.js`)

const CLUB = "c1"
const HEAD = { held_on: "2026-11-26", kind: "MONTHLY", place: "Nhà văn hóa", chair: "p1", secretary: "p2", begun_at: "14:00" }
const MEMBERS = ["m1", "m2", "m3"]
const opened = () => draft.begin({ id: "x", club: CLUB, head: HEAD })

test("everyone else is present, and only those without a mark are touched", () => {
  const one = draft.setRow(opened(), "marks", "m2", draft.ABSENT)
  const all = draft.markRest(one, MEMBERS, draft.PRESENT)
  assert.deepEqual(all.marks, { m1: "PRESENT", m2: "ABSENT", m3: "PRESENT" })
  assert.deepEqual(draft.tally(all, MEMBERS), { present: 2, excused: 0, absent: 1, unmarked: 0, all: 3 })
  assert.deepEqual(one.marks, { m2: "ABSENT" }, "the draft before stays as it was")
})

test("the fee of those who are there and owe it; who has a row keeps it", () => {
  let found = draft.markRest(draft.setRow(opened(), "marks", "m2", draft.ABSENT), MEMBERS, draft.PRESENT)
  found = draft.setRow(found, "fees", "m3", 0)
  const dues = MEMBERS.map((membership) => ({ membership, due_vnd: 10_000 }))
  assert.deepEqual(draft.payFees(found, dues).fees, { m1: 10_000, m3: 0 })
})

test("who joins at the meeting is there and pays the fee under the key that will be the membership", () => {
  let found = draft.setRow(opened(), "newcomers", "n1", { full_name: "Bà Mới (mẫu)", sex: "FEMALE", birth: "1950" })
  found = draft.payFees(found, [{ membership: "n1", due_vnd: 10_000 }])
  assert.deepEqual(rows.message(found, "fees").data.fees, [{ membership: "n1", amount_vnd: 10_000 }])
  assert.equal(rows.message(found, "newcomers").data.newcomers[0].key, "n1")
})

test("suggested sums are paid for every loan but those that have a row", () => {
  const loans = [
    { id: "l1", principal_vnd: 100_000, interest_vnd: 5_000 },
    { id: "l2", principal_vnd: 0, interest_vnd: 4_000 },
    { id: "l3", principal_vnd: 0, interest_vnd: 0 },
  ]
  const some = draft.setRow(opened(), "repayments", "l1", { amount_vnd: 50_000, interest_vnd: 5_000 })
  const all = draft.paySuggested(some, loans)
  assert.deepEqual(Object.keys(all.repayments), ["l1", "l2"])
  assert.equal(draft.repaymentsOf(all), 59_000)
})

test("what the meeting brings to each box; only a loan paid out takes from it", () => {
  let found = draft.setRow(opened(), "fees", "m1", 10_000)
  found = draft.setRow(found, "gifts", "g1", { amount_vnd: 300_000, giver: "Trạm (mẫu)" })
  found = draft.setRow(found, "gifts", "g2", { amount_vnd: 200_000, giver: "Hội (mẫu)", fund: "INCOME" })
  found = draft.setRow(found, "repayments", "l1", { amount_vnd: 100_000, interest_vnd: 1_000 })
  found = draft.setRow(found, "loans", "a", { amount_vnd: 150_000, decision: "GRANTED" })
  found = draft.setRow(found, "loans", "b", { amount_vnd: 999_000, decision: "LATER" })
  assert.deepEqual(draft.brought(found), { INCOME: 151_000, OPERATING: 310_000 })
})

test("the head goes with the marks, once; later only what changed", () => {
  let found = draft.markRest(opened(), MEMBERS, draft.PRESENT)
  const first = rows.message(found, "head")
  assert.equal(first.data.held_on, "2026-11-26")
  assert.equal(first.data.attendance.length, 3)
  assert.equal("ended_at" in first.data, false)
  assert.equal("begun_at" in rows.message(draft.setHead(opened(), { begun_at: "" }), "head").data, false, "unsaid, unsent")
  found = rows.settle({ ...found, waiting: { head: { id: "r1", rows: first.rows } } }, "head")
  assert.equal(rows.message(found, "head"), null)
  found = draft.setRow(found, "marks", "m2", draft.EXCUSED)
  const second = rows.message(found, "head")
  assert.deepEqual(second.data, { club: CLUB, meeting: "x", attendance: [{ membership: "m2", mark: "EXCUSED" }] })
  assert.deepEqual(rows.after({ ...found, waiting: { head: { id: "r2" } } }, "fees"), ["r1", "r2"])
})

test("a row that was sent and is taken away goes as its bare key, once", () => {
  let found = draft.setRow(opened(), "fees", "m1", 10_000)
  const first = rows.message(found, "fees")
  found = rows.settle({ ...found, waiting: { fees: { id: "r2", rows: first.rows } } }, "fees")
  found = draft.setRow(found, "fees", "m1", null)
  const second = rows.message(found, "fees")
  assert.deepEqual(second.data.fees, [{ membership: "m1" }])
  found = rows.settle({ ...found, waiting: { fees: { id: "r3", rows: second.rows } } }, "fees")
  assert.equal(rows.message(found, "fees"), null)
})

test("what waits and can still be changed is said anew as a whole", () => {
  let found = draft.setRow(opened(), "fees", "m1", 10_000)
  found = { ...found, waiting: { fees: { id: "r2", rows: rows.message(found, "fees").rows } } }
  found = draft.setRow(found, "fees", "m2", 20_000)
  assert.equal(rows.message(found, "fees").data.fees.length, 2)
})

test("talks and next month's plan are two steps of one field", () => {
  let found = draft.setRow(opened(), "notes", "TOPIC", "Phòng bệnh")
  found = draft.setRow(found, "notes", "NEXT_PLAN", "Dọn đường")
  assert.deepEqual(rows.message(found, "notes").data.notes, [{ part: "TOPIC", text: "Phòng bệnh" }])
  assert.deepEqual(rows.message(found, "plan").data.notes, [{ part: "NEXT_PLAN", text: "Dọn đường" }])
})

test("the head goes before all, everything before the close; a newcomer who is refused holds up no money", () => {
  const waiting = { head: { id: "r1" }, newcomers: { id: "r2" }, fees: { id: "r3" }, notes: { id: "r4" } }
  const found = { ...opened(), waiting }
  assert.deepEqual(rows.after(found, "fees"), ["r1"])
  assert.deepEqual(rows.after(found, "newcomers"), ["r1"])
  assert.deepEqual(rows.after(found, "close"), ["r1", "r2", "r3", "r4"])
})

test("a meeting begun elsewhere is gone on with: what the server has is not sent again", () => {
  const row = {
    id: "y", club: CLUB, version: 7, ...HEAD, ended_at: "",
    parts: {
      attendance: [{ membership: "m1", mark: "PRESENT" }],
      fees: [{ membership: "m1", amount_vnd: 10_000 }],
      repayments: [{ loan: "l1", amount_vnd: 1, interest_vnd: 2 }],
      notes: [{ part: "TOPIC", text: "Phòng bệnh" }],
      counts: [{ fund: "INCOME", counted_vnd: 5, reason: "" }],
    },
  }
  let found = rows.heard(draft.goOn(row))
  assert.equal(found.id, "y")
  assert.equal(found.seen, 7)
  for (const part of rows.ORDER.filter((name) => name !== "close")) assert.equal(rows.message(found, part), null, part)
  found = draft.setRow(found, "fees", "m2", 10_000)
  assert.deepEqual(rows.message(found, "fees").data.fees, [{ membership: "m2", amount_vnd: 10_000 }])
})

test("a refusal stands beside the member's row, that of the close beside the row that it is about", () => {
  const readings = { data: { readings: [] }, errors: { "readings.m1.is_sure": ["Số khác thường"], held_on: ["Hãy ghi ngày họp."] } }
  const close = { data: { close_now: true }, errors: { "counts.INCOME.reason": ["Lệch với sổ"], close_now: ["Chưa điểm danh ai."] } }
  assert.deepEqual(rows.beside([readings, close]), {
    readings: { m1: { is_sure: ["Số khác thường"] }, "": { held_on: ["Hãy ghi ngày họp."] } },
    counts: { INCOME: { reason: ["Lệch với sổ"] } },
    close: { "": { close_now: ["Chưa điểm danh ai."] } },
  })
})

test("two phones give the month's meeting one name, an extra one that of its day", () => {
  assert.equal(draft.nameOf(HEAD), "meeting:2026-11")
  assert.equal(draft.nameOf({ ...HEAD, kind: "EXTRA" }), "meeting:2026-11-26")
})

test("what the server refused is said again as it is now", () => {
  let found = draft.setRow(draft.setRow(opened(), "fees", "m1", 10_000), "fees", "m2", 10_000)
  const first = rows.message(found, "fees")
  found = rows.settle({ ...found, waiting: { fees: { id: "r1", rows: first.rows } } }, "fees")
  found = draft.setRow(found, "fees", "m1", null)
  assert.deepEqual(rows.message(rows.untell(found, "fees", first.data), "fees").data.fees, [{ membership: "m2", amount_vnd: 10_000 }])
})

test("a row of the outbox tells which part it is of", () => {
  const told = { head: { held_on: "x", attendance: [] }, newcomers: { newcomers: [] }, plan: { notes: [{ part: "NEXT_PLAN" }] }, close: { close_now: true } }
  for (const [part, data] of Object.entries(told)) assert.equal(rows.partOf(data), part)
  assert.equal(rows.partOf({ attendance: [] }), "head")
  assert.equal(rows.partOf({ counts: [] }), "counts")
})

test("what others wrote is shown, what was typed here and not told yet stays", () => {
  const row = { id: "y", club: CLUB, version: 3, ...HEAD, parts: { fees: [{ membership: "m1", amount_vnd: 10_000 }] } }
  let mine = rows.heard(draft.goOn(row))
  mine = draft.setRow(mine, "fees", "m2", 5_000)
  const now = { ...row, version: 4, parts: { fees: [{ membership: "m1", amount_vnd: 12_000 }, { membership: "m3", amount_vnd: 10_000 }] } }
  const found = draft.joined(rows.heard(draft.goOn(now)), mine)
  assert.deepEqual(found.fees, { m1: 12_000, m2: 5_000, m3: 10_000 })
  assert.equal(found.seen, 4)
  const shown = draft.joined(rows.heard(draft.goOn(now)), { ...draft.setHead(mine, { place: "Đình làng" }), shown: { "loan:l1": 1 } })
  assert.equal(shown.head.place, "Đình làng", "changed here and not told")
  assert.deepEqual(shown.shown, { "loan:l1": 1 }, "what the pack showed of money goes with the close")
  const untold = draft.joined(rows.heard(draft.goOn({ ...now, begun_at: "" })), draft.setHead(opened(), { place: "Nơi gợi ý" }))
  assert.deepEqual([untold.head.place, untold.head.begun_at], [HEAD.place, "14:00"], "others' words stand, ours fill the gaps")
  assert.deepEqual(rows.message(found, "fees").data.fees, [{ membership: "m2", amount_vnd: 5_000 }])
})
