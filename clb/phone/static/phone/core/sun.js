// When the sun rises and sets: light by day, dark by night, without asking where the phone is.

const RAD = Math.PI / 180
const DAY_MS = 86_400_000
// The middle of the Mekong delta; in the far north the error is half an hour in winter, which nobody's eyes mind.
export const HERE = { latitude: 10.5, longitude: 105.6 }

/** {rise, set} of the day that holds `at` there, as Dates. After the sunrise equation (declination, hour angle). */
export function sunTimes(at, { latitude, longitude } = HERE) {
  const solar = Math.round(at.getTime() / DAY_MS + 2440587.5 - 2451545 + longitude / 360 - 0.0009)
  const noon = solar + 0.0009 - longitude / 360
  const anomaly = (357.5291 + 0.98560028 * noon) % 360
  const m = anomaly * RAD
  const centre = 1.9148 * Math.sin(m) + 0.02 * Math.sin(2 * m) + 0.0003 * Math.sin(3 * m)
  const ecliptic = ((anomaly + centre + 180 + 102.9372) % 360) * RAD
  const transit = noon + 0.0053 * Math.sin(m) - 0.0069 * Math.sin(2 * ecliptic)
  const declination = Math.asin(Math.sin(ecliptic) * Math.sin(23.44 * RAD))
  const low = Math.sin(-0.833 * RAD) - Math.sin(latitude * RAD) * Math.sin(declination)
  const hour = Math.acos(low / (Math.cos(latitude * RAD) * Math.cos(declination))) / RAD
  const date = (days) => new Date((days + 2451545 - 2440587.5) * DAY_MS)
  return { rise: date(transit - hour / 360), set: date(transit + hour / 360) }
}

/** Is it night there? Whatever the zone of the phone's clock. */
export function isNight(at, here = HERE) {
  const { rise, set } = sunTimes(at, here)
  return at < rise || at >= set
}
