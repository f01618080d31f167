// A care visit as it is typed: what goes to the server, what a danger calls for, who waits today. No screen in here.

/** What is sent: the day, what was told, and of the rest only what was chosen. */
export function visitData(client, value) {
  const { visited_on, tasks = [], how_is, minutes, dangers = [], companion, note } = value
  const data = { client, visited_on, tasks, how_is, minutes, dangers }
  if (companion) data.companion = companion
  if (note?.trim()) data.note = note.trim()
  return data
}

/** Tick one of several; «none» and the others put each other out. */
export function ticked(values, value, none) {
  if (values.includes(value)) return values.filter((one) => one !== value)
  return value === none ? [none] : [...values.filter((one) => one !== none), value]
}

/** What the server says of these dangers: {words, calls, number}, or null where there is none. */
export function alarmFor(alarm, dangers) {
  const marks = dangers.map((danger) => alarm?.marks[danger] ?? "").join("")
  const mix = [..."CAD"].filter((mark) => marks.includes(mark)).join("")
  return mix ? { words: alarm.words[mix], calls: mix.includes("C"), number: alarm.number } : null
}

/** Visits to a client that wait on this phone: rows of the outbox. */
export const waitingFor = (rows, client) => rows.filter((r) => r.command === "care.record_visit" && r.data.client === client)

/** How a client stands on a day: {planned, written (here or there), rhythm...}. */
export function standing(client, rows, today) {
  const [, state] = client.days.find(([on]) => on === today) ?? []
  const written = waitingFor(rows, client.id).filter((row) => row.data.visited_on === today)
  const here = written.some((row) => !row.isSent)
  const there = client.last_on === today || written.some((row) => row.isSent)
  return { planned: Boolean(state) && state !== "OFF", isOff: state === "OFF", here, there, done: here || there }
}

/** The clients in the order of a day's work: expected and not written down, then the others, by given name. */
export function dayOrder(clients, rows, today) {
  const rank = (client) => {
    const { planned, done } = standing(client, rows, today)
    return planned && !done ? 0 : 1
  }
  return [...clients].sort((a, b) => rank(a) - rank(b) || (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0))
}
