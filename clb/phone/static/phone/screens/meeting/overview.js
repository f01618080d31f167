// The meeting as a whole: what is recorded, what comes next, and after its end what became of it.
import { day } from "../../core/format.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { bigButton, heading, html, nothing, notice } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { line } from "./closing.js"
import { leaveRow, STEPS, tally } from "./draft.js"
import { keep, known, letGo, open, refreshed, stateOf } from "./keeper.js"
import { suggested } from "./opening.js"
import { membersOf, put } from "./table.js"
import { titleOf } from "./words.js"

/** Where the meeting of this phone stands: OPEN, or closed here and WAITING, SENT, PARKED, DONE. */
export async function stand(held) {
  const { draft } = held
  held.waiting = (await outbox.rows()).filter((row) => row.data.meeting === draft.id).length
  held.state = draft.isClosed ? await closedState(held) : "OPEN"
  if (draft.isClosed && held.state === "OPEN") await put(held, { ...draft, isClosed: false, at: "ket-thuc" })
  else if (held.state === "OPEN") held.draft = await refreshed(draft)
}

async function closedState({ draft, parked }) {
  if (parked.close) return "PARKED"
  const { state } = draft.waiting.close ? await stateOf(draft.waiting.close.id) : { state: "NONE" }
  if (state !== "NONE") return state
  return known(draft.club, draft.head, { closed: true }) ? "DONE" : "OPEN" // nobody knows the close: it was let go
}

export function overview(held) {
  const { draft } = held
  const found = tally(draft, membersOf(draft.club).map((one) => one.id))
  const isOpen = held.state === "OPEN" || held.state === "PARKED"
  const next = STEPS.find(({ slug }) => slug === draft.at) ?? STEPS[0]
  return html`${heading(fill(gettext("Buổi họp ngày %(day)s"), { day: day(draft.head.held_on) }))}
    ${isOpen ? nothing : over(held)}
    ${held.state === "PARKED" ? notice({ kind: "bad", title: gettext("Máy chủ chưa kết thúc được buổi họp"), body: told(held) }) : nothing}
    ${isOpen ? html`<div class="stack">${bigButton({ icon: "arrow-right", kind: "main", title: gettext("Tiếp tục"), note: titleOf(next.slug), href: `#/buoi-hop/${draft.club}/${next.slug}` })}</div>` : nothing}
    <div class="list">${STEPS.slice(0, -1).map(({ slug, parts }) => line(held, slug, parts, found))}</div>
    ${isOpen ? bigButton({ icon: "check", title: titleOf("ket-thuc"), href: `#/buoi-hop/${draft.club}/ket-thuc` }) : nothing}`
}

const told = (held) => Object.values(held.errors.close?.[""] ?? {}).flat().join(" ") || held.parked.close?.why || ""

function over(held) {
  const { draft } = held
  if (held.state === "DONE") {
    const minutes = `/sinh-hoat/buoi/${known(draft.club, draft.head, { closed: true })?.id ?? draft.id}/`
    return html`${notice({ kind: "good", title: gettext("Buổi họp đã kết thúc"), body: gettext("Máy chủ đã nhận đủ: tiền đã vào sổ, biên bản đã chốt.") })}
      <div class="stack">${bigButton({ icon: "clipboard-list", title: gettext("Xem biên bản"), note: gettext("Cần có mạng"), href: minutes })}
      ${bigButton({ icon: "check", kind: "main", title: gettext("Xong, cất buổi họp này"), onclick: () => finished(held) })}</div>`
  }
  if (Object.keys(held.parked).length) {
    return notice({ kind: "bad", title: gettext("Có phần máy chủ chưa nhận"), body: gettext("Chạm dòng «cần xem lại» ở dưới, sửa rồi ghi lại. Bác xem xong thì buổi họp mới kết thúc, tiền mới vào sổ quỹ.") })
  }
  const body = fill(gettext("Còn %(n)s phần chờ gửi; có mạng thì máy tự gửi. Chưa có gì mất."), { n: held.waiting })
  return html`${notice({ kind: "info", title: gettext("Đã kết thúc trên máy này"), body })}
    ${held.state === "WAITING" ? html`<div class="stack">${bigButton({ icon: "pencil", title: gettext("Mở lại để sửa"), onclick: () => reopen(held) })}</div>` : nothing}`
}

async function finished(held) {
  await letGo(held.club)
  go("/")
}

// The close never left this phone: it is taken back, and all is as before.
async function reopen(held) {
  const { draft } = held
  if (!(await outbox.drop(draft.waiting.close.id))) return
  const { close: _close, ...waiting } = draft.waiting
  await put(held, leaveRow({ ...draft, waiting, isClosed: false, at: "ket-thuc" }))
  await stand(held)
}

/** No meeting is begun on this phone: open one, or go on with the one begun elsewhere. */
export function invitation(held) {
  const head = suggested(held.club)
  const there = known(held.club, head)
  const club = pack.get("club", held.club)
  const due = club?.next_due_on
  const start = async () => {
    const draft = await open(held.club, there ? { ...head, ...there } : head)
    await keep({ ...draft, at: there ? "diem-danh" : "mo-dau" })
    go(`/buoi-hop/${held.club}/${there ? "diem-danh" : "mo-dau"}`)
  }
  const note = there ? fill(gettext("Đã mở ngày %(day)s ở máy khác hoặc trên trang."), { day: day(there.held_on) }) : due ? fill(gettext("Đến hạn họp ngày %(day)s."), { day: day(due) }) : ""
  return html`${heading(gettext("Buổi họp"))}
    <p class="note">${club?.name ?? ""}</p>
    ${bigButton({ icon: "users", kind: "main", title: there ? gettext("Ghi tiếp buổi họp") : gettext("Mở buổi họp"), note, onclick: start })}`
}

