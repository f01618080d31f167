// What still waits for the network, and why.

import { moment } from "../../core/format.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { photos } from "../../core/photos.js"
import { show } from "../../core/router.js"
import { session } from "../../core/session.js"
import { state, sync } from "../../core/sync.js"
import { stateOf } from "../../core/standing.js"
import { ask, bigButton, heading, html, icon, nothing, notice } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { on } from "../../core/changes.js"

const read = async () => ({ rows: await outbox.rows(), parked: await outbox.parked(), pictures: await photos.rows() })

export const waiting = {
  path: "/cho-gui",
  title: () => gettext("Việc chờ gửi"),
  async open() {
    const held = await read()
    held.stop = on("outbox", async () => session.now && Object.assign(held, await read()))
    return held
  },
  close: (held) => held?.stop(),
  render(_params, { rows, parked, pictures }) {
    const { words, kind } = stateOf()
    return html`${heading(gettext("Việc chờ gửi"))}
      ${notice({ kind, title: words, body: why(rows, parked, pictures) })}
      ${parked.length ? bigButton({ icon: "alert-triangle", title: fill(gettext("%(n)s việc cần xem"), { n: parked.length }), href: "#/can-xem", kind: "danger" }) : nothing}
      ${rows.length ? html`<ol class="list">${rows.map(line)}</ol>` : nothing}
      ${pictures.length ? html`<p>${icon("photo")} ${fill(gettext("%(n)s ảnh chờ gửi sau cùng"), { n: pictures.length })}</p>` : nothing}
      <div class="stack">
        ${session.now.isTraining ? nothing : bigButton({ icon: "refresh", title: state.busy ? gettext("Đang gửi…") : gettext("Gửi ngay"), onclick: sync, disabled: state.busy, kind: "main" })}
      </div>
      <p class="note">${last()}</p>`
  },
}

const last = () => {
  const told = pack.at ? fill(gettext("Dữ liệu trên máy là của %(at)s."), { at: moment(pack.at) }) : gettext("Chưa tải dữ liệu lần nào.")
  return state.at ? `${told} ${fill(gettext("Lần gửi trót lọt cuối: %(at)s."), { at: moment(state.at) })}` : told
}

// What comes after a refused act, and a meeting of which something was refused, waits for a person, not for the network.
const isHeld = (row, parked) => row.tried && parked.some((one) => row.after?.includes(one.id) || one.chain?.some((id) => row.after?.includes(id)) || (row.data.close_now && one.data?.meeting === row.data.meeting))

function why(rows, parked, pictures) {
  if (session.now.isTraining) return gettext("Việc ghi khi tập dùng không gửi đi đâu.")
  if (state.code === "EXPIRED") return gettext("Đã lâu chưa đăng nhập. Việc đã ghi vẫn nằm trong máy; đăng nhập lại là gửi được.")
  if (state.code === "OLD") return state.why || gettext("Ứng dụng cũ quá, đang tải bản mới.")
  if (state.code === "FAULT") return gettext("Máy gặp trục trặc khi gửi. Việc đã ghi vẫn còn; máy sẽ thử lại.")
  if (state.code) return state.why || gettext("Máy chủ đang bận. Máy tự gửi lại sau ít phút.")
  if (!rows.length && !pictures.length) return ""
  if (rows.some((row) => isHeld(row, parked))) return gettext("Có việc phải chờ: bác xem xong «việc cần xem» ở dưới thì máy gửi tiếp.")
  return state.reached === false ? gettext("Chưa có mạng. Khi có mạng, máy tự gửi; bác không phải làm gì.") : gettext("Máy tự gửi, bác không phải làm gì.")
}

const line = (row) => html`<li class="row">
    ${icon(row.tried ? "cloud-up" : "clock")}
    <span class="words"><b>${row.label}</b><small>${moment(row.at)}</small></span>
    ${row.tried ? nothing : html`<button type="button" class="small" @click=${() => takeBack(row)}>${icon("trash")} ${gettext("Bỏ")}<span class="unseen"> ${row.label}</span></button>`}
  </li>`

async function takeBack(row) {
  const question = fill(gettext("Bỏ việc này, không gửi nữa? %(label)s"), { label: row.label })
  if (!(await ask({ question, yes: gettext("Bỏ"), danger: true }))) return
  if (await outbox.drop(row.id)) await photos.dropOf(row.id)
  else await ask({ question: gettext("Việc này đang gửi hoặc có việc khác đi theo, không bỏ ở đây được. Gửi xong hãy sửa trên trang của câu lạc bộ."), yes: gettext("Đã hiểu"), no: "" })
  await show()
}
