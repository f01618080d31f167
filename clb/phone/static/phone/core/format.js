// Money, days and hours as people here write them.

const dots = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ".")

/** 1234567 → "1.234.567" */
export const number = (n) => (n < 0 ? "−" : "") + dots(String(Math.abs(Math.trunc(n))))

/** 50000 → "50.000 đ" */
export const money = (n) => `${number(n)} đ`

const two = (n) => String(n).padStart(2, "0")

// The hours of Viet Nam, whatever zone a phone was set to: UTC+7 since 1975, without summer time.
const AHEAD_MS = 7 * 3600_000
const here = (at) => new Date(at.getTime() + AHEAD_MS) // its UTC parts are ours

/** "2026-11-05" or an ISO time → "05/11/2026" */
export function day(iso) {
  if (!iso) return ""
  const text = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso : here(new Date(iso)).toISOString().slice(0, 10)
  return text.split("-").reverse().join("/")
}

/** A moment → "14:05" */
export const hour = (at = new Date()) => here(at).toISOString().slice(11, 16)

/** An ISO time → "14:05 05/11" */
export function moment(iso) {
  const at = here(new Date(iso))
  return `${hour(new Date(iso))} ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}`
}

/** Today as "2026-11-05"; `back` days ago. */
export function today(back = 0, now = new Date()) {
  return here(new Date(now.getTime() - back * 86_400_000)).toISOString().slice(0, 10)
}
