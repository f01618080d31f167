// A club's members to measure: who agreed, who was measured today; for whoever may read health the last reading.

import { day, today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { heading, html } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { about, memberList, search } from "../members.js"
import { stopWaiting, waiting } from "../waiting.js"
import { agreement } from "./sitting.js"

const RIGHT = "health.record_check"

export const healthScreen = {
  path: "/suc-khoe",
  title: () => gettext("Đo sức khỏe"),
  icon: "heartbeat",
  order: 40,
  start: true,
  needs: () => pack.may(RIGHT) && pack.rows("measure").length > 0,
  open: () => waiting(search(RIGHT)),
  close: stopWaiting,
  render(_params, held) {
    return html`${heading(gettext("Đo sức khỏe"))}
      <p>${gettext("Chạm vào người vừa đo.")}</p>
      ${memberList(held, (member) => line(member, held.rows))}`
  },
}

function line(member, rows) {
  const measure = pack.get("measure", member.person)
  const { agreed } = agreement(measure, rows, member.person)
  const here = rows.filter((r) => r.command === RIGHT && r.data.person === member.person && r.data.measured_on === today()).at(-1)
  const said = [about(member)]
  if (here) said.push(here.isSent ? gettext("đã đo hôm nay") : gettext("đã đo hôm nay, chờ gửi"))
  if (!agreed) said.push(gettext("chưa ghi đồng ý"))
  if (measure?.last) said.push(fill(gettext("lần trước %(day)s: %(values)s"), { day: day(measure.last.on), values: measure.last.values.join(", ") }))
  const href = agreed ? `#/suc-khoe/do/${member.person}` : `#/suc-khoe/dong-y/${member.person}`
  return { icon: here ? "circle-check" : "heartbeat", title: member.name, note: said.join(" · "), href }
}
