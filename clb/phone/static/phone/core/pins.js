// What is too easy to guess: the same judgement as pin_fault of clb/signin/rules.py; both are held to one table of tests.

export const PIN_MIN = 6
export const PIN_MAX = 12
const STEPS = ["01234567890123456789", "98765432109876543210"]

/** Why a PIN is refused: "" where it is good, else SHORT, DIGITS, SAME, STEPS, REPEATS or DATE. */
export function pinFault(pin) {
  if (!/^[0-9]+$/.test(pin)) return "DIGITS"
  if (pin.length < PIN_MIN || pin.length > PIN_MAX) return "SHORT"
  if (new Set(pin).size === 1) return "SAME"
  const even = [...pin].filter((_, i) => i % 2 === 0).join("")
  const odd = [...pin].filter((_, i) => i % 2 === 1).join("")
  if (STEPS.some((row) => row.includes(pin) || (even === odd && row.includes(even)))) return "STEPS"
  for (let n = 1; n <= pin.length / 2; n++) {
    if (pin.length % n === 0 && pin === pin.slice(0, n).repeat(pin.length / n)) return "REPEATS"
  }
  return readsAsDay(pin) ? "DATE" : ""
}

function readsAsDay(pin) {
  const cut = (y, m, d) => [pin.slice(...y), pin.slice(...m), pin.slice(...d)]
  let tries = []
  if (pin.length === 6) tries = [cut([4, 6], [2, 4], [0, 2]), cut([0, 2], [2, 4], [4, 6])]
  if (pin.length === 8) return [cut([4, 8], [2, 4], [0, 2]), cut([0, 4], [4, 6], [6, 8])].some(isBirthday)
  return tries.some(([y, m, d]) => isBirthday([`19${y}`, m, d]) || isBirthday([`20${y}`, m, d]))
}

function isBirthday([year, month, day]) {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const made = new Date(Date.UTC(y, m - 1, d))
  return y >= 1900 && y <= 2030 && made.getUTCMonth() === m - 1 && made.getUTCDate() === d
}

/** Minutes for which the phone takes no PIN after so many wrong ones in a row. */
export const shutFor = (wrong) => (wrong < 5 ? 0 : Math.min(2 ** Math.min(wrong - 5, 20), 60))

const MINUTE = 60_000

/** When the door opens again, or 0 where it is open. A clock that ran wrong when the guesses were made, and was set
 * right since, shuts nobody out for years: never longer than the rest that the guesses bring. */
export function shutUntil({ wrong, until }, now) {
  return until > now ? Math.min(until, now + shutFor(wrong) * MINUTE) : 0
}

/** Somebody as they stand once more guess is made; it counts before it is tried, however many windows try at once. */
export function charged(person, now) {
  const wrong = person.wrong + 1
  return { ...person, wrong, until: shutFor(wrong) ? now + shutFor(wrong) * MINUTE : 0 }
}
