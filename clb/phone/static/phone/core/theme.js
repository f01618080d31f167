// Light or dark by the sun, or as somebody chose; and the size of the text.

import { isNight } from "./sun.js"
import { facts } from "./store.js"

const LOOK_EVERY_MS = 60_000
export const chosen = { theme: "AUTO", size: "NORMAL" }

/** Dress the page. The size is a class, since no inline style gets past the CSP. */
export function dress(at = new Date()) {
  const root = document.documentElement
  const isDark = chosen.theme === "AUTO" ? isNight(at) : chosen.theme === "DARK"
  root.dataset.theme = isDark ? "dark" : "light"
  root.dataset.size = chosen.size
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", isDark ? "#1a2430" : "#0b5a6e")
}

export async function startTheme() {
  chosen.theme = (await facts.get("theme")) ?? "AUTO"
  chosen.size = (await facts.get("size")) ?? "NORMAL"
  dress()
  setInterval(dress, LOOK_EVERY_MS)
}

export async function choose(patch) {
  Object.assign(chosen, patch)
  dress()
  for (const [key, value] of Object.entries(patch)) await facts.put(key, value)
}
