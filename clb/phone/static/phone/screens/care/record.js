// A visit in six touches: what was done and how the person is, how long, dangers. A danger says at once what to do.

import { draftOf } from "../../core/drafts.js"
import { today } from "../../core/format.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { bigButton, dayField, heading, html, icon, notice, nothing, picker, refused, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { kept } from "../waiting.js"
import { gone } from "./mine.js"
import { alarmFor, ticked, visitData } from "./visit.js"

const COMMAND = "care.record_visit"
const NONE = "NONE"
const MINUTES = [15, 30, 45, 60, 90, 120, 180, 240]
const OF = 3
const choicesOf = (field) => hints(COMMAND, field).choices.map(([value, label]) => ({ value, label }))

export const careRecordScreen = {
  path: "/cham-soc/ghi/:client",
  title: () => gettext("Ghi lần chăm sóc"),
  icon: "pencil",
  needs: () => pack.may("care.read_own", COMMAND),
  isForm: true,
  async open({ client }) {
    const name = pack.get("client", client)?.name ?? ""
    const about = { title: fill(gettext("Lần chăm sóc %(name)s"), { name }), path: `/cham-soc/ghi/${client}` }
    return { draft: await draftOf(`care:${client}`, fresh(), about) }
  },
  render({ client }, { draft }) {
    const row = pack.get("client", client)
    if (!row) return gone()
    return row.agreed ? STEPS[draft.value.n - 1](row, draft, (seen) => record(row, draft, seen)) : hindered(row)
  },
}

/** A visit that the server gave back is put right here. */
export const careFixScreen = {
  ...careRecordScreen,
  path: "/cham-soc/sua/:id",
  fixes: [COMMAND],
  fixPath: (row) => `/cham-soc/sua/${row.id}`,
  async open({ id }) {
    const parked = (await outbox.parked()).find((row) => row.id === id)
    if (!parked) return { draft: null }
    const about = { title: gettext("Sửa lần chăm sóc"), path: `/cham-soc/sua/${id}` }
    return { draft: await draftOf(`care-fix:${id}`, typed(parked.data), about), client: parked.data.client, errors: parked.errors }
  },
  render({ id }, { draft, client, errors }) {
    const row = draft && pack.get("client", client)
    if (!row) return gone()
    const send = async (seen) => {
      const data = visitData(client, { ...draft.value, ...(seen ? { dangers: seen } : {}) })
      const sent = await outbox.redo(id, { data })
      await draft.drop()
      kept({ id: sent }, { then: "/cham-soc", label: gettext("Về danh sách") })
    }
    return html`${draft.value.n === 1 ? refused(errors) : nothing}${STEPS[draft.value.n - 1](row, draft, send)}`
  },
}

const typed = (data) => ({ ...fresh(), ...data, dangers: data.dangers.filter((one) => one !== NONE), n: 1, more: true })

const fresh = () => ({ n: 1, visited_on: today(), tasks: [], how_is: null, minutes: null, dangers: [], note: "", companion: null, more: false })

function hindered(client) {
  const told = gettext("Người này chưa đồng ý, hoặc đã rút lại đồng ý cho ghi việc sức khỏe: không ghi được.")
  return html`${heading(client.name)}${notice({ kind: "warn", body: told })}
    ${bigButton({ icon: "arrow-left", title: gettext("Về danh sách"), href: "#/cham-soc" })}`
}

const STEPS = [whatAndHow, howLong, dangers]

function whatAndHow(client, draft) {
  const { tasks, how_is, lacking } = draft.value
  const icons = pack.get("alarm", "care")?.icons ?? {}
  const tasked = choicesOf("tasks").map((one) => ({ ...one, icon: icons[one.value] }))
  const next = (value) => draft.set(tasks.length ? { how_is: value, n: 2, lacking: false } : { how_is: value, lacking: true })
  const done = (values) => draft.set({ tasks: values, lacking: false })
  return step({
    title: fill(gettext("%(name)s: đã làm gì?"), { name: client.name }),
    n: 1,
    of: OF,
    back,
    body: html`${picker({ legend: gettext("Đã làm gì"), name: "tasks", many: true, tiles: true, options: tasked, value: tasks, onchange: done, hideLegend: true })}
      ${lacking ? notice({ kind: "bad", body: gettext("Hãy chọn ít nhất một việc đã làm.") }) : nothing}
      ${picker({ legend: gettext("Thấy người ấy thế nào?"), name: "how_is", tiles: true, options: choicesOf("how_is"), value: how_is, onchange: next })}`,
    next: how_is && tasks.length ? { label: gettext("Tiếp tục"), onclick: () => draft.set({ n: 2 }) } : undefined,
  })
}

function howLong(client, draft) {
  const options = MINUTES.map((n) => ({ value: n, label: fill(gettext("%(n)s phút"), { n }) }))
  const { minutes } = draft.value
  return step({
    title: gettext("Ở lại bao lâu?"),
    n: 2,
    of: OF,
    body: picker({ legend: gettext("Ở lại bao lâu"), name: "minutes", tiles: true, options, value: minutes, onchange: (n) => draft.set({ minutes: n, n: 3 }), hideLegend: true }),
    next: minutes ? { onclick: () => draft.set({ n: 3 }) } : undefined,
    back: () => draft.set({ n: 1 }),
  })
}

function dangers(client, draft, save) {
  const { dangers: seen } = draft.value
  const options = choicesOf("dangers").filter(({ value }) => value !== NONE)
  const none = hints(COMMAND, "dangers").choices.find(([value]) => value === NONE)?.[1] ?? ""
  const alarm = alarmFor(pack.get("alarm", "care"), seen)
  const tick = (values) => {
    const changed = [...values, ...seen].find((one) => values.includes(one) !== seen.includes(one))
    return draft.set({ dangers: ticked(seen.filter((one) => one !== NONE), changed, NONE) })
  }
  return step({
    title: gettext("Có dấu hiệu nguy hiểm không?"),
    n: 3,
    of: OF,
    body: html`${alarm ? nothing : bigButton({ icon: "circle-check", title: fill(gettext("%(none)s: ghi"), { none }), kind: "main", onclick: () => save([NONE]) })}
      ${picker({ legend: gettext("Có, tôi thấy:"), name: "dangers", many: true, options, value: seen, onchange: tick })}
      ${alarm ? alarmNotice(alarm) : nothing}
      ${more(client, draft)}`,
    next: alarm ? { label: gettext("Ghi"), icon: "check", onclick: () => save() } : undefined,
    back: () => draft.set({ n: 2 }),
  })
}

/** What to do about a danger, with the number to call at one touch. */
export function alarmNotice(alarm) {
  return html`<div class="notice bad alarm" role="alert">${icon("alert-triangle")}<div><p><b>${alarm.words}</b></p>
    ${alarm.calls ? html`<a class="big danger" href="tel:${alarm.number}">${icon("phone")}<span class="words"><b>${fill(gettext("Gọi %(number)s"), { number: alarm.number })}</b></span></a>` : nothing}</div></div>`
}

function more(client, draft) {
  const { visited_on, companion, note } = draft.value
  const along = pack.rows("volunteer", { club: client.club }).map(({ id, name }) => ({ value: id, label: name }))
  const companions = [{ value: null, label: gettext("Đi một mình") }, ...along]
  return html`<details class="card" ?open=${draft.value.more} @toggle=${(e) => e.target.open !== draft.value.more && draft.set({ more: e.target.open })}>
    <summary>${gettext("Ngày khác, đi cùng ai, ghi thêm")}</summary>
    ${dayField({ label: gettext("Ngày đến"), value: visited_on, min: client.from_on, onchange: (on) => draft.set({ visited_on: on ?? today() }) })}
    ${along.length ? picker({ legend: gettext("Đi cùng"), name: "companion", options: companions, value: companion, onchange: (id) => draft.set({ companion: id }) }) : nothing}
    ${textField({ label: gettext("Ghi thêm"), value: note, lines: 3, maxLength: hints(COMMAND, "note").maxLength, onchange: (text) => draft.set({ note: text }) })}
  </details>`
}

async function record(client, draft, seen) {
  const value = { ...draft.value, ...(seen ? { dangers: seen } : {}) }
  const label = fill(gettext("Lần chăm sóc %(name)s"), { name: client.name })
  const row = await outbox.add({ lane: client.club, command: COMMAND, data: visitData(client.id, value), label, drop: [draft.key] })
  const alarm = alarmFor(pack.get("alarm", "care"), value.dangers)
  kept(row, { then: "/cham-soc", label: gettext("Về danh sách"), more: alarm ? alarmNotice(alarm) : nothing, again: () => again(client, value) })
}

/** Taken back before anybody heard of it: the form opens with what was typed. */
async function again(client, value) {
  const path = `/cham-soc/ghi/${client.id}`
  const about = { title: fill(gettext("Lần chăm sóc %(name)s"), { name: client.name }), path }
  const draft = await draftOf(`care:${client.id}`, fresh(), about)
  await draft.set({ ...typed(value), more: false })
  go(path, { instead: true })
}
