// The screens of a meeting: the club's one, and each of its steps.
import { on, tellHere } from "../../core/changes.js"
import { pack } from "../../core/pack.js"
import { go } from "../../core/router.js"
import { session } from "../../core/session.js"
import { bigButton, heading, html, nothing } from "../../core/ui.js"
import { gettext } from "../../core/words.js"
import { takenSince } from "../money/slips.js"
import { attendance } from "./attendance.js"
import { closing } from "./closing.js"
import { counts } from "./counts.js"
import { STEPS } from "./draft.js"
import { fees } from "./fees.js"
import { gifts } from "./gifts.js"
import { loans } from "./loans.js"
import { opening } from "./opening.js"
import { invitation, overview, stand } from "./overview.js"
import { readings } from "./readings.js"
import { repayments } from "./repayments.js"
import { partOf } from "./rows.js"
import { look as lookAgain, sit } from "./table.js"
import { plan, talks } from "./talks.js"

const RIGHT = "meetings.record_meeting"
const DRAW = {
  "mo-dau": opening,
  "diem-danh": attendance,
  "hoi-phi": fees,
  "ung-ho": gifts,
  "tra-no": repayments,
  "xet-vay": loans,
  "suc-khoe": readings,
  "noi-dung": talks,
  "thang-sau": plan,
  "kiem-quy": counts,
  "ket-thuc": closing,
}

/** The clubs where this person may record a meeting. */
export const clubsFor = (right) => pack.rows("club").filter((club) => !club.rights || club.rights.includes(right))

const which = {
  path: "/buoi-hop",
  title: () => gettext("Buổi họp"),
  icon: "users",
  order: 10,
  start: true,
  needs: [RIGHT],
  open() {
    const clubs = clubsFor(RIGHT)
    if (clubs.length === 1) go(`/buoi-hop/${clubs[0].id}`, { instead: true })
    return { clubs }
  },
  render: (_params, { clubs }) =>
    html`${heading(gettext("Buổi họp của câu lạc bộ nào?"))}${clubs.map((club) => bigButton({ icon: "users", title: club.name, note: club.place, href: `#/buoi-hop/${club.id}` }))}`,
}

const whole = {
  path: "/buoi-hop/:club",
  title: () => gettext("Buổi họp"),
  icon: "users",
  needs: [RIGHT],
  async open({ club }) {
    const held = (await sit(club)) ?? { club }
    if (held.draft) await stand(held)
    held.stop = whenMoved(held, () => held.draft && stand(held))
    return held
  },
  close: (held) => held?.stop?.(),
  render: (_params, held) => (held.draft ? overview(held) : invitation(held)),
}

const one = {
  path: "/buoi-hop/:club/:step",
  title: () => gettext("Buổi họp"),
  icon: "users",
  needs: [RIGHT],
  isForm: true,
  async open({ club, step }) {
    const held = await sit(club)
    if (!held || !DRAW[step] || (held.draft.isClosed && !Object.keys(held.parked).length)) {
      go(`/buoi-hop/${club}`, { instead: true })
      return null
    }
    held.since = await takenSince(club)
    if (held.draft.at !== step) held.draft = { ...held.draft, at: step, editing: null }
    held.stop = whenMoved(held, () => {})
    return held
  },
  close: (held) => held?.stop?.(),
  render: ({ step }, held) => (held ? DRAW[step](held) : nothing),
  fixes: [RIGHT],
  fixPath: (row) => `/buoi-hop/${row.data.club}/${stepOf(row)}`,
}

// What the server answers while a screen is open is seen there.
function whenMoved(held, then) {
  const look = async () => {
    if (!session.now || !held.draft) return
    await lookAgain(held)
    await then()
    tellHere("redraw")
  }
  return on("outbox", () => look().catch((fault) => fault.name === "Locked" || Promise.reject(fault)))
}

const stepOf = ({ data }) => (data.held_on && !data.attendance ? STEPS[0] : STEPS.find(({ parts, slug }) => slug !== STEPS[0].slug && parts.includes(partOf(data)))).slug

export const meetingScreens = [which, whole, one]
