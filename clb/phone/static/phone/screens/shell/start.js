// The first screen: a few large buttons for the work of this person's office, and how things stand.

import { drafts } from "../../core/drafts.js"
import { day, moment, money } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { show, startScreens, textOf } from "../../core/router.js"
import { session } from "../../core/session.js"
import { counts } from "../../core/standing.js"
import { state } from "../../core/sync.js"
import { practise } from "../../core/training.js"
import { bigButton, heading, html, icon, nothing, notice } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"

const MOST = 5
// What each office does most, by path of the screen; whatever else it may do stands under «Việc khác».
const FIRST = {
  CHAIR: ["/buoi-hop", "/thu-tien", "/thanh-vien", "/suc-khoe"],
  TREASURER: ["/buoi-hop", "/thu-tien"],
  VOLUNTEER: ["/cham-soc"],
  HEALTH: ["/suc-khoe", "/giam-sat"],
}

const OFFICERS = ["/giam-sat"]

const holds = ({ needs }) => (typeof needs === "function" ? needs() : pack.may(...[needs ?? []].flat()))

/** The buttons of the start screen: [the few that this office does most, the others]. */
export function buttonsFor(role, screens) {
  const first = FIRST[role] ?? OFFICERS
  const place = (screen) => {
    const at = first.findIndex((path) => screen.path === path || screen.path.startsWith(`${path}/`))
    return at < 0 ? first.length : at
  }
  const sorted = [...screens].sort((a, b) => place(a) - place(b) || (a.order ?? 99) - (b.order ?? 99))
  return [sorted.slice(0, MOST), sorted.slice(MOST)]
}

export const start = {
  path: "/",
  title: () => gettext("Màn hình đầu"),
  open: async () => ({ open: await drafts.open(), more: false }),
  render(_params, { open }) {
    const { me, label } = session.now
    const [few, more] = buttonsFor(session.now.role, startScreens().filter(holds))
    return html`${heading(me ? fill(gettext("Chào %(name)s"), { name: me.called }) : gettext("Chào bác"))}
      <p class="quietly">${[label, place(me)].filter(Boolean).join(" · ")}</p>
      ${warnings()}
      ${open.length ? html`<section class="unfinished" aria-label=${gettext("Đang ghi dở")}>${open.slice(0, 3).map(unfinished)}</section>` : nothing}
      ${me ? nothing : html`<p class="lead">${state.busy ? gettext("Đang tải dữ liệu của câu lạc bộ về máy…") : gettext("Chưa tải được dữ liệu về máy. Khi có mạng, máy tự tải.")}</p>`}
      <nav class="stack" aria-label=${gettext("Việc chính")}>${few.map(button)}</nav>
      ${balances()}
      ${more.length ? html`<details class="more"><summary>${icon("list-check")} ${gettext("Việc khác")}</summary><div class="stack">${more.map(button)}</div></details>` : nothing}
      <nav class="foot" aria-label=${gettext("Khác")}>
        <a href="#/tin">${icon("mail")} ${gettext("Tin nhắn")}${unread()}</a>
        <a href="#/cai-dat">${icon("settings")} ${gettext("Cài đặt, thoát")}</a>
        ${session.now.isTraining || !me ? nothing : html`<button type="button" @click=${begin}>${icon("school")} ${gettext("Tập dùng")}</button>`}
      </nav>`
  },
}

async function begin() {
  await practise()
  await show()
}

const place = (me) => me?.roles?.[0]?.unit || pack.rows("club")[0]?.name

const button = (screen) =>
  bigButton({ icon: screen.icon, title: textOf(screen.title), note: screen.note?.(), href: screen.href ?? `#${screen.path}` })

const unfinished = ({ title, path, at }) =>
  bigButton({ icon: "pencil", title: title ?? gettext("Đang ghi dở"), note: fill(gettext("Ghi dở lúc %(at)s. Bấm để ghi tiếp."), { at: moment(at) }), href: `#${path}`, kind: "warn" })

function unread() {
  const n = pack.rows("told").filter((row) => !row.seen).length
  return n ? html` <b class="badge">${n}</b>` : nothing
}

function warnings() {
  const { parked } = counts()
  return [
    parked ? bigButton({ icon: "alert-triangle", title: fill(gettext("%(n)s việc cần xem"), { n: parked }), note: gettext("Máy chủ chưa nhận. Bấm để xem vì sao."), href: "#/can-xem", kind: "danger" }) : nothing,
    state.code === "EXPIRED" ? notice({ kind: "warn", title: gettext("Cần đăng nhập lại để gửi"), body: state.why || gettext("Những gì đã ghi vẫn nằm trong máy.") }) : nothing,
    state.code === "EXPIRED" ? bigButton({ icon: "login", title: gettext("Đăng nhập lại"), href: "/dien-thoai/khoa/", kind: "main" }) : nothing,
    state.code === "OLD" ? notice({ kind: "warn", title: gettext("Đang cập nhật ứng dụng"), body: state.why }) : nothing,
  ]
}

function balances() {
  const rows = pack.rows("balance")
  if (!rows.length) return nothing
  const clubs = new Set(rows.map((row) => row.club))
  const nameOf = (row) => `${row.label}${clubs.size > 1 ? `, ${pack.get("club", row.club)?.name ?? ""}` : ""}`
  return html`<section class="card"><h2>${icon("wallet")} ${gettext("Số dư")}</h2>
    <dl class="sums">${rows.map((row) => html`<div><dt>${nameOf(row)}</dt><dd>${money(row.amount_vnd)}</dd></div>`)}</dl>
    <p class="note">${session.now.isTraining ? gettext("Số để tập, không phải tiền thật.") : fill(gettext("Theo máy chủ ngày %(day)s, lần tải cuối %(at)s. Chưa kể việc chờ gửi."), { day: day(rows[0].on), at: moment(pack.at) })}</p></section>`
}
