// Huyết áp, cân nặng: one person after the other, with keys of their own; what is seldom is asked once.
import { pack } from "../../core/pack.js"
import { bigButton, html, icon, nothing, notice, picker, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { isDanger, lineOf, seldom } from "../health/tables.js"
import { edit, isThere, leaveRow, setRow } from "./draft.js"
import { FIELDS, isFull, keyed, values } from "./keying.js"
import { membersOf, nameOf, onward, put, wrongAtAll, wrongOf } from "./table.js"
import { titleOf } from "./words.js"

const office = () => pack.get("table", "health.blood_pressure.office")
const ask = () => pack.get("ask", "health")

const label = (field) => ({ systolic_mmhg: gettext("Số trên"), diastolic_mmhg: gettext("Số dưới"), weight_g: gettext("Cân (kg)") })[field]
const hasAgreed = (one) => one.agreed ?? pack.get("measure", one.person)?.agreed

/** Who may be measured, those who are there first. */
function toMeasure(draft) {
  const all = membersOf(draft.club)
  return [...all.filter((one) => isThere(draft, one.id)), ...all.filter((one) => !isThere(draft, one.id))]
}

export function readings(held) {
  const { draft } = held
  if (draft.editing?.part === "readings") return draft.editing.value.at === "ask" ? asked(held) : measure(held)
  const all = toMeasure(draft)
  const next = nextOne(draft)
  const body = html`${wrongAtAll(held, "readings")}
    ${next ? bigButton({ icon: "heart-rate-monitor", kind: "main", title: gettext("Đo lần lượt từng người"), note: nameOf(draft, next), onclick: () => start(held, next) }) : nothing}
    <p class="tally">${gettext("Đã đo")}: <strong>${Object.keys(draft.readings).length}</strong></p>
    ${all.map((one) => person(held, one))}`
  return step({ title: titleOf("suc-khoe"), n: 7, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => onward(held, "suc-khoe") } })
}

function person(held, one) {
  const { draft } = held
  const row = draft.readings[one.id]
  if (!hasAgreed(one) && !row) return html`<p class="line quiet"><b>${one.name}</b><br><small>${gettext("Chưa đồng ý cho ghi số đo sức khỏe.")}</small></p>`
  const note = row ? shown(row) : isThere(draft, one.id) ? gettext("chưa đo") : gettext("không có mặt")
  return html`${bigButton({ icon: row ? "check" : "user", title: one.name, note, onclick: () => start(held, one.id) })}${wrongOf(held, "readings", one.id)}`
}

const shown = (row) => [row.systolic_mmhg ? `${row.systolic_mmhg}/${row.diastolic_mmhg}` : "", row.weight_g ? `${row.weight_g} kg` : ""].filter(Boolean).join(" · ")

const start = (held, key) => put(held, edit(held.draft, "readings", key, { ...held.draft.readings[key], field: FIELDS[0] }))

/** The next who is there, agreed, and was not measured. */
function nextOne(draft, behind = "") {
  const ids = toMeasure(draft).filter((one) => isThere(draft, one.id) && hasAgreed(one)).map((one) => one.id)
  const from = ids.indexOf(behind) + 1
  return [...ids.slice(from), ...ids.slice(0, from)].find((id) => id !== behind && !(id in draft.readings))
}

function measure(held) {
  const { draft } = held
  const { key, value } = draft.editing
  const press = (digit) => {
    const next = keyed(value, digit)
    return isFull(next) ? done(held, key, next) : put(held, edit(draft, "readings", key, next))
  }
  const at = FIELDS.indexOf(value.field)
  const onward = () => (at < FIELDS.length - 1 ? put(held, edit(draft, "readings", key, { ...value, field: FIELDS[at + 1] })) : done(held, key, value))
  const after = nextOne(draft, key)
  const body = html`${wrongOf(held, "readings", key)}
    <div class="figures" role="group" aria-label=${titleOf("suc-khoe")}>${FIELDS.map((field) => html`<button type="button" class=${field === value.field ? "on" : ""} aria-pressed=${field === value.field} @click=${() => put(held, edit(draft, "readings", key, { ...value, field }))}><small>${label(field)}</small><b>${value[field] || "…"}</b></button>`)}</div>
    <div class="keys">
      ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => html`<button type="button" @click=${() => press(digit)}>${digit}</button>`)}
      <button type="button" ?disabled=${value.field !== "weight_g"} @click=${() => press(",")}>,</button>
      <button type="button" @click=${() => press("0")}>0</button>
      <button type="button" aria-label=${gettext("Xóa một số")} @click=${() => press("")}>${icon("backspace")}</button>
    </div>
    ${after ? html`<button type="button" class="big quiet" @click=${() => start(held, after)}>${icon("player-skip-forward")}<span class="words"><b>${gettext("Bỏ qua, sang người sau")}</b><small>${nameOf(draft, after)}</small></span></button>` : nothing}`
  const next = { label: at < FIELDS.length - 1 ? fill(gettext("Sang: %(what)s"), { what: label(FIELDS[at + 1]) }) : gettext("Xong người này"), onclick: onward }
  return step({ title: nameOf(draft, key), body, next, back: () => put(held, leaveRow(draft)) })
}

function done(held, key, value) {
  const { draft } = held
  const row = rowOf(value)
  if (!shown(row)) return put(held, leaveRow(setRow(draft, "readings", key, null)))
  if (questionOf(row)) return put(held, edit(draft, "readings", key, { ...value, at: "ask" }))
  return taken(held, key, row)
}

const rowOf = (value) => Object.fromEntries([...FIELDS, "is_sure", "referral"].map((name) => [name, value[name]]).filter(([, said]) => said))

function taken(held, key, row) {
  const draft = leaveRow(setRow(held.draft, "readings", key, row))
  const next = nextOne(draft, key)
  return put(held, next ? edit(draft, "readings", next, { field: FIELDS[0] }) : draft)
}

/** What is to be asked about the values before they are taken: the server's tables say of which. */
function questionOf(row) {
  const found = values(row)
  const words = row.is_sure ? [] : seldom(ask(), found)
  const danger = !row.referral && isDanger([office()].filter(Boolean), ask(), found)
  return words.length || danger ? { words, danger } : null
}

function asked(held) {
  const { draft } = held
  const { key, value } = draft.editing
  const set = (more) => put(held, edit(draft, "readings", key, { ...value, ...more }))
  const found = questionOf({ ...rowOf(value), is_sure: false, referral: "" }) ?? { words: [], danger: false }
  const line = lineOf(office(), values(rowOf(value)))
  const told = fill(gettext("Số khác thường: %(what)s. Hãy đo lại hoặc xem lại."), { what: found.words.join(", ") })
  const answers = (ask()?.answers ?? []).map(([name, words]) => ({ value: name, label: words }))
  const sure = [{ value: "yes", label: gettext("Đã xem lại, số này đúng") }]
  const body = html`<p class="figure">${shown(value)}</p>
    ${found.words.length ? html`${notice({ kind: "warn", body: told })}${picker({ legend: gettext("Xem lại"), hideLegend: true, many: true, name: "is_sure", options: sure, value: value.is_sure ? ["yes"] : [], onchange: (on) => set({ is_sure: on.length > 0 }) })}` : nothing}
    ${found.danger ? html`${notice({ kind: "bad", title: line?.name, body: gettext("Số đo ở mức cần đi khám ngay (gợi ý, không phải chẩn đoán). Hãy chọn có chuyển khám hay không.") })}${picker({ legend: gettext("Chuyển khám"), name: "referral", options: answers, value: value.referral, onchange: (referral) => set({ referral }) })}` : nothing}`
  const isAnswered = (!found.words.length || value.is_sure) && (!found.danger || value.referral)
  const next = { label: gettext("Ghi số đo này"), disabled: !isAnswered, onclick: () => taken(held, key, rowOf(value)) }
  return step({ title: nameOf(draft, key), body, next, back: () => set({ at: "", field: FIELDS[0] }) })
}
