// A club's members: what they are called and their telephones, one touch away from calling or putting right.

import { pack } from "../../core/pack.js"
import { heading, html } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { about, clubsWith, memberList, search } from "../members.js"
import { stopWaiting, waiting } from "../waiting.js"
import { known } from "./contact.js"

const RIGHT = "members.record_contact"

export const peopleScreen = {
  path: "/thanh-vien",
  title: () => gettext("Thành viên"),
  icon: "users",
  order: 60,
  start: true,
  needs: () => clubsWith(RIGHT).length > 0,
  open: () => waiting(search(RIGHT)),
  close: stopWaiting,
  render(_params, held) {
    const row = (member) => {
      const { known_as, phone } = known(pack.get("contact", member.person), held.rows, member.person)
      const note = [known_as, phone, member.post, about(member)].filter(Boolean).join(" · ")
      return { icon: "user", title: member.name, note, href: `#/thanh-vien/${member.person}` }
    }
    return html`${heading(gettext("Thành viên"))} ${memberList(held, row)}`
  },
}
