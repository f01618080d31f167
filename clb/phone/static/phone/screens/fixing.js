// Refused work outside the meeting goes back into its form, and from there in place of what was refused.

import { drafts } from "../core/drafts.js"
import { outbox } from "../core/outbox.js"
import { go } from "../core/router.js"
import { bigButton, heading, html } from "../core/ui.js"
import { gettext } from "../core/words.js"

const byKey = (rows, key) => Object.fromEntries(rows.map(({ [key]: name, ...told }) => [name, told]))

/** By command: the draft's key, the path of its form, and the form's value out of what was sent. */
export const FORMS = {
  "supervision.carry_out_visit": ({ visit, ...data }) => ({ key: `there:${visit}`, path: `/giam-sat/${visit}/den`, value: data }),
  "supervision.answer_checklist": ({ visit, answers }) => ({
    key: `checklist:${visit}`, path: `/giam-sat/${visit}/phieu`, value: { at: 0, all: true, typed: byKey(answers, "question") },
  }),
  "supervision.record_recount": ({ visit, results }) => ({
    key: `recount:${visit}`, path: `/giam-sat/${visit}/mau`, value: { at: null, typed: byKey(results, "item") },
  }),
  "supervision.record_finding": ({ visit, ...data }) => ({
    key: `finding:${visit}`, path: `/giam-sat/${visit}/phat-hien`,
    value: { n: 2, action: "", owner: "", due_on: null, ...data, is_fixed_at_once: Boolean(data.is_fixed_at_once) },
  }),
  "lending.record_visit": ({ loan, ...data }) => ({
    key: `borrower:${loan}`, path: `/tham-vay/${loan}`, value: { n: 1, help_given: "", note: "", next_on: null, visitor: null, ...data },
  }),
  "members.record_consent": ({ person, answer, proof, given_on }) => ({
    key: `consent:${person}`, path: `/suc-khoe/dong-y/${person}`, value: { answer, proof, given_on },
  }),
}

export const fixScreen = {
  path: "/sua-lai/:id",
  title: () => gettext("Sửa rồi gửi lại"),
  fixes: Object.keys(FORMS),
  fixPath: (row) => `/sua-lai/${row.id}`,
  async open({ id }) {
    const row = (await outbox.parked()).find((one) => one.id === id)
    if (!row) return
    const { key, path, value } = FORMS[row.command](row.data)
    await drafts.put(key, { ...value, replaces: id }, { title: row.label, path })
    go(path, { instead: true })
  },
  render: () => html`${heading(gettext("Sửa rồi gửi lại"))}${bigButton({ icon: "arrow-left", title: gettext("Việc cần xem"), href: "#/can-xem" })}`,
}
