// Nhận ủng hộ, tặng: who, how much, into which fund, from which source.
import { draftOf } from "../../core/drafts.js"
import { money, today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { amount, bigButton, dayField, html, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { membersOf } from "../meeting/table.js"
import { fundName } from "../meeting/words.js"
import { take } from "./slips.js"

const COMMAND = "fund.receive_gift"
const MEMBERS = "MEMBERS"

export const gift = {
  path: "/nhan-ung-ho/:club",
  title: () => gettext("Nhận ủng hộ, tặng"),
  icon: "gift",
  needs: [COMMAND],
  isForm: true,
  async open({ club }) {
    const about = { title: gettext("Nhận ủng hộ, tặng"), path: `/nhan-ung-ho/${club}` }
    return { club, draft: await draftOf(`gift:${club}`, { at: "who", received_on: today(), fund: "OPERATING" }, about) }
  },
  render: (_params, held) => PAGES[held.draft.value.at](held),
}

const nameOf = (club, value) => (value.membership ? membersOf(club).find((one) => one.id === value.membership)?.name : value.giver) ?? ""

const PAGES = {
  who({ club, draft }) {
    const { value } = draft
    const options = membersOf(club).map((one) => ({ value: one.id, label: one.name, note: one.year }))
    const body = html`${textField({ label: gettext("Người, đơn vị tặng"), value: value.giver, maxLength: 200, name: "giver", onchange: (giver) => draft.set({ giver, membership: "" }) })}
      ${bigButton({ icon: "arrow-right", kind: "main", title: gettext("Ghi số tiền"), disabled: !value.giver?.trim(), onclick: () => draft.set({ at: "sum" }) })}
      <h2>${gettext("Hoặc là thành viên")}</h2>
      ${picker({ legend: gettext("Thành viên tặng"), hideLegend: true, name: "member", value: value.membership, options, onchange: (membership) => draft.set({ membership, giver: "", source: MEMBERS, at: "sum" }) })}`
    return step({ title: gettext("Ai tặng?"), n: 1, of: 3, body })
  },
  sum({ club, draft }) {
    const { value } = draft
    const body = amount({ label: gettext("Số tiền"), value: value.amount_vnd ?? null, onchange: (amount_vnd) => draft.set({ amount_vnd }) })
    return step({ title: nameOf(club, value), n: 2, of: 3, body, back: () => draft.set({ at: "who" }), next: { disabled: !value.amount_vnd, onclick: () => draft.set({ at: "more" }) } })
  },
  more({ club, draft }) {
    const { value } = draft
    const funds = ["OPERATING", "INCOME"].map((fund) => ({ value: fund, label: fundName(fund) }))
    const sources = hints(COMMAND, "source").choices.map(([name, label]) => ({ value: name, label }))
    const body = html`${picker({ legend: gettext("Vào quỹ nào"), name: "fund", value: value.fund, options: funds, onchange: (fund) => draft.set({ fund }) })}
      ${picker({ legend: gettext("Nguồn tiền"), name: "source", value: value.source, options: sources, onchange: (source) => draft.set({ source }) })}
      ${textField({ label: gettext("Chỉ dùng vào việc"), note: gettext("Chỉ ghi khi người tặng nói rõ."), value: value.purpose, maxLength: 200, name: "purpose", onchange: (purpose) => draft.set({ purpose }) })}
      ${dayField({ label: gettext("Ngày nhận"), value: value.received_on, onchange: (received_on) => received_on && draft.set({ received_on }), name: "received_on" })}`
    const next = { label: fill(gettext("Đã nhận %(sum)s"), { sum: money(value.amount_vnd) }), icon: "check", disabled: !value.source, onclick: () => done(club, draft) }
    return step({ title: nameOf(club, value), n: 3, of: 3, body, back: () => draft.set({ at: "sum" }), next })
  },
}

async function done(club, draft) {
  const { membership, giver = "", amount_vnd, fund, source, purpose = "", received_on } = draft.value
  const name = nameOf(club, draft.value)
  const who = membership ? { person: pack.get("member", membership).person } : { giver }
  const label = fill(gettext("Nhận ủng hộ của %(name)s %(sum)s"), { name, sum: money(amount_vnd) })
  const data = { club, ...who, amount_vnd, source, fund, purpose, received_on }
  const slip = { club, kind: gettext("Nhận ủng hộ, tặng"), fund, name, what: purpose, sum_vnd: amount_vnd, parts: [], on: received_on, about: "gift" }
  const id = await take({ lane: club, command: COMMAND, data, label, drop: [draft.key] }, slip)
  if (id) go(`/bien-nhan/${club}/${id}`, { instead: true })
}
