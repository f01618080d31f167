// Choosing one of a club's members: a club where there are several, letters of a name, rows as large as the rest.

import { tellHere } from "../core/changes.js"
import { pack } from "../core/pack.js"
import { bigButton, html, nothing, picker, textField } from "../core/ui.js"
import { fill, gettext } from "../core/words.js"

const MOST = 100
const bare = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "")

/** The clubs of this phone where the person may do `right`. */
export const clubsWith = (right) => pack.rows("club").filter((club) => club.rights.includes(right))

/** For `open`: what is looked for stands in `held`. */
export const search = (right) => ({ text: "", club: clubsWith(right)[0]?.id ?? null, right })

/** A club's members; to whoever has no list of them, those who may be measured there. */
export function membersOf(club) {
  const rows = pack.rows("member", { club })
  if (rows.length) return rows
  return pack.rows("measure", { club }).filter((row) => row.name).map((row) => ({ ...row, person: row.id }))
}

/** Members whose name holds the letters, by given name as the pack orders them; with or without marks. */
export function found(members, text) {
  const wanted = bare(text.trim())
  const given = (name) => bare(name.split(" ").at(-1))
  const rows = members.filter((member) => bare(member.name).includes(wanted))
  return rows.sort((a, b) => given(a.name).localeCompare(given(b.name)) || a.name.localeCompare(b.name, "vi"))
}

/** The list with its search; row(member) gives {title, note, href, icon}. */
export function memberList(held, row) {
  const clubs = clubsWith(held.right)
  const set = (patch) => {
    Object.assign(held, patch)
    tellHere("redraw")
  }
  const members = found(membersOf(held.club), held.text)
  return html`${clubs.length > 1 ? picker({ legend: gettext("Câu lạc bộ"), name: "club", options: clubs.map(({ id, name }) => ({ value: id, label: name })), value: held.club, onchange: (club) => set({ club }) }) : nothing}
    ${textField({ label: gettext("Tìm tên"), value: held.text, onchange: (text) => set({ text }) })}
    <ul class="list">${members.slice(0, MOST).map((member) => html`<li>${bigButton(row(member))}</li>`)}</ul>
    ${members.length > MOST ? html`<p>${fill(gettext("Còn %(n)s người nữa: gõ thêm chữ của tên."), { n: members.length - MOST })}</p>` : nothing}
    ${members.length ? nothing : html`<p>${gettext("Không có ai tên như vậy.")}</p>`}`
}

/** The member of a person in this phone's clubs, or null. */
export function memberOf(person) {
  const member = pack.rows("member").find((one) => one.person === person)
  const row = pack.get("measure", person)
  return member ?? (row?.name ? { ...row, person } : null)
}

/** "1950 · ấp Một": tells namesakes apart. */
export const about = (member) => [member.year, member.hamlet].filter(Boolean).join(" · ")
