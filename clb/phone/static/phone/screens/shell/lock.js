// The lock screen: who is it, and the PIN. It knows a role and an initial, no more.

import * as people from "../../core/people.js"
import { cover } from "../../core/router.js"
import { facts } from "../../core/store.js"
import { go } from "../../core/router.js"
import { bigButton, heading, html, icon, nothing, notice } from "../../core/ui.js"
import { updates, putOn } from "../../core/updates.js"
import { fill, gettext } from "../../core/words.js"
import { path } from "../../core/router.js"
import { faultWords, keypad } from "./keypad.js"
import { newPersonCover } from "./new_person.js"

const view = { who: null, pin: "", told: "", busy: false, all: [], farewell: "" }

/** Show the lock screen; with nobody on this phone, how to begin. */
export async function showLock() {
  Object.assign(view, { pin: "", told: "", busy: false, all: await people.list(), farewell: (await facts.get("farewell")) ?? "" })
  if (path() === "/them") return newPersonCover(view.all)
  view.who = view.all.length === 1 ? view.all[0] : view.all.find((one) => one.id === view.who?.id) ?? null
  draw()
  if (updates.isReady) putOn()
}

/** Is somebody in the middle of a PIN? What comes then must not take the digits away. */
export const isPressing = () => view.busy || view.pin !== "" || path() === "/them"

function draw() {
  cover(html`<header class="bar"><span class="brand">${icon("lock")} CLB Liên Thế Hệ</span></header>
    <main id="noi-dung" class="lock">${body()}</main>`)
}

function body() {
  if (!isSecureContext) return insecure()
  if (!view.all.length) return welcome()
  return view.who ? ask() : choose()
}

const farewell = () => (view.farewell ? notice({ kind: "warn", title: gettext("Dữ liệu của một người đã được xóa khỏi máy này"), body: view.farewell }) : nothing)

// Without https a browser gives neither encryption nor a worker, and we don't keep people's data without them.
const insecure = () => html`${heading(gettext("Chưa dùng được trên điện thoại này"))}
  ${notice({ kind: "warn", title: gettext("Địa chỉ này không có https"), body: gettext("Không có https thì trình duyệt không cho mã hóa dữ liệu trên máy và không cho mở khi mất mạng. Hãy nhờ người quản trị đặt https; trong lúc ấy vẫn dùng được trang thường của câu lạc bộ.") })}
  ${bigButton({ icon: "home", title: gettext("Mở trang thường"), href: "/", kind: "main" })}`

const welcome = () => html`${heading(gettext("Dùng trên điện thoại này"))}
  ${farewell()}
  <p class="lead">${gettext("Ghi buổi sinh hoạt, thu tiền, thăm cụ ngay cả khi không có mạng. Chỉ lần đầu cần có mạng để đăng nhập.")}</p>
  ${signIn(gettext("Đăng nhập để bắt đầu"))}`

// To a page of the site, which asks for name, password and second factor as always.
const signIn = (title) => bigButton({ icon: "login", title, href: "/dien-thoai/khoa/", kind: "main" })

const choose = () => html`${heading(gettext("Ai đang cầm máy?"))}
  ${farewell()}
  <div class="stack">${view.all.map((one) => bigButton({ icon: "user", title: one.initial, note: one.label, onclick: () => pick(one) }))}</div>
  <div class="stack">${bigButton({ icon: "user-plus", title: gettext("Thêm người dùng máy này"), note: gettext("Cần có mạng"), href: "/dien-thoai/khoa/", kind: "quiet" })}</div>`

const ask = () => html`${heading(fill(gettext("Mã PIN của %(who)s"), { who: `${view.who.initial} · ${view.who.label}` }))}
  ${farewell()}
  ${view.told ? notice({ kind: "bad", title: view.told }) : nothing}
  ${keypad({ label: gettext("Mã PIN"), pin: view.pin, onchange: press, disabled: view.busy, done: { label: view.busy ? gettext("Đang mở…") : gettext("Mở"), onclick: open } })}
  <div class="stack">
    ${view.all.length > 1 ? bigButton({ icon: "users", title: gettext("Người khác"), onclick: () => pick(null), kind: "quiet" }) : bigButton({ icon: "user-plus", title: gettext("Thêm người dùng máy này"), note: gettext("Cần có mạng"), href: "/dien-thoai/khoa/", kind: "quiet" })}
    <details class="more"><summary>${icon("help-circle")} ${gettext("Quên mã PIN?")}</summary>
      <p>${gettext("Không ai mở được máy này thay bác, kể cả người quản trị: mã PIN không lưu ở đâu cả. Hãy đăng nhập lại và đặt mã mới; những việc đã gửi vẫn còn nguyên, việc chưa gửi trên máy này sẽ mất.")}</p>
      ${bigButton({ icon: "key", title: gettext("Đăng nhập để đặt mã mới"), note: gettext("Cần có mạng"), href: "/dien-thoai/khoa/" })}
    </details>
  </div>`

function pick(who) {
  history.replaceState(null, "", "#/") // where somebody else was is no place to begin
  Object.assign(view, { who, pin: "", told: "" })
  draw()
}

function press(pin) {
  Object.assign(view, { pin, told: "" })
  draw()
}

async function open() {
  Object.assign(view, { busy: true })
  draw()
  try {
    await people.unlock(view.who.id, view.pin)
    await facts.put("farewell", "")
    Object.assign(view, { pin: "", busy: false })
  } catch (fault) {
    if (!(fault instanceof people.WrongPin)) throw fault
    Object.assign(view, { pin: "", busy: false, told: wrong(fault) })
    draw()
  }
}

export function wrong({ wrong: times, until }) {
  const minutes = Math.ceil((until - Date.now()) / 60_000)
  if (minutes > 0) return fill(gettext("Sai nhiều lần. Máy nghỉ %(n)s phút rồi mới thử lại được."), { n: minutes })
  return fill(gettext("Mã PIN chưa đúng. Còn thử được %(n)s lần trước khi máy phải nghỉ."), { n: Math.max(0, 5 - times) })
}

export { faultWords, go }
