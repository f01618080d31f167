// What the screens outside the meeting reckon, without a browser.

import assert from "node:assert/strict"
import { test } from "node:test"

const SCREENS = "../../clb/phone/static/phone/screens"
const { faults, hints, isDanger, lineOf, readings, seldom, tablesFor } = await import(`${SCREENS}/health/tables.js`)
const { alarmFor, dayOrder, standing, ticked, visitData } = await import(`${SCREENS}/care/visit.js`)
const { change, conflicts, known, settle } = await import(`${SCREENS}/people/contact.js`)
const { played } = await import("../../clb/phone/static/phone/core/training.js")
const sv = await import(`${SCREENS}/supervision/answers.js`)

const TABLE = {
  what: "Bảng thử", unit: "mmHg", version: 3, source: "thử",
  lines: [
    { name: "Rất cao", any: [["systolic_mmhg", ">=", 200], ["diastolic_mmhg", ">=", 150]], refers: true, danger: true },
    { name: "Thấp", any: [["systolic_mmhg", "<", 80], ["diastolic_mmhg", "<", 50]], refers: true, danger: false },
    { name: "Thường", any: [["systolic_mmhg", ">=", 0], ["diastolic_mmhg", ">=", 0]], refers: false, danger: false },
  ],
}

test("the first line that fits is the class, and half a reading has none", () => {
  assert.equal(lineOf(TABLE, { systolic_mmhg: 120, diastolic_mmhg: 150 }).name, "Rất cao")
  assert.equal(lineOf(TABLE, { systolic_mmhg: 120, diastolic_mmhg: 49 }).name, "Thấp")
  assert.equal(lineOf(TABLE, { systolic_mmhg: 120, diastolic_mmhg: 80 }).name, "Thường")
  assert.equal(lineOf(TABLE, { systolic_mmhg: 250 }), null)
  assert.equal(lineOf(undefined, { systolic_mmhg: 250, diastolic_mmhg: 90 }), null)
})

test("a hint names its table, version and source; without a table there is none", () => {
  const [hint] = hints([TABLE], { systolic_mmhg: 210, diastolic_mmhg: 90 })
  assert.deepEqual([hint.name, hint.what, hint.version, hint.source], ["Rất cao", "Bảng thử", 3, "thử"])
  assert.deepEqual(hints([null], { systolic_mmhg: 210, diastolic_mmhg: 90 }), [])
})

test("what is seldom is asked about in the server's words, and what was not measured never", () => {
  const ask = { usual: [{ words: "số trên", any: [["systolic_mmhg", "<", 80], ["systolic_mmhg", ">", 220]] }], danger: [["glucose_mmol_l", ">", 16]] }
  assert.deepEqual(seldom(ask, { systolic_mmhg: 221 }), ["số trên"])
  assert.deepEqual(seldom(ask, { systolic_mmhg: 220 }), [])
  assert.deepEqual(seldom(ask, {}), [])
  assert.equal(isDanger([], ask, { glucose_mmol_l: 16.1 }), true)
  assert.equal(isDanger([], ask, { glucose_mmol_l: 16 }), false)
  assert.equal(isDanger([TABLE], ask, { systolic_mmhg: 200, diastolic_mmhg: 90 }), true)
})

test("what goes in pairs is told when half of it is there, or the wrong way round", () => {
  const ask = { order: [["systolic_mmhg", "diastolic_mmhg", "trên lớn hơn dưới"]], together: [[["systolic_mmhg", "diastolic_mmhg"], "đủ hai số"], [["glucose_mmol_l", "is_fasting"], "đói hay không"]] }
  assert.deepEqual(faults(ask, { systolic_mmhg: 120, diastolic_mmhg: 80, glucose_mmol_l: 5.6, is_fasting: false }), [])
  assert.deepEqual(faults(ask, { systolic_mmhg: 120, glucose_mmol_l: 5.6, is_fasting: null }), ["đủ hai số", "đói hay không"])
  assert.deepEqual(faults(ask, { systolic_mmhg: 80, diastolic_mmhg: 80 }), ["trên lớn hơn dưới"])
  assert.deepEqual(faults(null, { systolic_mmhg: 80 }), [])
})

test("tables go by the place, the sex and fasting; each reading of a sitting is looked up by itself", () => {
  assert.deepEqual(tablesFor({ place: "HOME", sex: "MALE", is_fasting: false }), [
    "health.blood_pressure.home", "health.waist.MALE", "health.glucose.random",
  ])
  assert.deepEqual(tablesFor({ place: "CLUB" }), ["health.blood_pressure.office"])
  const values = { systolic_mmhg: 150, diastolic_mmhg: 90, systolic_mmhg_2: 210, diastolic_mmhg_2: 95 }
  assert.deepEqual(readings(values).map((one) => one.systolic_mmhg), [150, 210])
})

test("no danger and a danger put each other out", () => {
  assert.deepEqual(ticked(["NONE"], "FALL", "NONE"), ["FALL"])
  assert.deepEqual(ticked(["FALL", "FEVER"], "NONE", "NONE"), ["NONE"])
  assert.deepEqual(ticked(["FALL", "FEVER"], "FALL", "NONE"), ["FEVER"])
})

test("an alarm says what the server says of the mix", () => {
  const alarm = { number: "115", marks: { CHEST: "CD", ABUSE: "A", FALL: "D" }, words: { CD: "gọi", A: "đừng", D: "báo", AD: "cả hai", CAD: "tất cả" } }
  assert.equal(alarmFor(alarm, ["NONE"]), null)
  assert.deepEqual(alarmFor(alarm, ["FALL", "ABUSE"]), { words: "cả hai", calls: false, number: "115" })
  assert.deepEqual(alarmFor(alarm, ["ABUSE", "CHEST"]), { words: "tất cả", calls: true, number: "115" })
})

test("a visit sends what was told and no empty words", () => {
  const value = { visited_on: "2026-11-26", tasks: ["TALK"], how_is: "SAME", minutes: 45, dangers: ["NONE"], note: "  " }
  assert.deepEqual(visitData("c1", value), {
    client: "c1", visited_on: "2026-11-26", tasks: ["TALK"], how_is: "SAME", minutes: 45, dangers: ["NONE"],
  })
})

test("who is expected today and not written down comes first", () => {
  const day = "2026-11-26"
  const a = { id: "a", sort: "an", days: [], last_on: null }
  const b = { id: "b", sort: "be", days: [[day, "EXPECTED", ""]], last_on: null }
  const c = { id: "c", sort: "ca", days: [[day, "EXPECTED", ""]], last_on: null }
  const rows = [{ command: "care.record_visit", data: { client: "b", visited_on: day } }]
  assert.deepEqual(dayOrder([a, b, c], rows, day).map((one) => one.id), ["c", "a", "b"])
  assert.deepEqual(standing(b, rows, day), { planned: true, isOff: false, here: true, there: false, done: true })
})

test("only changed fields go, each with what it was", () => {
  const before = known({ known_as: "Bà Ba", phone: "0912345678" }, [], "p")
  assert.equal(change("p", before, { known_as: " Bà  Ba", phone: "0912 345 678" }), null)
  assert.deepEqual(change("p", before, { known_as: "Bà Ba", phone: "0987654321" }), {
    data: { person: "p", phone: "0987654321" }, base: { phone: "0912345678" },
  })
})

test("what waits here is what the next change starts from", () => {
  const waiting = [{ command: "members.record_contact", data: { person: "p", phone: "0900000000" } }]
  assert.deepEqual(known({ known_as: "Bà Ba", phone: "0912345678" }, waiting, "p"), { known_as: "Bà Ba", phone: "0900000000" })
  assert.deepEqual(known(null, waiting, "other"), { known_as: "", phone: "" })
})

test("only what both changed is asked; what I alone changed goes along, from what stands now", () => {
  const row = { data: { person: "p", phone: "0911111111", known_as: "Tư" }, base: { phone: "0900000000", known_as: "" } }
  const now = { phone: "0922222222", known_as: "" }
  assert.deepEqual(conflicts(row, now), [{ field: "phone", mine: "0911111111", theirs: "0922222222" }])
  assert.deepEqual(settle(row, now, { phone: "theirs" }), { data: { person: "p", known_as: "Tư" }, base: { known_as: "" } })
  assert.deepEqual(settle(row, now, { phone: "mine" }), {
    data: { person: "p", known_as: "Tư", phone: "0911111111" }, base: { known_as: "", phone: "0922222222" },
  })
  assert.equal(settle({ ...row, data: { person: "p", phone: "0911111111" } }, now, { phone: "theirs" }), null)
})

const VISIT = {
  id: "v", carried_on: null, answers: { a: ["YES", ""], b: ["NO", "thiếu"] },
  sections: [["Một", [["a", "Câu a"], ["b", "Câu b"]]], ["Hai", [["c", "Câu c"]]]],
  recount: { kinds: [{ kind: "LOAN", label: "Khoản vay", question: "?", choices: [["RIGHT", "Đúng"]], items: [["i1", 1, "Bà A", "còn nợ 5", "", null, ""]] }] },
}

test("answers that wait are laid over the pack's, and only what differs is sent", () => {
  const rows = [{ id: "r", command: "supervision.answer_checklist", data: { visit: "v", answers: [{ question: "b", answer: "", note: "" }, { question: "c", answer: "PARTLY", note: "x" }] } }]
  const now = sv.answersOf(VISIT, rows)
  assert.deepEqual(now, { a: { answer: "YES", note: "" }, c: { answer: "PARTLY", note: "x" } })
  assert.deepEqual(sv.changedAnswers(now, { a: { answer: "YES", note: " " }, c: { answer: "NO", note: "x" } }), [{ question: "c", answer: "NO", note: "x" }])
  assert.equal(sv.nextOpen(sv.questionsOf(VISIT), now, 0), 1)
})

test("a line of the sample told here is shown as told", () => {
  const rows = [{ command: "supervision.record_recount", data: { visit: "v", results: [{ item: "i1", outcome: "WRONG", found_vnd: 7, note: "" }] } }]
  const [line] = sv.sampleOf(VISIT, rows)
  assert.deepEqual([line.outcome, line.found_vnd, sv.isTold(line)], ["WRONG", 7, true])
  assert.deepEqual(sv.changedLines([line], { i1: { outcome: "WRONG", found_vnd: 7, note: "" } }), [])
  assert.deepEqual(sv.changedLines([line], { i1: { outcome: "RIGHT", found_vnd: null, note: " a" } }), [{ item: "i1", outcome: "RIGHT", found_vnd: null, note: "a" }])
})

test("who practises sees no real name and nothing of anybody's health", () => {
  const text = JSON.stringify(played({
    "client:1": { name: "Bà Thật Một", days: [["2026-11-26", "EXPECTED", "Chị Thật Hai"]], visits: [{ on: "2026-11-20", dangers: ["FALL"] }], last_on: "2026-11-20" },
    "volunteer:2": { name: "Chị Thật Hai" },
    "measure:3": { name: "Ông Thật Ba", agreed: true, referred: true, last: { values: ["171/96 mmHg"] } },
    "borrower:4": { name: "Bà Thật Tư", title: "Khoản vay số 1" },
    "supervision:5": { name: "CLB Một", recount: { kinds: [
      { kind: "MEMBER", items: [["a", 1, "Bà Thật Năm", "Nữ, sinh 1950", "", null, ""]] },
      { kind: "LOAN", items: [["b", 1, "Bà Thật Sáu, khoản vay số 2", "còn nợ", "", null, ""]] },
      { kind: "CASH", items: [["c", 1, "Quỹ tăng thu nhập", "5 đồng", "", null, ""]] },
    ] } },
  }))
  for (const word of ["Thật", "FALL", "171/96", "referred", "2026-11-20"]) assert.ok(!text.includes(word), word)
  for (const word of ["CLB Một", "Quỹ tăng thu nhập", "khoản vay số 2", "EXPECTED"]) assert.ok(text.includes(word), word)
})
