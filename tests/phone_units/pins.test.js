import assert from "node:assert/strict"
import fs from "node:fs"
import test from "node:test"
import { charged, pinFault, shutFor, shutUntil } from "../../clb/phone/static/phone/core/pins.js"

// The server's judgement of many PINs, written by the pytest that runs these files.
const judged = process.env.CLB_JUDGED_PINS

test("a PIN is judged as the server judges it", { skip: !judged && "no table given" }, () => {
  const table = JSON.parse(fs.readFileSync(judged, "utf8"))
  const wrong = table.filter(([pin, fault]) => pinFault(pin) !== fault).map(([pin, f]) => [pin, f, pinFault(pin)])
  assert.deepEqual(wrong, [])
  assert.ok(table.length > 500)
})

test("after the fifth wrong PIN the phone rests, longer each time, an hour at most", () => {
  assert.deepEqual([1, 4, 5, 6, 7, 11, 12, 999].map(shutFor), [0, 0, 1, 2, 4, 60, 60, 60])
})

test("a clock that was set right since shuts nobody out for years", () => {
  const years = 4 * 365 * 86_400_000
  const shut = { wrong: 5, until: years + 60_000 }
  assert.equal(shutUntil(shut, 1_000), 1_000 + 60_000)
  assert.equal(shutUntil(shut, years), years + 60_000)
  assert.equal(shutUntil(shut, years + 60_000), 0)
})

test("a guess counts before it is tried", () => {
  const four = { id: "a", wrong: 4, until: 0 }
  assert.deepEqual(charged(four, 1_000), { id: "a", wrong: 5, until: 61_000 })
  assert.deepEqual(charged({ ...four, wrong: 0 }, 1_000), { id: "a", wrong: 1, until: 0 })
})
