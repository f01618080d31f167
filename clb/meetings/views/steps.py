"""The steps of a meeting, in the order in which a club goes through them, and what each page shows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.fund.models import ClubBook, FundSource
from clb.health.rules import REFERRAL_ANSWERS
from clb.kernel.money import vnd
from clb.kernel.rows import RowsField, was
from clb.lending.queries import queue_of
from clb.meetings.commands import RECORD_MEETING
from clb.meetings.models import Attendance, Meeting, MeetingNote, MoneyLine
from clb.meetings.queries.meetings import (
    Line,
    Summary,
    attendance_lines,
    boxes,
    fee_due,
    fee_lines,
    gift_lines,
    leaders_of,
    loan_lines,
    on_roll,
    reading_lines,
    repayment_lines,
    summary_of,
)
from clb.meetings.queries.minutes import minutes_data
from clb.meetings.rules.areas import credited
from clb.members.models import Person

BLANK_ROWS = 1
Kind = MoneyLine.Kind
# Short enough for three to stand side by side on a phone.
MARKS = (
    (Attendance.Mark.PRESENT, gettext_lazy("Có mặt")),
    (Attendance.Mark.EXCUSED, gettext_lazy("Có phép")),
    (Attendance.Mark.ABSENT, gettext_lazy("Vắng")),
)
TALKS = ("TOPIC", "SELF_HELP", "RIGHTS", "ARTS", "OTHER")


@dataclass(frozen=True)
class Step:
    """One step: its address, its title, its template, and in words what is recorded so far ('' where nothing)."""

    slug: str
    title: Any
    template: str
    told: Callable[[Summary], str]


def _marks(summary: Summary) -> str:
    if not summary.marked:
        return ""
    words = _("%(present)s có mặt trên %(all)s") % {"present": summary.present, "all": summary.on_roll}
    return words + (_(", %s chưa điểm danh") % summary.unmarked if summary.unmarked else "")


def _money(*kinds: str) -> Callable[[Summary], str]:
    def told(summary: Summary) -> str:
        found = [summary.money[kind] for kind in kinds if kind in summary.money]
        if not found:
            return ""
        lines, total = (sum(part) for part in zip(*found, strict=True))
        return _("%(n)s khoản, %(sum)s") % {"n": lines, "sum": vnd(total)}

    return told


def _loans(summary: Summary) -> str:
    asked = summary.money.get(Kind.LOAN, (0, 0))[0]
    if not asked:
        return ""
    n, total = summary.granted
    return _("xét %(asked)s, cho vay %(n)s: %(sum)s") % {"asked": asked, "n": n, "sum": vnd(total)}


def _readings(summary: Summary) -> str:
    return _("%s người") % summary.readings if summary.readings else ""


def _talks(summary: Summary) -> str:
    said = [str(part.label) for part in MeetingNote.Part if part.value in summary.notes and part.value in TALKS]
    return ", ".join(said)


STEPS: tuple[Step, ...] = (
    Step("mo-dau", gettext_lazy("Ngày, nơi họp, chủ trì"), "head", lambda s: _("đã ghi")),
    Step("diem-danh", gettext_lazy("Điểm danh"), "attendance", _marks),
    Step("thu-tien", gettext_lazy("Hội phí, ủng hộ"), "fees", _money(Kind.FEE, Kind.GIFT)),
    Step("tra-no", gettext_lazy("Trả nợ vay"), "repayments", _money(Kind.REPAYMENT)),
    Step("xet-vay", gettext_lazy("Xét cho vay"), "loans", _loans),
    Step("suc-khoe", gettext_lazy("Huyết áp, cân nặng"), "readings", _readings),
    Step("noi-dung", gettext_lazy("Chủ đề, tự giúp nhau, quyền lợi, văn nghệ"), "notes", _talks),
    Step(
        "thang-sau", gettext_lazy("Kế hoạch tháng sau"), "plan", lambda s: _("đã ghi") if "NEXT_PLAN" in s.notes else ""
    ),
    Step("kiem-quy", gettext_lazy("Kiểm quỹ"), "counts", lambda s: _("đếm %s quỹ") % s.counts if s.counts else ""),
    Step("ket-thuc", gettext_lazy("Xem lại và kết thúc"), "close", lambda s: ""),
)


@dataclass(frozen=True)
class Shown:
    """A row as the page draws it: what is typed or stored by column, what is wrong, and what the page was shown."""

    line: Line
    values: dict[str, str]
    errors: dict[str, list[str]]
    was: str

    @property
    def wrong(self) -> list[str]:
        """Everything that is wrong with this row."""
        return [message for messages in self.errors.values() for message in messages]


def rows(form: Any, field: str, lines: Sequence[Any], columns: Sequence[str]) -> list[Shown]:
    """`lines` with what was typed over what is stored; rows typed under keys of their own come after."""
    typed = {str(row.get(_key_of(form, field))): row for row in _typed(form, field)} if form else {}
    errors = form.row_errors(field) if form else {}
    found = []
    for line in lines:
        stored = {column: line.values.get(column, "") for column in columns}
        mine = typed.pop(line.key, {})
        values = {column: str(mine.get(column, stored[column])) for column in columns} if mine else stored
        found.append(Shown(line, values, errors.get(line.key, {}), _was(field, stored)))
    for key, row in typed.items():
        values = {column: str(row.get(column, "")) for column in columns}
        found.append(Shown(Line(key, ""), values, errors.get(key, {}), ""))
    return found


def _was(field: str, values: Mapping[str, str]) -> str:
    """As the form's field compares it: every column but the key, in its order."""
    found = RECORD_MEETING.form.base_fields[field]
    assert isinstance(found, RowsField)
    return was(*(values.get(column, "") for column in found.columns if column != found.key))


def _typed(form: Any, field: str) -> list[dict[str, Any]]:
    value = form[field].value()
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _key_of(form: Any, field: str) -> str:
    found: RowsField = form.fields[field]
    return found.key


def _blank(field: str, columns: Sequence[str]) -> list[Shown]:
    # A row that comes back as empty as it went out was not touched.
    empty = dict.fromkeys(columns, "")
    return [Shown(Line(str(uuid.uuid4()), ""), empty, {}, _was(field, empty)) for _n in range(BLANK_ROWS)]


def _free(form: Any, field: str, lines: Sequence[Line], columns: Sequence[str]) -> list[Shown]:
    return [*rows(form, field, lines, columns), *_blank(field, columns)]


def step_context(meeting: Meeting, step: Step, form: Any) -> dict[str, Any]:
    """What the page of a step shows; `form` is the refused one, or None."""
    return {"seen": _seen(meeting, form), **_CONTEXTS[step.template](meeting, form)}


def _seen(meeting: Meeting, form: Any) -> int:
    """The version that the page shows. After a collision was told, sending again means that it was seen."""
    if form is None or any(e.code == "collision" for errors in form.errors.as_data().values() for e in errors):
        return meeting.version
    try:
        return int(form.data.get("seen", ""))
    except ValueError:
        return meeting.version


def _head(meeting: Meeting, form: Any) -> dict[str, Any]:
    values = {
        "held_on": f"{meeting.held_on:%d/%m/%Y}",
        "place": meeting.place,
        "kind": meeting.kind,
        "begun_at": f"{meeting.begun_at:%H:%M}" if meeting.begun_at else "",
        "ended_at": f"{meeting.ended_at:%H:%M}" if meeting.ended_at else "",
        "chair": str(meeting.chair_id or ""),
        "secretary": str(meeting.secretary_id or ""),
    }
    if form is not None:
        values = {name: form.data.get(name, value) for name, value in values.items()}
    return {"values": values, "people": leaders_of(meeting.club, meeting.held_on), "kinds": Meeting.Kind.choices}


def _attendance(meeting: Meeting, form: Any) -> dict[str, Any]:
    newcomers = ("full_name", "sex", "birth")
    return {
        "rows": rows(form, "attendance", attendance_lines(meeting), ("mark",)),
        "newcomers": _free(form, "newcomers", [], newcomers),
        "sexes": Person.Sex.choices,
        "rest": form.data.get("attendance_rest", "") if form else "",
        "marks": MARKS,
    }


def _fees(meeting: Meeting, form: Any) -> dict[str, Any]:
    gifts = ("membership", "giver", "amount_vnd", "fund", "source")
    shown = _free(form, "gifts", gift_lines(meeting), gifts)
    return {
        "rows": rows(form, "fees", fee_lines(meeting), ("amount_vnd",)),
        "fee": fee_due(meeting),
        "gifts": shown,
        "members": on_roll(meeting),
        "funds": ClubBook.Fund.choices,
        "sources": FundSource.choices,
        "rest": form.data.get("fees_rest_vnd", "") if form else "",
    }


def _repayments(meeting: Meeting, form: Any) -> dict[str, Any]:
    columns = ("amount_vnd", "interest_vnd")
    rest = bool(form and form.data.get("repayments_rest"))
    return {"rows": rows(form, "repayments", repayment_lines(meeting), columns), "rest": rest}


def _loan_requests(meeting: Meeting, form: Any) -> dict[str, Any]:
    terms = ("membership", "amount_vnd", "months", "rate_percent_year", "purpose")
    columns = (*terms, "decision", "votes_for", "votes_against", "reason")
    queue = queue_of(meeting.club, meeting.held_on)
    return {
        "rows": _free(form, "loans", loan_lines(meeting, queue), columns),
        "members": on_roll(meeting),
        "decisions": MoneyLine.Decision.choices,
        "queue": queue,
    }


def _measured(meeting: Meeting, form: Any) -> dict[str, Any]:
    columns = ("systolic_mmhg", "diastolic_mmhg", "weight_g", "is_sure", "referral")
    return {"rows": rows(form, "readings", reading_lines(meeting), columns), "answers": REFERRAL_ANSWERS}


def _notes(parts: Sequence[str]) -> Callable[[Meeting, Any], dict[str, Any]]:
    def context(meeting: Meeting, form: Any) -> dict[str, Any]:
        stored = dict(meeting.notes.values_list("part", "text"))
        wanted = [MeetingNote.Part(part) for part in parts]
        lines = [Line(p.value, str(p.label), {"text": stored.get(p.value, "")}) for p in wanted]
        return {"rows": rows(form, "notes", lines, ("text",))}

    return context


def _counts(meeting: Meeting, form: Any) -> dict[str, Any]:
    return {"rows": rows(form, "counts", boxes(meeting), ("counted_vnd", "reason"))}


def sheet_context(meeting: Meeting, form: Any) -> dict[str, Any]:
    """All parts at once, in the order of the paper sheet; members' marks, fees and readings side by side."""
    attendance, fees, loans = _attendance(meeting, form), _fees(meeting, form), _loan_requests(meeting, form)
    readings = {row.line.key: row for row in _measured(meeting, form)["rows"]}
    paid = {row.line.key: row for row in fees["rows"]}
    members = [row for row in attendance["rows"] if row.line.key in paid and row.line.key in readings]
    return {
        **fees,
        **loans,
        "seen": _seen(meeting, form),
        "members_rows": [(row, paid[row.line.key], readings[row.line.key]) for row in members],
        "gift_rows": fees["gifts"],
        "repayment_rows": _repayments(meeting, form)["rows"],
        "loan_rows": loans["rows"],
        "note_rows": _notes((*TALKS, "NEXT_PLAN"))(meeting, form)["rows"],
        "count_rows": _counts(meeting, form)["rows"],
        "answers": REFERRAL_ANSWERS,
        "rest": False,
    }


def _close(meeting: Meeting, form: Any) -> dict[str, Any]:
    summary, data = summary_of(meeting), minutes_data(meeting)
    wrong = [message for name in form.errors for message in form.errors[name]] if form else []
    return {
        "summary": summary,
        "told": [(step, step.told(summary)) for step in STEPS[:-1]],
        "credits": credited(data),
        "wrong": wrong,
        "boxes": boxes(meeting),
    }


_CONTEXTS: dict[str, Callable[[Meeting, Any], dict[str, Any]]] = {
    "head": _head,
    "attendance": _attendance,
    "fees": _fees,
    "repayments": _repayments,
    "loans": _loan_requests,
    "readings": _measured,
    "notes": _notes(TALKS),
    "plan": _notes(("NEXT_PLAN",)),
    "counts": _counts,
    "close": _close,
}
