// What the server did not take: each with its sentence, until a person settles it.

import { moment } from "../../core/format.js"
import { on } from "../../core/changes.js"
import { outbox } from "../../core/outbox.js"
import { photos } from "../../core/photos.js"
import { fixPathOf } from "../../core/router.js"
import { session } from "../../core/session.js"
import { ask, bigButton, heading, html, icon, nothing, refused, sayButton } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"

export const parked = {
  path: "/can-xem",
  title: () => gettext("Việc cần xem"),
  async open() {
    const held = { rows: await outbox.parked() }
    held.stop = on("outbox", async () => session.now && Object.assign(held, { rows: await outbox.parked() }))
    return held
  },
  close: (held) => held?.stop(),
  render(_params, { rows }) {
    return html`${heading(gettext("Việc cần xem"))}
      ${rows.length ? html`<p class="lead">${gettext("Máy chủ chưa nhận những việc dưới đây. Mỗi việc còn nguyên cho đến khi bác quyết.")}</p>` : html`<p class="lead">${icon("circle-check")} ${gettext("Không có việc nào cần xem.")}</p>`}
      ${rows.map(card)}`
  },
}

const sentences = (row) => [row.why, ...Object.values(row.errors ?? {}).flat()].filter(Boolean)

function card(row) {
  const fix = fixPathOf(row)
  return html`<article class="card bad">
    <h2>${row.isPhoto ? gettext("Một tấm ảnh") : row.label}</h2>
    <p class="note">${fill(gettext("Ghi lúc %(at)s"), { at: moment(row.at) })}</p>
    ${refused(sentences(row).length ? sentences(row) : [gettext("Máy chủ không nhận và không nói vì sao.")])}
    ${sayButton([row.label, ...sentences(row)].join(". "))}
    <div class="stack">
      ${fix ? bigButton({ icon: "pencil", title: gettext("Sửa rồi gửi lại"), href: `#${fix}`, kind: "main" }) : nothing}
      ${row.isPhoto ? nothing : bigButton({ icon: "check", title: gettext("Vẫn ghi"), note: gettext("Đúng là việc riêng, ghi thêm lần này"), onclick: () => insist(row) })}
      ${bigButton({ icon: "trash", title: gettext("Bỏ"), note: gettext("Không ghi việc này nữa"), onclick: () => drop(row), kind: "danger" })}
    </div>
  </article>`
}

async function insist(row) {
  const question = fill(gettext("Vẫn ghi? %(label)s"), { label: row.label })
  if (await ask({ question, yes: gettext("Vẫn ghi") })) await outbox.redo(row.id, { sure: true })
}

async function drop(row) {
  const question = fill(gettext("Bỏ hẳn việc này? %(label)s"), { label: row.label ?? "" })
  if (!(await ask({ question, yes: gettext("Bỏ"), danger: true }))) return
  await outbox.drop(row.id)
  await photos.dropOf(row.id)
}
