// What was measured at one sitting, as it is typed and as it is sent. No number of any rule in here.

export const NUMBERS = ["pulse_bpm", "weight_kg", "height_cm", "waist_cm", "glucose_mmol_l"]
export const DECIMALS = { weight_kg: 1, height_cm: 1, waist_cm: 1, glucose_mmol_l: 1 }
export const PAIRS = ["", "_2", "_3"].map((n) => [`systolic_mmhg${n}`, `diastolic_mmhg${n}`])
export const FIELDS = [...PAIRS.flat(), ...NUMBERS]

/** Typed values as numbers; what is empty is left out. */
export function numbers(value) {
  const found = {}
  for (const field of FIELDS) {
    const typed = value[field]
    if (typed !== null && typed !== undefined && typed !== "") found[field] = Number(typed)
  }
  return found
}

/** What is sent. */
export function checkData({ club, person }, value) {
  const { place, measured_on, is_fasting, is_sure, referral, same_day } = value
  const data = { club, person, place, measured_on, ...numbers(value) }
  if ("glucose_mmol_l" in data) data.is_fasting = is_fasting === true ? "True" : is_fasting === false ? "False" : ""
  if (is_sure) data.is_sure = true
  if (referral) data.referral = referral
  if (same_day) data.same_day = same_day
  return data
}

/** The form again out of what was sent. */
export function typed(data) {
  const { place, measured_on, is_fasting, is_sure = false, referral = null, same_day = null } = data
  const value = { place, measured_on, is_sure, referral, same_day, is_fasting: is_fasting === "True" ? true : is_fasting === "False" ? false : null }
  for (const field of FIELDS) value[field] = field in data ? (field in DECIMALS ? String(data[field]) : data[field]) : null
  return value
}

/** Did the person agree to readings, as far as this phone knows? A row that waits here counts. */
export function agreement(measure, rows, person) {
  const asked = rows.filter((r) => r.command === "members.record_consent" && r.data.person === person && r.data.purpose === "HEALTH")
  const last = asked.at(-1)
  if (last) return { agreed: last.data.answer === "AGREED", after: [last.id] }
  return { agreed: Boolean(measure?.agreed), after: [] }
}

/** Is another reading of that day and place known here: a row that waits, or the last of the pack? */
export function isSecond(measure, rows, person, value) {
  const here = rows.some((r) => r.command === "health.record_check" && r.data.person === person && r.data.measured_on === value.measured_on && r.data.place === value.place)
  return here || (measure?.last?.on === value.measured_on && measure.last.place === value.place)
}
