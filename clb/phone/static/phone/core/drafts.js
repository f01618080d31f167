// Forms that are being filled in. Each change is on the disk, encrypted, before the next can be made.

import { on, tellHere } from "./changes.js"
import { session } from "./session.js"

let last = Promise.resolve() // changes are kept in the order in which they were made

export const drafts = {
  get: async (key) => (await session.boxes.get("drafts", key))?.value ?? null,
  /** Keep what is typed; `title` and `path` let the start screen offer to go on. */
  put(key, value, { title, path } = {}) {
    const boxes = session.boxes
    const kept = { value: structuredClone(value), title, path, at: new Date().toISOString() }
    last = last.catch(() => {}).then(() => boxes.put("drafts", key, kept))
    return last
  },
  async drop(key) {
    await last.catch(() => {})
    await session.boxes.drop("drafts", key)
    tellHere("drafts")
  },
  /** [{key, title, path, at}] of forms that can be gone on with, newest first. */
  async open() {
    const all = await session.boxes.all("drafts")
    const found = all.map(({ key, value: { title, path, at } }) => ({ key, title, path, at })).filter((d) => d.path)
    return found.sort((a, b) => (a.at < b.at ? 1 : -1))
  },
  /** All that was handed over is on the disk. */
  kept: () => last,
}

/**
 * A form's draft: `draft.value` is what is typed; `await draft.set({field: …})` keeps it and has the screen drawn anew.
 * `about` is {title, path}.
 */
export async function draftOf(key, initial, about) {
  const draft = {
    key,
    value: { ...initial, ...(await drafts.get(key)) },
    set(patch) {
      Object.assign(draft.value, patch)
      tellHere("redraw")
      return drafts.put(key, draft.value, about)
    },
    drop: () => drafts.drop(key),
  }
  return draft
}

on("locked", () => (last = Promise.resolve()))
