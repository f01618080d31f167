// A copy of the club to practise on: play names, play figures, boxes of its own, and nothing of it is ever sent.

import { deleteDB } from "../vendor/idb.js"
import { tellHere } from "./changes.js"
import { freshKey } from "./crypto.js"
import { apply, load, pack } from "./pack.js"
import { session } from "./session.js"
import * as store from "./store.js"

const NAME = "training"
const FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi"]
const MIDDLE = { MALE: "Văn", FEMALE: "Thị" }
const GIVEN = ["Mai", "Lan", "Cúc", "Trúc", "Sen", "Đào", "Huệ", "Hồng", "Sáu", "Bảy", "Tám", "Chín", "Út", "Tư", "Năm", "Ba"]
const ROUND_VND = 10_000
let real = null

/** The n-th play name; "(tập)" says what it is wherever it stands. */
export function playName(n, sex) {
  const family = FAMILY[n % FAMILY.length]
  const given = GIVEN[Math.floor(n / FAMILY.length) % GIVEN.length]
  const again = Math.floor(n / (FAMILY.length * GIVEN.length))
  return `${family} ${MIDDLE[sex] ?? "Thị"} ${given}${again ? ` ${again + 1}` : ""} (tập)`
}

const PLAY_PHONE = "0900 000 000"
const PEOPLE = new Set(["member", "client", "contact", "borrower", "measure", "volunteer", "me"])
const isName = (key) => ["name", "called", "known_as", "borrower", "treasurer", "chair_name"].includes(key)

/** Rows of a pack with every name and figure replaced; the same name becomes the same play name everywhere. */
export function played(rows) {
  const names = new Map()
  for (const [key, row] of Object.entries(rows)) {
    const kind = key.slice(0, key.indexOf(":"))
    for (const who of drawnIn(kind, row)) give(names, who)
    if (PEOPLE.has(kind)) for (const [field, value] of Object.entries(row)) if (isName(field) && value) give(names, value, row.sex)
  }
  const long = [...names.keys()].sort((a, b) => b.length - a.length)
  const walk = (value, key) => {
    if (typeof value === "string") return key === "phone" ? value && PLAY_PHONE : long.reduce((t, n) => t.replaceAll(n, names.get(n)), value)
    if (typeof value === "number" && key.endsWith("_vnd")) return Math.round((value * 0.7) / ROUND_VND) * ROUND_VND
    if (Array.isArray(value)) return value.map((one) => walk(one, key))
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v, k)]))
    return value
  }
  const kept = Object.entries(rows).filter(([key]) => !key.startsWith("told:"))
  return Object.fromEntries(kept.map(([key, row]) => [key, key.startsWith("form:") ? row : walk(unhealthy(key, row), "")]))
}

/** Without what was seen of anybody's health: nobody practises with that. */
function unhealthy(key, row) {
  if (key.startsWith("client:")) return { ...row, visits: [], last_on: null }
  if (!key.startsWith("measure:")) return row
  const { last: _last, referred: _referred, ...rest } = row
  return rest
}

/** Whom the lines of a drawn sample are about: the name stands first. */
const drawnIn = (kind, row) =>
  kind === "supervision" ? (row.recount?.kinds ?? []).filter((one) => one.kind !== "CASH").flatMap(({ items }) => items.map(([, , who]) => who.split(",")[0])) : []

function give(names, value, sex) {
  if (value.length > 2 && !names.has(value)) names.set(value, playName(names.size, sex))
}

/** Begin to practise with a copy of the pack. */
export async function practise() {
  real = session.now
  const rows = played(pack.everything())
  const at = pack.at
  await forgetTraining()
  const boxes = await store.open(NAME, await freshKey()) // the key lies nowhere: what is left behind is noise
  session.now = { ...real, boxes, grant: null, me: null, isTraining: true }
  await load()
  await apply({ etag: "training", at, base: null, rows, gone: [] })
  tellHere("outbox")
  tellHere("redraw")
}

/** Back to the real club; what was practised is gone. */
export async function stopPractising() {
  session.now.boxes.close()
  session.now = real
  real = null
  await forgetTraining()
  await load()
  tellHere("outbox")
  tellHere("redraw")
}

/** The boxes behind the ones that are practised with. */
export const closeReal = () => real?.boxes.close()

export const forgetTraining = () => deleteDB(`clb-phone-${NAME}`)
