// Something that the club did: which area, what, who, how long, photos. The photos go after the act, each by itself.

import { draftOf } from "../../core/drafts.js"
import { day, today } from "../../core/format.js"
import { uuid7 } from "../../core/ids.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { amount, dayField, html, nothing, picker, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { about, clubsWith, found } from "../members.js"
import { kept } from "../waiting.js"
import { activityData, counted, fresh, typed } from "./deed.js"
import { photoPart, withPhotos } from "./photos.js"

const COMMAND = "meetings.record_activity"
const OF = 5
const choicesOf = (field) => hints(COMMAND, field).choices.map(([value, label]) => ({ value, label }))

export const activityScreen = {
  path: "/hoat-dong",
  title: () => gettext("Ghi hoạt động"),
  icon: "camera",
  order: 50,
  start: true,
  needs: () => clubsWith(COMMAND).length > 0,
  isForm: true,
  async open() {
    const told = { title: gettext("Hoạt động"), path: "/hoat-dong" }
    const draft = await draftOf("activity", { ...fresh(today(), uuid7()), club: clubsWith(COMMAND)[0]?.id }, told)
    await draft.set({}) // the id of the act is fixed before the first photo is taken for it
    return withPhotos({ draft })
  },
  async close({ draft, photos, stop }) {
    stop()
    const { area, what, row } = draft.value
    const isKept = (await outbox.get(row)) !== null
    if (!isKept && area === null && !what.trim() && !photos.length) await draft.drop() // looked at, nothing told
  },
  render(_params, held) {
    const { draft } = held
    const save = async () => {
      const { club, row, what } = draft.value
      const label = fill(gettext("Hoạt động: %(what)s"), { what: what.trim() })
      const sent = await outbox.add({ id: row, lane: club, command: COMMAND, data: activityData(club, draft.value), label, drop: [draft.key] })
      kept(sent, { then: "/", label: gettext("Về màn hình đầu"), again: () => again({ ...draft.value, n: 1 }) })
    }
    return drawn(held, save)
  },
}

async function again(value) {
  const draft = await draftOf("activity", value, { title: gettext("Hoạt động"), path: "/hoat-dong" })
  await draft.set(value)
  go("/hoat-dong", { instead: true })
}

/** One that the server gave back is put right here; its photos wait for it. */
export const activityFixScreen = {
  ...activityScreen,
  close: ({ stop }) => stop(),
  path: "/hoat-dong/sua/:id",
  start: false,
  fixes: [COMMAND],
  fixPath: (row) => `/hoat-dong/sua/${row.id}`,
  async open({ id }) {
    const parked = (await outbox.parked()).find((row) => row.id === id)
    const value = parked ? { ...typed(parked.data, id), club: parked.data.club } : fresh(today(), id)
    const draft = await draftOf(`activity-fix:${id}`, value, { title: gettext("Sửa hoạt động"), path: `/hoat-dong/sua/${id}` })
    return withPhotos({ draft, errors: parked?.errors })
  },
  render({ id }, held) {
    const { draft } = held
    const save = async () => {
      const sent = await outbox.redo(id, { data: activityData(draft.value.club, draft.value) })
      await draft.drop()
      kept({ id: sent }, { then: "/", label: gettext("Về màn hình đầu") })
    }
    return drawn(held, save)
  },
}

const STEPS = [area, whatAndWhen, who, howLong, proof]
const drawn = (held, save) => STEPS[held.draft.value.n - 1](held, save)
const to = (draft, n) => () => draft.set({ n })

function area({ draft, errors }) {
  const { value } = draft
  const clubs = clubsWith(COMMAND)
  const options = choicesOf("area").map((one) => ({ ...one, value: Number(one.value) }))
  return step({
    title: gettext("Hoạt động thuộc mảng nào?"), n: 1, of: OF, errors, back,
    body: html`${clubs.length > 1 ? picker({ legend: gettext("Câu lạc bộ"), name: "club", options: clubs.map(({ id, name }) => ({ value: id, label: name })), value: value.club, onchange: (club) => draft.set({ club, participants: [], helped: [], sub_group: null }) }) : nothing}
      ${picker({ legend: gettext("Mảng hoạt động"), name: "area", options, value: value.area, onchange: (n) => draft.set({ area: n, n: 2 }), hideLegend: clubs.length < 2 })}`,
    next: value.area ? { onclick: to(draft, 2) } : undefined,
  })
}

function whatAndWhen({ draft }) {
  const { what, place, happened_on } = draft.value
  const founded = pack.get("club", draft.value.club)?.founded_on
  return step({
    title: gettext("Đã làm việc gì?"), n: 2, of: OF, back: to(draft, 1),
    body: html`${textField({ label: gettext("Việc đã làm"), value: what, lines: 3, maxLength: hints(COMMAND, "what").maxLength, onchange: (text) => draft.set({ what: text }) })}
      ${textField({ label: gettext("Nơi làm, nếu cần"), value: place, maxLength: hints(COMMAND, "place").maxLength, onchange: (text) => draft.set({ place: text }) })}
      ${dayField({ label: gettext("Ngày"), value: happened_on, min: founded, onchange: (on) => draft.set({ happened_on: on ?? today() }) })}`,
    next: { onclick: to(draft, 3), disabled: !what.trim() },
  })
}

function who({ draft }) {
  const { value } = draft
  const groups = pack.rows("subgroup", { club: value.club })
  const members = found(pack.rows("member", { club: value.club }), value.look ?? "")
  const named = value.participants.length
  return step({
    title: gettext("Bao nhiêu người tham gia?"), n: 3, of: OF, back: to(draft, 2),
    body: html`${amount({ label: gettext("Số người tham gia"), unit: gettext("người"), value: value.people, max: 100_000, note: named ? fill(gettext("Đã chọn tên %(n)s người."), { n: named }) : gettext("Hoặc chọn tên ở dưới."), onchange: (n) => draft.set({ people: n }) })}
      <details class="card"><summary>${fill(gettext("Chọn tên (%(n)s)"), { n: named })}</summary>
        ${groups.length ? picker({ legend: gettext("Là buổi của tổ nào"), name: "sub_group", options: [{ value: null, label: gettext("Không phải buổi của tổ") }, ...groups.map(({ id, name }) => ({ value: id, label: name }))], value: value.sub_group, onchange: (id) => draft.set({ sub_group: id }) }) : nothing}
        ${names(draft, "participants", members)}
      </details>
      <details class="card"><summary>${fill(gettext("Ai được giúp đỡ (%(n)s)"), { n: value.helped.length })}</summary>${names(draft, "helped", members)}
      </details>`,
    next: { onclick: to(draft, 4), disabled: !counted(value) },
  })
}

function names(draft, field, members) {
  const { value } = draft
  const shown = new Set(members.map((one) => one.id))
  const others = value[field].filter((id) => !shown.has(id)) // chosen before, hidden by the letters that are looked for
  const options = members.map((one) => ({ value: one.id, label: one.name, note: about(one) }))
  const onchange = (ids) => draft.set({ [field]: [...others, ...ids] })
  return html`${textField({ label: gettext("Tìm tên"), value: value.look, onchange: (text) => draft.set({ look: text }) })}
    ${picker({ legend: hints(COMMAND, field).title, name: field, many: true, options, value: value[field], onchange })}`
}

function howLong({ draft }) {
  const { hours } = draft.value
  return step({
    title: gettext("Mất bao nhiêu giờ?"), n: 4, of: OF, back: to(draft, 3),
    body: amount({ label: hints(COMMAND, "hours").title, unit: gettext("giờ"), decimals: 1, value: hours, note: gettext("Tổng số giờ của mọi người. Không biết thì bỏ qua."), onchange: (text) => draft.set({ hours: text }) }),
    next: { label: hours ? gettext("Tiếp tục") : gettext("Bỏ qua"), onclick: to(draft, 5) },
  })
}

function proof(held, save) {
  const { draft } = held
  const { value } = draft
  const areaName = choicesOf("area").find((one) => Number(one.value) === value.area)?.label ?? ""
  return step({
    title: gettext("Chụp ảnh, rồi ghi"), n: 5, of: OF, back: to(draft, 4),
    body: html`<div class="card"><p><b>${value.what}</b></p><p>${areaName}</p>
      <p>${day(value.happened_on)}${value.place ? `, ${value.place}` : ""}. ${fill(gettext("%(n)s người"), { n: counted(value) })}</p></div>
      ${photoPart(held, value.row)}`,
    next: { label: gettext("Ghi hoạt động"), icon: "check", onclick: save },
  })
}
