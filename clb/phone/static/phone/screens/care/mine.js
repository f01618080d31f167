// The people whom a volunteer cares for: who is expected today first, each one touch away from writing the visit down.

import { day, today } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { bigButton, heading, html, notice } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { stopWaiting, waiting } from "../waiting.js"
import { dayOrder, standing } from "./visit.js"

const expected = (client) => client.days.some(([on, state]) => on === today() && state === "EXPECTED")

export const careScreen = {
  path: "/cham-soc",
  title: () => gettext("Chăm sóc tại nhà"),
  icon: "heart-handshake",
  order: 10,
  start: true,
  needs: () => pack.may("care.read_own", "care.record_visit"),
  note() {
    const n = pack.rows("client").filter(expected).length
    return n ? fill(gettext("Hôm nay hẹn %(n)s người"), { n }) : ""
  },
  open: () => waiting(),
  close: stopWaiting,
  render(_params, { rows }) {
    const clients = dayOrder(pack.rows("client"), rows, today())
    return html`${heading(gettext("Người tôi chăm sóc"))}
      ${clients.length
        ? html`<p>${gettext("Vừa ở nhà ai về thì chạm vào người ấy để ghi.")}</p>
            <ul class="list">${clients.map((client) => html`<li>${oneOf(client, rows)}</li>`)}</ul>`
        : notice({ body: gettext("Bạn chưa được phân công chăm sóc ai.") })}`
  },
}

function oneOf(client, rows) {
  return html`${bigButton({ icon: "pencil", title: client.name, note: said(client, rows), href: `#/cham-soc/ghi/${client.id}` })}
    <a class="go" href="#/cham-soc/nguoi/${client.id}">${gettext("Xem lịch, những lần trước")}<span class="unseen">: ${client.name}</span></a>`
}

function said(client, rows) {
  const { planned, isOff, here, there } = standing(client, rows, today())
  const words = [client.hamlet]
  if (here) words.push(gettext("Đã ghi hôm nay, chờ gửi"))
  else if (there) words.push(gettext("Đã ghi hôm nay"))
  else if (isOff) words.push(gettext("Hôm nay không phải đến"))
  else if (planned) words.push(gettext("Hẹn hôm nay"))
  if (!there && client.last_on) words.push(fill(gettext("Đến gần nhất %(day)s"), { day: day(client.last_on) }))
  if (!client.last_on && !here) words.push(gettext("Chưa ai đến lần nào"))
  return words.filter(Boolean).join(" · ")
}

/** Not of this phone, or not any more. */
export const gone = () =>
  html`${heading(gettext("Không có trên máy này"))}
    ${notice({ kind: "warn", body: gettext("Người này không có trong dữ liệu của máy. Có mạng thì máy tải lại.") })}
    ${bigButton({ icon: "arrow-left", title: gettext("Về danh sách"), href: "#/cham-soc" })}`

