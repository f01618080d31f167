// Hints about money that this phone took.
import assert from "node:assert/strict"
import test from "node:test"

const { paidOf, sheetLine, sheetSums, sumsOf, wasTakenSince } = await import("../../clb/phone/static/phone/screens/money/sums.js")

test("what waits, or was done and no pack has come since, is not in the pack; what was refused is nowhere", () => {
  assert.equal(wasTakenSince({ state: "WAITING" }), true)
  assert.equal(wasTakenSince({ state: "SENT" }), true)
  assert.equal(wasTakenSince({ state: "DONE", isUnseen: true }), true)
  assert.equal(wasTakenSince({ state: "DONE", isUnseen: false }), false)
  assert.equal(wasTakenSince({ state: "PARKED" }), false)
  assert.equal(wasTakenSince({ state: "GONE" }), false)
})

test("sums by fund and by what was paid", () => {
  const slips = [
    { fund: "INCOME", sum_vnd: 100_000, about: "loan:1", state: "WAITING" },
    { fund: "INCOME", sum_vnd: 50_000, about: "loan:1", state: "WAITING" },
    { fund: "OPERATING", sum_vnd: 10_000, about: "fee:2", state: "PARKED" },
  ]
  assert.deepEqual(sumsOf(slips), { INCOME: 150_000, OPERATING: 10_000 })
  assert.deepEqual(paidOf(slips), { "loan:1": 150_000 })
})

test("the collection sheet: due, paid here too, left, and who still owes", () => {
  const loan = { month_principal_vnd: 80_000, month_interest_vnd: 20_000, month_paid_vnd: 30_000 }
  const lines = [sheetLine(loan, 20_000), sheetLine({ ...loan, month_paid_vnd: 100_000 })]
  assert.deepEqual(lines[0], { due: 100_000, paid: 50_000, left: 50_000 })
  assert.deepEqual(sheetSums(lines), { due: 200_000, paid: 150_000, left: 50_000, people: 1 })
})
