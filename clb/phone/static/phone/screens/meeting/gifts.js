// Ủng hộ, tặng: who gave, how much, into which fund.
import { money } from "../../core/format.js"
import { uuid7 } from "../../core/ids.js"
import { hints } from "../../core/schema.js"
import { amount, bigButton, html, icon, nothing, picker, step, textField } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { edit, giftsOf, INCOME, leaveRow, OPERATING, setRow, typed } from "./draft.js"
import { nameOf, onward, peopleOf, put, sumLine, wrongAtAll, wrongOf } from "./table.js"
import { fundName, titleOf } from "./words.js"

export function gifts(held) {
  const { draft } = held
  if (draft.editing?.part === "gifts") return draft.editing.value.at === "sum" ? howMuch(held) : whoGave(held)
  const body = html`${wrongAtAll(held, "gifts")}
    ${sumLine(gettext("Ủng hộ tại buổi họp"), giftsOf(draft))}
    ${Object.entries(draft.gifts).map(([key, gift]) => html`${bigButton({ icon: "gift", title: giverOf(draft, gift), note: `${money(gift.amount_vnd)} · ${fundName(gift.fund || OPERATING)}`, onclick: () => put(held, edit(draft, "gifts", key, { ...gift, at: "sum" })) })}${wrongOf(held, "gifts", key)}`)}
    ${bigButton({ icon: "plus", title: gettext("Thêm khoản ủng hộ"), onclick: () => put(held, edit(draft, "gifts", uuid7(), { fund: OPERATING })) })}`
  return step({ title: titleOf("ung-ho"), n: 4, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "ung-ho") } })
}

export const giverOf = (draft, gift) => (gift.membership ? nameOf(draft, gift.membership) : gift.giver)

function whoGave(held) {
  const { draft } = held
  const { value } = draft.editing
  const set = (values) => put(held, typed(draft, values))
  const options = peopleOf(draft).map((one) => ({ value: one.id, label: one.name, note: one.year }))
  const body = html`
    ${textField({ label: gettext("Người, đơn vị tặng"), value: value.giver, maxLength: 200, name: "giver", onchange: (giver) => set({ giver, membership: "" }) })}
    <button class="big main" type="button" ?disabled=${!value.giver?.trim()} @click=${() => set({ at: "sum" })}>${icon("arrow-right")}<span class="words"><b>${gettext("Ghi số tiền")}</b></span></button>
    <h2>${gettext("Hoặc là thành viên")}</h2>
    ${picker({ legend: gettext("Thành viên tặng"), hideLegend: true, name: "member", value: value.membership, options, onchange: (membership) => set({ membership, giver: "", at: "sum" }) })}`
  return step({ title: gettext("Ai tặng?"), body, back: () => put(held, leaveRow(draft)) })
}

function howMuch(held) {
  const { draft } = held
  const { key, value } = draft.editing
  const set = (values) => put(held, typed(draft, values))
  const funds = [OPERATING, INCOME].map((fund) => ({ value: fund, label: fundName(fund) }))
  const sources = hints("meetings.record_meeting", "gifts.source").choices.filter(([name]) => name)
  const body = html`${wrongOf(held, "gifts", key)}
    ${amount({ label: gettext("Số tiền"), value: value.amount_vnd ?? null, onchange: (amount_vnd) => set({ amount_vnd }) })}
    ${picker({ legend: gettext("Vào quỹ nào"), name: "fund", value: value.fund, options: funds, onchange: (fund) => set({ fund }) })}
    ${sources.length ? html`<details><summary>${gettext("Nguồn tiền (không bắt buộc)")}</summary>${picker({ legend: gettext("Nguồn tiền"), hideLegend: true, name: "source", value: value.source, options: sources.map(([name, label]) => ({ value: name, label })), onchange: (source) => set({ source }) })}</details>` : nothing}
    ${key in draft.gifts ? html`<button type="button" class="big danger" @click=${() => put(held, leaveRow(setRow(draft, "gifts", key, null)))}>${icon("trash")}<span class="words"><b>${gettext("Bỏ khoản này")}</b></span></button>` : nothing}`
  const { at: _at, ...row } = value
  const done = () => put(held, leaveRow(setRow(draft, "gifts", key, row)))
  return step({ title: giverOf(draft, value), body, back: () => set({ at: "" }), next: { label: gettext("Xong"), icon: "check", disabled: !value.amount_vnd, onclick: done } })
}
