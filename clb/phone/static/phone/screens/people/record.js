// What a member is called and the telephone. Only what was changed goes, with what it was, so that two phones that
// change different fields both count; where both changed the same field a person decides.

import { draftOf } from "../../core/drafts.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { bigButton, heading, html, notice, nothing, picker, refused, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { about, memberOf } from "../members.js"
import { kept, stopWaiting, waiting } from "../waiting.js"
import { change, conflicts, known, settle } from "./contact.js"

const COMMAND = "members.record_contact"
const titleOf = (field) => hints(COMMAND, field).title
const gone = () => html`${heading(gettext("Không có trên máy này"))}${bigButton({ icon: "arrow-left", title: gettext("Về danh sách"), href: "#/thanh-vien" })}`

export const contactScreen = {
  path: "/thanh-vien/:person",
  title: () => gettext("Tên gọi, điện thoại"),
  icon: "user-edit",
  needs: [COMMAND],
  isForm: true,
  async open({ person }) {
    const held = await waiting()
    const now = known(pack.get("contact", person), held.rows, person)
    const title = fill(gettext("Tên gọi, điện thoại của %(name)s"), { name: memberOf(person)?.name ?? "" })
    return Object.assign(held, { draft: await draftOf(`contact:${person}`, { ...now, was: now }, { title, path: `/thanh-vien/${person}` }) })
  },
  async close(held) {
    stopWaiting(held)
    if (!change("", held.draft.value.was, held.draft.value)) await held.draft.drop() // looked at, nothing typed
  },
  render({ person }, { draft }) {
    const member = memberOf(person)
    if (!member) return gone()
    const row = pack.get("contact", person)
    const { known_as, phone, was } = draft.value
    const told = change(person, was, draft.value)
    return step({
      title: member.name,
      back,
      body: html`<p>${[member.post, about(member)].filter(Boolean).join(" · ")}</p>
        ${was.phone ? bigButton({ icon: "phone", title: fill(gettext("Gọi %(phone)s"), { phone: was.phone }), href: `tel:${was.phone}` }) : nothing}
        ${textField({ label: titleOf("known_as"), name: "known_as", value: known_as, maxLength: hints(COMMAND, "known_as").maxLength, onchange: (text) => draft.set({ known_as: text }) })}
        ${row?.may_keep || was.phone
          ? textField({ label: titleOf("phone"), name: "phone", type: "tel", mode: "tel", value: phone, maxLength: hints(COMMAND, "phone").maxLength, onchange: (text) => draft.set({ phone: text }) })
          : notice({ kind: "warn", body: gettext("Người này chưa đồng ý cho giữ số điện thoại.") })}`,
      next: { label: gettext("Ghi"), icon: "check", disabled: !told, onclick: () => record(member, told, draft) },
    })
  },
}

async function record(member, told, draft) {
  const label = fill(gettext("Tên gọi, điện thoại của %(name)s"), { name: member.name })
  const row = await outbox.add({ lane: member.club, command: COMMAND, ...told, label, drop: [draft.key] })
  kept(row, { then: "/thanh-vien", label: gettext("Về danh sách"), again: () => again(member, draft.value) })
}

async function again(member, value) {
  const path = `/thanh-vien/${member.person}`
  const draft = await draftOf(`contact:${member.person}`, value, { title: member.name, path })
  await draft.set(value)
  go(path, { instead: true })
}

/** Both wrote the same field: both values side by side, and a person decides which counts. */
export const conflictScreen = {
  path: "/thanh-vien/khac/:id",
  title: () => gettext("Hai người ghi khác nhau"),
  icon: "users",
  needs: [COMMAND],
  fixes: [COMMAND],
  fixPath: (row) => `/thanh-vien/khac/${row.id}`,
  open: async ({ id }) => waiting({ id, draft: await draftOf(`conflict:${id}`, {}) }),
  close: stopWaiting,
  render(_params, { id, draft, parked, rows }) {
    const row = parked.find((one) => one.id === id)
    const member = row && memberOf(row.data.person)
    if (!member) return gone()
    const now = known(pack.get("contact", member.person), rows, member.person)
    const found = conflicts(row, now)
    if (!found.length) return settledAlready(row, member)
    const body = found.map(({ field, mine, theirs }) => picker({
      legend: titleOf(field),
      name: field,
      options: [
        { value: "mine", label: mine || gettext("để trống"), note: gettext("máy này ghi") },
        { value: "theirs", label: theirs || gettext("để trống"), note: gettext("đang có, người khác ghi") },
      ],
      value: draft.value[field],
      onchange: (value) => draft.set({ [field]: value }),
    }))
    const isDecided = found.every(({ field }) => draft.value[field])
    return step({
      title: fill(gettext("%(name)s: số nào đúng?"), { name: member.name }),
      back,
      body: html`${row.why ? notice({ kind: "warn", body: row.why }) : refused(row.errors)}${body}`,
      next: { label: gettext("Ghi như đã chọn"), icon: "check", disabled: !isDecided, onclick: () => decide(row, now, draft) },
    })
  },
}

function settledAlready(row, member) {
  return html`${heading(member.name)}${row.why ? notice({ kind: "warn", body: row.why }) : refused(row.errors)}
    ${bigButton({ icon: "pencil", title: gettext("Ghi lại"), href: `#/thanh-vien/${member.person}` })}
    ${bigButton({ icon: "check", title: gettext("Không cần nữa, bỏ"), kind: "quiet", onclick: async () => (await outbox.drop(row.id), go("/thanh-vien", { instead: true })) })}`
}

async function decide(row, now, draft) {
  const told = settle(row, now, draft.value)
  await draft.drop()
  if (!told) {
    await outbox.drop(row.id)
    return go("/thanh-vien", { instead: true })
  }
  const id = await outbox.redo(row.id, { ...told, sure: true })
  kept({ id }, { then: "/thanh-vien", label: gettext("Về danh sách") })
}
