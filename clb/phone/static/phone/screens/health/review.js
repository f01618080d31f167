// What was measured, once more before it is kept: the hints, what is unusual, whether the person is sent to a doctor.

import { today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { hints as formHints } from "../../core/schema.js"
import { dayField, html, notice, nothing, picker, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { NUMBERS, numbers } from "./sitting.js"
import { faults, hints, isDanger, readings, seldom, tablesFor } from "./tables.js"
import { unitOf } from "./units.js"

const COMMAND = "health.record_check"
const shown = (n) => String(n).replace(".", ",")

export function review({ member, measure, draft, asksAgain, save }) {
  const value = draft.value
  const ask = pack.get("ask", "health")
  const tables = tablesFor({ ...value, sex: member.sex }).map((name) => pack.get("table", name)).filter(Boolean)
  const typed = numbers(value)
  const sets = readings("glucose_mmol_l" in typed ? { ...typed, is_fasting: value.is_fasting } : typed)
  const wrong = [...new Set(sets.flatMap((set) => faults(ask, set)))]
  const unusual = [...new Set(sets.flatMap((set) => seldom(ask, set)))]
  const wantsDoctor = !measure?.referred && sets.some((set) => isDanger(tables, ask, set))
  const lacks = wrong.length || (unusual.length && !value.is_sure) || (wantsDoctor && !value.referral) || (asksAgain && !value.same_day)
  return step({
    title: fill(gettext("%(name)s: xem lại"), { name: member.name }),
    say: said(value, sets).join(". "),
    errors: wrong,
    body: html`<ul class="plain">${said(value, sets).map((words) => html`<li><b>${words}</b></li>`)}</ul>
      ${hintList(sets, tables)}
      ${unusual.length ? sure(draft, ask, unusual) : nothing}
      ${wantsDoctor ? referral(draft, ask) : nothing}
      ${asksAgain ? again(draft) : nothing}
      ${dayField({ label: gettext("Ngày đo"), value: value.measured_on, onchange: (on) => draft.set({ measured_on: on ?? today() }) })}`,
    next: { label: gettext("Ghi số đo"), icon: "check", disabled: Boolean(lacks), onclick: save },
    back: () => draft.set({ at: "hub" }),
  })
}

function said(value, sets) {
  const words = sets
    .filter((set) => set.systolic_mmhg !== undefined)
    .map((set) => fill(gettext("Huyết áp %(upper)s/%(lower)s mmHg"), { upper: set.systolic_mmhg, lower: set.diastolic_mmhg ?? "…" }))
  for (const field of NUMBERS) {
    if (value[field]) words.push(`${formHints(COMMAND, field).title.replace(/ \(.*\)/, "")} ${shown(value[field])} ${unitOf(field)}`)
  }
  return words
}

function hintList(sets, tables) {
  const found = [...new Map(sets.flatMap((set) => hints(tables, set)).map((hint) => [`${hint.what}${hint.name}`, hint])).values()]
  if (!found.length) return nothing
  return html`${found.map((hint) => notice({
    kind: hint.refers ? "warn" : "info",
    title: `${hint.what}: ${hint.name}`,
    body: fill(gettext("Gợi ý, không phải chẩn đoán. Theo bảng bản %(version)s: %(source)s."), hint),
  }))}`
}

function sure(draft, ask, unusual) {
  return picker({
    legend: ask.usual_words.replace("%s", unusual.join(", ")),
    name: "is_sure",
    many: true,
    options: [{ value: true, label: formHints(COMMAND, "is_sure").title }],
    value: draft.value.is_sure ? [true] : [],
    onchange: (values) => draft.set({ is_sure: values.length > 0 }),
  })
}

function referral(draft, ask) {
  const options = ask.answers.map(([value, label]) => ({ value, label }))
  return picker({ legend: ask.danger_words, name: "referral", options, value: draft.value.referral, onchange: (value) => draft.set({ referral: value }) })
}

function again(draft) {
  const choices = formHints(COMMAND, "same_day").choices.map(([value, label]) => ({ value, label }))
  const options = choices.filter(({ value }) => value !== "CORRECT" || pack.may("health.read")) // nobody corrects unseen
  return picker({ legend: gettext("Ngày ấy ở nơi ấy đã có lần đo của người này"), name: "same_day", options, value: draft.value.same_day, onchange: (value) => draft.set({ same_day: value }) })
}
