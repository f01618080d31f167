// The lines of the drawn sample, one a screen: ask or count, touch what came of it. The club's books never change here.

import { draftOf } from "../../core/drafts.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { amount, bigButton, html, notice, nothing, picker, step, textField } from "../../core/ui.js"
import { day, money } from "../../core/format.js"
import { fill, gettext } from "../../core/words.js"
import { kept, send, stopWaiting, waiting } from "../waiting.js"
import { carryRow, changedLines, isTold, lacksSum, sampleOf } from "./answers.js"
import { gone, LANE } from "./visits.js"

const COMMAND = "supervision.record_recount"
const WITH_MONEY = { CASH: () => gettext("Đếm được"), LOAN: () => gettext("Người vay nói còn nợ") }

export const recountScreen = {
  path: "/giam-sat/:visit/mau",
  title: () => gettext("Đối chiếu mẫu"),
  icon: "users",
  needs: [COMMAND],
  isForm: true,
  async open({ visit }) {
    const told = { title: gettext("Đối chiếu mẫu"), path: `/giam-sat/${visit}/mau` }
    return waiting({ draft: await draftOf(`recount:${visit}`, { at: null, typed: {} }, told) })
  },
  close: stopWaiting,
  render({ visit: id }, { draft, rows }) {
    const visit = pack.get("supervision", id)
    if (!visit?.recount) return gone()
    const before = sampleOf(visit, rows)
    const lines = before.map((line) => ({ ...line, ...draft.value.typed[line.id] }))
    const { at } = draft.value
    if (at !== null && lines[at]) return one(draft, lines, at)
    const changed = changedLines(before, draft.value.typed)
    return overview(visit, draft, lines, changed, () => record(visit, draft, rows, changed))
  },
}

function one(draft, lines, at) {
  const line = lines[at]
  const { id, number, who, book, kind, question, choices, outcome, found_vnd, note } = line
  const { typed } = draft.value
  const set = (patch, more = {}) => draft.set({ typed: { ...typed, [id]: { outcome, found_vnd, note, ...patch } }, ...more })
  const onward = lines.findIndex((one, i) => i > at && !isTold(one))
  const next = onward < 0 ? null : onward
  const wantsMoney = kind === "CASH" || (kind === "LOAN" && outcome === "WRONG")
  const options = choices.map(([value, label]) => ({ value, label }))
  const answer = (value) => {
    const settles = !(kind === "LOAN" && value === "WRONG")
    return set({ outcome: value, found_vnd: kind === "CASH" || settles ? null : found_vnd }, settles && value === "RIGHT" ? { at: next } : {})
  }
  return step({
    title: `${number}. ${who}`,
    n: at + 1,
    of: lines.length,
    say: `${question} ${who}, ${book}`,
    body: html`<div class="card"><p><b>${book}</b></p><p>${question}</p></div>
      ${kind === "CASH" ? nothing : picker({ legend: question, hideLegend: true, name: id, tiles: true, options, value: outcome, onchange: answer })}
      ${wantsMoney ? amount({ label: WITH_MONEY[kind](), value: found_vnd, onchange: (n) => set({ found_vnd: n, outcome: kind === "CASH" ? "" : outcome }) }) : nothing}
      ${kind === "CASH" ? picker({ legend: gettext("Nếu không đếm được"), name: id, options, value: outcome, onchange: answer }) : nothing}
      ${textField({ label: gettext("Ghi chú"), name: "note", value: note, maxLength: 300, onchange: (text) => set({ note: text }) })}
      ${isTold(line) ? bigButton({ icon: "x", title: gettext("Để trống dòng này"), kind: "quiet", onclick: () => set({ outcome: "", found_vnd: null, note: "" }) }) : nothing}`,
    next: { label: next === null ? gettext("Xem cả mẫu") : gettext("Dòng sau"), onclick: () => draft.set({ at: next }) },
    back: () => draft.set({ at: null }),
  })
}

function overview(visit, draft, lines, changed, save) {
  const { seed, drawn_on, formula, meeting_on, kinds } = visit.recount
  const lacking = lines.filter(lacksSum)
  const told = fill(gettext("Số bốc mẫu %(seed)s, theo sổ đến hết ngày %(day)s."), { seed, day: day(drawn_on) })
  const said = ({ kind, choices, outcome, found_vnd, note, book }) => {
    const label = Object.fromEntries(choices)[outcome] ?? ""
    const found = found_vnd === null || (kind !== "CASH" && outcome === "RIGHT") ? "" : money(found_vnd)
    return [book, label, found, note].filter(Boolean).join(" · ")
  }
  const part = ({ kind, label }) => html`<h2>${label}${kind === "ATTENDANCE" && meeting_on ? `, ${day(meeting_on)}` : ""}</h2>
    <ul class="list">${lines.map((line, at) => line.kind === kind ? html`<li>${bigButton({ icon: isTold(line) ? "check" : "clock", title: `${line.number}. ${line.who}`, note: said(line), onclick: () => draft.set({ at }) })}</li>` : nothing)}</ul>`
  return step({
    title: gettext("Đối chiếu mẫu"),
    body: html`${notice({ body: gettext("Hỏi, đếm rồi chạm vào kết quả. Sổ của câu lạc bộ không bị sửa từ đây.") })}
      ${lacking.length ? notice({ kind: "warn", body: fill(gettext("Hãy ghi người vay nói còn nợ bao nhiêu: %(who)s."), { who: lacking.map((one) => one.who).join("; ") }) }) : nothing}
      ${kinds.map(part)}<p class="note">${told} ${formula}</p>`,
    next: { label: changed.length ? fill(gettext("Ghi kết quả (%(n)s dòng)"), { n: changed.length }) : gettext("Chưa có gì mới để ghi"), icon: "check", disabled: !changed.length || lacking.length > 0, onclick: save },
    back: () => go(`/giam-sat/${visit.id}`),
  })
}

async function record(visit, draft, rows, results) {
  const label = fill(gettext("Kết quả đối chiếu %(club)s"), { club: visit.name })
  const data = { visit: visit.id, results }
  const row = await send(draft, { lane: LANE, command: COMMAND, data, after: carryRow(visit, rows), label })
  kept(row, { then: `/giam-sat/${visit.id}`, label: gettext("Về lần giám sát") })
}
