import assert from "node:assert/strict"
import test from "node:test"
import { uuid5, uuid7 } from "../../clb/phone/static/phone/core/ids.js"

const LOOKS = /^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test("a UUIDv7 carries its moment and sorts by it", () => {
  const zeros = new Uint8Array(10)
  assert.equal(uuid7(0x017f22e279b0, zeros), "017f22e2-79b0-7000-8000-000000000000")
  const made = [1, 2, 2 ** 32, 2 ** 40, Date.now()].map((at) => uuid7(at))
  assert.deepEqual([...made].sort(), made)
  assert.ok(made.every((id) => LOOKS.test(id)))
})

test("a thousand ids of one moment are a thousand", () => {
  assert.equal(new Set(Array.from({ length: 1000 }, () => uuid7(5))).size, 1000)
})

test("a UUIDv5 is the one that Python makes", async () => {
  const dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
  assert.equal(await uuid5(dns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d") // from Python's own documentation
  assert.notEqual(await uuid5(dns, "meeting:2026-11"), await uuid5(dns, "meeting:2026-12"))
  assert.equal(await uuid5(dns, "buổi họp"), await uuid5(dns, "buổi họp"))
})
