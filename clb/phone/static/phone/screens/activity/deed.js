// An activity as it is typed and as it is sent.

const tidy = (text) => (text ?? "").trim()

export const fresh = (day, row) => ({
  n: 1, row, area: null, happened_on: day, what: "", place: "", people: null, participants: [], helped: [], hours: null, work_days: null, sub_group: null,
})

/** What is sent: what was told and nothing empty. */
export function activityData(club, value) {
  const { area, happened_on, what, place, people, participants, helped, hours, work_days, sub_group } = value
  const data = { club, area, happened_on, what: tidy(what) }
  if (tidy(place)) data.place = tidy(place)
  if (people) data.people = people
  if (participants.length) data.participants = participants
  if (helped.length) data.helped = helped
  if (hours) data.hours = Number(hours)
  if (work_days) data.work_days = Number(work_days)
  if (sub_group) data.sub_group = sub_group
  return data
}

/** How many took part as far as is told: the number, else those named. */
export const counted = ({ people, participants }) => people || participants.length

/** The form again out of what was sent. */
export const typed = ({ club: _club, ...data }, row) => ({
  ...fresh(data.happened_on, row), ...data,
  hours: data.hours ? String(data.hours) : null,
  work_days: data.work_days ? String(data.work_days) : null,
})
