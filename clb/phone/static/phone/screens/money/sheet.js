// Bảng thu nợ: every borrower of the club, what is due this month, paid and left; and the fees the same way.
import { day, money, number } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { heading, html, icon, nothing } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { membersOf } from "../meeting/table.js"
import { live } from "./live.js"
import { slipsOf } from "./slips.js"
import { paidOf, sheetLine, sheetSums } from "./sums.js"

function sumsOf(lines, on) {
  const { due, paid, left, people } = sheetSums(lines)
  return html`<div class="card"><dl class="sums">
    <div><dt>${gettext("Phải thu tháng này")}</dt><dd>${money(due)}</dd></div>
    <div><dt>${gettext("Đã thu")}</dt><dd>${money(paid)}</dd></div>
    <div><dt>${gettext("Còn phải thu")}</dt><dd>${money(left)}</dd></div></dl>
    <p class="note">${fill(gettext("%(n)s người còn phải trả. Theo sổ ngày %(day)s, cộng tiền máy này thu từ đó."), { n: people, day: day(on) })}</p></div>`
}

function row({ href, name, note, line, isLate }) {
  const told = line.left ? fill(gettext("còn %(sum)s"), { sum: money(line.left) }) : gettext("đủ")
  const facts = fill(gettext("phải thu %(due)s · đã thu %(paid)s"), { due: number(line.due), paid: number(line.paid) })
  return html`<a class="row told ${line.left ? "rest" : ""}" href=${href}>${icon(line.left ? "cash" : "check")}<span class="words"><b>${name}</b>
    <small>${note ? `${note} · ` : ""}${facts}</small><small>${isLate ? html`<strong class="bad">${gettext("quá hạn")}</strong> · ` : nothing}<b>${told}</b></small></span></a>`
}

export const sheet = {
  path: "/thu-no/:club",
  title: () => gettext("Bảng thu nợ"),
  icon: "clipboard-list",
  needs: ["fund.repay_loan"],
  ...live(async ({ club }) => ({ here: paidOf(await slipsOf(club)) })),
  render({ club }, { here }) {
    const loans = pack.rows("loan", { club })
    const lines = loans.map((loan) => sheetLine(loan, here[`loan:${loan.id}`]))
    return html`${heading(gettext("Bảng thu nợ"))}
      ${sumsOf(lines, pack.at)}
      ${loans.length ? nothing : html`<p class="note">${gettext("Không có khoản vay nào đang còn nợ.")}</p>`}
      <div class="list">${loans.map((loan, i) => row({ href: `#/tra-no/${loan.id}`, name: loan.name, note: loan.title, line: lines[i], isLate: loan.late && lines[i].left > 0 }))}</div>`
  },
}

/** What a member owes of this month's fee and has paid of it, here too. */
export function feeLine(fee, here = 0) {
  const due = fee.due_vnd ?? 0
  const paid = fee.paid_vnd + here
  return { due, paid, left: Math.max(0, due - paid) }
}

export const fees = {
  path: "/thu-hoi-phi/:club",
  title: () => gettext("Thu hội phí"),
  icon: "users",
  needs: ["fund.receive_fee"],
  ...live(async ({ club }) => ({ here: paidOf(await slipsOf(club)) })),
  render({ club }, { here }) {
    const members = membersOf(club).filter((one) => pack.get("fee", one.id))
    const lines = members.map((one) => feeLine(pack.get("fee", one.id), here[`fee:${one.id}`]))
    return html`${heading(gettext("Thu hội phí"))}
      ${sumsOf(lines, pack.at)}
      <div class="list">${members.map((one, i) => row({ href: `#/thu-hoi-phi/${club}/${one.id}`, name: one.name, note: String(one.year ?? ""), line: lines[i] }))}</div>`
  },
}
