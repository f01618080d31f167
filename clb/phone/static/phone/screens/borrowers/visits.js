// Whom to visit of those who owe, the longest waiting first; and a visit written down.

import { draftOf } from "../../core/drafts.js"
import { day, today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { back } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { bigButton, dayField, heading, html, notice, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { aheadField } from "../ahead.js"
import { found } from "../members.js"
import { kept, send, stopWaiting, waiting } from "../waiting.js"

const COMMAND = "lending.record_visit"
const OF = 2
const choicesOf = (field) => hints(COMMAND, field).choices.map(([value, label]) => ({ value, label }))
const titleOf = (field) => hints(COMMAND, field).title
const isLate = (row) => row.due_on < today()

export const borrowersScreen = {
  path: "/tham-vay",
  title: () => gettext("Thăm người vay"),
  icon: "walk",
  order: 45,
  start: true,
  needs: () => pack.may(COMMAND) && pack.rows("borrower").length > 0,
  note() {
    const n = pack.rows("borrower").filter(isLate).length
    return n ? fill(gettext("%(n)s người lâu chưa được thăm"), { n }) : ""
  },
  open: () => waiting(),
  close: stopWaiting,
  render(_params, { rows }) {
    const here = (row) => rows.filter((r) => r.command === COMMAND && r.data.loan === row.id).at(-1)
    const note = (row) => {
      if (here(row)) return here(row).isSent ? gettext("Đã ghi") : gettext("Đã ghi, chờ gửi")
      const last = row.last_on ? fill(gettext("thăm gần nhất %(day)s"), { day: day(row.last_on) }) : gettext("chưa thăm lần nào")
      return [row.title, last, fill(isLate(row) ? gettext("lẽ ra thăm %(day)s") : gettext("hẹn thăm %(day)s"), { day: day(row.due_on) })].join(" · ")
    }
    const list = pack.rows("borrower").sort((a, b) => Boolean(here(a)) - Boolean(here(b)) || (a.due_on < b.due_on ? -1 : a.due_on > b.due_on ? 1 : 0))
    return html`${heading(gettext("Thăm người vay"))}
      <ul class="list">${list.map((row) => html`<li>${bigButton({ icon: here(row) ? "circle-check" : "walk", title: row.name, note: note(row), href: `#/tham-vay/${row.id}` })}</li>`)}</ul>`
  },
}

export const borrowerScreen = {
  path: "/tham-vay/:loan",
  title: () => gettext("Ghi lần thăm người vay"),
  icon: "walk",
  needs: [COMMAND],
  isForm: true,
  async open({ loan }) {
    const name = pack.get("borrower", loan)?.name ?? ""
    const told = { title: fill(gettext("Lần thăm %(name)s"), { name }), path: `/tham-vay/${loan}` }
    const fresh = { n: 1, money_use: null, help_given: "", note: "", visited_on: today(), next_on: null, visitor: null }
    return { draft: await draftOf(`borrower:${loan}`, fresh, told) }
  },
  render({ loan }, { draft }) {
    const row = pack.get("borrower", loan)
    if (!row) return html`${heading(gettext("Không có trên máy này"))}${notice({ body: gettext("Khoản này không còn nợ, hoặc không có trên máy.") })}${bigButton({ icon: "arrow-left", title: gettext("Về danh sách"), href: "#/tham-vay" })}`
    return draft.value.n === 1 ? use(row, draft) : rest(row, draft)
  },
}

function use(row, draft) {
  const { money_use } = draft.value
  return step({
    title: fill(gettext("%(name)s dùng tiền vay thế nào?"), { name: row.name }), n: 1, of: OF, back,
    body: picker({ legend: titleOf("money_use"), hideLegend: true, name: "money_use", options: choicesOf("money_use"), value: money_use, onchange: (value) => draft.set({ money_use: value, n: 2 }) }),
    next: money_use ? { onclick: () => draft.set({ n: 2 }) } : undefined,
  })
}

function rest(row, draft) {
  const { help_given, note, visited_on, next_on, visitor } = draft.value
  const text = (name, value, lines) => textField({ label: titleOf(name), name, lines, value, maxLength: hints(COMMAND, name).maxLength, onchange: (typed) => draft.set({ [name]: typed }) })
  const people = found(pack.rows("member", { club: row.club }), "").filter((one) => one.post && one.person !== row.person)
  const who = [{ value: null, label: gettext("Không ghi") }, ...people.map((one) => ({ value: one.person, label: one.name, note: one.post }))]
  return step({
    title: gettext("Đã giúp gì? Hẹn khi nào?"), n: 2, of: OF, back: () => draft.set({ n: 1 }),
    body: html`${text("help_given", help_given, 2)} ${text("note", note, 3)}
      ${people.length ? picker({ legend: titleOf("visitor"), name: "visitor", options: who, value: visitor, onchange: (value) => draft.set({ visitor: value }) }) : ""}
      ${dayField({ label: titleOf("visited_on"), value: visited_on, min: row.granted_on, onchange: (on) => draft.set({ visited_on: on ?? today() }) })}
      ${aheadField({ label: titleOf("next_on"), value: next_on, from: today(-1), onchange: (on) => draft.set({ next_on: on }) })}`,
    next: { label: gettext("Ghi lần thăm"), icon: "check", onclick: () => record(row, draft) },
  })
}

async function record(row, draft) {
  const { money_use, help_given, note, visited_on, next_on, visitor } = draft.value
  const data = { loan: row.id, visited_on, money_use }
  if (help_given.trim()) data.help_given = help_given.trim()
  if (note.trim()) data.note = note.trim()
  if (next_on) data.next_on = next_on
  if (visitor) data.visitor = visitor
  const label = fill(gettext("Lần thăm %(name)s"), { name: row.name })
  const sent = await send(draft, { lane: row.club, command: COMMAND, data, label })
  kept(sent, { then: "/tham-vay", label: gettext("Về danh sách") })
}
