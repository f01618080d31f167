// What every step of the meeting needs: the draft in hand, the club's people in their order, rows with large buttons.
import { tellHere } from "../../core/changes.js"
import { day, money } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { bigButton, html, icon, nothing, notice, refused } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { goTo, leaveRow, STEPS, stepAfter } from "./draft.js"
import { finish, keep, read, refusals } from "./keeper.js"
import { beside, partOf } from "./rows.js"

const byName = new Intl.Collator("vi")
const givenFirst = (name) => {
  const words = name.trim().split(/\s+/)
  return `${words.at(-1)} ${words.slice(0, -1).join(" ")}`
}
const inOrder = (one, other) => byName.compare(givenFirst(one.name), givenFirst(other.name))

/** The club's members by given name, as on the paper. */
export const membersOf = (club) => pack.rows("member", { club }).sort(inOrder)

/** Members and who joined at this meeting. */
export function peopleOf(draft) {
  const newcomers = Object.entries(draft.newcomers).map(([id, row]) => ({ id, name: row.full_name, year: row.birth, isNew: true }))
  return [...membersOf(draft.club), ...newcomers]
}

export const nameOf = (draft, id) => peopleOf(draft).find((one) => one.id === id)?.name ?? ""

/** What a step holds while it is open. */
export async function sit(club) {
  const draft = await read(club)
  if (!draft) return null
  const held = { club, draft, at: pack.at, errors: {} }
  await look(held)
  return held
}

/** See what the server refused of this meeting: held.parked by part, held.errors by part and row. */
export async function look(held) {
  const rows = await refusals(held.draft)
  held.parked = Object.fromEntries(rows.map((row) => [partOf(row.data), row]))
  held.errors = beside(rows)
}

/** Put another draft in hand: it is on its way to the disk before the screen shows it. */
export function put(held, draft) {
  held.draft = draft
  tellHere("redraw")
  return keep(draft)
}

/** The step is done: its rows go to the outbox, the next one opens. */
export async function onward(held, slug) {
  if (held.isBusy) return // a second touch of the same button
  held.isBusy = true
  const step = STEPS.find((one) => one.slug === slug)
  const done = [...new Set([...held.draft.done, slug])]
  const next = stepAfter(slug)
  const finished = await finish(leaveRow({ ...held.draft, done }), step.parts)
  await put(held, goTo(finished, next))
  go(`/buoi-hop/${held.club}/${next}`)
}

/** What the server has against the step as a whole, and against `key` alone. */
export const wrongOf = (held, part, key) => refused(Object.values(held.errors[part]?.[key] ?? {}).flat())

export function wrongAtAll(held, part) {
  const row = held.parked?.[part]
  if (!row) return nothing
  const told = Object.values(held.errors[part]?.[""] ?? {}).flat()
  const body = told.join(" ") || row.why || gettext("Máy chủ chưa nhận phần này. Hãy xem các dòng có dấu.")
  return notice({ kind: "bad", title: gettext("Phần này chưa được nhận"), body })
}

/** A few answers side by side, one of them chosen: options [[value, label]]. */
export function choose({ name, legend, options, value, onchange, isWrong = false, note, before, extra }) {
  return html`<fieldset class="line ${isWrong ? "wrong" : ""}">
    <legend>${legend}${note ? html` <small>${note}</small>` : nothing}</legend>
    ${before ?? nothing}
    <div class="marks ${options.length === 4 ? "four" : ""}">${options.map(([own, label]) => html`<button type="button" class="mark ${own} ${own === value ? "on" : ""}" aria-pressed=${own === value} data-name=${name} @click=${() => onchange(own)}>${own === value ? icon("check") : nothing}${typeof label === "string" ? label.replace(/(\d) đ$/, "$1\u00a0đ") : label}</button>`)}</div>
    ${extra ?? nothing}
  </fieldset>`
}

/** A large button that does the usual for everybody else. */
export const forRest = (title, note, onclick) => bigButton({ icon: "checks", title, note, onclick })

/** Where money stood, and on which day that was known. */
export const ofDay = (on) => fill(gettext("theo sổ ngày %(day)s"), { day: day(on) })

export const sumLine = (label, sum) => html`<p class="tally">${label}: <strong>${money(sum)}</strong></p>`
