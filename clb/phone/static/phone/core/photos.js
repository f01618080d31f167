// Photos: shrunk on the phone, kept in boxes, sent apart and after the act that they belong to.

import { tell } from "./changes.js"
import { uuid7 } from "./ids.js"
import { doneResult } from "./outbox.js"
import { session } from "./session.js"

export const LONGEST_PX = 1280
const QUALITY = 0.72

/** A JPEG whose longer side is at most 1280 px; what a camera writes into a photo (place, device) is gone. */
export async function shrink(blob) {
  const picture = await createImageBitmap(blob, { imageOrientation: "from-image" })
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY))
}

export const photos = {
  /** Keep a photo for the act `row`, which may still wait; gives its id. */
  async add(blob, { row, label = "" }) {
    const small = await shrink(blob)
    const id = uuid7()
    await session.boxes.putBytes("photos", id, new Uint8Array(await small.arrayBuffer()), { act: row, tried: 0 })
    tell("photos")
    return { id, bytes: small.size, label }
  },
  /** [{id, act}] of one act, or of all. */
  async rows({ row } = {}) {
    const all = (await session.boxes.openly("photos")).map(({ key, act }) => ({ id: key, act }))
    return row ? all.filter((photo) => photo.act === row) : all
  },
  async drop(id) {
    await session.boxes.drop("photos", id)
    tell("photos")
  },
  /** The act goes, and what was to prove it. */
  async dropOf(row) {
    for (const { id } of await photos.rows({ row })) await photos.drop(id)
  },
  /** Draw a kept photo into a canvas of the screen. */
  async draw(id, canvas) {
    const bytes = await session.boxes.bytes("photos", id)
    if (!bytes) return
    const picture = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }))
    Object.assign(canvas, { width: picture.width, height: picture.height })
    canvas.getContext("2d").drawImage(picture, 0, 0)
    picture.close()
  },
}

export const waiting = () => session.boxes.count("photos")

/** Send those whose act the server has; each by itself, so that a cut costs one photo's time and no act's. */
export async function send(api) {
  for (const { id, act } of await photos.rows()) {
    const done = await doneResult(act)
    if (!done) continue
    const bytes = await session.boxes.bytes("photos", id)
    const form = new FormData()
    form.set("id", id)
    form.set("for", done.id ?? act)
    form.set("file", new Blob([bytes], { type: "image/jpeg" }), `${id}.jpg`)
    const answer = await api("photo", { method: "POST", form, stall: 180_000 })
    const status = answer.status < 300 ? answer.body?.status : "refused"
    if (status === "refused") await refuse(id, answer.body)
    if (["done", "already", "refused"].includes(status)) await photos.drop(id)
  }
}

async function refuse(id, body) {
  const label = { command: "meetings.attach_evidence", data: {}, label: "", errors: body?.errors ?? {}, why: body?.why ?? "" }
  await session.boxes.put("parked", id, { ...label, isPhoto: true, at: new Date().toISOString() })
  tell("outbox")
}
