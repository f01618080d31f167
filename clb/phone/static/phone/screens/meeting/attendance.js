// Điểm danh: one touch for everybody, then only those who are not there; and who joins today.
import { uuid7 } from "../../core/ids.js"
import { pack } from "../../core/pack.js"
import { bigButton, html, icon, nothing, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { edit, leaveRow, markRest, PRESENT, setRow, tally, typed } from "./draft.js"
import { choose, forRest, membersOf, onward, put, wrongAtAll, wrongOf } from "./table.js"
import { marks, titleOf } from "./words.js"

export function attendance(held) {
  const { draft } = held
  if (draft.editing?.part === "newcomers") return newcomer(held)
  const members = membersOf(draft.club)
  const ids = members.map((one) => one.id)
  const found = tally(draft, ids)
  const all = () => put(held, markRest(draft, ids, PRESENT))
  const body = html`${wrongAtAll(held, "head")}${wrongAtAll(held, "newcomers")}
    ${forRest(gettext("Mọi người khác có mặt"), gettext("Chạm một lần, rồi chỉ đánh dấu người vắng."), all)}
    <p class="tally" role="status">${gettext("Có mặt")}: <strong>${found.present}</strong> / ${found.all}${found.unmarked ? html` · ${fill(gettext("%(n)s chưa điểm danh"), { n: found.unmarked })}` : nothing}</p>
    ${members.map((one) => member(held, one))}
    ${pack.may("members.add_member") ? html`<h2>${gettext("Người mới vào hôm nay")}</h2>` : nothing}
    ${Object.entries(draft.newcomers).map(([key, row]) => html`${bigButton({ icon: "user-plus", title: row.full_name, note: row.birth, onclick: () => put(held, edit(draft, "newcomers", key, row)) })}${wrongOf(held, "newcomers", key)}`)}
    ${pack.may("members.add_member") ? bigButton({ icon: "user-plus", title: gettext("Thêm người mới"), onclick: () => put(held, edit(draft, "newcomers", uuid7(), {})) }) : nothing}`
  const say = gettext("Chạm «Mọi người khác có mặt», rồi chỉ đánh dấu những người vắng.")
  return step({ title: titleOf("diem-danh"), n: 2, of: 11, say, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "diem-danh") } })
}

function member(held, one) {
  const { draft } = held
  const wrong = held.errors.head?.[one.id]
  const onchange = (mark) => put(held, setRow(draft, "marks", one.id, mark === draft.marks[one.id] ? null : mark))
  return choose({ name: one.id, legend: one.name, note: one.year, options: marks(), value: draft.marks[one.id], onchange, isWrong: Boolean(wrong), extra: wrongOf(held, "head", one.id) })
}

function newcomer(held) {
  const { draft } = held
  const { key, value } = draft.editing
  const set = (values) => put(held, typed(draft, values))
  const isSent = key in (draft.told.newcomers ?? {}) && !held.errors.newcomers?.[key]
  const body = html`${wrongOf(held, "newcomers", key)}
    ${textField({ label: gettext("Họ và tên"), value: value.full_name, maxLength: 120, name: "full_name", onchange: (full_name) => set({ full_name }) })}
    ${picker({ legend: gettext("Giới tính"), name: "sex", value: value.sex, options: sexes(), onchange: (sex) => set({ sex }) })}
    ${textField({ label: gettext("Năm sinh hoặc ngày sinh"), note: gettext("Ví dụ: 1950 hoặc 01/02/1950."), value: value.birth, mode: "numeric", name: "birth", onchange: (birth) => set({ birth }) })}
    ${held.errors.newcomers?.[key] ? picker({ legend: gettext("Trùng tên"), hideLegend: true, many: true, name: "same", value: value.same_person_confirmed ? ["yes"] : [], options: [{ value: "yes", label: gettext("Đúng là hai người khác nhau, vẫn ghi thêm") }], onchange: (chosen) => set({ same_person_confirmed: chosen.length > 0 }) }) : nothing}
    ${key in draft.newcomers && !isSent ? html`<button type="button" class="big danger" @click=${() => put(held, leaveRow(setRow(draft, "newcomers", key, null)))}>${icon("trash")}<span class="words"><b>${gettext("Bỏ người này")}</b></span></button>` : nothing}`
  const isWhole = value.full_name?.trim() && value.sex && value.birth?.trim()
  const done = () => put(held, leaveRow(setRow(draft, "newcomers", key, value)))
  return step({ title: gettext("Người mới vào"), body, back: () => put(held, leaveRow(draft)), next: { label: gettext("Xong"), icon: "check", disabled: !isWhole, onclick: done } })
}

const sexes = () => [
  { value: "FEMALE", label: gettext("Nữ") },
  { value: "MALE", label: gettext("Nam") },
]
