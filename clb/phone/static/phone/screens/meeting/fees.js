// Hội phí: everybody who is there has paid, or each by themselves.
import { money } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { amount, html, nothing, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { edit, feesOf, isThere, leaveRow, payFees, setRow, typed } from "./draft.js"
import { choose, forRest, nameOf, onward, peopleOf, put, sumLine, wrongAtAll, wrongOf } from "./table.js"
import { titleOf } from "./words.js"

/** What each member owes for the month, as the pack knows it; who joins today owes what the others do. */
export function duesOf(draft) {
  const rows = peopleOf(draft).map((one) => ({ one, fee: pack.get("fee", one.id) }))
  const usual = Math.max(0, ...rows.map(({ fee }) => fee?.due_vnd ?? 0))
  return rows.map(({ one, fee }) => {
    const paid_vnd = fee?.paid_vnd ?? 0
    return { membership: one.id, one, paid_vnd, fee_vnd: fee?.due_vnd ?? usual, due_vnd: paid_vnd ? 0 : (fee?.due_vnd ?? usual) }
  })
}

export function fees(held) {
  const { draft } = held
  if (draft.editing?.part === "fees") return other(held)
  const dues = duesOf(draft)
  const here = dues.filter((due) => isThere(draft, due.membership))
  const away = dues.filter((due) => !isThere(draft, due.membership))
  const usual = Math.max(0, ...dues.map((due) => due.fee_vnd))
  const note = usual ? fill(gettext("Mỗi người %(sum)s, trừ người ghi khác ở dưới."), { sum: money(usual) }) : gettext("Quy chế chưa ghi mức hội phí: ghi riêng từng người.")
  const body = html`${wrongAtAll(held, "fees")}
    ${usual ? forRest(gettext("Mọi người có mặt đã đóng"), note, () => put(held, payFees(draft, dues))) : html`<p class="note">${note}</p>`}
    ${sumLine(gettext("Hội phí đã thu"), feesOf(draft))}
    ${here.map((due) => line(held, due))}
    ${away.length ? html`<h2>${gettext("Không có mặt")}</h2>${away.map((due) => line(held, due))}` : nothing}`
  return step({ title: titleOf("hoi-phi"), n: 3, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "hoi-phi") } })
}

function line(held, due) {
  const { draft } = held
  const key = due.membership
  const typedSum = draft.fees[key]
  const value = typedSum === undefined ? "" : typedSum === 0 ? "NONE" : typedSum === due.fee_vnd ? "PAID" : "OTHER"
  const options = [["PAID", due.fee_vnd ? money(due.fee_vnd) : gettext("Đã đóng")], ["NONE", gettext("Chưa đóng")], ["OTHER", value === "OTHER" ? money(typedSum) : gettext("Số khác")]]
  const onchange = (chosen) => {
    if (chosen === "OTHER" || !due.fee_vnd) return chosen === "NONE" ? set(0) : put(held, edit(draft, "fees", key, { amount_vnd: typedSum || null }))
    return set(chosen === value ? null : chosen === "PAID" ? due.fee_vnd : 0)
  }
  const set = (sum) => put(held, setRow(draft, "fees", key, sum))
  const note = due.paid_vnd ? fill(gettext("đã đóng %(sum)s trước buổi họp"), { sum: money(due.paid_vnd) }) : ""
  return choose({ name: key, legend: due.one.name, note, options, value, onchange, isWrong: Boolean(held.errors.fees?.[key]), extra: wrongOf(held, "fees", key) })
}

function other(held) {
  const { draft } = held
  const { key, value } = draft.editing
  const onchange = (amount_vnd) => put(held, typed(draft, { amount_vnd }))
  const body = amount({ label: gettext("Hội phí đã đóng"), value: value.amount_vnd, onchange })
  const done = () => put(held, leaveRow(setRow(draft, "fees", key, value.amount_vnd ?? 0)))
  return step({ title: nameOf(draft, key), body, back: () => put(held, leaveRow(draft)), next: { label: gettext("Xong"), icon: "check", onclick: done } })
}

