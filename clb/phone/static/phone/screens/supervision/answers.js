// The checklist and the recount as the phone knows them: the pack's rows with what waits here laid over them.

const of = (rows, verb, visit) => rows.filter((r) => r.command === `supervision.${verb}` && r.data.visit === visit)

/** The day on which the team came, as far as this phone knows, or null. */
export const carriedOn = (visit, rows) => visit.carried_on ?? of(rows, "carry_out_visit", visit.id)[0]?.data.carried_on ?? null

/** The row that says that the team came, while it waits here: what follows comes after it. */
export const carryRow = (visit, rows) => of(rows, "carry_out_visit", visit.id).map((row) => row.id)

/** Answers by question: {key: {answer, note}}. */
export function answersOf(visit, rows) {
  const found = {}
  for (const [key, [answer, note]] of Object.entries(visit.answers)) found[key] = { answer, note }
  for (const row of of(rows, "answer_checklist", visit.id)) {
    for (const { question, answer, note } of row.data.answers) {
      if (answer || note) found[question] = { answer, note }
      else delete found[question]
    }
  }
  return found
}

/** The answers that differ from those known: what is sent. */
export function changedAnswers(before, typed) {
  const rows = []
  for (const [question, { answer = "", note = "" }] of Object.entries(typed)) {
    const was = before[question] ?? { answer: "", note: "" }
    if (answer !== was.answer || note.trim() !== was.note) rows.push({ question, answer, note: note.trim() })
  }
  return rows
}

/** Every question in the order of the paper: [{key, text, section}]. */
export const questionsOf = (visit) =>
  visit.sections.flatMap(([section, questions]) => questions.map(([key, text]) => ({ key, text, section })))

/** The first question without an answer from `start` on, else none (-1). */
export function nextOpen(questions, answers, start = 0) {
  const found = questions.findIndex(({ key }, i) => i >= start && !answers[key]?.answer)
  return found < 0 ? questions.findIndex(({ key }) => !answers[key]?.answer) : found
}

/** Every line of the sample: [{id, number, who, book, kind, question, choices, label, outcome, found_vnd, note}]. */
export function sampleOf(visit, rows) {
  const told = new Map()
  for (const row of of(rows, "record_recount", visit.id)) for (const one of row.data.results) told.set(one.item, one)
  return (visit.recount?.kinds ?? []).flatMap(({ kind, label, question, choices, items }) =>
    items.map(([id, number, who, book, outcome, found_vnd, note]) => {
      const now = told.get(id) ?? { outcome, found_vnd, note }
      const line = { id, number, who, book, kind, label, question, choices }
      return { ...line, outcome: now.outcome ?? "", found_vnd: now.found_vnd ?? null, note: now.note ?? "" }
    }),
  )
}

/** Lines that differ from those known: what is sent. */
export function changedLines(lines, typed) {
  const rows = []
  for (const line of lines) {
    const now = typed[line.id]
    if (!now) continue
    const { outcome = "", found_vnd = null, note = "" } = now
    const differs = outcome !== line.outcome || found_vnd !== line.found_vnd || note.trim() !== line.note
    if (differs) rows.push({ item: line.id, outcome, found_vnd, note: note.trim() })
  }
  return rows
}

/** A borrower named another sum, and the sum is not written yet. */
export const lacksSum = ({ kind, outcome, found_vnd }) => kind === "LOAN" && outcome === "WRONG" && found_vnd === null

/** Is anything told of a line? */
export const isTold = ({ outcome, found_vnd }) => Boolean(outcome) || (found_vnd !== null && found_vnd !== undefined)
