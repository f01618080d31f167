// Trả nợ vay: everybody as suggested, or each by themselves.
import { day, money } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { amount, html, nothing, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { edit, leaveRow, paySuggested, repaymentsOf, setRow, typed } from "./draft.js"
import { choose, forRest, ofDay, onward, put, sumLine, wrongAtAll, wrongOf } from "./table.js"
import { titleOf } from "./words.js"

export const loansOf = (club) => pack.rows("loan", { club }).filter((loan) => loan.owed_vnd > 0)
const suggestedOf = (loan) => loan.principal_vnd + loan.interest_vnd

export function repayments(held) {
  const { draft } = held
  const loans = loansOf(draft.club)
  if (draft.editing?.part === "repayments") return other(held, loans)
  const title = titleOf("tra-no")
  const next = { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "tra-no") }
  if (!loans.length) return step({ title, n: 5, of: 11, next, body: html`<p class="note">${gettext("Không có khoản vay nào đang còn nợ.")}</p>` })
  const body = html`${wrongAtAll(held, "repayments")}
    ${forRest(gettext("Mọi khoản khác trả đúng số gợi ý"), fill(gettext("Gợi ý: gốc, lãi đã đến hạn, %(day)s."), { day: ofDay(held.at) }), () => put(held, paySuggested(draft, loans)))}
    ${sumLine(gettext("Đã thu"), repaymentsOf(draft))}
    ${loans.map((loan) => line(held, loan))}`
  return step({ title, n: 5, of: 11, body, next })
}

function line(held, loan) {
  const { draft } = held
  const row = draft.repayments[loan.id]
  const paid = row ? (row.amount_vnd || 0) + (row.interest_vnd || 0) : null
  const isSuggested = row && row.amount_vnd === loan.principal_vnd && row.interest_vnd === loan.interest_vnd
  const value = paid === null ? "" : paid === 0 ? "NONE" : isSuggested ? "PAID" : "OTHER"
  const options = [["PAID", money(suggestedOf(loan))], ["NONE", gettext("Không trả")], ["OTHER", value === "OTHER" ? money(paid) : gettext("Số khác")]]
  const onchange = (chosen) => {
    if (chosen === "OTHER") return put(held, edit(draft, "repayments", loan.id, row ?? {}))
    const sums = chosen === "PAID" ? { amount_vnd: loan.principal_vnd, interest_vnd: loan.interest_vnd } : { amount_vnd: 0, interest_vnd: 0 }
    return put(held, setRow(draft, "repayments", loan.id, chosen === value ? null : sums))
  }
  const facts = html`<p class="facts">${fill(gettext("Còn nợ gốc %(sum)s"), { sum: money(loan.owed_vnd) })}${loan.due_on ? ` · ${fill(gettext("hạn %(day)s"), { day: day(loan.due_on) })}` : ""}${loan.late ? html` · <strong>${gettext("quá hạn")}</strong>` : nothing}<br>${fill(gettext("Gợi ý: gốc %(principal)s, lãi %(interest)s"), { principal: money(loan.principal_vnd), interest: money(loan.interest_vnd) })}</p>`
  return choose({ name: loan.id, legend: borrower(loan), note: loan.title, options: suggestedOf(loan) ? options : options.slice(1), value, onchange, isWrong: Boolean(held.errors.repayments?.[loan.id]), before: facts, extra: wrongOf(held, "repayments", loan.id) })
}

export const borrower = (loan) => loan.name ?? pack.get("member", loan.member)?.name ?? ""

function other(held, loans) {
  const { draft } = held
  const { key, value } = draft.editing
  const loan = loans.find((one) => one.id === key)
  const part = value.at === "interest" ? "interest_vnd" : "amount_vnd"
  const set = (values) => put(held, typed(draft, values))
  const { at: _at, ...row } = value
  const isLast = part === "interest_vnd"
  const label = isLast ? gettext("Trả lãi") : gettext("Trả gốc")
  const suggested = isLast ? loan.interest_vnd : loan.principal_vnd
  const body = html`<p class="note">${fill(gettext("Còn nợ gốc %(sum)s"), { sum: money(loan.owed_vnd) })}</p>
    ${amount({ label, quick: suggested ? [suggested] : [], value: value[part] ?? null, onchange: (sum) => set({ [part]: sum }) })}
    <p class="tally">${gettext("Gốc")}: <strong>${money(value.amount_vnd ?? 0)}</strong> · ${gettext("Lãi")}: <strong>${money(value.interest_vnd ?? 0)}</strong></p>`
  const done = () => put(held, leaveRow(setRow(draft, "repayments", key, { amount_vnd: row.amount_vnd ?? 0, interest_vnd: row.interest_vnd ?? 0 })))
  const next = isLast ? { label: gettext("Xong"), icon: "check", onclick: done } : { label: gettext("Ghi tiền lãi"), onclick: () => set({ at: "interest" }) }
  return step({ title: borrower(loan), body, next, back: () => (isLast ? set({ at: "" }) : put(held, leaveRow(draft))) })
}
