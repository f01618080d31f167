// One person measured: where, the pressure, whatever else; then a look at it before it is kept. Hints come from the
// server's tables, each with its version and source; the server judges.

import { draftOf } from "../../core/drafts.js"
import { today } from "../../core/format.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { faultOf, hints as formHints } from "../../core/schema.js"
import { amount, bigButton, heading, html, notice, nothing, picker, refused, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { memberOf } from "../members.js"
import { kept, stopWaiting, waiting } from "../waiting.js"
import { review } from "./review.js"
import { agreement, checkData, DECIMALS, isSecond, NUMBERS, PAIRS, typed } from "./sitting.js"
import { unitOf } from "./units.js"

const COMMAND = "health.record_check"
const OF = 4
const fresh = () => ({ at: "place", ...typed({ measured_on: today() }) })

export const healthRecordScreen = {
  path: "/suc-khoe/do/:person",
  title: () => gettext("Ghi số đo"),
  icon: "heartbeat",
  needs: [COMMAND],
  isForm: true,
  async open({ person }) {
    const name = memberOf(person)?.name ?? ""
    const about = { title: fill(gettext("Số đo của %(name)s"), { name }), path: `/suc-khoe/do/${person}` }
    return waiting({ draft: await draftOf(`health:${person}`, fresh(), about) })
  },
  close: stopWaiting,
  render({ person }, { draft, rows }) {
    const member = memberOf(person)
    return member ? drawn(member, draft, rows, (data, after) => record(member, draft, data, after)) : notHere()
  },
}

/** A reading that the server gave back with a question is put right here. */
export const healthFixScreen = {
  ...healthRecordScreen,
  path: "/suc-khoe/sua/:id",
  fixes: [COMMAND],
  fixPath: (row) => `/suc-khoe/sua/${row.id}`,
  async open({ id }) {
    const parked = (await outbox.parked()).find((row) => row.id === id)
    if (!parked) return waiting({ draft: null })
    const about = { title: gettext("Sửa số đo"), path: `/suc-khoe/sua/${id}` }
    const draft = await draftOf(`health-fix:${id}`, { ...typed(parked.data), at: "review" }, about)
    return waiting({ draft, id, person: parked.data.person, errors: parked.errors })
  },
  render(_params, { draft, id, person, errors, rows }) {
    const member = draft && memberOf(person)
    if (!member) return notHere()
    const send = async (data) => {
      const row = { id: await outbox.redo(id, { data }) }
      await draft.drop()
      kept(row, { then: "/suc-khoe", label: gettext("Về danh sách") })
    }
    return html`${draft.value.at === "review" ? refused(errors) : nothing}${drawn(member, draft, rows, send, errors)}`
  },
}

export const notHere = () =>
  html`${heading(gettext("Không có trên máy này"))}
    ${bigButton({ icon: "arrow-left", title: gettext("Về danh sách"), href: "#/suc-khoe" })}`

function drawn(member, draft, rows, send, errors = {}) {
  const measure = pack.get("measure", member.person)
  const { agreed, after } = agreement(measure, rows, member.person)
  if (!agreed) {
    const told = gettext("Chưa ghi sự đồng ý của người này cho ghi số đo sức khỏe.")
    return html`${heading(member.name)}${notice({ kind: "warn", body: told })}
      ${bigButton({ icon: "clipboard-check", title: gettext("Hỏi rồi ghi câu trả lời"), href: `#/suc-khoe/dong-y/${member.person}`, kind: "main" })}`
  }
  const { at } = draft.value
  if (at === "place") return place(member, draft)
  if (at === "hub") return hub(member, draft)
  if (at === "review") {
    const asksAgain = isSecond(measure, rows, member.person, draft.value) || "same_day" in errors
    return review({ member, measure, draft, asksAgain, save: () => send(checkData(member, draft.value), after) })
  }
  return number(draft, at)
}

function place(member, draft) {
  const options = formHints(COMMAND, "place").choices.map(([value, label]) => ({ value, label }))
  return step({
    title: fill(gettext("%(name)s: đo ở đâu?"), { name: member.name }),
    n: 1,
    of: OF,
    back,
    body: picker({ legend: gettext("Đo ở đâu"), name: "place", options, value: draft.value.place, onchange: (value) => draft.set({ place: value, at: PAIRS[0][0] }), hideLegend: true }),
    next: draft.value.place ? { onclick: () => draft.set({ at: PAIRS[0][0] }) } : undefined,
  })
}

const label = (field) => formHints(COMMAND, field).title
const ORDER = { [PAIRS[0][0]]: 2, [PAIRS[0][1]]: 3 }

function number(draft, field) {
  const pair = PAIRS.find((one) => one.includes(field))
  const isUpper = pair?.[0] === field
  const { min, max } = formHints(COMMAND, field)
  const value = draft.value[field]
  const isOut = value !== null && value !== "" && faultOf({ min, max }, Number(value)) !== ""
  const told = isOut ? [fill(gettext("Số này phải từ %(min)s đến %(max)s."), { min: shown(min), max: shown(max) })] : null
  const onward = isUpper && value !== null ? pair[1] : "hub"
  return step({
    title: label(field),
    n: ORDER[field],
    of: OF,
    errors: told,
    body: html`${amount({ label: label(field), value, unit: unitOf(field), decimals: DECIMALS[field] ?? 0, max: 999, onchange: (n) => draft.set({ [field]: n, is_sure: false }) })}
      ${field === "glucose_mmol_l" && value ? fasting(draft) : nothing}`,
    next: { label: value === null ? gettext("Không đo, bỏ qua") : gettext("Tiếp tục"), disabled: isOut, onclick: () => draft.set({ at: onward }) },
    back: () => draft.set({ at: pair && !isUpper ? pair[0] : field === PAIRS[0][0] ? "place" : "hub" }),
  })
}

const shown = (n) => String(n).replace(".", ",")

function fasting(draft) {
  const options = formHints(COMMAND, "is_fasting").choices.map(([value, words]) => ({ value: value === "True", label: words }))
  return picker({ legend: label("is_fasting"), name: "is_fasting", options, value: draft.value.is_fasting, onchange: (value) => draft.set({ is_fasting: value }) })
}

function hub(member, draft) {
  const value = draft.value
  const whole = ([upper, lower]) => value[upper] !== null && value[lower] !== null
  const nextPair = PAIRS.find((pair) => !whole(pair))
  const pairs = PAIRS.filter(([upper], i) => i === 0 || value[upper] !== null)
  return step({
    title: fill(gettext("%(name)s: còn đo gì nữa?"), { name: member.name }),
    n: 4,
    of: OF,
    body: html`<ul class="list">
      ${pairs.map((pair) => html`<li>${bigButton({ icon: "heartbeat", title: fill(gettext("Huyết áp: %(upper)s/%(lower)s"), { upper: value[pair[0]] ?? "…", lower: value[pair[1]] ?? "…" }), onclick: () => draft.set({ at: pair[0] }) })}</li>`)}
      ${nextPair && whole(PAIRS[0]) ? html`<li>${bigButton({ icon: "plus", title: gettext("Đo huyết áp thêm lần nữa"), kind: "quiet", onclick: () => draft.set({ at: nextPair[0] }) })}</li>` : nothing}
      ${NUMBERS.map((field) => html`<li>${bigButton({ icon: value[field] ? "check" : "plus", title: label(field), note: value[field] ? `${shown(value[field])} ${unitOf(field)}` : gettext("chưa đo"), onclick: () => draft.set({ at: field }) })}</li>`)}
    </ul>`,
    next: { label: gettext("Xem lại"), onclick: () => draft.set({ at: "review" }), disabled: ![...PAIRS.flat(), ...NUMBERS].some((field) => value[field] !== null && value[field] !== "") },
    back: () => draft.set({ at: PAIRS[0][0] }),
  })
}

async function record(member, draft, data, after) {
  const label = fill(gettext("Số đo của %(name)s"), { name: member.name })
  const row = await outbox.add({ lane: member.club, command: COMMAND, data, after, label, drop: [draft.key] })
  const again = async () => {
    const path = `/suc-khoe/do/${member.person}`
    const open = await draftOf(`health:${member.person}`, fresh(), { title: label, path })
    await open.set({ ...typed(data), at: "review" })
    go(path, { instead: true })
  }
  kept(row, { then: "/suc-khoe", label: gettext("Đo người khác"), again })
}
