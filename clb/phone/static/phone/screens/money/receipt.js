// Biên nhận: shown to whoever paid, with this phone's own number until the server has given its own.
import { tellHere } from "../../core/changes.js"
import { day, moment, money } from "../../core/format.js"
import { outbox } from "../../core/outbox.js"
import { pack } from "../../core/pack.js"
import { back, go } from "../../core/router.js"
import { amount, bigButton, heading, html, icon, nothing, notice, refused, step } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"
import { live } from "./live.js"
import { numberOf, slipOf, slipsOf } from "./slips.js"

const words = (slip) =>
  ({
    WAITING: gettext("Chưa gửi lên máy chủ"),
    SENT: gettext("Đang gửi, máy chủ chưa trả lời"),
    PARKED: gettext("Máy chủ chưa nhận: cần xem lại"),
    DONE: gettext("Máy chủ đã nhận, đã vào sổ"),
    GONE: gettext("Đã bỏ, không vào sổ"),
  })[slip.state]
const kind = (slip) => ({ DONE: "good", PARKED: "bad", GONE: "warn" })[slip.state] ?? "info"

export const list = {
  path: "/bien-nhan/:club",
  title: () => gettext("Biên nhận"),
  icon: "receipt",
  ...live(async ({ club }) => ({ slips: await slipsOf(club) })),
  render: ({ club }, { slips }) => html`${heading(gettext("Biên nhận đã ghi trên máy này"))}
    ${slips.length ? nothing : html`<p class="note">${gettext("Chưa thu khoản nào trên máy này.")}</p>`}
    <div class="list">${slips.map((slip) => html`<a class="row told ${slip.state === "PARKED" ? "wrong" : slip.state === "DONE" ? "" : "rest"}" href=${`#/bien-nhan/${club}/${slip.id}`}>${icon(slip.state === "DONE" ? "check" : slip.state === "PARKED" ? "alert-triangle" : "clock")}<span class="words"><b>${slip.name} · ${money(slip.sum_vnd)}</b><small>${slip.kind} · ${day(slip.on)} · ${words(slip)}</small></span></a>`)}</div>`,
}

export const one = {
  path: "/bien-nhan/:club/:id",
  title: () => gettext("Biên nhận"),
  icon: "receipt",
  ...live(async ({ id }) => ({ slip: await slipOf(id) })),
  render({ club }, { slip }) {
    if (!slip) return html`${heading(gettext("Biên nhận"))}<p class="note">${gettext("Biên nhận này không có trên máy.")}</p>`
    const server = slip.state === "DONE" ? slip.result?.id : null
    return html`${heading(gettext("Biên nhận"))}
      <div class="receipt"><p class="note">${pack.get("club", club)?.name ?? ""}</p>
        <b>${slip.kind}</b><p class="sum">${money(slip.sum_vnd)}</p>
        <dl class="sums"><div><dt>${gettext("Người nộp")}</dt><dd>${slip.name}</dd></div>
          ${slip.what ? html`<div><dt>${gettext("Về")}</dt><dd>${slip.what}</dd></div>` : nothing}
          ${slip.parts.filter(([, sum]) => sum).map(([label, sum]) => html`<div><dt>${label}</dt><dd>${money(sum)}</dd></div>`)}
          <div><dt>${gettext("Ngày")}</dt><dd>${day(slip.on)}</dd></div>
          <div><dt>${gettext("Ghi lúc")}</dt><dd>${moment(slip.at)}</dd></div></dl>
        <p class="note">${gettext("Số trên máy này")}</p><p class="own">${numberOf(slip.id)}</p></div>
      ${notice({ kind: kind(slip), body: words(slip), title: slip.state === "PARKED" ? slip.why : undefined })}
      <div class="stack">
        ${server ? bigButton({ icon: "qrcode", title: gettext("Phiếu thu của sổ, có mã để kiểm tra"), note: gettext("Cần có mạng"), href: `/so-sach/phieu/${server}/` }) : nothing}
        ${slip.state === "PARKED" ? bigButton({ icon: "alert-triangle", kind: "main", title: gettext("Xem lại khoản này"), href: "#/can-xem" }) : nothing}
        ${bigButton({ icon: "arrow-left", title: gettext("Về bảng thu tiền"), href: `#/thu-tien/${club}` })}</div>`
  },
}

/** A refused sum is put right and sent again. */
export const fix = {
  path: "/sua-khoan-thu/:id",
  title: () => gettext("Sửa khoản thu"),
  icon: "pencil",
  fixes: ["fund.repay_loan", "fund.receive_fee", "fund.receive_gift"],
  fixPath: (row) => `/sua-khoan-thu/${row.id}`,
  isForm: true,
  async open({ id }) {
    const row = (await outbox.parked()).find((parked) => parked.id === id)
    return { row, value: row && { ...row.data } }
  },
  render(_params, held) {
    const { row, value } = held
    if (!row) return html`${heading(gettext("Sửa khoản thu"))}<p class="note">${gettext("Khoản này đã được giải quyết.")}</p>`
    const set = (part) => (sum) => put(held, { [part]: sum })
    const isLoan = row.command === "fund.repay_loan"
    const body = html`${refused(row.errors)}<p class="note">${row.label}</p>
      ${amount({ label: isLoan ? gettext("Trả gốc") : gettext("Số tiền"), value: value.amount_vnd ?? null, onchange: set("amount_vnd") })}
      ${isLoan ? amount({ label: gettext("Trả lãi"), value: value.interest_vnd ?? null, onchange: set("interest_vnd") }) : nothing}`
    const sum = (value.amount_vnd ?? 0) + (value.interest_vnd ?? 0)
    const again = async () => {
      await outbox.redo(row.id, { data: value, sure: true })
      go("/can-xem", { instead: true })
    }
    return step({ title: gettext("Sửa khoản thu"), body, back, next: { label: fill(gettext("Gửi lại %(sum)s"), { sum: money(sum) }), disabled: !sum, onclick: again } })
  },
}

function put(held, values) {
  Object.assign(held.value, values)
  tellHere("redraw")
}
