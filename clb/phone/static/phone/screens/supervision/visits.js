// Visits of supervision that wait for this office, and one visit with what is to be done there.

import { day } from "../../core/format.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { bigButton, heading, html, notice, nothing } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { kept, stopWaiting, waiting } from "../waiting.js"
import { answersOf, carriedOn, carryRow, isTold, questionsOf, sampleOf } from "./answers.js"

export const LANE = "me" // a team works for its office, not for the club
const RIGHT = "supervision.answer_checklist"

export const supervisionScreen = {
  path: "/giam-sat",
  title: () => gettext("Giám sát"),
  icon: "clipboard-check",
  order: 30,
  start: true,
  needs: () => pack.may(RIGHT),
  note() {
    const n = pack.rows("supervision").length
    return n ? fill(gettext("%(n)s lần giám sát đang chờ"), { n }) : ""
  },
  open: () => waiting(),
  close: stopWaiting,
  render(_params, { rows }) {
    const visits = pack.rows("supervision").sort((a, b) => (a.planned_on < b.planned_on ? -1 : 1))
    const line = (visit) => {
      const on = carriedOn(visit, rows)
      const note = on ? fill(gettext("Đã đến ngày %(day)s"), { day: day(on) }) : fill(gettext("Hẹn ngày %(day)s"), { day: day(visit.planned_on) })
      return bigButton({ icon: "clipboard-check", title: visit.name, note, href: `#/giam-sat/${visit.id}` })
    }
    return html`${heading(gettext("Các lần giám sát"))}
      ${visits.length ? html`<ul class="list">${visits.map((visit) => html`<li>${line(visit)}</li>`)}</ul>` : notice({ body: gettext("Không có lần giám sát nào xếp cho cơ quan của bạn trong tháng này.") })}`
  },
}

export const gone = () => html`${heading(gettext("Không có trên máy này"))}
  ${bigButton({ icon: "arrow-left", title: gettext("Về danh sách"), href: "#/giam-sat" })}`

export const visitScreen = {
  path: "/giam-sat/:visit",
  title: () => gettext("Lần giám sát"),
  icon: "clipboard-check",
  needs: [RIGHT],
  open: () => waiting(),
  close: stopWaiting,
  render({ visit: id }, { rows }) {
    const visit = pack.get("supervision", id)
    if (!visit) return gone()
    const on = carriedOn(visit, rows)
    return html`${heading(visit.name)}
      <p>${on ? fill(gettext("Đoàn đã đến ngày %(day)s."), { day: day(on) }) : fill(gettext("Hẹn ngày %(day)s."), { day: day(visit.planned_on) })}</p>
      ${on ? during(visit, rows) : before(visit)}`
  },
}

function before(visit) {
  if (!visit.has_team) return notice({ kind: "warn", body: gettext("Hãy ghi đoàn gồm những ai trước, trên trang web.") })
  if (!visit.may.includes("carry_out_visit")) return notice({ body: gettext("Cơ quan chủ trì ghi đoàn đã đến rồi bạn ghi tiếp được.") })
  return bigButton({ icon: "map-pin", title: gettext("Ghi đoàn đã đến"), href: `#/giam-sat/${visit.id}/den`, kind: "main" })
}

function during(visit, rows) {
  const questions = questionsOf(visit)
  const answers = answersOf(visit, rows)
  const n = questions.filter(({ key }) => answers[key]?.answer).length
  const found = rows.filter((r) => r.command === "supervision.record_finding" && r.data.visit === visit.id)
  return html`<ul class="list">
    <li>${bigButton({ icon: "list-check", title: gettext("Phiếu kiểm tra"), note: fill(gettext("đã xem %(n)s/%(of)s câu"), { n, of: questions.length }), href: `#/giam-sat/${visit.id}/phieu` })}</li>
    ${visit.reads_names ? html`<li>${sample(visit, rows)}</li>` : nothing}
    ${visit.may.includes("record_finding") ? html`<li>${bigButton({ icon: "alert-triangle", title: gettext("Ghi phát hiện"), href: `#/giam-sat/${visit.id}/phat-hien` })}</li>` : nothing}
    </ul>
    ${visit.findings.length + found.length ? html`<h2>${gettext("Phát hiện")}</h2><ul class="plain">
      ${visit.findings.map(([number, kind, severity, text]) => html`<li><b>${number}. ${kind}, ${severity.toLowerCase()}</b><p>${text}</p></li>`)}
      ${found.map((row) => html`<li><b>${row.isSent ? gettext("Đã gửi") : gettext("Chờ gửi")}</b><p>${row.data.text}</p></li>`)}</ul>` : nothing}`
}

function sample(visit, rows) {
  if (visit.recount) {
    const lines = sampleOf(visit, rows)
    const n = lines.filter(isTold).length
    return bigButton({ icon: "users", title: gettext("Đối chiếu mẫu"), note: fill(gettext("đã hỏi, đếm %(n)s/%(of)s dòng"), { n, of: lines.length }), href: `#/giam-sat/${visit.id}/mau` })
  }
  const isAsked = rows.some((r) => r.command === "supervision.draw_recount" && r.data.visit === visit.id)
  if (isAsked) return notice({ body: gettext("Đã xin bốc mẫu. Máy chủ bốc thăm khi có mạng, rồi danh sách mẫu về máy này.") })
  if (!visit.may.includes("draw_recount")) return nothing
  return html`${bigButton({ icon: "target", title: gettext("Xin bốc mẫu đối chiếu"), note: gettext("Máy chủ bốc thăm khi có mạng; ở nơi không có mạng thì bốc trước khi đi."), onclick: () => draw(visit, rows) })}`
}

async function draw(visit, rows) {
  const data = { visit: visit.id, drawn_on: carriedOn(visit, rows) }
  const label = fill(gettext("Bốc mẫu đối chiếu, %(club)s"), { club: visit.name })
  const row = await outbox.add({ lane: LANE, command: "supervision.draw_recount", data, after: carryRow(visit, rows), label })
  kept(row, { then: `/giam-sat/${visit.id}`, label: gettext("Về lần giám sát") })
}
