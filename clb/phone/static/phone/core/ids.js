// Ids made on the phone, so that an act has its name before anybody hears of it.

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")

const dashed = (bytes) => {
  const h = hex(bytes)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}

/** A UUIDv7 (RFC 9562): later ids sort behind earlier ones. */
export function uuid7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  const bytes = new Uint8Array(16)
  for (let i = 0, rest = now; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256
  bytes.set(random, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return dashed(bytes)
}

/** A UUIDv5: the same name in the same space gives the same id on every phone and on the server. */
export async function uuid5(space, name) {
  const text = new TextEncoder().encode(name)
  const own = space.replaceAll("-", "").match(/../g).map((pair) => parseInt(pair, 16))
  const whole = new Uint8Array(16 + text.length)
  whole.set(own)
  whole.set(text, 16)
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-1", whole)).slice(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x50
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return dashed(bytes)
}
