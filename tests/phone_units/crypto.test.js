import assert from "node:assert/strict"
import test from "node:test"
import * as c from "../../clb/phone/static/phone/core/crypto.js"

const PIN = "260714"
const ROUNDS = 1000 // few: what the rounds are worth is not judged here

test("what is sealed comes back with the right PIN", async () => {
  const made = await c.freshKey()
  const lock = await c.makeLock(PIN, made, ROUNDS)
  const box = await c.seal(made, { name: "Bà Gieo", amount: 5 }, "drafts/a")
  const key = await c.openLock(PIN, lock)
  assert.deepEqual(await c.unseal(key, box, "drafts/a"), { name: "Bà Gieo", amount: 5 })
  await assert.rejects(() => crypto.subtle.exportKey("raw", key)) // it can't be taken out
})

test("a wrong PIN opens nothing", async () => {
  const lock = await c.makeLock(PIN, await c.freshKey(), ROUNDS)
  assert.equal(await c.openLock("260715", lock), null)
  assert.equal(await c.openLock("", lock), null)
})

test("a lock that was changed opens nothing", async () => {
  const lock = await c.makeLock(PIN, await c.freshKey(), ROUNDS)
  lock.wrapped[0] ^= 1
  assert.equal(await c.openLock(PIN, lock), null)
})

test("a box can't stand in another's place, nor be changed", async () => {
  const key = await c.freshKey()
  const box = await c.seal(key, "500000", "outbox/1")
  await assert.rejects(() => c.unseal(key, box, "outbox/2"))
  box.bytes[3] ^= 1
  await assert.rejects(() => c.unseal(key, box, "outbox/1"))
})

test("the same words are never the same box", async () => {
  const key = await c.freshKey()
  const [one, two] = [await c.seal(key, "x", "a"), await c.seal(key, "x", "a")]
  assert.notDeepEqual(one.bytes, two.bytes)
})

test("a box holds none of its words", async () => {
  const box = await c.seal(await c.freshKey(), { name: "GIEOTRONG" }, "a")
  assert.ok(!Buffer.from(box.bytes).toString("latin1").includes("GIEOTRONG"))
})

test("another PIN for the same key", async () => {
  const made = await c.freshKey()
  const box = await c.seal(made, 1, "a")
  const movable = await c.openLock(PIN, await c.makeLock(PIN, made, ROUNDS), true)
  const lock = await c.makeLock("918273", movable, ROUNDS)
  assert.equal(await c.openLock(PIN, lock), null)
  assert.equal(await c.unseal(await c.openLock("918273", lock), box, "a"), 1)
})

test("never fewer rounds than the floor, never more than the ceiling", async () => {
  const clock = (ms) => {
    const told = [0, ms]
    return () => told.shift()
  }
  assert.equal(await c.roundsFor(clock(60_000)), c.LEAST_ROUNDS)
  assert.equal(await c.roundsFor(clock(0)), c.MOST_ROUNDS)
  assert.equal(await c.roundsFor(clock(90)), 1_000_000)
  assert.ok(c.LEAST_ROUNDS >= 600_000)
})
