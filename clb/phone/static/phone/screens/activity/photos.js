// The photos of one act: taken or chosen, shown, taken out again. They are shrunk and encrypted as they come in.

import { on, tellHere } from "../../core/changes.js"
import { photos } from "../../core/photos.js"
import { html, icon, notice, nothing } from "../../core/ui.js"
import { fill, gettext } from "../../core/words.js"

const MOST = 5

/** For `open`: keeps `held.photos`, those of the draft's act, fresh until `stop`. */
export async function withPhotos(held) {
  const read = async () => {
    held.photos = await photos.rows({ row: held.draft.value.row })
    tellHere("redraw")
  }
  held.stop = on("photos", () => read().catch((fault) => fault.name === "Locked" || Promise.reject(fault)))
  held.photos = await photos.rows({ row: held.draft.value.row })
  return held
}

export function photoPart(held, row) {
  const take = async (event) => {
    const files = [...event.target.files].slice(0, MOST - held.photos.length)
    event.target.value = ""
    held.fault = ""
    for (const file of files) {
      try {
        await photos.add(file, { row })
      } catch (fault) {
        if (!(fault instanceof DOMException)) throw fault
        held.fault = gettext("Máy không đọc được tệp này. Hãy chọn ảnh khác.")
        tellHere("redraw")
      }
    }
  }
  const isFull = held.photos.length >= MOST
  return html`${held.fault ? notice({ kind: "bad", body: held.fault }) : nothing}
    <ul class="photos">${held.photos.map(({ id }, i) => html`<li><canvas role="img" aria-label=${fill(gettext("Ảnh %(n)s"), { n: i + 1 })} data-photo=${id}></canvas>${drawInto(id)}
      <button type="button" class="big quiet" @click=${() => photos.drop(id)}>${icon("trash")}<span class="words"><b>${fill(gettext("Bỏ ảnh %(n)s"), { n: i + 1 })}</b></span></button></li>`)}</ul>
    ${isFull ? notice({ body: fill(gettext("Đã đủ %(n)s ảnh."), { n: MOST }) }) : html`
      <label class="big">${icon("camera")}<span class="words"><b>${gettext("Chụp ảnh")}</b></span><input class="unseen" type="file" accept="image/*" capture="environment" @change=${take}></label>
      <label class="big">${icon("photo")}<span class="words"><b>${gettext("Chọn ảnh có sẵn")}</b></span><input class="unseen" type="file" accept="image/*" multiple @change=${take}></label>`}
    ${held.photos.length ? html`<p class="note">${gettext("Ảnh được thu nhỏ, gửi riêng sau khi hoạt động đã gửi xong.")}</p>` : nothing}`
}

// A canvas is drawn once it is there; lit-html gives the element to a function in its tag only through a directive, so
// the next frame looks for it.
function drawInto(id) {
  requestAnimationFrame(() => {
    const canvas = document.querySelector(`canvas[data-photo="${id}"]`)
    if (canvas && canvas.dataset.drawn !== id) {
      canvas.dataset.drawn = id
      photos.draw(id, canvas)
    }
  })
  return nothing
}
