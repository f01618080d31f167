// What lies on the phone is unreadable without the PIN: a random key for the data, itself wrapped by a key made of the
// PIN. See docs/decisions/0124-phone-at-rest.md for what this withstands and what it does not.

export const LEAST_ROUNDS = 600_000
export const MOST_ROUNDS = 4_000_000
const UNLOCK_MS = 900

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const random = (n) => crypto.getRandomValues(new Uint8Array(n))

async function pinKey(pin, salt, rounds) {
  const raw = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveKey"])
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"])
}

/** As many rounds as this phone does in about a second, never fewer than the floor. */
export async function roundsFor(clock = () => performance.now()) {
  const tried = 100_000
  const raw = await crypto.subtle.importKey("raw", encoder.encode("0"), "PBKDF2", false, ["deriveBits"])
  const begun = clock()
  await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: random(16), iterations: tried }, raw, 256)
  const able = Math.round((tried * UNLOCK_MS) / Math.max(1, clock() - begun))
  return Math.min(MOST_ROUNDS, Math.max(LEAST_ROUNDS, able))
}

/** A fresh data key (may be wrapped; give `openLock` its lock to have one that can't be taken out). */
export const freshKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"])

/** The data key wrapped by the PIN: what may lie on the phone in the open. */
export async function makeLock(pin, dataKey, rounds = LEAST_ROUNDS) {
  const [salt, iv] = [random(16), random(12)]
  const wrapped = await crypto.subtle.wrapKey("raw", dataKey, await pinKey(pin, salt, rounds), { name: "AES-GCM", iv })
  return { salt, rounds, iv, wrapped: new Uint8Array(wrapped) }
}

/** The data key, or null where the PIN is wrong. `canLeave` only to wrap it anew under another PIN. */
export async function openLock(pin, lock, canLeave = false) {
  const key = await pinKey(pin, lock.salt, lock.rounds)
  const how = { name: "AES-GCM", iv: lock.iv }
  try {
    return await crypto.subtle.unwrapKey("raw", lock.wrapped, key, how, "AES-GCM", canLeave, ["encrypt", "decrypt"])
  } catch (fault) {
    if (fault.name === "OperationError") return null
    throw fault
  }
}

/** One encrypted box {iv, bytes}; `place` (store and key) is bound in, so that a box can't stand in for another. */
export async function seal(key, value, place) {
  return sealBytes(key, encoder.encode(JSON.stringify(value)), place)
}

/** What is in a box; throws where it was changed, moved, or belongs to another key. */
export async function unseal(key, box, place) {
  return JSON.parse(decoder.decode(await unsealBytes(key, box, place)))
}

export async function sealBytes(key, plain, place) {
  const iv = random(12)
  const how = { name: "AES-GCM", iv, additionalData: encoder.encode(place) }
  return { iv, bytes: new Uint8Array(await crypto.subtle.encrypt(how, key, plain)) }
}

export async function unsealBytes(key, box, place) {
  const how = { name: "AES-GCM", iv: box.iv, additionalData: encoder.encode(place) }
  return new Uint8Array(await crypto.subtle.decrypt(how, key, box.bytes))
}
