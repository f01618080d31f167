"""The standing rule, weeks and months, matching with its reasons, and the bands of the scales."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from clb.care.models import Days, NeedsAssessment, Volunteer
from clb.care.rules.matching import Offer, Wish, matches
from clb.care.rules.roster import Kept, Rule, kept_by_week, weeks_of_month
from clb.law.scales import all_scales, scale
from clb.members.models import Person

MON = date(2026, 2, 2)


def days(weekdays: int, every: int, first: date = MON, begun: date = MON) -> list[str]:
    rule = Rule(uuid4(), begun, date(2026, 3, 1), weekdays, every)
    return [f"{day:%d/%m}" for day in rule.days(first, date(2026, 2, 28))]


@pytest.mark.parametrize(
    ("weekdays", "every", "expected"),
    [
        (0b1, 1, ["02/02", "09/02", "16/02", "23/02"]),
        (0b1001, 2, ["02/02", "05/02", "16/02", "19/02"]),
        (0b1000000, 3, ["08/02"]),
        (0b10, 4, ["03/02"]),
    ],
)
def test_days_of_a_rule(weekdays: int, every: int, expected: list[str]) -> None:
    assert days(weekdays, every) == expected


def test_weeks_count_from_that_of_the_first_day_whatever_day_it_is() -> None:
    assert days(0b1001, 2, begun=date(2026, 2, 4)) == ["05/02", "16/02", "19/02"]
    assert days(0b1001, 2, first=date(2026, 2, 10)) == ["16/02", "19/02"]


@pytest.mark.parametrize(
    ("end", "first", "last"),
    [
        (date(2026, 2, 28), date(2026, 1, 26), date(2026, 2, 22)),
        (date(2026, 5, 31), date(2026, 4, 27), date(2026, 5, 31)),
        (date(2026, 3, 31), date(2026, 2, 23), date(2026, 3, 29)),
    ],
)
def test_a_week_belongs_to_the_month_of_its_sunday(end: date, first: date, last: date) -> None:
    assert weeks_of_month(end) == (first, last)


def test_every_day_belongs_to_the_weeks_of_one_month() -> None:
    spans = [weeks_of_month(date(2026, m + 1, 1) - timedelta(days=1)) for m in range(1, 12)]
    assert all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(spans))


def test_one_visit_more_does_not_make_up_for_another_week() -> None:
    planned = [MON, MON + timedelta(days=3), MON + timedelta(days=7)]
    came = [MON + timedelta(days=n) for n in (1, 2, 3)]
    assert kept_by_week(planned, came) == {date(2026, 2, 8): Kept(2, 2), date(2026, 2, 15): Kept(1, 0)}


def offer(name: str, *, sex: str = "FEMALE", place: int | None = 1, load: int = 0, weekdays: int = Days.ALL) -> Offer:
    person = Person(full_name=name, sort_key=name, sex=sex)
    volunteer = Volunteer(person=person, weekdays=weekdays, kinds=["SOCIAL", "PERSONAL"])
    return Offer(volunteer, place_id=place, sex=sex, load=load)


def test_the_order_says_why() -> None:
    wish = Wish(place_id=1, sex="FEMALE", weekdays=0b1001, kinds=frozenset({"PERSONAL"}))
    offers = [
        offer("Nam", sex="MALE"),
        offer("Xa", place=2),
        offer("Bận", weekdays=0b1),
        offer("Nhiều Người", load=2),
        offer("Hợp"),
    ]
    found = matches(wish, offers)
    assert [m.offer.volunteer.person.full_name for m in found] == ["Hợp", "Nhiều Người", "Bận", "Xa", "Nam"]
    first, _many, busy, far, man = found
    assert first.speaks_for == (
        "đúng ý: nam hay nữ",
        "cùng ấp",
        "rảnh mọi ngày hẹn",
        "nhận các việc này",
        "chưa chăm sóc ai",
    )
    assert first.speaks_against == ()
    assert "không rảnh: Thứ Năm" in busy.speaks_against and "khác ấp" in far.speaks_against
    assert "trái ý: nam hay nữ" in man.speaks_against


@pytest.mark.parametrize(
    ("id", "bands"),
    [
        ("ADL", "MUCH MUCH MUCH SOME SOME SOME NONE"),
        ("IADL", "MUCH MUCH MUCH MUCH SOME SOME SOME SOME NONE"),
        ("ICOPE", "NONE SOME SOME MUCH MUCH MUCH MUCH"),
    ],
)
def test_every_score_of_a_scale_has_its_band_and_the_scale_its_source(id: str, bands: str) -> None:
    held = scale(id, on=MON)
    assert [held.band_of(score).code for score in range(held.most + 1)] == bands.split()
    assert (held.since, held.source.trust, bool(held.source.doc)) == (date(1900, 1, 1), "G", True)


def test_the_scales_are_those_that_are_asked() -> None:
    assert set(all_scales()) == set(NeedsAssessment.Scale.values)
    with pytest.raises(LookupError):
        scale("ADL", on=date(1899, 12, 31))
