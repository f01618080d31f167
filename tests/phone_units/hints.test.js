import assert from "node:assert/strict"
import test from "node:test"
import { faultOf } from "../../clb/phone/static/phone/core/schema.js"
import { day, hour, moment, money, number, today } from "../../clb/phone/static/phone/core/format.js"
import { played, playName } from "../../clb/phone/static/phone/core/training.js"

test("what the phone can see to be wrong", () => {
  const field = { required: true, min: 1000, max: 5000, maxLength: 3 }
  const told = [null, "", 999, 5001, 1000, "abcd", "abc"].map((v) => faultOf(field, v))
  assert.deepEqual(told, ["MISSING", "MISSING", "LOW", "HIGH", "", "LONG", ""])
  assert.equal(faultOf({ required: false, min: null, max: null, maxLength: null }, null), "")
})

test("money and days as people here write them", () => {
  assert.deepEqual([money(0), money(1000), money(-1234567), number(999)], ["0 đ", "1.000 đ", "−1.234.567 đ", "999"])
  assert.equal(day("2026-11-05"), "05/11/2026")
  assert.equal(today(1, new Date("2026-03-01T12:00:00+07:00")), "2026-02-28")
})

test("days and hours are those of Viet Nam, whatever zone the phone was set to", () => {
  const late = "2026-11-26T17:30:00Z" // half past midnight of the 27th here
  assert.deepEqual([day(late), moment(late), hour(new Date(late)), today(0, new Date(late))],
    ["27/11/2026", "00:30 27/11", "00:30", "2026-11-27"])
})

test("a training copy holds no real name, number or sum", () => {
  const rows = {
    "me:1": { id: "1", name: "Phạm Thị Thử" },
    "member:a": { name: "Nguyễn Thị Gieo", sex: "FEMALE", phone: "0912345678" },
    "member:b": { name: "Nguyễn Thị Gieo Hai", sex: "FEMALE" },
    "loan:l": { title: "Nguyễn Thị Gieo vay", owed_vnd: 1_230_000, lines: [{ who: "Nguyễn Thị Gieo Hai" }] },
    "told:t": { text: "Bà Gieo đã thu" },
    "form:f": { title: "Trả nợ" },
  }
  const text = JSON.stringify(played(rows))
  for (const real of ["Gieo", "Phạm Thị Thử", "0912345678", "1230000"]) assert.ok(!text.includes(real), real)
  assert.ok(text.includes("Trả nợ"))
  assert.equal(new Set(Array.from({ length: 300 }, (_, n) => playName(n, "MALE"))).size, 300)
})
