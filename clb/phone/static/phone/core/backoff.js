// When to try again: quickly at first, then less and less often, never all phones at once.

export const FIRST_MS = 4_000
export const LONGEST_MS = 10 * 60_000

/** Milliseconds until the next try after so many failures in a row; `told` = seconds that the server asks for. */
export function pause(failures, random = Math.random, told = 0) {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return Math.max(told * 1000, Math.round(most / 2 + (most / 2) * random()))
}

/** How many rows go in one call: halved after a broken call, doubled after a good one. */
export const SMALLEST = 5
export const LARGEST = 200
export const fewer = (size) => Math.max(SMALLEST, Math.floor(size / 2))
export const more = (size) => Math.min(LARGEST, size * 2)
export const half = (size) => Math.max(1, Math.floor(size / 2))
