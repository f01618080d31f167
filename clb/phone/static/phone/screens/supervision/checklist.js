// The checklist, one question a screen: touch an answer and the next open question comes. What is not looked at stays
// empty; everything is kept at each touch, and goes to the server when the team says so.

import { draftOf } from "../../core/drafts.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { bigButton, html, nothing, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { kept, send, stopWaiting, waiting } from "../waiting.js"
import { answersOf, carryRow, changedAnswers, nextOpen, questionsOf } from "./answers.js"
import { gone, LANE } from "./visits.js"

const COMMAND = "supervision.answer_checklist"
const EMPTY = { answer: "", note: "" }

export const checklistScreen = {
  path: "/giam-sat/:visit/phieu",
  title: () => gettext("Phiếu kiểm tra"),
  icon: "list-check",
  needs: [COMMAND],
  isForm: true,
  async open({ visit: id }) {
    const visit = pack.get("supervision", id)
    const told = { title: fill(gettext("Phiếu kiểm tra %(club)s"), { club: visit?.name ?? "" }), path: `/giam-sat/${id}/phieu` }
    const held = await waiting()
    const at = visit ? Math.max(0, nextOpen(questionsOf(visit), answersOf(visit, held.rows))) : 0
    return Object.assign(held, { draft: await draftOf(`checklist:${id}`, { at, typed: {}, all: false }, told) })
  },
  close: stopWaiting,
  render({ visit: id }, { draft, rows }) {
    const visit = pack.get("supervision", id)
    if (!visit) return gone()
    const before = answersOf(visit, rows)
    const now = { ...before, ...draft.value.typed }
    const questions = questionsOf(visit)
    const save = () => record(visit, draft, rows, changedAnswers(before, draft.value.typed))
    const changed = changedAnswers(before, draft.value.typed).length
    return draft.value.all ? overview(visit, draft, questions, now, changed, save) : one(draft, questions, now, changed, save)
  },
}

function one(draft, questions, now, changed, save) {
  const { at, typed } = draft.value
  const { key, text, section } = questions[at]
  const held = now[key] ?? EMPTY
  const choices = hints(COMMAND, "answers.answer").choices.map(([value, label]) => ({ value, label }))
  const set = (patch) => draft.set({ typed: { ...typed, [key]: { ...held, ...patch } } })
  const answer = (value) => {
    const told = { ...typed, [key]: { ...held, answer: value } }
    const next = nextOpen(questions, { ...now, ...told }, at + 1)
    return draft.set({ typed: told, ...(next < 0 ? { all: true } : value === "YES" || value === "NONE" ? { at: next } : {}) })
  }
  return step({
    title: text,
    n: at + 1,
    of: questions.length,
    say: `${section}. ${text}`,
    body: html`<p class="note">${section}</p>
      ${picker({ legend: text, hideLegend: true, name: key, tiles: true, options: choices, value: held.answer, onchange: answer })}
      ${textField({ label: gettext("Ghi chú, không ghi tên thành viên"), name: "note", value: held.note, maxLength: 300, onchange: (note) => set({ note }) })}
      <div class="stack">${held.answer ? bigButton({ icon: "x", title: gettext("Để trống câu này"), kind: "quiet", onclick: () => set({ answer: "", note: "" }) }) : nothing}
      ${bigButton({ icon: "list-check", title: gettext("Xem cả phiếu"), note: changed ? fill(gettext("%(n)s câu chưa ghi"), { n: changed }) : "", kind: "quiet", onclick: () => draft.set({ all: true }) })}</div>`,
    next: { label: at + 1 < questions.length ? gettext("Câu sau") : gettext("Xem cả phiếu"), onclick: () => draft.set(at + 1 < questions.length ? { at: at + 1 } : { all: true }) },
    back: at ? () => draft.set({ at: at - 1 }) : undefined,
  })
}

function overview(visit, draft, questions, now, changed, save) {
  const labels = Object.fromEntries(hints(COMMAND, "answers.answer").choices)
  const open = (at) => draft.set({ at, all: false })
  const line = ({ key, text }, at) => {
    const { answer, note } = now[key] ?? EMPTY
    return bigButton({ icon: answer ? "check" : "clock", title: text, note: [labels[answer] ?? gettext("chưa xem"), note].filter(Boolean).join(" · "), onclick: () => open(at) })
  }
  const answered = questions.filter(({ key }) => now[key]?.answer).length
  return step({
    title: fill(gettext("Phiếu kiểm tra: đã xem %(n)s/%(of)s câu"), { n: answered, of: questions.length }),
    body: html`<ul class="list">${questions.map((question, at) => html`<li>${line(question, at)}</li>`)}</ul>`,
    next: { label: changed ? fill(gettext("Ghi phiếu (%(n)s câu)"), { n: changed }) : gettext("Chưa có gì mới để ghi"), icon: "check", disabled: !changed, onclick: save },
    back: () => go(`/giam-sat/${visit.id}`),
  })
}

async function record(visit, draft, rows, answers) {
  const label = fill(gettext("Phiếu kiểm tra %(club)s"), { club: visit.name })
  const data = { visit: visit.id, answers }
  const row = await send(draft, { lane: LANE, command: COMMAND, data, after: carryRow(visit, rows), label })
  kept(row, { then: `/giam-sat/${visit.id}`, label: gettext("Về lần giám sát") })
}
