import assert from "node:assert/strict"
import test from "node:test"
import { envelope, nextBatch } from "../../clb/phone/static/phone/core/outbox.js"

const row = (lane, n) => ({ lane, n, id: `${lane}${n}` })

test("rows go by lane and number, whatever order they are kept in", () => {
  const kept = [row("b", 2), row("a", 10), row("a", 9), row("b", 1), row("a", 2)]
  assert.deepEqual(nextBatch(kept, 200).map((r) => r.id), ["a2", "a9", "a10", "b1", "b2"])
})

test("a small batch begins with the lowest numbers, so that nothing comes early", () => {
  const kept = [row("a", 3), row("a", 1), row("a", 2), row("b", 1)]
  assert.deepEqual(nextBatch(kept, 2).map((r) => r.id), ["a1", "a2"])
  assert.equal(kept[0].n, 3) // the list that was given is not turned about
})

test("the words for people stay on the phone", () => {
  const told = envelope({ ...row("a", 1), command: "fund.receive_fee", data: { amount: 1 }, basis: {}, base: null,
    after: [], at: "x", sure: false, replaces: null, label: "Thu của bà Gieo", tried: 3 })
  assert.deepEqual(Object.keys(told).sort(),
    ["after", "at", "base", "basis", "command", "data", "id", "lane", "n", "replaces", "sure"])
})
