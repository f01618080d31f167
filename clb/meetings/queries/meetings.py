"""What the pages of a meeting show: its steps with what is recorded, and each part's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from clb.board.models import BoardPost
from clb.clubs.models import Club
from clb.fund.models import ClubBook
from clb.fund.queries import cash_of, fee_of, fees_paid, open_loans
from clb.health.queries import agreed_among
from clb.kernel.dates import on_day
from clb.lending.models import LoanRequest
from clb.lending.queries import Queue
from clb.meetings.models import Attendance, Meeting, MoneyLine, Reopening
from clb.members.models import Membership, Person
from clb.members.queries.counts import belonging

Kind = MoneyLine.Kind


def meetings_of(club: Club) -> QuerySet[Meeting]:
    """The club's meetings, newest first, with who led them."""
    return Meeting.objects.filter(club=club).select_related("chair").order_by("-held_on")


def on_roll(meeting: Meeting) -> list[Membership]:
    """Members of the club on the meeting's day, by given name."""
    rows = belonging(meeting.held_on).filter(club=meeting.club_id).select_related("person")
    return list(rows.order_by("person__sort_key", "pk"))


def leaders_of(club: Club, day: date) -> list[Person]:
    """Whoever may lead a meeting or write it down: the board on the day, then the members."""
    posts = BoardPost.objects.filter(on_day(day), club=club).select_related("person")
    board = list(dict.fromkeys(post.person for post in posts.order_by("post", "pk")))
    members = Person.objects.filter(memberships__in=belonging(day).filter(club=club)).order_by("sort_key", "pk")
    return board + [person for person in members if person not in board]


@dataclass(frozen=True)
class Summary:
    """How much of a meeting is recorded, by part; sums in whole đồng."""

    on_roll: int
    marks: Mapping[str, int]
    money: Mapping[str, tuple[int, int]]  # by kind: lines, sum (principal and interest)
    granted: tuple[int, int]  # loans granted: number, sum
    readings: int
    notes: frozenset[str]
    counts: int

    @property
    def marked(self) -> int:
        """Members with a mark."""
        return sum(self.marks.values())

    @property
    def unmarked(self) -> int:
        """Members of whom nobody has said anything."""
        return max(self.on_roll - self.marked, 0)

    @property
    def present(self) -> int:
        """Members who were there."""
        return self.marks.get(Attendance.Mark.PRESENT, 0)


def summary_of(meeting: Meeting) -> Summary:
    """What the meeting holds so far, in a constant number of queries."""
    marks: dict[str, int] = {}
    for mark in meeting.attendances.values_list("mark", flat=True):
        marks[mark] = marks.get(mark, 0) + 1
    money: dict[str, tuple[int, int]] = {}
    granted = (0, 0)
    lines = meeting.money_lines.filter(is_dropped=False)
    for kind, amount, interest, decision in lines.values_list("kind", "amount_vnd", "interest_vnd", "decision"):
        n, total = money.get(kind, (0, 0))
        money[kind] = (n + 1, total + amount + interest)
        if decision == MoneyLine.Decision.GRANTED:
            granted = (granted[0] + 1, granted[1] + amount)
    return Summary(
        on_roll=belonging(meeting.held_on).filter(club=meeting.club_id).count(),
        marks=marks,
        money=money,
        granted=granted,
        readings=meeting.readings.count(),
        notes=frozenset(meeting.notes.values_list("part", flat=True)),
        counts=meeting.box_counts.count(),
    )


@dataclass(frozen=True)
class Line:
    """One row of a part as a page shows it: its key, what it is about, the values that it has by column."""

    key: str
    label: str
    values: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def attendance_lines(meeting: Meeting) -> list[Line]:
    """Each member with the mark so far."""
    marks = dict(meeting.attendances.values_list("membership", "mark"))
    return [_of_member(m, {"mark": marks.get(m.pk, "")}) for m in on_roll(meeting)]


def _of_member(m: Membership, values: Mapping[str, str], **facts: Any) -> Line:
    return Line(str(m.pk), m.person.full_name, values, {"born": m.person.birth_on.year, **facts})


def _sum(amount: int | None) -> str:
    return f"{amount:,}".replace(",", ".") if amount else ""


def fee_lines(meeting: Meeting) -> list[Line]:
    """Each member with the fee typed at this meeting, whether present, and what was paid elsewhere for the month."""
    typed = dict(_lines(meeting, Kind.FEE).values_list("key", "amount_vnd"))
    here = _present(meeting)
    # Once the meeting is closed its own fees are in the books too.
    paid = {} if meeting.first_closed_at else fees_paid(meeting.club, meeting.month)
    return [
        _of_member(m, {"amount_vnd": _sum(typed.get(m.pk))}, is_present=m.pk in here, paid=paid.get(m.person_id, 0))
        for m in on_roll(meeting)
    ]


def _present(meeting: Meeting) -> set[UUID]:
    marks = meeting.attendances.filter(mark=Attendance.Mark.PRESENT)
    return set(marks.values_list("membership", flat=True))


def _lines(meeting: Meeting, kind: str) -> QuerySet[MoneyLine]:
    return meeting.money_lines.filter(kind=kind, is_dropped=False)


def gift_lines(meeting: Meeting) -> list[Line]:
    """Gifts typed so far."""
    member = {m.person_id: str(m.pk) for m in on_roll(meeting)}
    return [
        Line(
            str(line.key),
            line.person.full_name if line.person else line.giver,
            {
                "membership": member.get(line.person_id, "") if line.person_id else "",
                "giver": line.giver,
                "amount_vnd": _sum(line.amount_vnd),
                "fund": line.fund,
                "source": line.source,
            },
        )
        for line in _lines(meeting, Kind.GIFT).select_related("person").order_by("pk")
    ]


def repayment_lines(meeting: Meeting) -> list[Line]:
    """Each loan that is owed on the day, or was repaid at this meeting: owed, due, suggested, typed."""
    typed = {line.key: line for line in _lines(meeting, Kind.REPAYMENT).select_related("person", "loan")}
    found = []
    for open_loan in open_loans(meeting.club, meeting.held_on):
        row = typed.pop(open_loan.loan.pk, None)
        facts = {
            "title": open_loan.loan.title,
            "owed": open_loan.owed_vnd,
            "due_on": open_loan.due_on,
            "is_late": open_loan.is_late,
            "interest": open_loan.interest_suggested_vnd,
            "principal": open_loan.principal_suggested_vnd,
        }
        found.append(Line(str(open_loan.loan.pk), open_loan.person.full_name, _repaid(row), facts))
    for key, row in typed.items():  # repaid in full: closed since
        facts = {"title": row.loan.title if row.loan else "", "owed": 0}
        found.append(Line(str(key), row.person.full_name if row.person else "", _repaid(row), facts))
    return found


def _repaid(row: MoneyLine | None) -> dict[str, str]:
    names = ("amount_vnd", "interest_vnd")
    return {name: _sum(getattr(row, name)) if row else "" for name in names}


def loan_lines(meeting: Meeting, queue: Queue) -> list[Line]:
    """The queue in its order, each with what was typed of it so far, then what was asked at the meeting itself.

    The screen is looked at by the whole table, so the places are explained without anything sensitive.
    """
    member = {m.person_id: str(m.pk) for m in on_roll(meeting)}
    typed = {line.key: line for line in _lines(meeting, Kind.LOAN).select_related("person").order_by("pk")}
    found = []
    for place in queue.lines:
        if place.request.asked_at_meeting == meeting.pk:
            continue
        values = _requested(place.request, typed.pop(place.request.pk, None), member)
        facts = {"number": place.number, "why": place.why, "asked_vnd": place.request.amount_vnd}
        found.append(Line(str(place.request.pk), place.person.full_name, values, facts))
    before = LoanRequest.objects.filter(pk__in=list(typed)).exclude(asked_at_meeting=meeting.pk).in_bulk()
    for key, line in typed.items():
        asked = before.get(key)
        facts = {"asked_vnd": asked.amount_vnd} if asked else {}
        values = _requested(line, line, member)
        found.append(Line(str(key), line.person.full_name if line.person else "", values, facts))
    return found


def _requested(asked: LoanRequest | MoneyLine, line: MoneyLine | None, member: Mapping[UUID, str]) -> dict[str, str]:
    """What was typed of a request, else what was asked for."""
    said = line or asked
    return {
        "membership": member.get(said.person_id, "") if said.person_id else "",
        "amount_vnd": _sum(said.amount_vnd),
        "months": str(said.months or ""),
        "rate_percent_year": _rate(line.rate_percent_year) if line else "",
        "purpose": said.purpose,
        "decision": line.decision if line else "",
        "votes_for": "" if line is None or line.votes_for is None else str(line.votes_for),
        "votes_against": "" if line is None or line.votes_against is None else str(line.votes_against),
        "reason": line.reason if line else "",
    }


def _rate(percent: Decimal | None) -> str:
    return "" if percent is None else f"{percent.normalize():f}".replace(".", ",")


def reading_lines(meeting: Meeting) -> list[Line]:
    """Each member with what was measured, whether present, and whether they agreed to have it written down."""
    taken = {row.check_up.person_id: row.check_up for row in meeting.readings.select_related("check_up")}
    here, members = _present(meeting), on_roll(meeting)
    agreed = agreed_among([m.person_id for m in members], meeting.held_on)
    found = []
    for m in members:
        check = taken.get(m.person_id)
        values = {
            "systolic_mmhg": str(check.systolic_mmhg or "") if check else "",
            "diastolic_mmhg": str(check.diastolic_mmhg or "") if check else "",
            "weight_g": f"{check.weight_g / 1000:g}".replace(".", ",") if check and check.weight_g else "",
        }
        found.append(_of_member(m, values, is_present=m.pk in here, agreed=m.person_id in agreed, person=m.person_id))
    return sorted(found, key=lambda line: not line.facts["is_present"])


@dataclass(frozen=True)
class Box:
    """One fund's box on the day: what the books will hold when the meeting is closed, what was counted."""

    fund: str
    label: str
    expected_vnd: int
    values: Mapping[str, str]

    @property
    def key(self) -> str:
        """The row's key."""
        return self.fund

    @property
    def expected(self) -> str:
        """As it is typed."""
        return f"{self.expected_vnd:,}".replace(",", ".")


def boxes(meeting: Meeting) -> list[Box]:
    """Both funds' boxes; what the meeting brings and is not in the books yet is added."""
    counted = {count.fund: count for count in meeting.box_counts.all()}
    waiting = dict.fromkeys(ClubBook.Fund.values, 0)
    for line in meeting.money_lines.select_related("receipt"):
        waiting[line.fund] += _brings(line) - (_booked(line) if line.receipt_id else 0)
    found = []
    for fund in ClubBook.Fund:
        count = counted.get(fund.value)
        typed = f"{count.counted_vnd:,}".replace(",", ".") if count else ""
        values = {"counted_vnd": typed, "reason": count.reason if count else ""}
        expected = cash_of(meeting.club, fund.value, meeting.held_on) + waiting[fund.value]
        found.append(Box(fund.value, str(fund.label), expected, values))
    return found


def _brings(line: MoneyLine) -> int:
    """What a line adds to the box; a loan granted takes out."""
    if line.is_dropped or (line.kind == Kind.LOAN and line.decision != MoneyLine.Decision.GRANTED):
        return 0
    return -line.amount_vnd if line.kind == Kind.LOAN else line.amount_vnd + line.interest_vnd


def _booked(line: MoneyLine) -> int:
    assert line.receipt is not None
    total: int = line.receipt.amount_vnd + line.receipt.interest_vnd
    return -total if line.kind == Kind.LOAN else total


def fee_due(meeting: Meeting) -> int | None:
    """The month's fee by the charter, whole đồng; None where the charter says nothing."""
    return fee_of(meeting.club, meeting.held_on)


def reopenings_to_see(user: Any, club: Club) -> QuerySet[Reopening]:
    """Reopenings of the club's meetings that `user` has not read yet."""
    return Reopening.objects.filter(meeting__club=club).exclude(seen_by=user).select_related("meeting", "by")
