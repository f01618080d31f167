"""Finding people by words of their names, near and far."""

from __future__ import annotations

from typing import Any

import pytest

from clb.kernel.commands import run
from clb.kernel.selfcheck import run_checks
from clb.members.commands import ADD_MEMBER, CORRECT_PERSON
from clb.members.models import NameWord, Person
from clb.members.queries import find_people, search
from conftest import Cast


def join(cast: Cast, name: str, club: Any = None, by: Any = None) -> Person:
    data = {
        "club": (club or cast.club).pk,
        "full_name": name,
        "sex": "FEMALE",
        "birth": "1950",
        "from_on": "01/05/2020",
    }
    outcome = run(ADD_MEMBER, by=by or cast.lan, data=data)
    assert outcome.status == "done", outcome.errors
    found: Person = outcome.result.person
    return found


@pytest.fixture(params=["near", "far", "common"])
def way(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the three ways to search, on the same people."""
    if request.param != "near":
        monkeypatch.setattr(search, "FEW_CLUBS", 0)
    if request.param == "common":
        monkeypatch.setattr(search, "FEW_NAMES", 0)
    return str(request.param)


NAMES = ("Nguyễn Thị Đẹp", "Trần Văn Thinh", "Nguyễn Thị Ngọc Đẹp", "Lê Thìn", "Đỗ Đẹp Nguyễn")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("nguyen thi dep", ["Nguyễn Thị Đẹp", "Nguyễn Thị Ngọc Đẹp"]),
        ("Đẹp thị nguyễn", ["Nguyễn Thị Đẹp", "Nguyễn Thị Ngọc Đẹp"]),
        ("thi dep nguy", ["Nguyễn Thị Đẹp", "Nguyễn Thị Ngọc Đẹp"]),
        ("dep", ["Nguyễn Thị Đẹp", "Nguyễn Thị Ngọc Đẹp", "Đỗ Đẹp Nguyễn"]),
        ("thi", ["Nguyễn Thị Đẹp", "Nguyễn Thị Ngọc Đẹp", "Lê Thìn", "Trần Văn Thinh"]),
        ("thi ng", ["Nguyễn Thị Đẹp", "Nguyễn Thị Ngọc Đẹp"]),
        ("ep", []),
        ("xyz khong co", []),
        ("100% _", []),
        ("  ", []),
    ],
)
def test_any_order_no_diacritics_and_the_last_word_unfinished(
    cast: Cast, way: str, text: str, wanted: list[str]
) -> None:
    for name in NAMES:
        join(cast, name)
    by_id = dict(Person.objects.values_list("pk", "full_name"))
    assert [by_id[pk] for pk in find_people(cast.lan, text)] == wanted


def test_only_people_within_reach_are_found(cast: Cast, way: str) -> None:
    here, there = join(cast, "Nguyễn Thị Đẹp"), join(cast, "Nguyễn Thị Đẹp", cast.other_club, cast.hoa)
    assert find_people(cast.lan, "dep") == [here.pk]
    assert find_people(cast.hoa, "dep") == [there.pk]
    assert sorted(find_people(cast.hoi, "dep")) == sorted([here.pk, there.pk])
    assert find_people(cast.khach, "dep") == []


def test_of_very_many_the_first_are_given_and_one_more(cast: Cast, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FOUND_AT_MOST", 1)
    people = [join(cast, f"Nguyễn {name}") for name in ("An", "Ba", "Cúc")]
    assert find_people(cast.lan, "nguyen") == [p.pk for p in people[:2]]


def test_a_corrected_name_is_found_and_the_index_is_checked(cast: Cast, way: str) -> None:
    person = join(cast, "Nguyễn Thị Đep")
    data = {"person": person.pk, "full_name": "Nguyễn Thị Đạt", "sex": "FEMALE", "birth": "1950"}
    assert run(CORRECT_PERSON, by=cast.lan, data=data).status == "done"
    assert (find_people(cast.lan, "dat thi"), find_people(cast.lan, "dep")) == ([person.pk], [])
    assert run_checks()["members.every_name_is_found_by_its_words"] == []
    NameWord.objects.filter(word="dat").delete()
    assert run_checks()["members.every_name_is_found_by_its_words"] == ["1 tên chưa tìm được theo từng chữ."]
