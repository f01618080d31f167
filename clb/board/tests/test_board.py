"""Who sits on a board: members and people from outside, for a term; how many is the club's affair."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from clb.board.commands import APPOINT_TO_BOARD, CORRECT_BOARD_TERM, END_BOARD_POST
from clb.board.models import BoardPost
from clb.board.queries import board_on
from clb.clubs.models import ClubStatus
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.kernel.tests.told import told_of
from conftest import Cast, make_member

OUTSIDE = {"full_name": "Ông Trưởng ấp", "sex": "MALE", "birth": "1970"}


def appoint(cast: Cast, by: object = None, act: uuid.UUID | None = None, **changes: Any) -> Outcome:
    data = {"club": cast.club.pk, "post": "CHAIR", "from_on": "01/03/2020", **changes}
    return run(APPOINT_TO_BOARD, by=by or cast.lan, data=data, id=act)


def test_a_member_and_someone_from_outside_hold_posts_for_their_terms(cast: Cast) -> None:
    member = make_member(cast.club, "Bà Sổ")
    assert appoint(cast, **OUTSIDE, until_on="28/02/2025").status == "done"
    assert appoint(cast, membership=member.pk, post="OTHER", title="Thủ quỹ").status == "done"
    told = {day.year: [(p.person.full_name, p.shown) for p in board_on(cast.club, day)] for day in DAYS}
    keeper = ("Bà Sổ", "Thủ quỹ")
    assert told == {2019: [], 2022: [("Ông Trưởng ấp", "Chủ nhiệm"), keeper], 2026: [keeper]}


DAYS = (date(2019, 12, 31), date(2022, 1, 1), date(2026, 1, 1))


def test_ten_on_a_board_are_stored(cast: Cast) -> None:
    for i in range(10):
        assert appoint(cast, membership=make_member(cast.club, f"Bà {i}").pk, post="VICE_CHAIR").status == "done"
    assert len(board_on(cast.club, date(2026, 1, 1))) == 10


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "membership"),
        ({**OUTSIDE, "sex": ""}, "sex"),
        ({**OUTSIDE, "birth": ""}, "birth"),
        ({**OUTSIDE, "post": "OTHER"}, "title"),
        ({**OUTSIDE, "from_on": "28/02/2018"}, "from_on"),
        ({**OUTSIDE, "from_on": "01/01/2099"}, "from_on"),
        ({**OUTSIDE, "until_on": "01/01/2020"}, "until_on"),
    ],
)
def test_a_bad_line_is_refused_beside_its_field(cast: Cast, changes: dict[str, str], field: str) -> None:
    assert (list(appoint(cast, **changes).errors), BoardPost.objects.count()) == ([field], 0)


def test_the_next_clubs_member_is_no_choice(cast: Cast) -> None:
    other = make_member(cast.other_club, "Bà Hàng Xóm")
    assert list(appoint(cast, by=cast.dung, membership=other.pk).errors) == ["club", "membership"]
    assert list(appoint(cast, membership=other.pk).errors) == ["membership"]


def test_one_post_is_held_once_at_a_time(cast: Cast) -> None:
    member, act = make_member(cast.club), uuid.uuid4()
    told = [appoint(cast, membership=member.pk, act=act).status for _i in range(2)]
    assert (told, list(appoint(cast, membership=member.pk).errors)) == (["done", "already"], ["post"])


def test_a_post_ends_on_a_day(cast: Cast) -> None:
    row = appoint(cast, membership=make_member(cast.club).pk).result
    early = run(END_BOARD_POST, by=cast.lan, data={"board_post": row.pk, "until_on": "28/02/2020"})
    assert list(early.errors) == ["until_on"]
    assert run(END_BOARD_POST, by=cast.lan, data={"board_post": row.pk, "until_on": "31/12/2025"}).status == "done"
    assert board_on(cast.club, date(2026, 1, 1)) == []
    again = run(END_BOARD_POST, by=cast.lan, data={"board_post": row.pk, "until_on": "31/12/2025"})
    assert list(again.errors) == ["board_post"]


def correct(cast: Cast, row: BoardPost, from_on: str, until_on: str = "", by: object = None) -> Outcome:
    data = {"board_post": row.pk, "from_on": from_on, "until_on": until_on}
    return run(CORRECT_BOARD_TERM, by=by or cast.lan, data=data)


def test_the_days_of_a_term_are_put_right(cast: Cast) -> None:
    member = make_member(cast.club, "Bà Sổ")
    row = appoint(cast, membership=member.pk, until_on="28/02/2025").result
    assert correct(cast, row, "15/01/2020").status == "done"
    row.refresh_from_db()
    assert (row.from_on, row.until_on) == (date(2020, 1, 15), None)
    assert correct(cast, row, "15/01/2020", "31/12/2024").status == "done"
    assert [len(board_on(cast.club, date(2024, 12, 31))), len(board_on(cast.club, date(2025, 1, 1)))] == [1, 0]
    assert Act.objects.filter(command="board.correct_board_term")[0].data["from_on"] == "2020-01-15"


@pytest.mark.parametrize(
    ("days", "field"),
    [
        (("28/02/2018", ""), "from_on"),
        (("01/01/2099", ""), "from_on"),
        (("01/03/2020", "29/02/2020"), "until_on"),
        (("", ""), "from_on"),
        (("01/06/2024", ""), "from_on"),
    ],
)
def test_impossible_days_of_a_term_are_refused(cast: Cast, days: tuple[str, str], field: str) -> None:
    member = make_member(cast.club)
    row = appoint(cast, membership=member.pk, until_on="31/12/2023").result
    appoint(cast, membership=member.pk, from_on="01/01/2025")
    assert list(correct(cast, row, *days).errors) == [field]
    row.refresh_from_db()
    assert (row.from_on, row.until_on) == (date(2020, 3, 1), date(2023, 12, 31))


def test_a_term_does_not_outlive_the_club(cast: Cast) -> None:
    row = appoint(cast, membership=make_member(cast.club).pk).result
    cast.club.statuses.update(until_on=date(2024, 12, 31))
    ClubStatus.objects.create(club=cast.club, status="DISSOLVED", from_on=date(2025, 1, 1))
    tried = [correct(cast, row, "01/03/2020", day) for day in ("", "01/01/2025", "31/12/2024")]
    assert [list(one.errors) for one in tried] == [["until_on"], ["until_on"], []]


def test_who_may_put_a_term_right(cast: Cast) -> None:
    row = appoint(cast, membership=make_member(cast.club).pk).result
    assert list(correct(cast, row, "01/01/2020", by=cast.hoa).errors) == ["board_post"]
    client, url = Client(), reverse("board:correct_board_term", args=[row.pk])
    codes = []
    for user in (cast.lan, cast.hoa, cast.dung):
        client.force_login(user)
        codes.append(client.get(url).status_code)
    assert codes == [200, 404, 404]
    narrowed = cast.lan
    narrowed.narrowed_to = frozenset({"members.read"})
    with pytest.raises(PermissionDenied):
        correct(cast, row, "01/01/2020", by=narrowed)


def test_who_may(cast: Cast) -> None:
    assert list(appoint(cast, by=cast.hoa, **OUTSIDE).errors) == ["club"]
    reader = cast.khach
    reader.assignments.create(role="CHAIR", unit=cast.other_club.unit, from_on=date(2016, 1, 1))
    row = appoint(cast, **OUTSIDE).result
    data = {"board_post": row.pk, "until_on": "31/12/2025"}
    assert list(run(END_BOARD_POST, by=reader, data=data).errors) == ["board_post"]
    narrowed = cast.lan
    narrowed.narrowed_to = frozenset({"members.read"})
    with pytest.raises(PermissionDenied):
        appoint(cast, by=narrowed, **OUTSIDE)


def test_the_journal_holds_no_name(cast: Cast) -> None:
    appoint(cast, **OUTSIDE)
    kept = " ".join(str(row.data) for row in Act.objects.all())
    assert "Trưởng" not in kept and told_of(kept, ["1970"]) == []


def test_the_board_is_on_the_clubs_page_for_those_who_may_read_names(cast: Cast) -> None:
    row = appoint(cast, **OUTSIDE).result
    url, client = reverse("clubs:club", args=[cast.club.pk]), Client()
    client.force_login(cast.lan)
    assert "ngoài câu lạc bộ" in client.get(url).content.decode()
    assert client.get(reverse("board:end_board_post", args=[row.pk])).status_code == 200
    client.force_login(cast.dung)
    assert "Ông Trưởng ấp" not in client.get(url).content.decode()
    assert client.get(reverse("board:end_board_post", args=[row.pk])).status_code == 404
