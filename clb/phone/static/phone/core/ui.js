// The pieces that every screen is made of: large, few, with words beside each icon.

import { html, nothing } from "../vendor/lit-html.js"
import { day, money, number, today } from "./format.js"
import { back as goBack } from "./router.js"
import { canSpeak, speak } from "./speak.js"
import { fill, gettext } from "./words.js"

export { html, nothing }
const SPRITE = "/static/phone/vendor/icons.svg"

export const icon = (name) => html`<svg class="icon" aria-hidden="true" focusable="false"><use href="${SPRITE}#${name}"></use></svg>`

/** A large button; with `href` a way to another screen ("#/…"). kind: "" | "main" | "danger" | "quiet". */
export function bigButton({ icon: name, title, note, href, onclick, kind = "", disabled = false }) {
  const inside = html`${name ? icon(name) : nothing}<span class="words"><b>${title}</b>${note ? html`<small>${note}</small>` : nothing}</span>`
  if (href) return html`<a class="big ${kind}" href=${href}>${inside}</a>`
  return html`<button class="big ${kind}" type="button" ?disabled=${disabled} @click=${onclick}>${inside}</button>`
}

/** A heading that takes the reader's place when a screen opens. */
export const heading = (text) => html`<h1 tabindex="-1">${text}</h1>`

/** Read this aloud, where the phone can. */
export function sayButton(text) {
  if (!canSpeak()) return nothing
  return html`<button class="say" type="button" @click=${() => speak(text)}>${icon("volume")} ${gettext("Đọc to")}</button>`
}

/**
 * One step of a form on a screen. next: {label, onclick, disabled}; back: a function (default: the step before in the
 * browser); say: what is read aloud (default: the title).
 */
export function step({ title, n, of, body, next, back = goBack, say, errors }) {
  const where = n ? fill(gettext("Bước %(n)s trên %(of)s"), { n, of }) : ""
  return html`<section class="step">
    ${n ? html`<p class="where">${where}</p><progress max=${of} value=${n} aria-label=${where}></progress>` : nothing}
    <div class="head">${heading(title)}${sayButton(say ?? title)}</div>
    ${errors ? refused(errors) : nothing}
    <div class="body">${body}</div>
    <div class="actions">
      ${next ? html`<button class="big main" type="button" ?disabled=${next.disabled} @click=${next.onclick}>${icon(next.icon ?? "arrow-right")}<span class="words"><b>${next.label ?? gettext("Tiếp tục")}</b></span></button>` : nothing}
      <button class="big quiet" type="button" @click=${back}>${icon("arrow-left")}<span class="words"><b>${gettext("Quay lại")}</b></span></button>
    </div>
  </section>`
}

/** Choose by touching a row (or one of two columns of `tiles`): options [{value, label, note, icon}]; `many` for several. onchange(value or array). */
export function picker({ legend, name, options, value, many = false, onchange, hideLegend = false, tiles = false }) {
  const isOn = (option) => (many ? (value ?? []).includes(option.value) : value === option.value)
  const chosen = (option, on) => {
    if (!many) return onchange(option.value)
    const held = options.map((o) => o.value).filter((v) => (v === option.value ? on : (value ?? []).includes(v)))
    return onchange(held)
  }
  return html`<fieldset class="picker ${tiles ? "tiles" : ""}">
    <legend class=${hideLegend ? "unseen" : ""}>${legend}</legend>
    ${options.map((option) => html`<label class="row ${isOn(option) ? "on" : ""}">
      <input type=${many ? "checkbox" : "radio"} name=${name} .checked=${isOn(option)} @change=${(e) => chosen(option, e.target.checked)}>
      ${option.icon ? icon(option.icon) : nothing}
      <span class="words"><b>${option.label}</b>${option.note ? html`<small>${option.note}</small>` : nothing}</span>
    </label>`)}
  </fieldset>`
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

/**
 * A number with its own large keys, so that no keyboard covers the screen. value: a whole number or null; with
 * `decimals` (1 or 2) the value is a string like "36.5". unit: "đ" by default; quick: [numbers] at one touch.
 */
export function amount({ label, value, onchange, quick = [], unit = "đ", decimals = 0, max = 999_999_999_999, note }) {
  const text = value === null || value === undefined ? "" : String(value)
  const set = (next) => {
    if (decimals) return onchange(next === "" ? null : next)
    const n = next === "" ? null : Number(next)
    if (n === null || n <= max) onchange(n)
  }
  const press = (key) => {
    if (key === "." && (text.includes(".") || text === "")) return
    if (decimals && text.includes(".") && text.split(".")[1].length >= decimals && key !== ".") return
    set(text === "0" && key !== "." ? key : text + key)
  }
  const last = decimals ? "." : unit === "đ" ? "000" : "" // nobody measures in thousands
  return html`<div class="amount" role="group" aria-label=${label}>
    <p class="label">${label}</p>
    <output class="figure ${text ? "" : "empty"}" aria-live="polite">${shown(text, decimals)} <small>${unit}</small></output>
    ${note ? html`<p class="note">${note}</p>` : nothing}
    ${quick.length ? html`<div class="quick">${quick.map((n) => html`<button type="button" class=${n === value ? "on" : ""} @click=${() => onchange(n)}>${unit === "đ" ? money(n) : `${n} ${unit}`}</button>`)}</div>` : nothing}
    <div class="keys">
      ${KEYS.map((key) => html`<button type="button" @click=${() => press(key)}>${key}</button>`)}
      ${last ? html`<button type="button" ?disabled=${!text && !decimals} @click=${() => press(last)}>${decimals ? "," : last}</button>` : html`<span></span>`}
      <button type="button" @click=${() => press("0")}>0</button>
      <button type="button" aria-label=${gettext("Xóa một số")} @click=${() => set(text.slice(0, -1))}>${icon("backspace")}</button>
    </div>
  </div>`
}

function shown(text, decimals) {
  if (!text) return "…"
  return decimals ? text.replace(".", ",") : number(Number(text))
}

/** A day: today and yesterday at one touch, another by the phone's own calendar. value: "2026-11-05". */
export function dayField({ label, value, onchange, max = today(), min, name = "day" }) {
  const near = [[today(), gettext("Hôm nay")], [today(1), gettext("Hôm qua")]].filter(([iso]) => iso <= max && (!min || iso >= min))
  return html`<fieldset class="day"><legend>${label}</legend>
    <div class="quick">${near.map(([iso, words]) => html`<button type="button" class=${value === iso ? "on" : ""} aria-pressed=${value === iso} @click=${() => onchange(iso)}>${words} <small>${day(iso)}</small></button>`)}</div>
    <label>${gettext("Ngày khác")} <input type="date" name=${name} .value=${value ?? ""} max=${max} min=${min ?? nothing} @change=${(e) => onchange(e.target.value || null)}></label>
  </fieldset>`
}

/** Words typed by hand; each letter is handed over, so that each letter is kept. */
export function textField({ label, value, onchange, note, lines = 1, maxLength, type = "text", name, mode }) {
  const typed = (e) => onchange(e.target.value)
  const field = lines > 1
    ? html`<textarea name=${name ?? nothing} rows=${lines} maxlength=${maxLength ?? nothing} .value=${value ?? ""} @input=${typed}></textarea>`
    : html`<input name=${name ?? nothing} type=${type} inputmode=${mode ?? nothing} maxlength=${maxLength ?? nothing} .value=${value ?? ""} autocomplete="off" @input=${typed}>`
  return html`<label class="text"><span class="label">${label}</span>${note ? html`<small>${note}</small>` : nothing}${field}</label>`
}

/** What the server (or a hint) has against what was entered: {place: [sentences]} or [sentences]. */
export function refused(errors) {
  const told = Array.isArray(errors) ? errors : Object.values(errors ?? {}).flat()
  if (!told.length) return nothing
  return html`<div class="notice bad" role="alert">${icon("alert-triangle")}<div>${told.map((one) => html`<p>${one}</p>`)}</div></div>`
}

/** Something to know. kind: "good" | "warn" | "bad" | "info". */
export function notice({ kind = "info", icon: name, title, body }) {
  const icons = { good: "circle-check", warn: "alert-triangle", bad: "alert-circle", info: "info-circle" }
  return html`<div class="notice ${kind}" role=${kind === "bad" ? "alert" : "status"}>${icon(name ?? icons[kind])}<div>${title ? html`<b>${title}</b>` : nothing}${body ? html`<p>${body}</p>` : nothing}</div></div>`
}

/** A question that must be answered before something is done; gives true for yes. Without a `no` it only tells. */
export function ask({ question, yes, no = gettext("Không, quay lại"), danger = false }) {
  const dialog = document.getElementById("ask")
  const [says, noButton, yesButton] = ["p", "[value=no]", "[value=yes]"].map((s) => dialog.querySelector(s))
  Object.assign(says, { textContent: question })
  Object.assign(noButton, { textContent: no, hidden: !no })
  Object.assign(yesButton, { textContent: yes })
  yesButton.className = danger ? "big danger" : "big main"
  if (dialog.open) dialog.close("no")
  dialog.returnValue = "no"
  dialog.showModal()
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }))
}
