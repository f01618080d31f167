// Leaving this phone: only when nothing waits, so that nothing is lost; then all of this person's data go.

import { Unreachable } from "../../core/api.js"
import { on } from "../../core/changes.js"
import { drafts } from "../../core/drafts.js"
import { outbox } from "../../core/outbox.js"
import * as people from "../../core/people.js"
import { photos } from "../../core/photos.js"
import { redraw } from "../../core/router.js"
import { session } from "../../core/session.js"
import { bye, sync } from "../../core/sync.js"
import { bigButton, heading, html, icon, nothing, notice } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"

async function read() {
  const { waiting, parked } = await outbox.count()
  return { waiting, parked, pictures: (await photos.rows()).length, open: (await drafts.open()).length }
}

export const signOut = {
  path: "/thoat",
  title: () => gettext("Thoát khỏi máy này"),
  async open() {
    const held = { ...(await read()), told: "", busy: false }
    const look = async () => session.now && (Object.assign(held, await read()), redraw())
    const stops = ["outbox", "photos"].map((name) => on(name, look))
    return Object.assign(held, { stop: () => stops.forEach((stop) => stop()) })
  },
  close: (held) => held?.stop(),
  render(_params, held) {
    const stays = held.waiting + held.parked + held.pictures
    return html`${heading(gettext("Thoát khỏi máy này"))}
      ${stays ? notMay(held) : may(held)}
      <div class="stack">${bigButton({ icon: "arrow-left", title: gettext("Quay lại"), href: "#/cai-dat", kind: "quiet" })}</div>`
  },
}

const notMay = (held) => html`
  ${notice({ kind: "warn", title: gettext("Chưa thoát được: còn việc chưa xong"), body: gettext("Thoát là xóa hết dữ liệu của bác trên máy này, nên việc chưa gửi phải gửi hoặc bỏ trước.") })}
  <ul class="list">
    ${held.waiting + held.pictures ? html`<li class="row">${icon("clock")}<span class="words"><b>${fill(gettext("%(n)s việc chờ gửi"), { n: held.waiting + held.pictures })}</b></span></li>` : nothing}
    ${held.parked ? html`<li class="row">${icon("alert-triangle")}<span class="words"><b>${fill(gettext("%(n)s việc cần xem"), { n: held.parked })}</b></span></li>` : nothing}
  </ul>
  <div class="stack">
    ${held.waiting + held.pictures ? bigButton({ icon: "refresh", title: gettext("Gửi ngay"), onclick: sync, kind: "main" }) : nothing}
    ${held.parked ? bigButton({ icon: "alert-triangle", title: gettext("Xem việc cần xem"), href: "#/can-xem" }) : nothing}
    ${bigButton({ icon: "lock", title: gettext("Chỉ khóa máy"), note: gettext("Dữ liệu ở lại, mở bằng mã PIN"), onclick: () => people.lock() })}
  </div>`

const may = (held) => html`
  <p class="lead">${gettext("Dữ liệu của bác trên máy này sẽ được xóa. Những gì đã gửi vẫn còn ở câu lạc bộ. Lần sau dùng cần có mạng để đăng nhập lại.")}</p>
  ${held.open ? notice({ kind: "warn", title: fill(gettext("%(n)s việc đang ghi dở cũng sẽ mất"), { n: held.open }) }) : nothing}
  ${held.told ? notice({ kind: "warn", title: held.told }) : nothing}
  <div class="stack">
    ${bigButton({ icon: "logout", title: held.busy ? gettext("Đang thoát…") : gettext("Thoát và xóa dữ liệu"), disabled: held.busy, onclick: () => leave(held), kind: "danger" })}
    ${bigButton({ icon: "lock", title: gettext("Chỉ khóa máy"), note: gettext("Dữ liệu ở lại, mở bằng mã PIN"), onclick: () => people.lock() })}
  </div>`

async function leave(held) {
  held.busy = true
  redraw()
  try {
    await bye()
  } catch (fault) {
    if (!(fault instanceof Unreachable) && !fault.code) throw fault
    // The server hears of it from the list of phones; the key goes with the data.
  }
  history.replaceState(null, "", "#/")
  await people.wipe(session.now.id)
}
