// Xét cho vay: the queue in its order, then whoever asks today.
import { money } from "../../core/format.js"
import { uuid7 } from "../../core/ids.js"
import { pack } from "../../core/pack.js"
import { amount, bigButton, html, icon, nothing, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { edit, GRANTED, INCOME, leaveRow, lentOf, setRow, typed } from "./draft.js"
import { expectedOf } from "./boxes.js"
import { choose, nameOf, ofDay, onward, peopleOf, put, sumLine, wrongAtAll, wrongOf } from "./table.js"
import { decisions, titleOf } from "./words.js"

const requestsOf = (club) => pack.rows("request", { club }).sort((a, b) => (a.number ?? 999) - (b.number ?? 999))
const needsReason = (decision) => decision === "POSTPONED" || decision === "REFUSED"

export function loans(held) {
  const { draft } = held
  if (draft.editing?.part === "loans") return SUB[draft.editing.value.at ?? "more"](held)
  const requests = requestsOf(draft.club)
  const asked = new Set(requests.map((one) => one.id))
  const here = Object.entries(draft.loans).filter(([key]) => !asked.has(key))
  const box = expectedOf(held)[INCOME]
  const body = html`${wrongAtAll(held, "loans")}
    <p class="note">${fill(gettext("Quỹ tăng thu nhập còn %(sum)s, %(day)s và việc đã ghi trên máy này."), { sum: money(box.sum), day: ofDay(box.on) })}</p>
    ${sumLine(gettext("Cho vay tại buổi họp"), lentOf(draft))}
    ${requests.map((one) => request(held, one))}
    ${here.map(([key, row]) => html`${bigButton({ icon: "user", title: nameOf(draft, row.membership), note: lineOf(row), onclick: () => put(held, edit(draft, "loans", key, { ...row, isHere: true })) })}${wrongOf(held, "loans", key)}`)}
    ${bigButton({ icon: "plus", title: gettext("Người khác xin vay"), onclick: () => put(held, edit(draft, "loans", uuid7(), { isHere: true, at: "who" })) })}`
  return step({ title: titleOf("xet-vay"), n: 6, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "xet-vay") } })
}

const lineOf = (row) => `${money(row.amount_vnd)} · ${fill(gettext("%(n)s tháng"), { n: row.months })} · ${decisions().find(([value]) => value === row.decision)?.[1] ?? ""}`
const rowOf = ({ member, amount_vnd, months, purpose }) => ({ membership: member, amount_vnd, months, purpose: purpose ?? "" })

function request(held, one) {
  const { draft } = held
  const row = draft.loans[one.id]
  const onchange = (decision) => {
    if (row?.decision === decision) return put(held, setRow(draft, "loans", one.id, null))
    const next = { ...(row ?? rowOf(one)), decision }
    if (needsReason(decision)) return put(held, edit(draft, "loans", one.id, next))
    return put(held, setRow(draft, "loans", one.id, next))
  }
  const more = row ? html`<p class="facts">${lineOf(row)}${row.reason ? ` · ${row.reason}` : ""}</p><button type="button" class="link" @click=${() => put(held, edit(draft, "loans", one.id, row))}>${icon("pencil")} ${gettext("Sửa số tiền, thời hạn, số phiếu, lý do")}</button>` : nothing
  const facts = html`<p class="facts">${fill(gettext("Xin vay %(sum)s"), { sum: money(one.amount_vnd) })}${one.purpose ? `, ${one.purpose}` : ""}${one.why ? html`<br><small>${one.why}</small>` : nothing}</p>`
  const legend = `${one.number ? `${one.number}. ` : ""}${nameOf(draft, one.member)}`
  return choose({ name: one.id, legend, options: decisions(), value: row?.decision, onchange, isWrong: Boolean(held.errors.loans?.[one.id]), before: facts, extra: html`${more}${wrongOf(held, "loans", one.id)}` })
}

const set = (held, values) => put(held, typed(held.draft, values))
const away = (held) => put(held, leaveRow(held.draft))

const SUB = {
  who(held) {
    const options = peopleOf(held.draft).map((one) => ({ value: one.id, label: one.name, note: one.year }))
    const body = picker({ legend: gettext("Ai xin vay?"), hideLegend: true, name: "membership", options, value: held.draft.editing.value.membership, onchange: (membership) => set(held, { membership, at: "sum" }) })
    return step({ title: gettext("Ai xin vay?"), body, back: () => away(held) })
  },
  sum(held) {
    const { value } = held.draft.editing
    const body = amount({ label: gettext("Số tiền vay"), value: value.amount_vnd ?? null, onchange: (amount_vnd) => set(held, { amount_vnd }) })
    const next = { label: gettext("Ghi thời hạn"), disabled: !value.amount_vnd, onclick: () => set(held, { at: "months" }) }
    return step({ title: nameOf(held.draft, value.membership), body, next, back: () => set(held, { at: value.isHere ? "who" : "more" }) })
  },
  months(held) {
    const { value } = held.draft.editing
    const body = amount({ label: gettext("Thời hạn"), unit: gettext("tháng"), quick: [6, 12, 24], max: 600, value: value.months ?? null, onchange: (months) => set(held, { months }) })
    const next = { label: gettext("Tiếp tục"), disabled: !value.months, onclick: () => set(held, { at: "more" }) }
    return step({ title: nameOf(held.draft, value.membership), body, next, back: () => set(held, { at: "sum" }) })
  },
  for: (held) => votes(held, "votes_for", gettext("Phiếu đồng ý"), "against"),
  against: (held) => votes(held, "votes_against", gettext("Phiếu không đồng ý"), "more"),
  more,
}

function votes(held, field, label, then) {
  const { value } = held.draft.editing
  const body = amount({ label, unit: gettext("phiếu"), max: 10_000, value: value[field] ?? null, onchange: (n) => set(held, { [field]: n }) })
  return step({ title: nameOf(held.draft, value.membership), body, next: { label: gettext("Tiếp tục"), onclick: () => set(held, { at: then }) }, back: () => set(held, { at: "more" }) })
}

function more(held) {
  const { draft } = held
  const { key, value } = draft.editing
  const options = decisions().map(([name, label]) => ({ value: name, label }))
  const reason = textField({ label: gettext("Lý do (từ chối, để lần sau, vượt người trước)"), value: value.reason, maxLength: 300, lines: 2, name: "reason", onchange: (text) => set(held, { reason: text }) })
  const counted = value.votes_for === undefined ? gettext("Không bắt buộc") : `${value.votes_for ?? 0} / ${value.votes_against ?? 0}`
  const body = html`${wrongOf(held, "loans", key)}
    ${picker({ legend: gettext("Buổi họp quyết định"), name: "decision", options, value: value.decision, onchange: (decision) => set(held, { decision }) })}
    ${needsReason(value.decision) || value.reason ? reason : nothing}
    ${textField({ label: gettext("Dùng vào việc"), value: value.purpose, maxLength: 200, name: "purpose", onchange: (purpose) => set(held, { purpose }) })}
    ${bigButton({ icon: "coins", title: money(value.amount_vnd ?? 0), note: gettext("Sửa số tiền"), onclick: () => set(held, { at: "sum" }) })}
    ${bigButton({ icon: "calendar", title: fill(gettext("%(n)s tháng"), { n: value.months ?? 0 }), note: gettext("Sửa thời hạn"), onclick: () => set(held, { at: "months" }) })}
    ${bigButton({ icon: "list-check", title: gettext("Số phiếu đồng ý / không đồng ý"), note: counted, onclick: () => set(held, { at: "for" }) })}
    ${!needsReason(value.decision) && !value.reason && value.decision === GRANTED ? html`<details><summary>${gettext("Ghi lý do")}</summary>${reason}</details>` : nothing}
    ${key in draft.loans ? html`<button type="button" class="big danger" @click=${() => put(held, leaveRow(setRow(draft, "loans", key, null)))}>${icon("trash")}<span class="words"><b>${gettext("Bỏ quyết định này")}</b></span></button>` : nothing}`
  const { at: _at, isHere: _here, ...row } = value
  const done = () => put(held, leaveRow(setRow(draft, "loans", key, row)))
  const isWhole = value.membership && value.amount_vnd && value.months && value.decision
  return step({ title: nameOf(draft, value.membership), body, back: () => away(held), next: { label: gettext("Xong"), icon: "check", disabled: !isWhole, onclick: done } })
}
