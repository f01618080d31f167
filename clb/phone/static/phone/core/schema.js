// Hints from the same description of a form that the server judges by; the server judges.

import { pack } from "./pack.js"

const NOTHING = { required: false, min: null, max: null, maxLength: null, choices: [], title: "" }

/** {required, min, max, maxLength, choices: [[value, label]], title} of a field; of a column: hints(command, "rows.amount"). */
export function hints(command, field) {
  const form = pack.get("form", command)
  if (!form) return NOTHING
  let schema = form.schema ?? form
  const path = field.split(".")
  let required = false
  let found = schema
  for (const name of path) {
    const holder = found.items ?? found
    required = (holder.required ?? []).includes(name)
    found = holder.properties?.[name]
    if (!found) return NOTHING
  }
  return {
    required,
    min: found.minimum ?? null,
    max: found.maximum ?? null,
    maxLength: found.maxLength ?? null,
    choices: choicesOf(form, field, found),
    title: form.labels?.[field] ?? found.title ?? "",
  }
}

function choicesOf(form, field, found) {
  const told = form.choices?.[field] ?? field.split(".").reduce((held, name) => held?.[name], form.choices)
  if (Array.isArray(told)) return told
  const one = found.enum ?? found.items?.enum ?? []
  return one.map((value) => [value, String(value)])
}

/** What the phone can see to be wrong with a value, as a word: "" | MISSING | LOW | HIGH | LONG. */
export function faultOf({ required, min, max, maxLength }, value) {
  if (value === null || value === undefined || value === "") return required ? "MISSING" : ""
  if (typeof value === "number" && min !== null && value < min) return "LOW"
  if (typeof value === "number" && max !== null && value > max) return "HIGH"
  return typeof value === "string" && maxLength !== null && value.length > maxLength ? "LONG" : ""
}
