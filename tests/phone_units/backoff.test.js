import assert from "node:assert/strict"
import test from "node:test"
import { fewer, FIRST_MS, LARGEST, LONGEST_MS, more, pause, SMALLEST } from "../../clb/phone/static/phone/core/backoff.js"

test("each failure waits longer, up to a limit", () => {
  const waits = Array.from({ length: 20 }, (_, i) => pause(i + 1, () => 1))
  assert.equal(waits[0], FIRST_MS)
  assert.equal(waits[1], 2 * FIRST_MS)
  assert.deepEqual([...waits].sort((a, b) => a - b), waits)
  assert.equal(waits.at(-1), LONGEST_MS)
  assert.equal(pause(10_000, () => 1), LONGEST_MS)
})

test("phones that failed together don't come back together", () => {
  assert.ok(pause(5, () => 0) < pause(5, () => 0.5))
  assert.equal(pause(5, () => 0), pause(5, () => 1) / 2)
})

test("the server's own wish is heeded", () => {
  assert.equal(pause(1, () => 0, 60), 60_000)
})

test("a broken call asks for less the next time, never nothing, never more than the server takes", () => {
  assert.equal(fewer(200), 100)
  assert.equal([...Array(20)].reduce(fewer, LARGEST), SMALLEST)
  assert.equal([...Array(20)].reduce(more, SMALLEST), LARGEST)
})
