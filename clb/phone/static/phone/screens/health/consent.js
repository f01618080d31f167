// Before anything is measured the person is asked. Nothing is chosen beforehand; what is told is the server's notice.

import { draftOf } from "../../core/drafts.js"
import { today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { dayField, html, notice, nothing, picker, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { memberOf } from "../members.js"
import { kept, send } from "../waiting.js"
import { notHere } from "./record.js"

const COMMAND = "members.record_consent"
const choicesOf = (field) => hints(COMMAND, field).choices.map(([value, label]) => ({ value, label }))

export const consentScreen = {
  path: "/suc-khoe/dong-y/:person",
  title: () => gettext("Hỏi sự đồng ý"),
  icon: "clipboard-check",
  needs: ["health.record_check"],
  isForm: true,
  async open({ person }) {
    const about = { title: gettext("Hỏi sự đồng ý"), path: `/suc-khoe/dong-y/${person}` }
    return { draft: await draftOf(`consent:${person}`, { answer: null, proof: null, given_on: today() }, about) }
  },
  render({ person }, { draft }) {
    const member = memberOf(person)
    if (!member) return notHere()
    const told = pack.get("ask", "health")?.notice ?? []
    const { answer, proof, given_on } = draft.value
    if (!pack.may(COMMAND)) return notice({ kind: "warn", body: gettext("Người này chưa ghi đồng ý. Hãy nhờ chủ nhiệm hỏi và ghi.") })
    return step({
      title: fill(gettext("Hỏi %(name)s"), { name: member.name }),
      say: told.join(" "),
      back,
      body: html`<div class="card">${told.map((words) => html`<p>${words}</p>`)}</div>
        ${picker({ legend: gettext("Người này trả lời"), name: "answer", options: choicesOf("answer"), value: answer, onchange: (value) => draft.set({ answer: value }) })}
        ${picker({ legend: gettext("Bằng chứng"), name: "proof", options: choicesOf("proof"), value: proof, onchange: (value) => draft.set({ proof: value }) })}
        ${answer ? dayField({ label: gettext("Trả lời ngày"), value: given_on, onchange: (on) => draft.set({ given_on: on ?? today() }) }) : nothing}`,
      next: { label: gettext("Ghi câu trả lời"), icon: "check", disabled: !answer || !proof, onclick: () => record(member, draft) },
    })
  },
}

async function record(member, draft) {
  const { answer, proof, given_on } = draft.value
  const data = { person: member.person, purpose: "HEALTH", answer, proof, given_on }
  const label = fill(gettext("Sự đồng ý của %(name)s"), { name: member.name })
  const row = await send(draft, { lane: member.club, command: COMMAND, data, label })
  if (answer === "AGREED") return go(`/suc-khoe/do/${member.person}`, { instead: true })
  kept(row, { then: "/suc-khoe", label: gettext("Về danh sách") })
}
