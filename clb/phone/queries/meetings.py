"""Of a pack: the meeting that is open, with all that is recorded of it so far, else the last one of each club."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from clb.clubs.models import Club
from clb.kernel.dates import years_before
from clb.meetings.models import Meeting, MoneyLine
from clb.members.models import Membership

from .reader import Reader, Rows

Kind = MoneyLine.Kind
Lines = list[dict[str, Any]]


def meeting_rows(reader: Reader) -> Rows:
    """Of each club the last meeting of the year, and every one that is open."""
    rows: Rows = {}
    for club in reader.clubs:
        if reader.may("meetings.read", club):
            since = years_before(reader.on, 1)
            held = list(Meeting.objects.filter(club=club, held_on__gt=since).order_by("-held_on")[:12])
            for meeting in [one for i, one in enumerate(held) if i == 0 or not one.is_closed]:
                rows[f"meeting:{meeting.pk}"] = _meeting(reader, club, meeting)
    return rows


def _meeting(reader: Reader, club: Club, meeting: Meeting) -> dict[str, Any]:
    row: dict[str, Any] = {
        "club": str(club.pk),
        "kind": meeting.kind,
        "held_on": meeting.held_on.isoformat(),
        "month": f"{meeting.month:%Y-%m}",
        "place": meeting.place,
        "chair": _id(meeting.chair_id),
        "secretary": _id(meeting.secretary_id),
        "begun_at": _clock(meeting.begun_at),
        "ended_at": _clock(meeting.ended_at),
        "version": meeting.version,
        "closed": meeting.is_closed,
    }
    if not meeting.is_closed:
        row["parts"] = _parts(reader, club, meeting)
    return row


def _parts(reader: Reader, club: Club, meeting: Meeting) -> dict[str, Lines]:
    """What is recorded so far, as rows that meetings.record_meeting takes, as far as the person may read them."""
    members = dict(Membership.objects.filter(club=club).order_by("from_on").values_list("person", "pk"))
    marks = meeting.attendances.order_by("pk").values_list("membership", "mark")
    notes = meeting.notes.order_by("pk").values_list("part", "text")
    parts: dict[str, Lines] = {
        "attendance": [{"membership": str(pk), "mark": mark} for pk, mark in marks],
        "notes": [{"part": part, "text": text} for part, text in notes],
    }
    if reader.may("fund.read", club):
        parts |= _money(meeting, members)
    if reader.may("health.read", club):
        parts["readings"] = _readings(meeting, members)
    return parts


def _money(meeting: Meeting, members: dict[UUID, UUID]) -> dict[str, Lines]:
    lines = list(meeting.money_lines.filter(is_dropped=False).order_by("pk"))
    counts = meeting.box_counts.order_by("pk").values_list("fund", "counted_vnd", "reason")
    return {
        "fees": [
            {"membership": str(one.key), "amount_vnd": one.amount_vnd, "fund": one.fund}
            for one in lines
            if one.kind == Kind.FEE
        ],
        "gifts": [_gift(one, members) for one in lines if one.kind == Kind.GIFT],
        "repayments": [
            {"loan": str(one.key), "amount_vnd": one.amount_vnd, "interest_vnd": one.interest_vnd}
            for one in lines
            if one.kind == Kind.REPAYMENT
        ],
        "loans": [_loan(one, members) for one in lines if one.kind == Kind.LOAN],
        "counts": [{"fund": fund, "counted_vnd": vnd, "reason": reason} for fund, vnd, reason in counts],
    }


def _gift(one: MoneyLine, members: dict[UUID, UUID]) -> dict[str, Any]:
    row: dict[str, Any] = {"key": str(one.key), "giver": one.giver, "amount_vnd": one.amount_vnd, "fund": one.fund}
    return row | {"source": one.source, "membership": _member(one, members)}


def _loan(one: MoneyLine, members: dict[UUID, UUID]) -> dict[str, Any]:
    rate = one.rate_percent_year
    row: dict[str, Any] = {"key": str(one.key), "membership": _member(one, members), "amount_vnd": one.amount_vnd}
    row |= {"months": one.months, "rate_percent_year": None if rate is None else str(rate.normalize())}
    row |= {"purpose": one.purpose, "decision": one.decision, "reason": one.reason}
    return row | {"votes_for": one.votes_for, "votes_against": one.votes_against}


def _member(one: MoneyLine, members: dict[UUID, UUID]) -> str | None:
    return _id(members.get(one.person_id)) if one.person_id else None


def _readings(meeting: Meeting, members: dict[UUID, UUID]) -> Lines:
    found: Lines = []
    for row in meeting.readings.select_related("check_up").order_by("pk"):
        check = row.check_up
        member = members.get(check.person_id)
        if member is not None:
            told: dict[str, Any] = {"membership": str(member), "systolic_mmhg": check.systolic_mmhg}
            told |= {"diastolic_mmhg": check.diastolic_mmhg}
            found.append(told | {"weight_g": check.weight_g / 1_000 if check.weight_g else None})
    return found


def _id(pk: object) -> str | None:
    return None if pk is None else str(pk)


def _clock(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None
