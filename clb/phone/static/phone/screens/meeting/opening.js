// Ngày, nơi họp, chủ trì: what is known of the last meeting is there already.
import { today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { bigButton, dayField, html, nothing, picker, step, textField } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { MONTHLY, edit, leaveRow, setHead } from "./draft.js"
import { known, open, renamed } from "./keeper.js"
import { membersOf, onward, put, wrongAtAll } from "./table.js"
import { titleOf } from "./words.js"

/** What is suggested for a new meeting: today, and the place and people of the last one. */
export function suggested(club) {
  const last = pack.rows("meeting", { club }).sort((a, b) => (a.held_on < b.held_on ? 1 : -1))[0]
  const from = (name) => last?.[name] ?? ""
  const isOver = known(club, { held_on: today(), kind: MONTHLY }, { closed: true })
  return { held_on: today(), kind: isOver ? "EXTRA" : MONTHLY, place: from("place"), chair: from("chair"), secretary: from("secretary"), begun_at: "", ended_at: "" }
}

/** Whoever may lead a meeting or write it down: the board first. */
function leaders(club) {
  const members = membersOf(club)
  const board = members.filter((one) => one.post)
  return [...board, ...members.filter((one) => !one.post)].map((one) => ({ value: one.person, label: one.name, note: one.post || undefined }))
}

export function opening(held) {
  const { draft } = held
  if (draft.editing?.part === "head") return whoLeads(held)
  const { head } = draft
  const set = (values) => put(held, setHead(draft, values))
  const isSent = Boolean(draft.told.head)
  const body = html`${wrongAtAll(held, "head")}
    ${isSent ? nothing : dayField({ label: gettext("Ngày họp"), value: head.held_on, onchange: (held_on) => held_on && set({ held_on }), name: "held_on" })}
    ${leaderButton(held, "chair", gettext("Người chủ trì"))}
    ${leaderButton(held, "secretary", gettext("Người ghi biên bản"))}
    ${textField({ label: gettext("Nơi họp"), value: head.place, maxLength: 200, name: "place", onchange: (place) => set({ place }) })}
    ${textField({ label: gettext("Bắt đầu lúc"), note: gettext("Không bắt buộc."), type: "time", value: head.begun_at, name: "begun_at", onchange: (begun_at) => set({ begun_at }) })}
    ${isSent ? nothing : picker({ legend: gettext("Loại buổi họp"), name: "kind", value: head.kind, onchange: (kind) => set({ kind }), options: kinds() })}`
  return step({ title: titleOf("mo-dau"), n: 1, of: 11, body, next: { label: gettext("Ghi, sang bước sau"), onclick: () => begun(held) } })
}

const kinds = () => [
  { value: MONTHLY, label: gettext("Sinh hoạt hằng tháng") },
  { value: "EXTRA", label: gettext("Họp thêm") },
]

function leaderButton(held, field, label) {
  const { draft } = held
  const chosen = leaders(draft.club).find((one) => one.value === draft.head[field])
  const onclick = () => put(held, edit(draft, "head", field, {}))
  return bigButton({ icon: "user", title: chosen?.label ?? gettext("Chưa chọn"), note: label, onclick })
}

function whoLeads(held) {
  const { draft } = held
  const field = draft.editing.key
  const title = field === "chair" ? gettext("Người chủ trì") : gettext("Người ghi biên bản")
  const chosen = (value) => put(held, leaveRow(setHead(draft, { [field]: value })))
  const body = picker({ legend: title, hideLegend: true, name: field, options: leaders(draft.club), value: draft.head[field], onchange: chosen })
  return step({ title, body, back: () => put(held, leaveRow(draft)) })
}

// The day or the kind may have changed: another meeting is meant then, perhaps one that was begun elsewhere.
async function begun(held) {
  const { draft } = held
  if (!draft.told.head && !draft.waiting.head) held.draft = await renamed(draft)
  await onward(held, "mo-dau")
}

/** The screen that begins a meeting where none is begun on this phone. */
export async function beginHere(club) {
  const head = suggested(club)
  await open(club, head)
  go(`/buoi-hop/${club}/mo-dau`)
}
