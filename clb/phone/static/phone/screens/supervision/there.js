// The team is there.

import { draftOf } from "../../core/drafts.js"
import { today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { back } from "../../core/router.js"
import { hints } from "../../core/schema.js"
import { dayField, html, step, textField } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { kept, send } from "../waiting.js"
import { gone, LANE } from "./visits.js"

const COMMAND = "supervision.carry_out_visit"

export const thereScreen = {
  path: "/giam-sat/:visit/den",
  title: () => gettext("Ghi đoàn đã đến"),
  icon: "map-pin",
  needs: [COMMAND],
  isForm: true,
  async open({ visit }) {
    const told = { title: gettext("Ghi đoàn đã đến"), path: `/giam-sat/${visit}/den` }
    return { draft: await draftOf(`there:${visit}`, { carried_on: today(), place: "", met_with: "" }, told) }
  },
  render({ visit: id }, { draft }) {
    const visit = pack.get("supervision", id)
    if (!visit) return gone()
    const { carried_on, place, met_with } = draft.value
    const text = (name, value) => textField({ label: hints(COMMAND, name).title, name, value, maxLength: hints(COMMAND, name).maxLength, onchange: (typed) => draft.set({ [name]: typed }) })
    return step({
      title: fill(gettext("Đoàn đã đến %(club)s"), { club: visit.name }),
      back,
      body: html`${dayField({ label: gettext("Ngày đến"), value: carried_on, min: visit.approved_on, onchange: (on) => draft.set({ carried_on: on ?? today() }) })}
        ${text("place", place)} ${text("met_with", met_with)}`,
      next: { label: gettext("Ghi đoàn đã đến"), icon: "check", onclick: () => record(visit, draft) },
    })
  },
}

async function record(visit, draft) {
  const { carried_on, place, met_with } = draft.value
  const data = { visit: visit.id, carried_on, place: place.trim(), met_with: met_with.trim() }
  const label = fill(gettext("Đoàn đã đến %(club)s"), { club: visit.name })
  const row = await send(draft, { lane: LANE, command: COMMAND, data, label })
  kept(row, { then: `/giam-sat/${visit.id}`, label: gettext("Về lần giám sát") })
}
