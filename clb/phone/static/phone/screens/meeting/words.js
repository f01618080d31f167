// What the meeting's steps are called, and what is recorded of them in one line.
import { day, money } from "../../core/format.js"
import { fill, gettext } from "../../core/words.js"
import { feesOf, giftsOf, lentOf, repaymentsOf, GRANTED, TALKS } from "./draft.js"

/** Titles of the steps; asked for when drawn, since the language may change. */
export const titleOf = (slug) =>
  ({
    "mo-dau": gettext("Ngày, nơi họp, chủ trì"),
    "diem-danh": gettext("Điểm danh"),
    "hoi-phi": gettext("Hội phí"),
    "ung-ho": gettext("Ủng hộ, tặng"),
    "tra-no": gettext("Trả nợ vay"),
    "xet-vay": gettext("Xét cho vay"),
    "suc-khoe": gettext("Huyết áp, cân nặng"),
    "noi-dung": gettext("Nội dung buổi họp"),
    "thang-sau": gettext("Kế hoạch tháng sau"),
    "kiem-quy": gettext("Kiểm quỹ"),
    "ket-thuc": gettext("Xem lại và kết thúc"),
  })[slug]

/** Short enough for three to stand side by side on a phone. */
export const marks = () => [
  ["PRESENT", gettext("Có mặt")],
  ["EXCUSED", gettext("Có phép")],
  ["ABSENT", gettext("Vắng")],
]

export const partName = (part) =>
  ({
    TOPIC: gettext("Chủ đề truyền thông"),
    SELF_HELP: gettext("Tự giúp nhau, hỗ trợ cộng đồng"),
    RIGHTS: gettext("Quyền và lợi ích"),
    ARTS: gettext("Văn nghệ, thể thao"),
    NEXT_PLAN: gettext("Kế hoạch tháng sau"),
    OTHER: gettext("Việc khác"),
  })[part]

export const fundName = (fund) => (fund === "INCOME" ? gettext("Quỹ tăng thu nhập") : gettext("Quỹ hoạt động"))

export const decisions = () => [
  [GRANTED, gettext("Đồng ý cho vay")],
  ["LATER", gettext("Đồng ý, giao tiền sau")],
  ["POSTPONED", gettext("Để lần sau")],
  ["REFUSED", gettext("Không đồng ý")],
]

const count = (rows) => Object.keys(rows).length

/** What is recorded of a step so far, or "" where nothing is. */
export function toldOf(draft, slug, tally) {
  if (slug === "mo-dau") return fill(gettext("ngày %(day)s"), { day: day(draft.head.held_on) })
  if (slug === "diem-danh") return count(draft.marks) || count(draft.newcomers) ? marked(tally) : ""
  if (slug === "hoi-phi") return lines(Object.values(draft.fees).filter(Boolean).length, feesOf(draft))
  if (slug === "ung-ho") return lines(count(draft.gifts), giftsOf(draft))
  if (slug === "tra-no") return lines(Object.values(draft.repayments).filter(pays).length, repaymentsOf(draft))
  if (slug === "xet-vay") return loans(draft)
  if (slug === "suc-khoe") return count(draft.readings) ? fill(gettext("%(n)s người"), { n: count(draft.readings) }) : ""
  if (slug === "noi-dung") return TALKS.filter((part) => draft.notes[part]).map(partName).join(", ")
  if (slug === "thang-sau") return draft.notes.NEXT_PLAN ? gettext("đã ghi") : ""
  if (slug === "kiem-quy") return count(draft.counts) ? fill(gettext("đếm %(n)s quỹ"), { n: count(draft.counts) }) : ""
  return ""
}

const pays = (row) => (row.amount_vnd || 0) + (row.interest_vnd || 0) > 0
const lines = (n, sum) => (n ? fill(gettext("%(n)s khoản, %(sum)s"), { n, sum: money(sum) }) : "")

function marked({ present, all, unmarked }) {
  const told = fill(gettext("%(present)s có mặt trên %(all)s"), { present, all })
  return unmarked ? told + fill(gettext(", %(n)s chưa điểm danh"), { n: unmarked }) : told
}

function loans(draft) {
  const decided = Object.values(draft.loans).filter((loan) => loan.decision)
  if (!decided.length) return ""
  const granted = decided.filter((loan) => loan.decision === GRANTED).length
  const told = { asked: decided.length, n: granted, sum: money(lentOf(draft)) }
  return fill(gettext("xét %(asked)s, cho vay %(n)s: %(sum)s"), told)
}

const PART_NAMES = {
  head: () => gettext("điểm danh"),
  newcomers: () => gettext("người mới vào"),
  fees: () => gettext("hội phí"),
  gifts: () => gettext("ủng hộ"),
  repayments: () => gettext("trả nợ"),
  loans: () => gettext("xét cho vay"),
  readings: () => gettext("huyết áp, cân nặng"),
  notes: () => gettext("nội dung"),
  plan: () => gettext("kế hoạch tháng sau"),
  counts: () => gettext("kiểm quỹ"),
  close: () => gettext("kết thúc"),
}

/** How a row of the outbox is called on this phone. */
export function labelOf(draft, part) {
  const told = fill(gettext("Buổi họp ngày %(day)s"), { day: day(draft.head.held_on) })
  return part ? `${told}: ${PART_NAMES[part]()}` : told
}
