// A person comes to this phone: signed in on the site, a PIN chosen and said again, then the first pack.

import { call, Unreachable } from "../../core/api.js"
import * as people from "../../core/people.js"
import { cover, go } from "../../core/router.js"
import { phoneId } from "../../core/store.js"
import { ask, bigButton, heading, html, icon, nothing, notice } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { faultWords, keypad } from "./keypad.js"

const GRANT = "/dien-thoai/khoa/"
const LEAVE_SITE = "/tai-khoan/dang-xuat/"
const view = { offer: null, known: null, isAnew: false, first: "", pin: "", said: false, told: "", busy: false, why: "" }

/** The same for an unlocked phone: it is locked first, so that two people are never open at once. */
export const newPerson = {
  path: "/them",
  title: () => gettext("Thêm người dùng máy này"),
  isBare: true,
  async open() {
    people.lock()
  },
  render: () => nothing,
}

/** In place of the lock screen, where the address asks for it. */
export async function newPersonCover(all) {
  Object.assign(view, { offer: null, known: null, isAnew: false, first: "", pin: "", said: false, told: "", busy: false, why: "" })
  draw()
  try {
    const { status, body } = await call(GRANT)
    if (status === 200 && body) view.offer = body // a page instead: the sign-in page, or the question for the password
    else view.why = body?.why ?? "SIGN_IN"
  } catch (fault) {
    if (!(fault instanceof Unreachable)) throw fault
    view.why = "OFFLINE"
  }
  view.known = view.offer && all.find((one) => one.user === String(view.offer.person.id))
  draw()
}

function draw() {
  cover(html`<header class="bar"><span class="brand">${icon("user-plus")} ${gettext("Thêm người dùng máy này")}</span></header>
    <main id="noi-dung" class="lock">${body()}</main>`)
}

function body() {
  if (view.why === "OFFLINE") return needs(gettext("Chưa có mạng"), gettext("Lần đầu cần có mạng để đăng nhập. Khi có mạng, hãy bấm lại."))
  if (view.why) return needs(gettext("Cần đăng nhập"), view.why === "SIGN_IN" ? "" : view.why)
  if (!view.offer) return html`${heading(gettext("Xin chờ một chút…"))}`
  return view.known && !view.isAnew ? again() : choose()
}

const needs = (title, words) => html`${heading(title)}${words ? html`<p class="lead">${words}</p>` : nothing}
  <div class="stack">${bigButton({ icon: "login", title: gettext("Đăng nhập"), href: GRANT, kind: "main" })}${leave()}</div>`

const leave = () => bigButton({ icon: "arrow-left", title: gettext("Quay lại"), onclick: out, kind: "quiet" })

// Whoever signed in on the site before need not be who holds the phone now.
const another = () => bigButton({ icon: "users", title: gettext("Không phải bác? Đăng nhập tên khác"), onclick: signInAnew, kind: "quiet" })

async function signInAnew() {
  try {
    await call(LEAVE_SITE, { method: "POST", headers: { "X-CSRFToken": view.offer.csrf } })
    location.assign(GRANT)
  } catch (fault) {
    Object.assign(view, { told: wordsOf(fault) })
    draw()
  }
}

function out() {
  go("/", { instead: true })
  location.reload()
}

// Known here: the key had ended, or somebody forgot the PIN.
const again = () => html`${heading(fill(gettext("Chào %(name)s"), { name: view.offer.person.name }))}
  <p class="lead">${gettext("Máy này đã có dữ liệu của bác. Bấm mã PIN đang dùng để tiếp tục; việc chờ gửi vẫn còn.")}</p>
  ${view.told ? notice({ kind: "bad", title: view.told }) : nothing}
  ${keypad({ label: gettext("Mã PIN"), pin: view.pin, onchange: press, disabled: view.busy, done: { label: gettext("Tiếp tục"), onclick: renew } })}
  <div class="stack">${bigButton({ icon: "key", title: gettext("Quên mã PIN, đặt lại từ đầu"), onclick: anew, kind: "quiet" })}${another()}${leave()}</div>`

const choose = () => html`${heading(view.said ? gettext("Bấm lại mã PIN lần nữa") : gettext("Chọn mã PIN"))}
  <p class="lead">${view.said ? gettext("Để chắc là bác nhớ đúng.") : fill(gettext("%(name)s, mã này mở dữ liệu trên máy này, không cần mạng. Chọn từ 6 số trở lên, dễ nhớ nhưng khó đoán; dài hơn thì an toàn hơn."), { name: view.offer.person.name })}</p>
  ${view.told ? notice({ kind: "bad", title: view.told }) : nothing}
  ${keypad({ label: gettext("Mã PIN"), pin: view.pin, onchange: press, disabled: view.busy, done: { label: view.busy ? gettext("Đang chuẩn bị…") : gettext("Tiếp tục"), onclick: view.said ? finish : say } })}
  <div class="stack">${view.said ? nothing : another()}${leave()}</div>`

function press(pin) {
  Object.assign(view, { pin, told: "" })
  draw()
}

function say() {
  const fault = people.pinFault(view.pin)
  if (fault) Object.assign(view, { told: faultWords(fault), pin: "" })
  else Object.assign(view, { first: view.pin, pin: "", said: true, told: "" })
  draw()
}

async function finish() {
  if (view.pin !== view.first) {
    Object.assign(view, { pin: "", first: "", said: false, told: gettext("Hai lần bấm khác nhau. Hãy chọn lại từ đầu.") })
    return draw()
  }
  await withGrant(async (grant) => {
    if (view.known) await people.wipe(view.known.id)
    await people.setUp(grant, view.pin)
  })
}

const renew = () => withGrant((grant) => people.renew(view.known.id, grant, view.pin))

async function withGrant(then) {
  Object.assign(view, { busy: true, told: "" })
  draw()
  try {
    const json = { phone: await phoneId() }
    const { status, body } = await call(GRANT, { method: "POST", json, headers: { "X-CSRFToken": view.offer.csrf } })
    if (status !== 201) throw new Refused(body?.why ?? gettext("Máy chủ chưa cho. Hãy đăng nhập lại."))
    history.replaceState(null, "", "#/")
    await then(body)
  } catch (fault) {
    Object.assign(view, { busy: false, pin: "", told: wordsOf(fault) })
    history.replaceState(null, "", "#/them")
    draw()
  }
}

class Refused extends Error {}

function wordsOf(fault) {
  if (fault instanceof Refused) return fault.message
  if (fault instanceof Unreachable) return gettext("Mất mạng giữa chừng. Hãy thử lại khi có mạng.")
  if (fault instanceof people.WrongPin) return gettext("Mã PIN chưa đúng.")
  throw fault
}

async function anew() {
  const question = gettext("Đặt lại từ đầu thì việc chưa gửi của bác trên máy này sẽ mất. Đặt lại?")
  if (!(await ask({ question, yes: gettext("Đặt lại từ đầu"), danger: true }))) return
  Object.assign(view, { isAnew: true, pin: "", told: "" })
  draw()
}
