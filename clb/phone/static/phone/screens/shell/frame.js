// The bars around a screen: where one is, how much still waits for the network, and the mark of the training copy.

import { session } from "../../core/session.js"
import { stateOf } from "../../core/standing.js"
import { stopPractising } from "../../core/training.js"
import { html, icon, nothing } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { go, path, show } from "../../core/router.js"

/** A screen in its frame. */
export function frame(body, screen) {
  const isStart = screen.path === "/"
  return html`<a class="skip" href="#noi-dung" @click=${skip}>${gettext("Đến nội dung")}</a>
    <header class="bar">
      ${isStart ? html`<span class="brand">${icon("home")} ${session.now?.label ?? ""}</span>` : html`<a class="home" href="#/">${icon("home")} ${gettext("Màn hình đầu")}</a>`}
      ${session.now && !screen.isBare ? standing() : nothing}
    </header>
    ${session.now?.isTraining ? band() : nothing}
    <main id="noi-dung">${body}</main>`
}

function skip(event) {
  event.preventDefault()
  document.querySelector("main h1")?.focus()
}

function standing() {
  const { icon: name, words, kind } = stateOf()
  return html`<a class="standing ${kind}" href="#/cho-gui">${icon(name)} <span>${words}</span></a>`
}

async function stop() {
  await stopPractising()
  if (path() === "/") await show()
  else go("/")
}

const band = () => html`<aside class="band" aria-label=${gettext("Tập dùng")}>
    <b>${icon("school")} ${gettext("Đang tập dùng — không gửi đi đâu")}</b>
    <button type="button" @click=${stop}>${gettext("Thôi tập")}</button>
  </aside>`
