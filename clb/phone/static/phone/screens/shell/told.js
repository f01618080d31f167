// Messages of the server to this person.

import { moment } from "../../core/format.js"
import { pack } from "../../core/pack.js"
import { seen } from "../../core/sync.js"
import { heading, html, icon, nothing, sayButton } from "../../core/ui.js"
import { gettext } from "../../core/words.js"

export const told = {
  path: "/tin",
  title: () => gettext("Tin nhắn"),
  open() {
    const fresh = pack.rows("told").filter((row) => !row.seen).map((row) => row.id)
    if (fresh.length) seen(fresh)
    return { fresh: new Set(fresh) }
  },
  render(_params, { fresh }) {
    const rows = pack.rows("told").sort((a, b) => (a.at < b.at ? 1 : -1))
    return html`${heading(gettext("Tin nhắn"))}
      ${rows.length ? nothing : html`<p class="lead">${gettext("Chưa có tin nào.")}</p>`}
      ${rows.map((row) => html`<article class="card ${fresh.has(row.id) ? "fresh" : ""}">
        <p class="note">${icon("mail")} ${moment(row.at)}${fresh.has(row.id) ? html` · <b>${gettext("Mới")}</b>` : nothing}</p>
        <p>${row.text ?? row.why}</p>${sayButton(row.text ?? row.why)}</article>`)}`
  },
}
