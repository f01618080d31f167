// Keys for a PIN: large, without a keyboard, shown as dots.

import { html, icon } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { PIN_MAX, PIN_MIN } from "../../core/pins.js"

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

/** pin: what was pressed; onchange(pin); done: {label, onclick}. */
export function keypad({ label, pin, onchange, done, disabled = false }) {
  const press = (key) => pin.length < PIN_MAX && onchange(pin + key)
  const typed = (event) => onchange(event.target.value.replace(/\D/g, "").slice(0, PIN_MAX))
  const enter = (event) => event.key === "Enter" && pin.length >= PIN_MIN && done.onclick()
  return html`<div class="pin" role="group" aria-label=${label}>
    <label class="unseen" for="pin">${label}</label>
    <input id="pin" class="dots" type="password" inputmode="none" autocomplete="off" .value=${pin} ?disabled=${disabled}
      @input=${typed} @keydown=${enter} aria-describedby="pin-count">
    <p id="pin-count" class="note">${fill(gettext("Đã bấm %(n)s số, cần từ 6 đến 12 số"), { n: pin.length })}</p>
    <div class="keys">
      ${KEYS.map((key) => html`<button type="button" ?disabled=${disabled} @click=${() => press(key)}>${key}</button>`)}
      <button type="button" ?disabled=${disabled} aria-label=${gettext("Xóa hết")} @click=${() => onchange("")}>${icon("x")}</button>
      <button type="button" ?disabled=${disabled} @click=${() => press("0")}>0</button>
      <button type="button" ?disabled=${disabled} aria-label=${gettext("Xóa một số")} @click=${() => onchange(pin.slice(0, -1))}>${icon("backspace")}</button>
    </div>
    <button class="big main" type="button" ?disabled=${disabled || pin.length < PIN_MIN} @click=${done.onclick}>${icon("check")}<span class="words"><b>${done.label}</b></span></button>
  </div>`
}

/** Why this PIN won't do, as a sentence. */
export function faultWords(fault) {
  return {
    SHORT: gettext("Mã PIN cần từ 6 đến 12 chữ số."),
    DIGITS: gettext("Mã PIN chỉ gồm chữ số."),
    SAME: gettext("Mã này quá dễ đoán: chỉ một chữ số lặp lại."),
    STEPS: gettext("Mã này quá dễ đoán: các số liền nhau."),
    REPEATS: gettext("Mã này quá dễ đoán: một đoạn lặp lại."),
    DATE: gettext("Mã này giống ngày sinh, dễ đoán."),
  }[fault]
}
