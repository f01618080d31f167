// How things stand with the network, in a few words: all sent, so many waiting, something to look at.

import { on, tellHere } from "./changes.js"
import { outbox } from "./outbox.js"
import * as photos from "./photos.js"
import { session } from "./session.js"
import { state } from "./sync.js"
import { fill, gettext } from "./words.js"

const counted = { waiting: 0, parked: 0, photos: 0 }

async function count() {
  if (!session.now) return
  try {
    const { waiting, parked } = await outbox.count()
    Object.assign(counted, { waiting, parked, photos: await photos.waiting() })
  } catch (fault) {
    if (fault.name !== "Locked" && fault.name !== "InvalidStateError") throw fault // locked while it was counting
    return
  }
  tellHere("redraw")
}

for (const name of ["outbox", "photos", "unlocked"]) on(name, count)

export const counts = () => ({ ...counted })

/** {icon, words, kind} for the bar. */
export function stateOf() {
  const { waiting, parked, photos: pictures } = counted
  if (session.now?.isTraining) return { icon: "school", words: gettext("Tập dùng"), kind: "info" }
  if (parked) return { icon: "alert-triangle", words: fill(gettext("%(n)s việc cần xem"), { n: parked }), kind: "bad" }
  if (state.code === "EXPIRED") return { icon: "lock", words: gettext("Cần đăng nhập lại"), kind: "warn" }
  const n = waiting + pictures
  if (n && state.busy && state.reached !== false) return { icon: "cloud-up", words: fill(gettext("Đang gửi %(n)s việc"), { n }), kind: "info" }
  if (n) return { icon: "cloud-off", words: fill(gettext("%(n)s việc chờ gửi"), { n }), kind: "warn" }
  if (state.reached === false) return { icon: "wifi-off", words: gettext("Không có mạng, vẫn dùng được"), kind: "info" }
  return { icon: "cloud-check", words: gettext("Đã gửi hết"), kind: "good" }
}
