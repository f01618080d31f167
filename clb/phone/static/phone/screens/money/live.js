// A screen that shows where money stands is read anew when something is sent, refused or brought down.
import { on, tellHere } from "../../core/changes.js"
import { session } from "../../core/session.js"

/** `open` and `close` of such a screen; `read(params)` gives what it shows. */
export const live = (read) => ({
  async open(params) {
    const held = await read(params)
    const again = async () => {
      if (!session.now) return
      Object.assign(held, await read(params))
      tellHere("redraw")
    }
    const seen = () => again().catch((fault) => fault.name === "Locked" || Promise.reject(fault))
    held.stops = [on("outbox", seen), on("pack", seen)]
    return held
  },
  close: (held) => held?.stops?.forEach((stop) => stop()),
})
