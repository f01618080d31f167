// Who wants to know is told, in this window and in the others of this phone.

const listeners = new Map()
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("clb-phone") : null
channel?.unref?.() // node waits for none

function call(name, told) {
  for (const listener of listeners.get(name) ?? []) listener(told)
}

/** Call `listener` whenever `name` is told; gives the way to stop. */
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, new Set())
  listeners.get(name).add(listener)
  return () => listeners.get(name).delete(listener)
}

/** Tell of a change here. */
export const tellHere = (name, told) => call(name, told)

/** Tell of a change here and in the other windows. `told` carries ids at most. */
export function tell(name, told) {
  call(name, told)
  channel?.postMessage({ name, told })
}

channel?.addEventListener("message", ({ data }) => call(data.name, data.told))
