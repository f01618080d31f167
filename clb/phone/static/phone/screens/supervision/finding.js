// Something is not as it should be, and what is to be done about it.

import { draftOf } from "../../core/drafts.js"
import { pack } from "../../core/pack.js"
import { back } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { html, nothing, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { aheadField } from "../ahead.js"
import { kept, send, stopWaiting, waiting } from "../waiting.js"
import { carryRow } from "./answers.js"
import { gone, LANE } from "./visits.js"

const COMMAND = "supervision.record_finding"
const OF = 3
const choicesOf = (field) => hints(COMMAND, field).choices.map(([value, label]) => ({ value, label }))
const titleOf = (field) => hints(COMMAND, field).title
const fresh = (body) => ({ n: 1, kind: null, severity: null, text: "", is_fixed_at_once: null, action: "", owner: "", due_on: null, body })

export const findingScreen = {
  path: "/giam-sat/:visit/phat-hien",
  title: () => gettext("Ghi phát hiện"),
  icon: "alert-triangle",
  needs: [COMMAND],
  isForm: true,
  async open({ visit }) {
    const body = pack.get("supervision", visit)?.body ?? null
    const told = { title: gettext("Ghi phát hiện"), path: `/giam-sat/${visit}/phat-hien` }
    return waiting({ draft: await draftOf(`finding:${visit}`, fresh(body), told) })
  },
  close: stopWaiting,
  render({ visit: id }, { draft, rows }) {
    const visit = pack.get("supervision", id)
    return visit ? [about, words, remedy][draft.value.n - 1](draft, visit, rows) : gone()
  },
}

const text = (draft, name, lines = 1) =>
  textField({ label: titleOf(name), name, lines, value: draft.value[name], maxLength: hints(COMMAND, name).maxLength, onchange: (typed) => draft.set({ [name]: typed }) })

function about(draft) {
  const { kind } = draft.value
  return step({
    title: gettext("Phát hiện về việc gì?"), n: 1, of: OF, back,
    body: picker({ legend: titleOf("kind"), hideLegend: true, name: "kind", options: choicesOf("kind"), value: kind, onchange: (value) => draft.set({ kind: value, n: 2 }) }),
    next: kind ? { onclick: () => draft.set({ n: 2 }) } : undefined,
  })
}

function words(draft) {
  const { text: told, severity, body } = draft.value
  return step({
    title: gettext("Thấy gì? Nặng hay nhẹ?"), n: 2, of: OF, back: () => draft.set({ n: 1 }),
    body: html`<p>${gettext("Không ghi tên thành viên.")}</p>${text(draft, "text", 4)}
      ${picker({ legend: titleOf("severity"), name: "severity", tiles: true, options: choicesOf("severity"), value: severity, onchange: (value) => draft.set({ severity: value }) })}
      ${body ? nothing : picker({ legend: titleOf("body"), name: "body", options: choicesOf("body"), value: body, onchange: (value) => draft.set({ body: value }) })}`,
    next: { disabled: !told.trim() || !severity || !body, onclick: () => draft.set({ n: 3 }) },
  })
}

function remedy(draft, visit, rows) {
  const { is_fixed_at_once, action, owner, due_on } = draft.value
  const options = [
    { value: true, label: titleOf("is_fixed_at_once") },
    { value: false, label: gettext("Còn phải làm") },
  ]
  const lacks = is_fixed_at_once === null || (is_fixed_at_once === false && action.trim() && (!owner.trim() || !due_on))
  return step({
    title: gettext("Khắc phục thế nào?"), n: 3, of: OF, back: () => draft.set({ n: 2 }),
    body: html`${picker({ legend: gettext("Đã khắc phục chưa"), name: "fixed", options, value: is_fixed_at_once, onchange: (value) => draft.set({ is_fixed_at_once: value }) })}
      ${is_fixed_at_once === false
        ? html`${text(draft, "action")} ${text(draft, "owner")}
          ${aheadField({ label: titleOf("due_on"), value: due_on, onchange: (on) => draft.set({ due_on: on }) })}`
        : nothing}`,
    next: { label: gettext("Ghi phát hiện"), icon: "check", disabled: Boolean(lacks), onclick: () => record(visit, draft, rows) },
  })
}

async function record(visit, draft, rows) {
  const { kind, severity, text: told, body, is_fixed_at_once, action, owner, due_on } = draft.value
  const data = { visit: visit.id, kind, severity, text: told.trim(), body }
  if (is_fixed_at_once) data.is_fixed_at_once = true
  else if (action.trim()) Object.assign(data, { action: action.trim(), owner: owner.trim(), due_on })
  const label = fill(gettext("Phát hiện ở %(club)s"), { club: visit.name })
  const row = await send(draft, { lane: LANE, command: COMMAND, data, after: carryRow(visit, rows), label })
  kept(row, { then: `/giam-sat/${visit.id}`, label: gettext("Về lần giám sát") })
}
