// What waits on this phone, fresh for a screen as long as that is open; and the word after something was kept.

import { on, tellHere } from "../core/changes.js"
import { outbox } from "../core/outbox.js"
import { go } from "../core/router.js"
import { bigButton, heading, html, notice, nothing } from "../core/ui.js"
import { gettext } from "../core/words.js"

/**
 * For `open`: {rows, parked, more…} that stay fresh until `stop` (give it to `close`). `rows` are what the pack does not
 * show yet: what waits, and before it what the server did since (`isSent`).
 */
export async function waiting(more = {}) {
  const held = { ...more }
  const read = async () => {
    const sent = (await outbox.unseen()).map((row) => ({ ...row, isSent: true }))
    Object.assign(held, { rows: [...sent, ...(await outbox.rows())], parked: await outbox.parked() })
  }
  const again = () =>
    read().then(
      () => tellHere("redraw"),
      (fault) => {
        if (fault.name !== "Locked") throw fault
      },
    )
  const stops = [on("outbox", again), on("pack", again)]
  held.stop = () => stops.forEach((stop) => stop())
  await read()
  return held
}

/** For `close`. */
export const stopWaiting = (held) => held?.stop?.()

/**
 * Keep an act out of a draft that goes with it: as a new row, or in place of the refused one that the draft came from
 * (`draft.value.replaces`, see fixing.js).
 */
export async function send(draft, act) {
  const before = draft.value.replaces
  if (!before || !(await outbox.parked()).some((row) => row.id === before)) return outbox.add({ ...act, drop: [draft.key] })
  const id = await outbox.redo(before, { data: act.data })
  await draft.drop()
  return { id }
}

let last = null

/** Show that an act was kept: `row` as the outbox gave it, `then` the path to go on to, `more` what else is said. */
export function kept(row, { then, label, more = nothing, again }) {
  last = { id: row.id, then, label, more, again }
  go(`/da-ghi/${row.id}`, { instead: true })
}

export const keptScreen = {
  path: "/da-ghi/:id",
  title: () => gettext("Đã ghi"),
  icon: "circle-check",
  open: () => waiting(),
  close: stopWaiting,
  render({ id }, { rows, parked }) {
    const told = last?.id === id ? last : { then: "/", label: gettext("Về màn hình đầu"), more: nothing }
    const row = rows.find((one) => one.id === id && !one.isSent)
    const refusedRow = parked.find((one) => one.id === id)
    const said = row
      ? notice({ kind: "good", title: row.label, body: gettext("Đã giữ trên máy này. Máy tự gửi khi có mạng.") })
      : refusedRow
        ? notice({ kind: "warn", title: refusedRow.label, body: refusedRow.why || Object.values(refusedRow.errors ?? {}).flat().join(" ") })
        : notice({ kind: "good", title: gettext("Đã gửi xong."), body: "" })
    return html`${heading(gettext("Đã ghi"))} ${told.more} ${said}
      <div class="stack">${bigButton({ icon: "arrow-right", title: told.label, href: `#${told.then}`, kind: "main" })}
      ${row && !row.tried && told.again ? bigButton({ icon: "pencil", title: gettext("Sửa lại"), kind: "quiet", onclick: () => takeBack(id, told) }) : nothing}</div>`
  },
}

async function takeBack(id, told) {
  if (await outbox.drop(id)) await told.again()
}
