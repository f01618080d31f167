"""Fifty clubs with raw records of a year, made at random from one seed and stored at once."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from clb.access.models import User
from clb.care.models import CareMonth, Volunteer
from clb.clubs.models import Club, ClubStatus
from clb.exchanges.models import Exchange, ExchangeClub
from clb.fund.models import CashCount, ClubBook, Instalment, Loan, LoanSchedule, MonthClosing
from clb.health.models import CheckUp
from clb.kernel.dates import month_ends
from clb.ledger.models import Account, Book, Entry, Transfer
from clb.meetings.models import Activity, ActivityMonth, Attendance, Meeting
from clb.meetings.queries.months import month_figures
from clb.members.models import HouseholdClass, Membership, Person
from clb.places.models import Unit
from clb.places.services import found_unit

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
ENDS = month_ends(FIRST, LAST)
CLASSES = ("POOR", "NEAR_POOR", "HARDSHIP", "", "", "")


def make_clubs(parent: Unit, by: User, n: int, seed: int = 55) -> list[Club]:
    """`n` clubs under `parent`, most of them small, with everything that the proposed scorecard reads."""
    chance = random.Random(seed)
    clubs = []
    for i in range(n):
        founded = date(chance.choice((2017, 2019, 2023)), chance.randint(1, 12), chance.randint(1, 28))
        if i % 10 == 9:
            founded = date(2025, chance.randint(2, 5), chance.randint(1, 28))
        unit = found_unit(key=f"k{i}", level="CLUB", name=f"CLB {i:02}", parent=parent, from_on=founded)
        clubs.append(Club(unit=unit, name=f"CLB {i:02}", search_key=f"clb {i:02}", founded_on=founded))
    Club.objects.bulk_create(clubs)
    ClubStatus.objects.bulk_create(ClubStatus(club=c, status="ACTIVE", from_on=c.founded_on) for c in clubs)
    gone = [c.statuses.get() for c in clubs[5::16] if c.founded_on.year < 2025]
    for status in gone:
        ClubStatus.objects.filter(pk=status.pk).update(until_on=date(2025, 3, 14))
        spans = (("SUSPENDED", date(2025, 3, 15), date(2025, 6, 14)), ("ACTIVE", date(2025, 6, 15), None))
        for name, since, until in spans:
            ClubStatus.objects.create(club_id=status.club_id, status=name, from_on=since, until_on=until)
    _people(clubs, chance)
    _meetings(clubs, chance)
    _care_and_learning(clubs, parent, chance)
    _money(clubs, by, chance)
    return clubs


def _people(clubs: list[Club], chance: random.Random) -> None:
    people, members, classes, seen = [], [], [], []
    for i, club in enumerate(clubs):
        for _n in range(chance.randint(48, 72) if i % 6 == 0 else chance.randint(4, 14)):
            older = chance.random() < 0.65
            born = date(chance.randint(1940, 1964) if older else chance.randint(1967, 1999), chance.randint(1, 12), 5)
            sex = "FEMALE" if chance.random() < 0.65 else "MALE"
            person = Person(full_name="Người Mẫu", search_key="nguoi mau", sort_key="mau", sex=sex, birth_on=born)
            people.append(person)
            until = date(2025, chance.randint(6, 12), 20) if chance.random() < 0.05 else None
            members.append(Membership(person=person, club=club, from_on=club.founded_on, until_on=until))
            if name := chance.choice(CLASSES):
                classes.append(HouseholdClass(person=person, household_class=name, from_on=date(2024, 1, 1)))
            if chance.random() < (0.9 if i % 2 else 0.5):
                day = date(chance.choice((2024, 2025, 2025, 2025)), chance.randint(1, 12), 9)
                seen.append(CheckUp(person=person, club=club, state="SEEN", seen_on=day))
    Person.objects.bulk_create(people)
    Membership.objects.bulk_create(members)
    HouseholdClass.objects.bulk_create(classes)
    CheckUp.objects.bulk_create(seen)


def _meetings(clubs: list[Club], chance: random.Random) -> None:
    meetings, marks, done = [], [], []
    for club in clubs:
        eager = chance.random()
        here = list(Membership.objects.filter(club=club)[:3])
        for end in ENDS:
            if end < club.founded_on or chance.random() > 0.5 + eager / 2:
                continue
            day = end.replace(day=chance.randint(2, 27))
            if day < club.founded_on:
                continue
            closed = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if chance.random() < 0.95 else None
            meeting = Meeting(
                club=club, held_on=day, month=day.replace(day=1), first_closed_at=closed, is_closed=bool(closed)
            )
            meetings.append(meeting)
            for member in here:
                mark = "PRESENT" if chance.random() < eager else "ABSENT"
                marks.append(Attendance(meeting=meeting, membership=member, mark=mark, version=1))
            for area in chance.sample(range(1, 9), chance.randint(0, 8)):
                done.append(Activity(club=club, area=area, happened_on=day, what="Làm", people=3))
    Meeting.objects.bulk_create(meetings)
    Attendance.objects.bulk_create(marks)
    Activity.objects.bulk_create(done)
    rows = [
        ActivityMonth(club_id=pk, month_end=end, **vars(figures))
        for end in ENDS
        for pk, figures in month_figures(clubs, end).items()
        if not figures.is_empty
    ]
    ActivityMonth.objects.bulk_create(rows)


def _care_and_learning(clubs: list[Club], parent: Unit, chance: random.Random) -> None:
    volunteers, months, came = [], [], []
    visits = [
        Exchange(unit=parent, kind="VISIT", title=f"Giao lưu {n}", held_on=date(year, 4, 3), people=20)
        for n, year in enumerate((2024, 2025, 2025))
    ]
    Exchange.objects.bulk_create(visits)
    for club in clubs:
        for member in Membership.objects.filter(club=club)[: chance.randint(0, 6)]:
            until = date(2025, 8, 1) if chance.random() < 0.2 else None
            volunteers.append(Volunteer(club=club, person_id=member.person_id, from_on=club.founded_on, until_on=until))
        for end in ENDS if chance.random() < 0.7 else ():
            planned = chance.randint(0, 9)
            months.append(CareMonth(club=club, month_end=end, planned=planned, done=chance.randint(0, planned)))
        came += [ExchangeClub(exchange=visit, club=club) for visit in visits if chance.random() < 0.5]
    Volunteer.objects.bulk_create(volunteers)
    CareMonth.objects.bulk_create(months)
    ExchangeClub.objects.bulk_create(came)


def _money(clubs: list[Club], by: User, chance: random.Random) -> None:
    made: dict[type, list[Any]] = {}
    number = count(1)

    def keep(row: Any) -> Any:
        made.setdefault(type(row), []).append(row)
        return row

    for club in clubs:
        for fund in ("INCOME", "OPERATING")[: chance.randint(0, 2)]:
            book = Book.objects.create(name=f"{club.name} {fund}")
            keep(ClubBook(club=club, fund=fund, book=book))
            cash = Account.objects.create(book=book, code="CASH", name="Tiền mặt", kind="ASSET")
            source = Account.objects.create(book=book, code="START:SOCIAL", name="Xã hội hóa", kind="EQUITY")
            late = chance.random() < 0.2
            day = date(2025, 7, 7) if late else club.founded_on
            kind = "start_fund" if fund == "INCOME" else "fee"
            entry = keep(Entry(book=book, happened_on=day, kind=kind, number=1, seal=b"x"))
            keep(Transfer(entry=entry, debit=cash, credit=source, amount_vnd=chance.randint(5, 30) * 1_000_000))
            for month in range(1, chance.randint(0, 12) + 1):
                reopened = {"reopened_by": by, "reopened_at": datetime(2026, 1, 1, tzinfo=UTC), "reopen_reason": "x"}
                again = reopened if chance.random() < 0.1 else {}
                keep(MonthClosing(club=club, fund=fund, month=date(2025, month, 1), by=by, **again))
            for end in ENDS:
                if chance.random() < 0.7:
                    keep(CashCount(club=club, fund=fund, counted_on=end, counted_vnd=0, book_vnd=0))
            if fund == "INCOME":
                _loans(club, book, chance, keep, number)
    for model in (ClubBook, Entry, Transfer, MonthClosing, CashCount, Loan, LoanSchedule, Instalment):
        model.objects.bulk_create(made.get(model, []))


def _loans(club: Club, book: Book, chance: random.Random, keep: Any, number: Any) -> None:
    for member in Membership.objects.filter(club=club)[: chance.randint(0, 8)]:
        n = next(number)
        account = Account.objects.create(book=book, code=f"LOAN:{n}", name="Vay", kind="ASSET")
        lent, day = chance.randint(1, 9) * 1_000_000, date(2025, chance.randint(1, 12), 10)
        paid = chance.randint(0, 9) * lent // 10
        closed = date(2025, 12, 20) if chance.random() < 0.1 else None
        terms: dict[str, Any] = {"rate_percent_year": 0, "months": 12}
        loan = keep(
            Loan(
                club=club,
                person_id=member.person_id,
                account=account,
                number=n,
                principal_vnd=lent,
                granted_on=day,
                due_on=day.replace(year=day.year + 1),
                closed_on=closed,
                paid_principal_vnd=lent if closed else paid,
                **terms,
            )
        )
        schedule = keep(
            LoanSchedule(
                loan=loan,
                version=1,
                method="BULLET",
                principal_vnd=lent,
                grace_months=0,
                rounding_vnd=1,
                from_on=day,
                **terms,
            )
        )
        since = date.fromordinal(LAST.toordinal() - chance.randint(-40, 60))
        keep(
            Instalment(
                schedule=schedule,
                number=1,
                due_on=max(since, day),
                principal_vnd=lent,
                interest_vnd=0,
                asked_vnd=0,
                principal_by_then_vnd=lent,
                interest_by_then_vnd=0,
                settled_on=closed,
            )
        )
