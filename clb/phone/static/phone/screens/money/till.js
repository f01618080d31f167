// Thu tiền: what is in the boxes as far as this phone knows, and the ways to take money.
import { day, money } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { bigButton, heading, html, nothing } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { fundName } from "../meeting/words.js"
import { live } from "./live.js"
import { takenSince } from "./slips.js"

/** Clubs where this person may do `right`. */
export const clubsFor = (right) => pack.rows("club").filter((club) => !club.rights || club.rights.includes(right))

export const which = {
  path: "/thu-tien",
  title: () => gettext("Thu tiền"),
  icon: "cash",
  order: 20,
  start: true,
  needs: ["fund.repay_loan"],
  open() {
    const clubs = clubsFor("fund.repay_loan")
    if (clubs.length === 1) go(`/thu-tien/${clubs[0].id}`, { instead: true })
    return { clubs }
  },
  render: (_params, { clubs }) =>
    html`${heading(gettext("Thu tiền của câu lạc bộ nào?"))}<div class="stack">${clubs.map((club) => bigButton({ icon: "cash", title: club.name, note: club.place, href: `#/thu-tien/${club.id}` }))}</div>`,
}

export const till = {
  path: "/thu-tien/:club",
  title: () => gettext("Thu tiền"),
  icon: "cash",
  needs: ["fund.repay_loan"],
  ...live(async ({ club }) => ({ since: await takenSince(club) })),
  render({ club }, { since }) {
    const boxes = pack.rows("balance", { club })
    return html`${heading(gettext("Thu tiền"))}
      <div class="card"><dl class="sums">${boxes.map((box) => html`<div><dt>${fundName(box.fund)}</dt><dd>${money(box.amount_vnd + (since[box.fund] ?? 0))}</dd></div>`)}</dl>
      ${boxes.length ? html`<p class="note">${fill(gettext("Theo sổ ngày %(day)s, cộng tiền máy này thu từ đó. Máy khác thu thì chưa có ở đây."), { day: day(boxes[0].on) })}</p>` : nothing}</div>
      <div class="stack">
        ${bigButton({ icon: "clipboard-list", kind: "main", title: gettext("Bảng thu nợ cả câu lạc bộ"), href: `#/thu-no/${club}` })}
        ${bigButton({ icon: "users", title: gettext("Thu hội phí"), href: `#/thu-hoi-phi/${club}` })}
        ${bigButton({ icon: "gift", title: gettext("Nhận ủng hộ, tặng"), href: `#/nhan-ung-ho/${club}` })}
        ${bigButton({ icon: "receipt", title: gettext("Biên nhận đã ghi trên máy này"), href: `#/bien-nhan/${club}` })}
      </div>`
  },
}
