// Nội dung buổi họp and next month's plan: words, part by part.
import { html, step, textField } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { setRow, TALKS } from "./draft.js"
import { onward, put, wrongAtAll, wrongOf } from "./table.js"
import { partName, titleOf } from "./words.js"

const LONGEST = 4000

function words(held, part, lines) {
  const onchange = (text) => put(held, setRow(held.draft, "notes", part, text || null))
  const field = textField({ label: partName(part), value: held.draft.notes[part], lines, maxLength: LONGEST, name: part, onchange })
  return html`${field}${wrongOf(held, part === "NEXT_PLAN" ? "plan" : "notes", part)}`
}

export function talks(held) {
  const body = html`${wrongAtAll(held, "notes")}<p class="note">${gettext("Ghi vài chữ ở phần nào có làm.")}</p>${TALKS.map((part) => words(held, part, 2))}`
  return step({ title: titleOf("noi-dung"), n: 8, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "noi-dung") } })
}

export function plan(held) {
  const body = html`${wrongAtAll(held, "plan")}${words(held, "NEXT_PLAN", 6)}`
  return step({ title: titleOf("thang-sau"), n: 9, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "thang-sau") } })
}
