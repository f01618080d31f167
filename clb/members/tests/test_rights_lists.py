"""What the law gives older people: every boundary day, silence that is not guessed, and who may read it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.members.commands import END_CIRCUMSTANCE, RECORD_CIRCUMSTANCE
from clb.members.models import Circumstance, Household, Membership
from clb.members.queries import commune_lists, communes_read_by, longevity_list, pension_list
from clb.members.rules.entitlements import Longevity, PensionAges, is_age_unsure, longevity_age, pension_state
from clb.places.services import found_unit
from conftest import BEGIN, Cast, make_member

AGES, PENSION = Longevity(70, 5, 100), PensionAges(75, 70)
DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("age", "honoured"),
    [(69, None), (70, 70), (71, None), (74, None), (75, 75), (80, 80), (85, 85), (90, 90), (95, 95), (99, None)]
    + [(age, age) for age in (100, 101, 104, 110)],
)
def test_longevity_ages(age: int, honoured: int | None) -> None:
    assert longevity_age(2026 - age, 2026, AGES) == honoured


@pytest.mark.parametrize(
    ("birth_on", "is_poor", "records", "state"),
    [
        (date(1951, 3, 11), False, {"NO_PENSION"}, "NOT_DUE"),
        (date(1951, 3, 10), False, {"NO_PENSION"}, "MAY_APPLY"),
        (date(1951, 3, 10), False, set(), "UNKNOWN"),
        (date(1956, 3, 11), True, {"NO_PENSION"}, "NOT_DUE"),
        (date(1956, 3, 10), True, {"NO_PENSION"}, "MAY_APPLY"),
        (date(1956, 3, 10), True, set(), "UNKNOWN"),
        (date(1956, 3, 10), False, {"NO_PENSION"}, "NOT_DUE"),
        (date(1940, 1, 1), True, {"NO_PENSION", "APPLIED"}, "APPLIED"),
        (date(1940, 1, 1), False, {"PENSION"}, "HAS_PENSION"),
        (date(1940, 1, 1), False, {"MONTHLY_BENEFIT"}, "HAS_PENSION"),
        (date(1940, 1, 1), False, {"NO_PENSION", "SOCIAL_PENSION"}, "RECEIVES"),
        (date(1940, 1, 1), False, {"LIVES_ALONE", "DISABLED"}, "UNKNOWN"),
    ],
)
def test_pension_states_on_every_boundary(birth_on: date, is_poor: bool, records: set[str], state: str) -> None:
    assert pension_state(birth_on, is_poor, records, DAY, PENSION) == state


@pytest.mark.parametrize(
    ("year", "only", "unsure"), [(1951, True, True), (1951, False, False), (1950, True, False), (1952, True, False)]
)
def test_a_birth_known_by_year_is_unsure_in_the_boundary_year_only(year: int, only: bool, unsure: bool) -> None:
    assert is_age_unsure(year, only, DAY, 75) is unsure


def names(found: Any) -> list[tuple[str, list[tuple[str, int, str]]]]:
    return [(place, [(r.membership.person.full_name, r.age, r.state) for r in rows]) for place, rows in found.groups]


def record(member: Membership, kind: str) -> None:
    Circumstance.objects.create(person=member.person, kind=kind, from_on=date(2025, 1, 1))


def test_the_list_of_a_club_by_hamlet_says_what_is_not_known(cast: Cast) -> None:
    hamlet = found_unit(key="H1", level="HAMLET", name="Ấp Một", parent=cast.xa, from_on=BEGIN)
    asked = make_member(cast.club, "Bà Đã Hỏi", birth_on=date(1951, 3, 10))
    asked.person.household = Household.objects.create(unit=hamlet)
    asked.person.save()
    record(asked, "NO_PENSION")
    make_member(cast.club, "Bà Chưa Hỏi", birth_on=date(1956, 3, 10), household_class="NEAR_POOR")
    make_member(cast.club, "Bà Trẻ", birth_on=date(1956, 3, 11), household_class="POOR")
    record(make_member(cast.club, "Ông Có Lương", birth_on=date(1945, 1, 1)), "PENSION")
    make_member(cast.other_club, "Bà Xã Bên", birth_on=date(1940, 1, 1))
    found = pension_list(Club.objects.filter(pk=cast.club.pk), DAY)
    assert names(found) == [
        ("Xã Một", [("Bà Chưa Hỏi", 70, "UNKNOWN")]),
        ("Ấp Một", [("Bà Đã Hỏi", 75, "MAY_APPLY")]),
    ]
    with pytest.raises(LookupError):
        pension_list(Club.objects.all(), date(2025, 6, 30))


def test_someone_in_two_clubs_stands_in_a_longevity_list_once(cast: Cast) -> None:
    member = make_member(cast.club, "Bà Bảy Mươi", birth_on=date(1956, 12, 31))
    Membership.objects.create(person=member.person, club=cast.other_club, from_on=date(2019, 1, 1))
    assert names(longevity_list(Club.objects.all(), 2026, DAY)) == [("Xã Một", [("Bà Bảy Mươi", 70, "")])]
    assert longevity_list(Club.objects.all(), 2027, DAY).total == 0


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_takes_as_many_queries_for_three_as_for_one(cast: Cast, n: int, django_assert_num_queries: Any) -> None:
    for _i in range(n):
        make_member(cast.club, birth_on=date(1940, 1, 1))
    with django_assert_num_queries(5):
        pension_list(Club.objects.filter(pk=cast.club.pk), DAY)


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_who_opens_which_list(cast: Cast) -> None:
    club, xa = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/", f"/thanh-vien/xa/{cast.xa.key}/"
    urls = [club + "mung-tho/", club + "huu-tri-xa-hoi/", xa + "mung-tho/", xa + "huu-tri-xa-hoi/"]
    users = (cast.binh, cast.lan, cast.xuan, cast.hoi, cast.hoa, cast.tai)
    codes = {user.username: [enter(user).get(url).status_code for url in urls] for user in users}
    assert codes == {
        "binh": [200, 200, 404, 404],
        "lan": [200, 403, 404, 403],
        "xuan": [200, 200, 200, 200],
        "hoi": [200, 403, 200, 403],
        "hoa": [404, 404, 404, 403],
        "tai": [404, 404, 403, 403],
    }


def test_a_year_is_written_as_a_year(cast: Cast) -> None:
    page = enter(cast.lan).get(f"/thanh-vien/cau-lac-bo/{cast.club.pk}/mung-tho/?nam=2027").content.decode()
    assert "<h1>Người đến tuổi mừng thọ năm 2027</h1>" in page


def test_sensitive_things_are_read_and_recorded_by_right_only(cast: Cast) -> None:
    member = make_member(cast.club)
    data = {"person": member.person_id, "kind": "DISABLED", "from_on": "01/01/2024"}
    assert list(run(RECORD_CIRCUMSTANCE, by=cast.lan, data=data).errors) == ["kind"]
    assert run(RECORD_CIRCUMSTANCE, by=cast.lan, data={**data, "kind": "LIVES_ALONE"}).status == "done"
    assert run(RECORD_CIRCUMSTANCE, by=cast.binh, data=data).status == "done"
    assert list(run(RECORD_CIRCUMSTANCE, by=cast.binh, data=data).errors) == ["kind"]
    assert list(run(RECORD_CIRCUMSTANCE, by=cast.hoa, data={**data, "kind": "LIVES_ALONE"}).errors) == ["person"]
    assert [list(Act.objects.values_list("data", flat=True))[i].get("kind") for i in (0, 1)] == [None, None]
    seen = [list(Circumstance.objects.visible_to(u).values_list("kind", flat=True)) for u in (cast.lan, cast.binh)]
    assert seen == [["LIVES_ALONE"], ["LIVES_ALONE", "DISABLED"]]
    page = enter(cast.lan).get(f"/thanh-vien/nguoi/{member.person_id}/").content.decode()
    assert ("Sống một mình" in page, "Khuyết tật" in page) == (True, False)
    row = Circumstance.objects.get(kind="DISABLED")
    assert enter(cast.lan).get(f"/thanh-vien/hoan-canh/{row.pk}/het/").status_code == 404
    ending = {"circumstance": row.pk, "until_on": "01/02/2024"}
    assert list(run(END_CIRCUMSTANCE, by=cast.lan, data=ending).errors) == ["circumstance"]
    assert run(END_CIRCUMSTANCE, by=cast.binh, data=ending).status == "done"
    assert list(run(END_CIRCUMSTANCE, by=cast.binh, data=ending).errors) == ["circumstance"]


def test_contraries_do_not_hold_together(cast: Cast) -> None:
    member = make_member(cast.club)
    record(member, "NO_PENSION")
    data = {"person": member.person_id, "kind": "PENSION", "from_on": "01/01/2025"}
    assert list(run(RECORD_CIRCUMSTANCE, by=cast.binh, data=data).errors) == ["kind"]
    data = {**data, "kind": "APPLIED", "from_on": "01/01/2099"}
    assert list(run(RECORD_CIRCUMSTANCE, by=cast.binh, data=data).errors) == ["from_on"]


def test_the_name_of_an_ethnic_group_is_sensitive_and_not_journalled(cast: Cast) -> None:
    member = make_member(cast.club)
    data = {"person": member.person_id, "kind": "ETHNIC_MINORITY", "ethnic_group": "Khmer", "from_on": "01/01/2024"}
    assert list(run(RECORD_CIRCUMSTANCE, by=cast.binh, data={**data, "kind": "DISABLED"}).errors) == ["ethnic_group"]
    assert run(RECORD_CIRCUMSTANCE, by=cast.binh, data=data).status == "done"
    assert Act.objects.get().data == {"person": str(member.person_id), "from_on": "2024-01-01"}
    url = f"/thanh-vien/nguoi/{member.person_id}/"
    seen = ["Dân tộc thiểu số: Khmer" in enter(user).get(url).content.decode() for user in (cast.binh, cast.lan)]
    asked = ["Tên dân tộc" in enter(user).get(url + "hoan-canh/").content.decode() for user in (cast.binh, cast.lan)]
    assert (seen, asked) == ([True, False], [True, False])


def test_the_lists_of_a_commune_are_reached_from_the_members_page(cast: Cast) -> None:
    links = [f"/thanh-vien/xa/{cast.xa.key}/{rest}/" for rest in ("mung-tho", "huu-tri-xa-hoi")]
    pages = {u.username: enter(u).get("/thanh-vien/").content.decode() for u in (cast.xuan, cast.hoi, cast.lan)}
    assert {name: [link in page for link in links] for name, page in pages.items()} == {
        "xuan": [True, True],
        "hoi": [True, False],
        "lan": [False, False],
    }
    assert links[0] in enter(cast.hoi).get("/thanh-vien/xa/").content.decode()
    assert "không của cả xã" in enter(cast.lan).get("/thanh-vien/xa/").content.decode()
    assert enter(cast.tai).get("/thanh-vien/xa/").status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_communes_take_as_many_queries_for_three_as_for_one(cast: Cast, n: int, django_assert_num_queries: Any) -> None:
    for i in range(n):
        found_unit(key=f"C-{i}", level="COMMUNE", name=f"Xã {i}", parent=cast.province, from_on=BEGIN)
    with django_assert_num_queries(4):
        lists = commune_lists(cast.hoi, communes_read_by(cast.hoi, DAY), DAY)
    assert [(one.name, one.has_pension_list) for one in lists][:2] == [("Xã Một", False), ("Xã Hai", False)]
    assert len(lists) == n + 2


def test_a_longevity_list_is_of_a_year_and_of_the_members_of_a_day(cast: Cast) -> None:
    make_member(cast.club, "Bà Bảy Mươi", birth_on=date(1956, 5, 5), from_on=date(2026, 2, 1))
    url, client = f"/thanh-vien/cau-lac-bo/{cast.club.pk}/mung-tho/?nam=2026&ngay=", enter(cast.lan)
    seen = ["Bà Bảy Mươi" in client.get(url + day).content.decode() for day in ("31/01/2026", "01/02/2026")]
    assert seen == [False, True]
    odd = client.get(f"/thanh-vien/cau-lac-bo/{cast.club.pk}/mung-tho/?nam=xx").content.decode()
    assert "Không đọc được năm «xx» (từ 2010 đến 2100)." in odd
