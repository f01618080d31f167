// Xem lại và kết thúc: everything in one list, then the meeting is over.
import { hour, money, today } from "../../core/format.js"
import { go } from "../../core/router.js"
import { html, icon, nothing, notice, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { expectedOf } from "./boxes.js"
import { INCOME, leaveRow, OPERATING, setHead, STEPS, tally } from "./draft.js"
import { again, finish } from "./keeper.js"
import { look, membersOf, put, wrongAtAll } from "./table.js"
import { fundName, titleOf, toldOf } from "./words.js"

export function closing(held) {
  const { draft } = held
  const found = tally(draft, membersOf(draft.club).map((one) => one.id))
  const boxes = expectedOf(held)
  const off = [INCOME, OPERATING].filter((fund) => boxes[fund].sum < 0)
  const body = html`${wrongAtAll(held, "close")}
    ${STEPS.slice(0, -1).map(({ slug, parts }) => line(held, slug, parts, found))}
    ${off.map((fund) => notice({ kind: "bad", body: fill(gettext("%(fund)s sẽ âm: %(sum)s. Hãy xem lại khoản cho vay."), { fund: fundName(fund), sum: money(boxes[fund].sum) }) }))}
    ${found.unmarked ? picker({ legend: fill(gettext("%(n)s người chưa điểm danh"), { n: found.unmarked }), name: "rest", value: draft.rest ?? "", options: rests(), onchange: (rest) => put(held, { ...draft, rest }) }) : nothing}
    ${textField({ label: gettext("Kết thúc lúc"), note: gettext("Không bắt buộc."), type: "time", value: draft.head.ended_at, name: "ended_at", onchange: (ended_at) => put(held, setHead(held.draft, { ended_at })) })}
    <p class="note">${gettext("Khi máy chủ nhận được, tiền vào sổ quỹ và biên bản được chốt.")}</p>`
  return step({ title: titleOf("ket-thuc"), n: 11, of: 11, body, next: { label: gettext("Kết thúc buổi họp"), icon: "check", onclick: () => close(held) } })
}

const rests = () => [
  { value: "", label: gettext("Để trống") },
  { value: "ABSENT", label: gettext("Ghi là vắng") },
]

/** One step with what is recorded, and the way back to it. */
export function line(held, slug, parts, found) {
  const { draft } = held
  const told = toldOf(draft, slug, found)
  const isWrong = parts.some((part) => held.parked?.[part] || held.errors[part])
  return html`<a class="row told ${isWrong ? "wrong" : told ? "" : "rest"}" href=${`#/buoi-hop/${draft.club}/${slug}`}>${icon(isWrong ? "alert-triangle" : told ? "check" : "chevron-right")}<span class="words"><b>${titleOf(slug)}</b><small>${isWrong ? gettext("cần xem lại") : told || gettext("chưa ghi")}</small></span></a>`
}

/** The time on the clock, where the meeting is today's. */
function clock(draft) {
  return draft.head.held_on === today() ? hour() : ""
}

async function close(held) {
  if (held.isBusy) return
  held.isBusy = true
  const { draft } = held
  const begun = draft.head.begun_at
  const ended_at = draft.head.ended_at || (begun && clock(draft) > begun ? clock(draft) : "")
  const whole = setHead(leaveRow({ ...draft, done: [...new Set([...draft.done, "ket-thuc"])], isClosed: true }), { ended_at })
  await look(held)
  const finished = held.parked.close ? await again(whole, "close", held.parked.close, true) : await finish(whole, ["close"])
  await put(held, finished)
  go(`/buoi-hop/${draft.club}`)
}

