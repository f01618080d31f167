"""What the minutes of a meeting say: figures and lists from the records, and what two editions of them differ in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from clb.board.models import BoardPost
from clb.fund.models import ClubBook, FundSource
from clb.kernel.dates import on_day
from clb.kernel.money import vnd
from clb.kernel.text import given_name_first
from clb.lending.models import LoanDecision, LoanRequest
from clb.lending.queries import board_posts_on
from clb.lending.rules import conflicts
from clb.meetings.models import Attendance, Meeting, MeetingNote, MoneyLine
from clb.members.models import Person
from clb.members.queries.counts import belonging

Kind = MoneyLine.Kind
Data = dict[str, Any]
NOBODY = {"name": "", "post": ""}


def minutes_data(meeting: Meeting) -> Data:
    """Everything that the minutes say, as plain values (names included, so the row is erasable); sums in whole đồng."""
    lines = list(meeting.money_lines.filter(is_dropped=False).select_related("person"))
    lines.sort(key=lambda line: (_name_key(line), str(line.key)))
    led = _led(meeting)
    return {
        "held_on": meeting.held_on.isoformat(),
        "kind": meeting.kind,
        "begun_at": _clock(meeting.begun_at),
        "ended_at": _clock(meeting.ended_at),
        "place": meeting.place,
        "chair": led["chair"],
        "secretary": led["secretary"],
        "attendance": _attendance(meeting),
        "fees": _sums([line for line in lines if line.kind == Kind.FEE]),
        "gifts": _gifts([line for line in lines if line.kind == Kind.GIFT]),
        "repayments": _sums([line for line in lines if line.kind == Kind.REPAYMENT]),
        "loans": _loans(meeting, [line for line in lines if line.kind == Kind.LOAN]),
        "readings": meeting.readings.count(),
        "notes": {note.part: note.text for note in meeting.notes.all()},
        "cash": _cash(meeting),
    }


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _name_key(line: MoneyLine) -> str:
    return given_name_first(line.person.full_name if line.person else line.giver)


def _led(meeting: Meeting) -> dict[str, dict[str, str]]:
    """Name of who led and who wrote, and their posts in the board on the day, where there are any."""
    who = {"chair": meeting.chair_id, "secretary": meeting.secretary_id}
    names = dict(Person.objects.filter(pk__in=filter(None, who.values())).values_list("pk", "full_name"))
    held = BoardPost.objects.filter(on_day(meeting.held_on), club=meeting.club_id, person__in=names)
    posts = {post.person_id: post.shown for post in held.order_by("-pk")}
    return {part: {"name": names.get(pk, ""), "post": posts.get(pk, "")} if pk else NOBODY for part, pk in who.items()}


def _attendance(meeting: Meeting) -> Data:
    on_roll = belonging(meeting.held_on).filter(club=meeting.club_id).count()
    rows = [
        {"member": str(row.membership_id), "name": row.membership.person.full_name, "mark": row.mark}
        for row in meeting.attendances.select_related("membership__person").order_by("membership__person__sort_key")
    ]
    marks = [row["mark"] for row in rows]
    counted = {mark.lower(): marks.count(mark) for mark in Attendance.Mark.values}
    return {"on_roll": on_roll, **counted, "unmarked": max(on_roll - len(rows), 0), "rows": rows}


def _sums(lines: list[MoneyLine]) -> Data:
    rows = [
        {
            "key": str(line.key),
            "name": line.person.full_name if line.person else line.giver,
            "amount_vnd": line.amount_vnd,
            "interest_vnd": line.interest_vnd,
            "fund": line.fund,
        }
        for line in lines
    ]
    return {
        "count": len(rows),
        "amount_vnd": sum(line.amount_vnd for line in lines),
        "interest_vnd": sum(line.interest_vnd for line in lines),
        "rows": rows,
    }


def _gifts(lines: list[MoneyLine]) -> Data:
    return {**_sums(lines), "from_outside": sum(line.source != FundSource.MEMBERS for line in lines)}


def _loans(meeting: Meeting, lines: list[MoneyLine]) -> Data:
    """Each request with what was asked and said; `apart` holds those decided on that day on their own pages."""
    found = _sums(lines)
    asked = dict(LoanRequest.objects.filter(pk__in=[line.key for line in lines]).values_list("pk", "amount_vnd"))
    recused = _recused(meeting, lines)
    for row, line in zip(found["rows"], lines, strict=True):
        row |= {"asked_vnd": asked.get(line.key, line.amount_vnd), "recused": recused.get(line.key, [])}
        rate = line.rate_percent_year
        row |= {"decision": line.decision, "months": line.months, "purpose": line.purpose}
        row |= {"votes_for": line.votes_for, "votes_against": line.votes_against, "reason": line.reason}
        row["rate"] = None if rate is None else str(Decimal(rate).normalize())
    granted = [line for line in lines if line.decision == MoneyLine.Decision.GRANTED]
    told = {"granted": len(granted), "granted_vnd": sum(line.amount_vnd for line in granted)}
    return {**found, **told, "apart": _decided_apart(meeting)}


def _recused(meeting: Meeting, lines: list[MoneyLine]) -> dict[UUID, list[str]]:
    """By row, those of the board who kept out of a decision on their own loan or on one of their household."""
    if not lines:
        return {}
    board = [post.person for post in board_posts_on(meeting.club, meeting.held_on).values()]
    found = {line.key: conflicts(line.person, board) for line in lines if line.person}
    return {key: [person.full_name for person in own] for key, own in found.items() if own}


def _decided_apart(meeting: Meeting) -> list[Data]:
    that_day = LoanDecision.objects.filter(
        request__club=meeting.club_id, decided_on=meeting.held_on, meeting__isnull=True
    )
    rows = that_day.select_related("request__person").order_by("request__person__sort_key", "made_at")
    granted = LoanDecision.Outcome.GRANTED
    return [
        {
            "name": row.request.person.full_name,
            "asked_vnd": row.request.amount_vnd,
            "amount_vnd": row.amount_vnd or row.request.amount_vnd,
            "decision": MoneyLine.Decision.LATER.value if row.outcome == granted else row.outcome,
            "votes_for": row.votes_for,
            "votes_against": row.votes_against,
            "reason": row.reason or row.skipping_reason,
        }
        for row in rows
    ]


def _cash(meeting: Meeting) -> list[Data]:
    return [
        {
            "fund": count.fund,
            "counted_vnd": count.counted_vnd,
            "book_vnd": count.cash_count.book_vnd if count.cash_count else None,
            "reason": count.reason,
        }
        for count in meeting.box_counts.select_related("cash_count").order_by("fund")
    ]


# --- What changed between two editions --------------------------------------------------------------------------

HEADS = {
    "begun_at": gettext_noop("Bắt đầu lúc"),
    "ended_at": gettext_noop("Kết thúc lúc"),
    "place": gettext_noop("Nơi họp"),
}
PARTS = {
    "fees": gettext_noop("Hội phí"),
    "gifts": gettext_noop("Ủng hộ, tặng"),
    "repayments": gettext_noop("Trả nợ vay"),
    "loans": gettext_noop("Xét vay"),
}
NOTHING = ""


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, str]]:
    """What differs, each as {"part", "what", "before", "after"} in Vietnamese words; '' where there is nothing."""
    found = [_change("Chung", words, old[name], new[name]) for name, words in HEADS.items()]
    for name, words in (("chair", "Chủ trì"), ("secretary", "Ghi biên bản")):
        found.append(_change("Chung", words, old[name]["name"], new[name]["name"]))
    found += _differing("Điểm danh", _marks(old), _marks(new))
    for name, words in PARTS.items():
        found += _differing(words, _money(old[name]), _money(new[name]))
    for part in MeetingNote.Part:
        was, now = old["notes"].get(part.value, NOTHING), new["notes"].get(part.value, NOTHING)
        found.append(_change("Nội dung", str(part.label), was, now))
    found.append(_change("Số đo", "Số người được đo", str(old["readings"]), str(new["readings"])))
    found += _differing("Kiểm quỹ", _counted(old), _counted(new))
    return [one for one in found if one["before"] != one["after"]]


def _change(part: str, what: str, before: str, after: str) -> dict[str, str]:
    return {"part": part, "what": what, "before": before, "after": after}


Shown = dict[str, tuple[str, str]]  # by key: what it is called, what it says


def _differing(part: str, old: Shown, new: Shown) -> list[dict[str, str]]:
    keys = [*old, *(key for key in new if key not in old)]
    rows = []
    for key in keys:
        name = (new.get(key) or old[key])[0]
        was, now = (side[key][1] if key in side else NOTHING for side in (old, new))
        rows.append(_change(part, name, was, now))
    return rows


def _marks(data: Mapping[str, Any]) -> Shown:
    label = dict(Attendance.Mark.choices)
    return {row["member"]: (row["name"], str(label[row["mark"]])) for row in data["attendance"]["rows"]}


def _money(part: Mapping[str, Any]) -> Shown:
    return {row["key"]: (row["name"], _line(row)) for row in part["rows"]}


def _line(row: Mapping[str, Any]) -> str:
    words = vnd(row["amount_vnd"])
    if row["interest_vnd"]:
        words += f", lãi {vnd(row['interest_vnd'])}"
    if row.get("decision"):
        words += f", {MoneyLine.Decision(row['decision']).label}"
    if row.get("months"):
        words += f", {row['months']} tháng"
    return words


def _counted(data: Mapping[str, Any]) -> Shown:
    label = dict(ClubBook.Fund.choices)
    return {row["fund"]: (str(label[row["fund"]]), vnd(row["counted_vnd"])) for row in data["cash"]}
