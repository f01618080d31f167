// A day to come: in a week, a month, three months at one touch, or another by the phone's own calendar.

import { day, today } from "../core/format.js"
import { html } from "../core/ui.js"
import { gettext } from "../core/words.js"

/** The same day some months on, or the last of that month, as "2026-12-05". */
export function monthsOn(iso, months) {
  const [y, m, d] = iso.split("-").map(Number)
  const last = new Date(y, m + months, 0).getDate()
  const at = new Date(y, m - 1 + months, Math.min(d, last))
  return today(0, at)
}

export function aheadField({ label, value, onchange, name = "ahead", from = today() }) {
  const near = [
    [today(-7), gettext("Sau 1 tuần")],
    [monthsOn(today(), 1), gettext("Sau 1 tháng")],
    [monthsOn(today(), 3), gettext("Sau 3 tháng")],
  ]
  return html`<fieldset class="day"><legend>${label}</legend>
    <div class="quick">${near.map(([iso, words]) => html`<button type="button" class=${value === iso ? "on" : ""} aria-pressed=${value === iso} @click=${() => onchange(value === iso ? null : iso)}>${words} <small>${day(iso)}</small></button>`)}</div>
    <label>${gettext("Ngày khác")} <input type="date" name=${name} .value=${value ?? ""} min=${from} @change=${(e) => onchange(e.target.value || null)}></label>
  </fieldset>`
}
