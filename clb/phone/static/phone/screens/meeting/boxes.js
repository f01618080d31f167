// What each box should hold: the pack's day, and what this phone has done since. A hint; the books decide.
import { pack } from "../../core/pack.js"
import { brought, INCOME, OPERATING } from "./draft.js"

/** {INCOME: {sum, on}, OPERATING: {sum, on}}: `held.since` is what was taken beside the meeting and is not in the pack. */
export function expectedOf(held) {
  const { draft, since = {} } = held
  const isBooked = pack.get("meeting", draft.id)?.closed
  const adds = isBooked ? {} : brought(draft)
  return Object.fromEntries(
    [INCOME, OPERATING].map((fund) => {
      const row = pack.rows("balance", { club: draft.club }).find((one) => one.fund === fund)
      return [fund, { sum: (row?.amount_vnd ?? 0) + (adds[fund] ?? 0) + (since[fund] ?? 0), on: row?.on ?? held.at, isKnown: Boolean(row) }]
    }),
  )
}
