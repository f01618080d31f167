"""The ranking of a thousand clubs: bounded in queries, and reasons that a second count agrees with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clb.care.models import CareClient
from clb.clubs.models import Club, ClubStatus
from clb.fund.models import CashCount, ClubBook, MonthClosing
from clb.ledger.models import Book, Entry
from clb.places.models import Unit, UnitLink, UnitVersion
from clb.supervision.models import SupervisionFinding
from clb.supervision.queries.risk import RankedClub, ranked
from conftest import Cast, make_cast, make_person, make_user

from .sample import make_finding, make_visit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
MANY = 1_000


@pytest.fixture(scope="module")
def cast(stored_once: Any) -> Iterator[Cast]:
    """The cast."""
    yield make_cast()


def many_clubs(cast: Cast, number: int) -> None:
    """Clubs as stored, under one commune."""
    day = cast.club.founded_on
    units = Unit.objects.bulk_create(Unit(key=f"nhieu-{n}", level="CLUB", from_on=day) for n in range(number))
    names = [f"CLB Nhiều {n:04}" for n in range(number)]
    UnitVersion.objects.bulk_create(
        UnitVersion(unit=unit, parent=cast.xb, name=name, search_key=name, from_on=day)
        for unit, name in zip(units, names, strict=True)
    )
    above = (cast.xb, cast.province, cast.nation)
    links = [UnitLink(above=top, below=unit, from_on=day) for unit in units for top in (*above, unit)]
    UnitLink.objects.bulk_create(links)
    rows = zip(units, names, strict=True)
    clubs = Club.objects.bulk_create(Club(unit=u, name=name, search_key=name, founded_on=day) for u, name in rows)
    ClubStatus.objects.bulk_create(ClubStatus(club=club, status="ACTIVE", from_on=day) for club in clubs)


def reasons_of(found: list[RankedClub], club: Club) -> dict[str, str]:
    (row,) = [row for row in found if row.club == club]
    return {reason.why.value: reason.text for reason in row.reasons if reason.why != "MEETINGS"}


def test_a_thousand_clubs_are_ranked_in_a_bounded_number_of_queries(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        ranked(Club.objects.all(), TODAY)
    many_clubs(cast, MANY)
    with CaptureQueriesContext(connection) as many:
        found = ranked(Club.objects.all(), TODAY)
    assert len(found) == MANY + 2 and [row.rank for row in found] == list(range(1, MANY + 3))
    # ids of many clubs go to the database in parts, so a few more, never one a club
    assert len(many) <= len(few) + 8 < 60


def test_reasons_equal_a_second_count(cast: Cast) -> None:
    club, by = cast.club, make_user("ghi")
    counts = ((-40, 1_000, 900), (-30, 500, 800), (-20, 700, 700), (-500, 5, 1))
    for days, counted, book in counts:
        on, told = TODAY + timedelta(days=days), {"reason": "lệch (mẫu)"}
        CashCount.objects.create(club=club, fund="INCOME", counted_on=on, counted_vnd=counted, book_vnd=book, **told)
    book = ClubBook.objects.create(club=club, fund="INCOME", book=Book.objects.create())
    five_back = (TODAY.replace(day=1) - timedelta(days=130)).replace(day=1)
    Entry.objects.create(book=book.book, happened_on=five_back, kind="x", number=1, seal=b"")
    for n, ago in enumerate((40, 3)):  # one long there and never visited, one who has just come
        person = make_person(f"Bà Chăm {n}")
        CareClient.objects.create(club=club, person=person, from_on=TODAY - timedelta(days=ago))
    found = make_visit(cast)
    make_finding(cast, found.visit, file=None)
    SupervisionFinding.objects.update(found_on=TODAY - timedelta(days=1))
    told = reasons_of(ranked(Club.objects.all(), TODAY), club)
    months = (TODAY.year - five_back.year) * 12 + TODAY.month - five_back.month
    assert told == {
        "GAP": "Đếm tiền lệch sổ 2 lần trong 12 tháng, lệch nhiều nhất 300 đồng.",
        "UNCLOSED": f"Chưa khóa sổ quỹ {months} tháng, từ tháng {five_back:%m/%Y}.",
        "UNVISITED": "Có người được chăm sóc tại nhà quá 14 ngày chưa ai đến.",
        "OPEN": "Còn 1 phát hiện lần trước chưa khắc phục.",
    }
    last = TODAY.replace(day=1) - timedelta(days=1)
    MonthClosing.objects.create(club=club, fund="INCOME", month=last.replace(day=1), by=by)
    assert "UNCLOSED" not in reasons_of(ranked(Club.objects.all(), TODAY), club)
    assert reasons_of(ranked(Club.objects.all(), TODAY), cast.other_club)["LAST"].endswith("(03/2018).")
