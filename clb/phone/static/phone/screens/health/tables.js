// Looking values up in the server's tables (pack rows `table` and `ask`). No line of any class stands in this file: of
// the lines of a table the first that fits holds, as clb/phone/queries/measuring.py lays them out.

const DOES = {
  ">=": (a, b) => a >= b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  "<": (a, b) => a < b,
}
const isNumber = (value) => typeof value === "number" && Number.isFinite(value)

/** Does one of the conditions [field, sign, number] hold? What was not measured fits nothing. */
export const fits = (any, values) => any.some(([field, sign, n]) => isNumber(values[field]) && DOES[sign](values[field], n))

/** The line of a table into which the values fall, or null where something it asks for was not measured. */
export function lineOf(table, values) {
  if (!table || !table.lines.every((line) => line.any.every(([field]) => isNumber(values[field])))) return null
  return table.lines.find((line) => fits(line.any, values)) ?? null
}

/** What is possible but seldom, in the server's words. */
export const seldom = (ask, values) => (ask?.usual ?? []).filter((one) => fits(one.any, values)).map((one) => one.words)

const isThere = (value) => value !== undefined && value !== null && value !== ""

/** What does not belong together, in the server's words: half of what goes in pairs, values the wrong way round. */
export function faults(ask, values) {
  const halves = (ask?.together ?? []).filter(([fields]) => {
    const n = fields.filter((field) => isThere(values[field])).length
    return n > 0 && n < fields.length
  })
  const turned = (ask?.order ?? []).filter(([a, b]) => isNumber(values[a]) && isNumber(values[b]) && values[a] <= values[b])
  return [...halves, ...turned].map((one) => one.at(-1))
}

/** May the server ask whether the person is to be referred at once? */
export const isDanger = (tables, ask, values) =>
  tables.some((table) => lineOf(table, values)?.danger) || fits(ask?.danger ?? [], values)

/** Which tables are asked about a sitting: by where it was measured, the person's sex, fasting or not. */
export function tablesFor({ place, sex, is_fasting }) {
  const names = [`health.blood_pressure.${place === "HOME" ? "home" : "office"}`]
  if (sex) names.push(`health.waist.${sex}`)
  if (is_fasting === true || is_fasting === false) names.push(`health.glucose.${is_fasting ? "fasting" : "random"}`)
  return names
}

/** The hints about what was measured: [{name, refers, danger, what, unit, version, source}], each by its own table. */
export function hints(tables, values) {
  const found = []
  for (const table of tables) {
    const line = lineOf(table, values)
    const { what, unit, version, source } = table ?? {}
    if (line) found.push({ name: line.name, refers: line.refers, danger: line.danger, what, unit, version, source })
  }
  return found
}

/** The values of each sitting's reading: the first, and where there are more these too. */
export function readings(values) {
  const sets = []
  for (const n of ["", "_2", "_3"]) {
    const [upper, lower] = [values[`systolic_mmhg${n}`], values[`diastolic_mmhg${n}`]]
    if (n === "" || isNumber(upper) || isNumber(lower)) sets.push({ ...values, systolic_mmhg: upper, diastolic_mmhg: lower })
  }
  return sets
}
