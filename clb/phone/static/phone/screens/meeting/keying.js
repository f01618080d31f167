// Digits of a blood pressure and a weight, as they are read off: when a figure is whole, the next one begins. Pure.
export const FIELDS = ["systolic_mmhg", "diastolic_mmhg", "weight_g"]

// How many digits a figure that begins so has, when it is read off: 12… and 9…, as far as people go.
const digitsOf = (text) => (text[0] >= "4" ? 2 : 3)
const isWhole = (field, text) => (field === "weight_g" ? /,\d$/.test(text) : text !== "" && text.length >= digitsOf(text))

/** The values after one key: a digit, a comma, or "" that takes the last one away. */
export function keyed(value, key) {
  const { field } = value
  const text = value[field] ?? ""
  if (key === "") return { ...value, [field]: text.slice(0, -1) }
  if (key === "," && (field !== "weight_g" || !text || text.includes(","))) return value
  if (text === "" && key === "0") return value
  const begun = isWhole(field, text) ? key : text + key // a whole figure that is touched again begins anew
  const next = { ...value, [field]: begun, is_sure: false, referral: "" }
  const after = FIELDS[FIELDS.indexOf(field) + 1]
  return isWhole(field, begun) && after ? { ...next, field: after } : next
}

/** Is everything written, down to the last decimal? */
export const isFull = (value) => FIELDS.every((field) => isWhole(field, value[field] ?? ""))

/** As the server's tables look them up. */
export function values(row) {
  const number = (text) => (text ? Number(String(text).replace(",", ".")) : undefined)
  return { systolic_mmhg: number(row.systolic_mmhg), diastolic_mmhg: number(row.diastolic_mmhg), weight_kg: number(row.weight_g) }
}
