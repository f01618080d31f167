import assert from "node:assert/strict"
import test from "node:test"
import { isNight, sunTimes } from "../../clb/phone/static/phone/core/sun.js"

const VIET_NAM = 7 * 60
const minutes = (at) => (at.getUTCHours() * 60 + at.getUTCMinutes() + VIET_NAM) % 1440
const clock = (h, m) => h * 60 + m
const near = (at, wanted) => assert.ok(Math.abs(minutes(at) - wanted) <= 4, `${minutes(at)} is not near ${wanted}`)

// Of the equinoxes and solstices at 10.5° N, 105.6° E, reckoned by hand from day length and the equation of time.
const DAYS = [
  ["2026-03-20", clock(6, 1), clock(18, 8)],
  ["2026-06-21", clock(5, 37), clock(18, 22)],
  ["2026-09-23", clock(5, 46), clock(17, 53)],
  ["2026-12-21", clock(6, 11), clock(17, 40)],
]

for (const [day, rise, set] of DAYS) {
  test(`sunrise and sunset of ${day}`, () => {
    const found = sunTimes(new Date(`${day}T05:00:00Z`))
    near(found.rise, rise)
    near(found.set, set)
  })
}

test("any hour of a day asks for the sun of that day", () => {
  for (let hour = 0; hour < 24; hour++) {
    const at = new Date(Date.UTC(2026, 5, 21, hour - 7))
    assert.equal(isNight(at), hour < 6 || hour >= 19, `${hour} o'clock`)
  }
})
