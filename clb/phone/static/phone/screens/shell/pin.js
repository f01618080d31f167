// Another PIN, for whoever knows the present one.

import * as people from "../../core/people.js"
import { go, redraw } from "../../core/router.js"
import { heading, html, nothing, notice } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { faultWords, keypad } from "./keypad.js"
import { wrong } from "./lock.js"

const titles = () => [gettext("Mã PIN đang dùng"), gettext("Mã PIN mới"), gettext("Bấm lại mã PIN mới")]

export const changePin = {
  path: "/doi-ma",
  title: () => gettext("Đổi mã PIN"),
  isForm: true,
  open: () => ({ at: 0, pins: ["", "", ""], told: "", busy: false }),
  render: (_params, held) => html`${heading(titles()[held.at])}
    ${held.told ? notice({ kind: "bad", title: held.told }) : nothing}
    ${keypad({ label: titles()[held.at], pin: held.pins[held.at], disabled: held.busy, onchange: (pin) => press(held, pin), done: { label: gettext("Tiếp tục"), onclick: () => next(held) } })}`,
}

function press(held, pin) {
  held.pins[held.at] = pin
  held.told = ""
  redraw()
}

function back(held, at, told) {
  held.pins.fill("", at)
  Object.assign(held, { at, told, busy: false })
  redraw()
}

async function next(held) {
  const fault = held.at === 1 ? people.pinFault(held.pins[1]) : ""
  if (fault) return back(held, 1, faultWords(fault))
  if (held.at < 2) return back(held, held.at + 1, "")
  if (held.pins[1] !== held.pins[2]) return back(held, 1, gettext("Hai lần bấm khác nhau. Hãy chọn lại."))
  held.busy = true
  redraw()
  try {
    await people.changePin(held.pins[0], held.pins[1])
    go("/cai-dat", { instead: true })
  } catch (trouble) {
    if (!(trouble instanceof people.WrongPin)) throw trouble
    back(held, 0, wrong(trouble))
  }
}
