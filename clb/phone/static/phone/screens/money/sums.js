// Hints about money: what this phone took that the pack does not know. Pure; the books decide.
export const GONE = "GONE"

/** Is a receipt's money not in the pack? It waits, or it was done and no pack has come since; what is refused is nowhere. */
export const wasTakenSince = ({ state, isUnseen }) => state === "WAITING" || state === "SENT" || (state === "DONE" && Boolean(isUnseen))

/** The sums of receipts by fund. */
export function sumsOf(slips) {
  const found = {}
  for (const { fund, sum_vnd } of slips) found[fund] = (found[fund] ?? 0) + sum_vnd
  return found
}

/** Of the sums that were taken since, what each loan or member paid: {about: sum}. */
export function paidOf(slips) {
  const found = {}
  for (const slip of slips.filter(wasTakenSince)) found[slip.about] = (found[slip.about] ?? 0) + slip.sum_vnd
  return found
}

/** A line of the collection sheet: due this month, paid (here since too), left. */
export function sheetLine(loan, here = 0) {
  const due = loan.month_principal_vnd + loan.month_interest_vnd
  const paid = loan.month_paid_vnd + here
  return { due, paid, left: Math.max(0, due - paid) }
}

/** The sheet's sums, and how many people still owe. */
export function sheetSums(lines) {
  const sum = (name) => lines.reduce((total, line) => total + line[name], 0)
  return { due: sum("due"), paid: sum("paid"), left: sum("left"), people: lines.filter((line) => line.left > 0).length }
}
