// One person cared for: what was agreed, the next days, what the last visits saw.

import { day, today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { hints } from "../../core/schema.js"
import { bigButton, heading, html, notice, nothing } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { stopWaiting, waiting } from "../waiting.js"
import { gone } from "./mine.js"
import { waitingFor } from "./visit.js"

const STATES = {
  DONE: () => gettext("đã đến"),
  MADE_UP: () => gettext("đã đến ngày khác trong tuần"),
  MISSED: () => gettext("chưa ai đến"),
  EXPECTED: () => gettext("hẹn đến"),
  NOBODY: () => gettext("chưa có ai đi"),
  OFF: () => gettext("không phải đến"),
}

export const careClientScreen = {
  path: "/cham-soc/nguoi/:client",
  title: () => gettext("Người được chăm sóc"),
  icon: "heart-handshake",
  needs: () => pack.may("care.read_own"),
  open: () => waiting(),
  close: stopWaiting,
  render({ client }, { rows }) {
    const row = pack.get("client", client)
    if (!row) return gone()
    const here = waitingFor(rows, row.id)
    return html`${heading(row.name)}
      <p>${[row.hamlet, row.rhythm, ...row.kinds].filter(Boolean).join(" · ")}</p>
      ${bigButton({ icon: "pencil", title: gettext("Ghi lần chăm sóc"), href: `#/cham-soc/ghi/${row.id}`, kind: "main" })}
      <h2>${gettext("Hai tuần này")}</h2>
      ${row.days.length ? html`<ul class="plain">${row.days.map(([on, state, names]) => html`<li><b>${day(on)}</b> ${STATES[state]?.() ?? ""}${names ? html`: ${names}` : nothing}</li>`)}</ul>` : html`<p>${gettext("Không có lần hẹn nào.")}</p>`}
      <h2>${gettext("Những lần trước")}</h2>
      ${row.agreed ? nothing : notice({ kind: "warn", body: gettext("Người này đã rút lại đồng ý: không xem được những lần trước.") })}
      ${here.length || row.visits.length ? html`<ul class="plain">${here.map((one) => visit({ on: one.data.visited_on, ...one.data, who: one.isSent ? gettext("Tôi") : gettext("Tôi, chờ gửi") }))}${row.visits.map(visit)}</ul>` : html`<p>${gettext("Chưa ai đến lần nào.")}</p>`}`
  },
}

function visit({ on, who, minutes, tasks, how_is, dangers }) {
  const words = (field, values) => {
    const labels = Object.fromEntries(hints("care.record_visit", field).choices)
    return values.map((value) => labels[value] ?? "").filter(Boolean).join(", ")
  }
  const seen = dangers.filter((one) => one !== "NONE")
  return html`<li><b>${day(on)}${on === today() ? html` · ${gettext("hôm nay")}` : nothing}</b> ${who}, ${fill(gettext("%(n)s phút"), { n: minutes })}
    <p>${words("tasks", tasks)}. ${words("how_is", [how_is])}.</p>
    ${seen.length ? html`<p class="bad"><b>${words("dangers", seen)}</b></p>` : nothing}</li>`
}
