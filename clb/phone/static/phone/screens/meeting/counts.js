// Kiểm quỹ: the money in each box is counted and held against the books.
import { money } from "../../core/format.js"
import { amount, html, nothing, notice, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { expectedOf } from "./boxes.js"
import { edit, INCOME, leaveRow, OPERATING, setRow, typed } from "./draft.js"
import { choose, ofDay, onward, put, wrongAtAll, wrongOf } from "./table.js"
import { fundName, titleOf } from "./words.js"

export function counts(held) {
  if (held.draft.editing?.part === "counts") return counting(held)
  const boxes = expectedOf(held)
  const body = html`${wrongAtAll(held, "counts")}
    <p class="note">${fill(gettext("Số phải có: %(day)s, cộng việc đã ghi trên máy này."), { day: ofDay(boxes[INCOME].on) })}</p>
    ${[INCOME, OPERATING].map((fund) => box(held, fund, boxes[fund]))}`
  return step({ title: titleOf("kiem-quy"), n: 10, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "kiem-quy") } })
}

function box(held, fund, { sum, isKnown }) {
  const { draft } = held
  const row = draft.counts[fund]
  const value = !row ? "" : row.counted_vnd === sum ? "PAID" : "OTHER"
  const options = [["PAID", gettext("Đếm đúng")], ["OTHER", value === "OTHER" ? money(row.counted_vnd) : gettext("Số khác")]]
  const onchange = (chosen) => {
    if (chosen === "OTHER") return put(held, edit(draft, "counts", fund, row ?? {}))
    return put(held, setRow(draft, "counts", fund, chosen === value ? null : { counted_vnd: sum, reason: "" }))
  }
  const before = html`<p class="figure"><small>${gettext("Phải có")}</small> ${money(sum)}</p>`
  const facts = html`${value === "OTHER" ? html`<p class="facts">${fill(gettext("Lệch %(sum)s"), { sum: money(row.counted_vnd - sum) })}${row.reason ? ` · ${row.reason}` : ""}</p>` : nothing}`
  const extra = html`${facts}${sum < 0 ? notice({ kind: "bad", body: gettext("Quỹ sẽ âm. Hãy xem lại khoản cho vay.") }) : nothing}${wrongOf(held, "counts", fund)}`
  return choose({ name: fund, legend: fundName(fund), options: isKnown && sum >= 0 ? options : options.slice(1), value, onchange, isWrong: Boolean(held.errors.counts?.[fund]), before, extra })
}

function counting(held) {
  const { key, value } = held.draft.editing
  const expected = expectedOf(held)[key].sum
  const set = (values) => put(held, typed(held.draft, values))
  const isOff = value.counted_vnd !== undefined && value.counted_vnd !== null && value.counted_vnd !== expected
  const body = html`${wrongOf(held, "counts", key)}
    ${amount({ label: gettext("Đếm được"), note: fill(gettext("Phải có %(sum)s"), { sum: money(expected) }), value: value.counted_vnd ?? null, onchange: (counted_vnd) => set({ counted_vnd }) })}
    ${isOff ? textField({ label: gettext("Lệch, vì sao?"), value: value.reason, maxLength: 300, name: "reason", onchange: (reason) => set({ reason }) }) : nothing}`
  const done = () => put(held, leaveRow(setRow(held.draft, "counts", key, { counted_vnd: value.counted_vnd, reason: isOff ? (value.reason ?? "") : "" })))
  const next = { label: gettext("Xong"), icon: "check", disabled: typeof value.counted_vnd !== "number", onclick: done }
  return step({ title: fundName(key), body, next, back: () => put(held, leaveRow(held.draft)) })
}
