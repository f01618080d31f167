// Settings: how it looks and sounds, the PIN, this phone, and the way out.

import { version } from "../../core/api.js"
import { phoneId } from "../../core/store.js"
import { redraw } from "../../core/router.js"
import { session } from "../../core/session.js"
import { canSpeak, speak } from "../../core/speak.js"
import { choose, chosen } from "../../core/theme.js"
import { look, updates } from "../../core/updates.js"
import { bigButton, heading, html, nothing, notice, picker } from "../../core/ui.js"
import { chooseLanguage, gettext } from "../../core/words.js"
import { day } from "../../core/format.js"
import * as people from "../../core/people.js"

const sizes = () => [
  { value: "NORMAL", label: gettext("Vừa") },
  { value: "LARGE", label: gettext("To") },
  { value: "HUGE", label: gettext("Rất to") },
]
const themes = () => [
  { value: "AUTO", label: gettext("Theo mặt trời"), note: gettext("Sáng ban ngày, tối ban đêm"), icon: "sun" },
  { value: "LIGHT", label: gettext("Luôn sáng"), icon: "sun" },
  { value: "DARK", label: gettext("Luôn tối"), icon: "moon" },
]
const languages = [
  { value: "vi", label: "Tiếng Việt" },
  { value: "en", label: "English" },
]

const set = (patch) => choose(patch).then(redraw)

export const settings = {
  path: "/cai-dat",
  title: () => gettext("Cài đặt"),
  open: async () => ({ phone: await phoneId(), told: "" }),
  render(_params, held) {
    return html`${heading(gettext("Cài đặt"))}
      ${picker({ legend: gettext("Cỡ chữ"), name: "size", options: sizes(), value: chosen.size, onchange: (size) => set({ size }) })}
      ${picker({ legend: gettext("Sáng hay tối"), name: "theme", options: themes(), value: chosen.theme, onchange: (theme) => set({ theme }) })}
      ${picker({ legend: gettext("Ngôn ngữ"), name: "language", options: languages, value: document.documentElement.lang, onchange: (language) => speakIn(held, language) })}
      ${held.told ? notice({ kind: "warn", title: held.told }) : nothing}
      <section class="card"><h2>${gettext("Đọc to")}</h2>
        ${canSpeak() ? bigButton({ icon: "volume", title: gettext("Nghe thử"), onclick: () => speak(gettext("Máy này đọc được tiếng Việt.")) }) : html`<p>${gettext("Trình duyệt này không có giọng đọc tiếng Việt.")}</p>`}
      </section>
      <section class="card"><h2>${gettext("Máy này")}</h2>
        <dl class="sums">
          <div><dt>${gettext("Phiên bản")}</dt><dd>${version()}</dd></div>
          <div><dt>${gettext("Mã máy")}</dt><dd>${held.phone.slice(0, 8)}</dd></div>
          ${session.now.grant?.until ? html`<div><dt>${gettext("Gửi được đến ngày")}</dt><dd>${day(session.now.grant.until)}</dd></div>` : nothing}
        </dl>
        <p class="note">${updates.isHere ? gettext("Mở được khi không có mạng.") : gettext("Chưa sẵn sàng dùng khi không có mạng: hãy mở lại trang này lúc có mạng.")}
          ${updates.isReady ? gettext("Có bản mới, sẽ thay khi về màn hình đầu.") : nothing}</p>
        ${bigButton({ icon: "refresh", title: gettext("Xem có bản mới không"), onclick: () => look()?.then(redraw), kind: "quiet" })}
      </section>
      <div class="stack">
        ${session.now.isTraining ? nothing : bigButton({ icon: "key", title: gettext("Đổi mã PIN"), href: "#/doi-ma" })}
        ${bigButton({ icon: "lock", title: gettext("Khóa máy"), note: gettext("Giao máy cho người khác"), onclick: () => people.lock() })}
        ${session.now.isTraining ? nothing : bigButton({ icon: "logout", title: gettext("Thoát khỏi máy này"), note: gettext("Xóa dữ liệu của tôi trên máy"), href: "#/thoat", kind: "danger" })}
      </div>`
  },
}

async function speakIn(held, language) {
  try {
    await chooseLanguage(language)
  } catch {
    held.told = gettext("Cần có mạng để tải ngôn ngữ này về lần đầu.")
    return redraw()
  }
  location.reload()
}
