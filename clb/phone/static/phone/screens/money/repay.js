// Thu nợ, thu hội phí của một người: what is suggested at one touch, another sum on the large keys, then the receipt.
import { draftOf } from "../../core/drafts.js"
import { day, money, today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { amount, bigButton, dayField, html, nothing, notice, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { feeCounter } from "../meeting/keeper.js"
import { slipsOf, take } from "./slips.js"
import { paidOf } from "./sums.js"

const OPERATING = "OPERATING"

export const repay = {
  path: "/tra-no/:loan",
  title: () => gettext("Thu nợ vay"),
  icon: "cash",
  needs: ["fund.repay_loan"],
  isForm: true,
  async open({ loan }) {
    const row = pack.get("loan", loan)
    if (!row) return { row: null }
    const here = paidOf(await slipsOf(row.club))[`loan:${loan}`] ?? 0
    const about = { title: fill(gettext("Thu nợ của %(name)s"), { name: row.name }), path: `/tra-no/${loan}` }
    return { row, here, draft: await draftOf(`repay:${loan}`, { at: "", paid_on: today() }, about) }
  },
  render: (_params, held) => (held.row ? PAGES[held.draft.value.at](held) : gone()),
}

const gone = () => html`<p class="note">${gettext("Khoản này không còn trong máy.")}</p>${bigButton({ icon: "arrow-left", title: gettext("Quay lại"), onclick: back })}`

const PAGES = {
  ""({ row, here, draft }) {
    const suggested = row.principal_vnd + row.interest_vnd
    const body = html`<p class="facts">${row.title} · ${fill(gettext("Còn nợ gốc %(sum)s"), { sum: money(row.owed_vnd) })}${row.due_on ? ` · ${fill(gettext("hạn %(day)s"), { day: day(row.due_on) })}` : ""}</p>
      ${row.late ? notice({ kind: "warn", body: gettext("Khoản này đang quá hạn.") }) : nothing}
      ${here ? notice({ kind: "info", body: fill(gettext("Máy này đã thu %(sum)s của khoản này, máy chủ chưa tính vào."), { sum: money(here) }) }) : nothing}
      ${dayField({ label: gettext("Ngày thu"), value: draft.value.paid_on, onchange: (paid_on) => paid_on && draft.set({ paid_on }), name: "paid_on" })}
      ${suggested ? bigButton({ icon: "check", kind: "main", title: fill(gettext("Trả đúng %(sum)s"), { sum: money(suggested) }), note: fill(gettext("gốc %(principal)s, lãi %(interest)s; theo sổ ngày %(day)s"), { principal: money(row.principal_vnd), interest: money(row.interest_vnd), day: day(pack.at) }), onclick: () => done(row, draft, row.principal_vnd, row.interest_vnd) }) : nothing}
      ${bigButton({ icon: "pencil", title: gettext("Trả số khác"), onclick: () => draft.set({ at: "principal" }) })}`
    return step({ title: row.name, body, say: fill(gettext("%(name)s còn nợ gốc %(sum)s"), { name: row.name, sum: money(row.owed_vnd) }) })
  },
  principal({ row, draft }) {
    const body = amount({ label: gettext("Trả gốc"), value: draft.value.principal ?? null, quick: row.principal_vnd ? [row.principal_vnd] : [], note: fill(gettext("Còn nợ gốc %(sum)s"), { sum: money(row.owed_vnd) }), onchange: (principal) => draft.set({ principal }) })
    return step({ title: row.name, body, back: () => draft.set({ at: "" }), next: { label: gettext("Ghi tiền lãi"), onclick: () => draft.set({ at: "interest" }) } })
  },
  interest({ row, draft }) {
    const { principal, interest } = draft.value
    const sum = (principal ?? 0) + (interest ?? 0)
    const body = html`${amount({ label: gettext("Trả lãi"), value: interest ?? null, quick: row.interest_vnd ? [row.interest_vnd] : [], onchange: (n) => draft.set({ interest: n }) })}
      <p class="tally">${gettext("Gốc")}: <strong>${money(principal ?? 0)}</strong> · ${gettext("Lãi")}: <strong>${money(interest ?? 0)}</strong></p>`
    const next = { label: fill(gettext("Đã nhận %(sum)s"), { sum: money(sum) }), icon: "check", disabled: !sum, onclick: () => done(row, draft, principal ?? 0, interest ?? 0) }
    return step({ title: row.name, body, back: () => draft.set({ at: "principal" }), next })
  },
}

async function done(row, draft, amount_vnd, interest_vnd) {
  const label = fill(gettext("Thu nợ %(name)s %(sum)s"), { name: row.name, sum: money(amount_vnd + interest_vnd) })
  const data = { loan: row.id, amount_vnd, interest_vnd, paid_on: draft.value.paid_on }
  const act = { lane: row.club, command: "fund.repay_loan", data, basis: { [`loan:${row.id}`]: row.counter }, label, drop: [draft.key] }
  const parts = [[gettext("Gốc"), amount_vnd], [gettext("Lãi"), interest_vnd]]
  const id = await take(act, { club: row.club, kind: gettext("Thu nợ vay"), fund: "INCOME", name: row.name, what: row.title, sum_vnd: amount_vnd + interest_vnd, parts, on: draft.value.paid_on, about: `loan:${row.id}` })
  if (id) go(`/bien-nhan/${row.club}/${id}`, { instead: true })
}

export const fee = {
  path: "/thu-hoi-phi/:club/:member",
  title: () => gettext("Thu hội phí"),
  icon: "users",
  needs: ["fund.receive_fee"],
  isForm: true,
  async open({ club, member }) {
    const [one, row] = [pack.get("member", member), pack.get("fee", member)]
    const here = paidOf(await slipsOf(club))[`fee:${member}`] ?? 0
    const about = { title: fill(gettext("Thu hội phí của %(name)s"), { name: one?.name ?? "" }), path: `/thu-hoi-phi/${club}/${member}` }
    return { club, member: one, row, here, draft: await draftOf(`fee:${member}`, { received_on: today() }, about) }
  },
  render(_params, held) {
    const { member, row, here, draft } = held
    if (!member || !row) return gone()
    const paid = row.paid_vnd + here
    const left = Math.max(0, (row.due_vnd ?? 0) - paid)
    const sum = draft.value.amount_vnd ?? null
    const body = html`${paid ? notice({ kind: "info", body: fill(gettext("Tháng này đã đóng %(sum)s."), { sum: money(paid) }) }) : nothing}
      ${left ? bigButton({ icon: "check", kind: "main", title: fill(gettext("Đã đóng %(sum)s"), { sum: money(left) }), note: fill(gettext("hội phí tháng %(month)s"), { month: monthShown(row.month) }), onclick: () => paidFee(held, left) }) : nothing}
      ${dayField({ label: gettext("Ngày thu"), value: draft.value.received_on, onchange: (received_on) => received_on && draft.set({ received_on }), name: "received_on" })}
      ${amount({ label: gettext("Hoặc số khác"), value: sum, onchange: (amount_vnd) => draft.set({ amount_vnd }) })}`
    const next = sum ? { label: fill(gettext("Đã nhận %(sum)s"), { sum: money(sum) }), icon: "check", onclick: () => paidFee(held, sum) } : undefined
    return step({ title: member.name, body, next })
  },
}

const monthShown = (month) => month.split("-").reverse().join("/")

async function paidFee({ club, member, row, draft }, sum_vnd) {
  const { month } = row
  const label = fill(gettext("Thu hội phí %(name)s %(sum)s"), { name: member.name, sum: money(sum_vnd) })
  const data = { club, person: member.person, amount_vnd: sum_vnd, for_month: `${month}-01`, received_on: draft.value.received_on, fund: OPERATING }
  const basis = { [`fee:${member.id}:${month}`]: feeCounter(member.id, month) }
  const slip = { club, kind: gettext("Thu hội phí"), fund: OPERATING, name: member.name, what: fill(gettext("hội phí tháng %(month)s"), { month: monthShown(month) }), sum_vnd, parts: [], on: draft.value.received_on, about: `fee:${member.id}` }
  const id = await take({ lane: club, command: "fund.receive_fee", data, basis, label, drop: [draft.key] }, slip)
  if (id) go(`/bien-nhan/${club}/${id}`, { instead: true })
}
