"""Loans at a meeting: each row is a request, beforehand or made right there; decided when the meeting closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.fund.models import ClubBook
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.lending.models import LoanDecision, LoanRequest
from clb.lending.queries import board_posts_on
from clb.lending.services.meetings import Decided, Sitting, settle_meeting
from clb.meetings.models import MoneyLine
from clb.members.models import Person
from clb.members.queries.counts import belonging

from .money import stored_lines, take_lines
from .patching import Recording, Values

Decision = MoneyLine.Decision
Row = Mapping[str, Any]
GRANTED = (Decision.GRANTED, Decision.LATER)
OUTCOMES = {
    Decision.GRANTED: LoanDecision.Outcome.GRANTED,
    Decision.LATER: LoanDecision.Outcome.GRANTED,
    Decision.POSTPONED: LoanDecision.Outcome.POSTPONED,
    Decision.REFUSED: LoanDecision.Outcome.REFUSED,
}


def take_loans(rec: Recording, rows: Sequence[Row]) -> None:
    """What the meeting said to each request, by the request's id; a row under another key is a request made here.

    A row without a decision is one that was not looked at: what was typed of it before is taken back.
    """
    if not rows:
        return
    asked = LoanRequest.objects.select_related("person").in_bulk([row["key"] for row in rows])
    stored = stored_lines(rec, MoneyLine.Kind.LOAN)
    wanted: dict[UUID, Values | None] = {}
    for row in rows:
        key, request = row["key"], asked.get(row["key"])
        if row.get("is_removed") or (not row["decision"] and (request or key in stored)):
            wanted[key] = None
        elif values := _values(rec, row, request):
            wanted[key] = values
    take_lines(rec, MoneyLine.Kind.LOAN, wanted)


def _values(rec: Recording, row: Row, request: LoanRequest | None) -> Values | None:
    """The row as it is stored; None where something is wrong with it, which is told beside it."""
    key = row["key"]
    if row["membership"] is None:
        rec.wrong("loans", key, _("Hãy chọn người xin vay."), "membership")
        return None
    member = rec.member("loans", row["membership"])
    if member is None:
        return None
    for column, told in _wrong(rec, row, request, member.person_id):
        rec.wrong("loans", key, told, column)
    return {
        "person_id": member.person_id,
        "amount_vnd": row["amount_vnd"],
        "months": row["months"],
        "rate_percent_year": row["rate_percent_year"],
        "purpose": tidy(row["purpose"]),
        "decision": row["decision"],
        "votes_for": row["votes_for"],
        "votes_against": row["votes_against"],
        "reason": tidy(row["reason"]),
        "fund": ClubBook.Fund.INCOME,
    }


def _wrong(rec: Recording, row: Row, request: LoanRequest | None, person: UUID) -> list[tuple[str, str]]:
    found = []
    if not row["decision"]:
        found.append(("decision", _("Hãy chọn quyết định.")))
    if row["decision"] in (Decision.POSTPONED, Decision.REFUSED) and not tidy(row["reason"]):
        found.append(("reason", _("Hãy ghi lý do, để người xin vay biết.")))
    if row["decision"] in GRANTED and row["votes_for"] is not None and row["votes_for"] <= (row["votes_against"] or 0):
        found.append(("votes_for", _("Phiếu đồng ý không nhiều hơn phiếu không đồng ý.")))
    if request is None or request.asked_at_meeting == rec.meeting.pk:
        return found
    if request.club_id != rec.meeting.club_id or request.person_id != person:
        found.append(("membership", _("Đơn xin vay này là của người khác.")))
    if row["decision"] in GRANTED and row["amount_vnd"] > request.amount_vnd:
        found.append(("amount_vnd", _("Nhiều hơn số xin vay (%s).") % vnd(request.amount_vnd)))
    return found


def settle(rec: Recording) -> None:
    """When the meeting closes, after its money is booked: its decisions stand. What is refused is told by rows."""
    found = rec.meeting
    lines = found.money_lines.filter(kind=MoneyLine.Kind.LOAN, is_dropped=False)
    rows = [_decided(line) for line in lines.select_related("person", "receipt__loan").order_by("pk")]
    if not rows and not LoanDecision.objects.filter(request__club=found.club_id, meeting=found.pk).exists():
        return
    present = rec.present()
    sitting = Sitting(
        meeting=found.pk,
        on=found.held_on,
        present=len(present),
        on_roll=belonging(found.held_on).filter(club=found.club_id).count(),
        deciders=_board_present(rec, present),
    )
    try:
        settle_meeting(by=rec.by, club=found.club, sitting=sitting, rows=rows)
    except ValidationError as error:
        _tell_rows(rec, error, {str(row.key): row for row in rows})


def _decided(line: MoneyLine) -> Decided:
    assert line.person is not None and line.months is not None, "judged when it was typed"
    return Decided(
        key=line.key,
        person=line.person,
        outcome=OUTCOMES[Decision(line.decision)],
        amount_vnd=line.amount_vnd,
        months=line.months,
        rate_percent_year=line.rate_percent_year,
        purpose=line.purpose,
        votes_for=line.votes_for,
        votes_against=line.votes_against,
        reason=line.reason,
        loan=line.receipt.loan if line.receipt else None,
    )


def _board_present(rec: Recording, present: set[UUID]) -> list[Person]:
    """Those of the board who were there: marked present, or leading the meeting or writing it down."""
    here = {rec.members[pk].person_id for pk in present if pk in rec.members}
    here |= {pk for pk in (rec.meeting.chair_id, rec.meeting.secretary_id) if pk}
    posts = board_posts_on(rec.meeting.club, rec.meeting.held_on)
    return [post.person for pk, post in posts.items() if pk in here]


def _tell_rows(rec: Recording, error: ValidationError, rows: Mapping[str, Decided]) -> None:
    for key, errors in error.error_dict.items():
        name = rows[key].person.full_name if key in rows else ""
        for one in errors:
            for message in one.messages:
                rec.wrong("loans", key, f"{name}: {message}" if name else message, one.code or "")
