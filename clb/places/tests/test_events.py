"""Events as a command and as a service: what each kind does, what is refused."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from clb.access.models import User
from clb.access.roles import Role
from clb.kernel.commands import Outcome, run
from clb.kernel.models import Act
from clb.kernel.selfcheck import run_checks
from clb.places.commands import RECORD_EVENT
from clb.places.models import Unit, UnitEvent, UnitLink, UnitVersion
from clb.places.queries import ancestors, awaiting_assignment, find_by_code, name_on, version_on, within
from clb.places.services import Step, apply_event, end_unit, found_unit, move_unit
from clb.places.tests.conftest import at
from conftest import Cast, make_club, make_user

ON = date(2027, 1, 1)
EVE = ON - timedelta(days=1)


@pytest.fixture
def root(cast: Cast) -> User:
    """The system administrator of the nation."""
    return make_user("hethong", Role.SYSTEM, cast.nation)


def record(by: User, kind: str, id: uuid.UUID | None = None, on: date = ON, **lines: str) -> Outcome:
    data = {"kind": kind, "happened_on": on, "legal_doc": "NQ mẫu 1/NQ", "trust": "G", **lines}
    return run(RECORD_EVENT, by=by, data=data, id=id)


def findings() -> dict[str, list[str]]:
    return {name: found for name, found in run_checks().items() if name.startswith("places.") and found}


def path(unit: Unit, day: date) -> list[str]:
    return [u.key for u in ancestors(at(unit.key), day)]


def test_two_communes_merge_into_a_new_one(cast: Cast, root: User) -> None:
    outcome = record(root, "MERGE", new_units="90001 | Xã Mới | 91", changes="90001 -> 90001\n90002 → C90001.2027\n")
    assert outcome.errors == {}
    new = find_by_code("90001", ON)
    assert new is not None
    assert (new.key, name_on(new, ON), at("C1").until_on, at("C1").heir) == ("C90001.2027", "Xã Mới", EVE, new)
    for club in (cast.club.unit, cast.other_club.unit):
        assert path(club, ON) == ["vn", "P1", "C90001.2027"]
    assert path(cast.club.unit, EVE) == ["vn", "P1", "C1"]
    assert findings() == {}
    officer = make_user("moi", Role.COMMUNE, new)
    assert officer.reach("members.read", ON).filter(below=cast.xa).exists()
    act = Act.objects.get()
    assert act.unit_id == cast.province.pk
    assert act.data["changes"] == ["90001 -> 90001", "90002 -> C90001.2027"]


def test_a_commune_goes_into_one_that_stays(cast: Cast, root: User) -> None:
    assert record(root, "MERGE", changes="90001 -> 90002").status == "done"
    assert path(cast.club.unit, ON) == ["vn", "P1", "C2"]
    # What C2 had of its own is not counted to C1.
    assert set(within(at("C1"), ON)) == {cast.xa.pk, cast.club.unit.pk}
    assert findings() == {}


def test_a_split_leaves_the_club_waiting_and_its_records_with_the_province(cast: Cast, root: User) -> None:
    outcome = record(
        root,
        "SPLIT",
        new_units="90011 | Xã Đông | 91\n90012 | Phường Tây | P1",
        changes="90001 -> 90011 một phần\n90001 -> 90012 (một phần)",
    )
    assert outcome.errors == {}
    assert [v.unit_id for v in awaiting_assignment()] == [cast.club.unit.pk]
    assert (at("C1").heir, path(cast.club.unit, ON)) == (cast.province, ["vn", "P1"])
    assert findings() == {}


def test_a_name_and_a_code_change_and_the_old_ones_stay_for_the_days_before(cast: Cast, root: User) -> None:
    assert record(root, "RENAME", new_names="90001 | Phường Một | 90009").status == "done"
    assert [name_on(cast.xa, day) for day in (EVE, ON)] == ["Xã Một", "Phường Một"]
    assert [find_by_code("90001", EVE), find_by_code("90001", ON), find_by_code("90009", ON)] == [
        cast.xa,
        None,
        cast.xa,
    ]
    assert path(cast.club.unit, ON) == ["vn", "P1", "C1"]
    assert findings() == {}
    again = record(root, "RENAME", on=ON + timedelta(days=9), new_names="90009 | Phường Một Mới")
    assert again.status == "done"
    assert name_on(cast.xa, ON + timedelta(days=9)) == "Phường Một Mới"


def test_a_hamlet_is_founded(cast: Cast, root: User) -> None:
    assert record(root, "FOUND", new_units="| Ấp Long Hòa | 90001").status == "done"
    hamlet = at("Hap-long-hoa.2027")
    assert (hamlet.level, hamlet.from_on, path(hamlet, ON)) == ("HAMLET", ON, ["vn", "P1", "C1"])


def test_an_abolished_unit_leaves_what_it_had_to_the_unit_above_with_a_note(cast: Cast, root: User) -> None:
    refused = record(root, "ABOLISH", changes="90001")
    assert refused.errors == {"changes": ["Bãi bỏ thì không có đơn vị kế thừa, và phải ghi chú vì sao."]}
    assert record(root, "ABOLISH", changes="90001", note="Di dân lòng hồ").status == "done"
    assert (path(cast.club.unit, ON), at("C1").heir) == (["vn", "P1"], cast.province)
    assert list(awaiting_assignment()) == []
    assert findings() == {}


def test_a_level_is_abolished_and_its_communes_go_up(cast: Cast, root: User) -> None:
    district = found_unit(
        key="D1", level="DISTRICT", name="Huyện Một", code="901", parent=cast.province, from_on=date(2016, 1, 1)
    )
    own = make_club(district, "CLB huyện").unit
    for commune in (cast.xa, cast.xb):
        move_unit(commune, district, on=date(2020, 1, 1))
    outcome = record(root, "ABOLISH_LEVEL", changes="901 -> 90001 một phần\n901 -> 90002 một phần")
    assert outcome.errors == {}
    assert path(cast.club.unit, EVE) == ["vn", "P1", "D1", "C1"]
    assert path(cast.club.unit, ON) == ["vn", "P1", "C1"]
    assert at("D1").heir == cast.province
    # Only what lay right under the district must be placed; a commune stays a commune.
    assert [v.unit_id for v in awaiting_assignment()] == [own.pk]
    assert findings() == {}


def test_rights_pass_on_from_heir_to_heir_and_follow_a_new_province(cast: Cast, root: User) -> None:
    days = [date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)]
    assert record(root, "MERGE", on=days[0], new_units="90003 | Xã Ba | 91", changes="90001 -> 90003").status == "done"
    assert record(root, "MERGE", on=days[1], new_units="90004 | Xã Tư | 91", changes="90003 -> 90004").status == "done"
    assert record(root, "MERGE", on=days[2], changes="91 -> 92").status == "done"
    heirs = {
        day: sorted(
            UnitLink.objects.filter(below=cast.xa, is_heir=True, from_on__lte=day)
            .exclude(until_on__lt=day)
            .values_list("above__key", flat=True)
        )
        for day in days
    }
    assert heirs == {
        days[0]: ["C90003.2027", "P1", "vn"],
        days[1]: ["C90004.2028", "P1", "vn"],
        days[2]: ["C90004.2028", "P2", "vn"],
    }
    assert path(cast.club.unit, days[2]) == ["vn", "P2", "C90004.2028"]
    assert findings() == {}


def test_an_event_written_down_late_takes_along_what_was_founded_since(cast: Cast, root: User) -> None:
    late = make_club(cast.xa, "CLB sau", founded_on=date(2026, 5, 1)).unit
    gone = make_club(cast.xa, "CLB đã chuyển", founded_on=date(2020, 5, 1)).unit
    move_unit(gone, cast.xb, on=date(2026, 6, 1))
    on = date(2026, 1, 1)
    assert record(root, "MERGE", on=on, new_units="90003 | Xã Ba | 91", changes="90001 -> 90003").status == "done"
    assert path(late, date(2026, 5, 1)) == ["vn", "P1", "C90003.2026"]
    assert [path(gone, d)[-1] for d in (date(2025, 12, 31), on, date(2026, 6, 1))] == ["C1", "C90003.2026", "C2"]
    assert findings() == {}


WHOLE = "Nhập thì mọi đơn vị cũ về trọn một đơn vị. Đơn vị chỉ về một phần thì ghi là chia, tách."
PARTS = "Chia, tách thì một đơn vị cũ thành ít nhất hai đơn vị, mỗi đơn vị nhận một phần."
NONE_CALLED = "Không có đơn vị nào mang mã hoặc khóa «99999» vào ngày "
ITSELF = "Xã Một không thể kế thừa chính nó. Nếu vẫn giữ tên, hãy ghi một đơn vị mới cùng tên."
UNREADABLE = "Không hiểu dòng «%s». Hãy viết như ví dụ."
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("MERGE", {"changes": "99999 -> 90002"}, "changes", NONE_CALLED + "31/12/2026."),
    ("MERGE", {"changes": "90001 -> 99999"}, "changes", NONE_CALLED + "01/01/2027."),
    ("MERGE", {"changes": "90001 -> 90001"}, "changes", ITSELF),
    ("MERGE", {"changes": "90001 -> 90002 một phần"}, "changes", WHOLE),
    ("MERGE", {"changes": "90001 -> 90002\n90002 -> P1"}, "changes", WHOLE),
    ("MERGE", {"changes": "90001"}, "changes", WHOLE),
    ("MERGE", {}, "changes", WHOLE),
    ("SPLIT", {"changes": "90001 -> 90002 một phần"}, "changes", PARTS),
    ("SPLIT", {"changes": "90001 -> 90002 một phần\n90001 -> P2"}, "changes", PARTS),
    ("SPLIT", {"changes": "90001 -> 90002 một phần\n90001 -> 90001 một phần"}, "changes", ITSELF),
    ("ABOLISH_LEVEL", {}, "changes", "Bỏ một cấp thì phải ghi các đơn vị của cấp ấy."),
    ("ABOLISH_LEVEL", {"changes": "90001 -> 90002\n90002"}, "changes", ITSELF.replace("Một", "Hai")),
    ("FOUND", {"changes": "90001 -> 90002"}, "changes", "Thành lập thì chỉ ghi đơn vị mới, không ghi đơn vị cũ."),
    ("RENAME", {}, "changes", "Đổi tên thì chỉ ghi đơn vị và tên mới, không ghi đơn vị cũ."),
    (
        "MERGE",
        {"changes": "90001 -> 90002", "new_names": "90002 | Xã Hai Mới"},
        "new_names",
        "Đổi tên thì ghi thành một biến động riêng.",
    ),
    ("FOUND", {"new_units": "90002 | Xã Trùng Mã | 91"}, "new_units", "Mã 90002 đang là của Xã Hai."),
    ("RENAME", {"new_names": "90001 | Xã Một | 90002"}, "new_names", "Mã 90002 đang là của Xã Hai."),
    ("FOUND", {"new_units": "90005 | Xã Dưới Xã | 90002"}, "new_units", "Xã Hai không phải là cấp trên."),
    ("FOUND", {"new_units": "90005 | Không rõ | 91"}, "new_units", UNREADABLE % "90005 | Không rõ | 91"),
    ("MERGE", {"changes": "1 -> 2 -> 3"}, "changes", UNREADABLE % "1 -> 2 -> 3"),
    ("MERGE", {"on": date(2016, 1, 1), "changes": "C1 -> C2"}, "changes", "Xã Một chưa có trước ngày 01/01/2016."),
    ("MERGE", {"on": date(2014, 1, 1), "changes": "C1 -> C2"}, "changes", "Xã Một chưa có trước ngày 01/01/2014."),
    ("MERGE", {"on": "31/02/2027"}, "happened_on", "Ngày chưa đúng. Hãy nhập ngày/tháng/năm, ví dụ 31/12/2025."),
]


@pytest.mark.parametrize(("kind", "lines", "field", "sentence"), REFUSED)
def test_the_impossible_is_refused_in_plain_words_and_nothing_is_kept(
    cast: Cast, root: User, kind: str, lines: dict[str, Any], field: str, sentence: str
) -> None:
    before = [model.objects.count() for model in (Unit, UnitVersion, UnitLink, UnitEvent, Act)]
    outcome = record(root, kind, **lines)
    assert (outcome.status, outcome.errors) == ("rejected", {field: [sentence]})
    assert [model.objects.count() for model in (Unit, UnitVersion, UnitLink, UnitEvent, Act)] == before
    assert Unit.objects.filter(until_on__isnull=False).count() == 0


def test_a_unit_ends_once_and_after_its_last_change(cast: Cast, root: User) -> None:
    assert record(root, "RENAME", on=ON + timedelta(days=5), new_names="90002 | Xã Hai Mới").status == "done"
    later = record(root, "MERGE", changes="90002 -> 90001")
    assert later.errors == {"happened_on": ["Xã Hai đã có thay đổi ghi cho ngày sau ngày 01/01/2027."]}
    assert record(root, "MERGE", changes="90001 -> 90002").status == "done"
    assert record(root, "MERGE", changes="90001 -> 90002").errors == {"__all__": ["Biến động này đã được ghi."]}
    assert record(root, "MERGE", changes="C1 -> P2").errors == {"__all__": ["Biến động này đã được ghi."]}
    next_year = record(root, "MERGE", on=date(2028, 1, 1), changes="C1 -> C2")
    assert next_year.errors == {"changes": ["Xã Một đã kết thúc trước ngày 01/01/2028."]}
    received = record(root, "ABOLISH", on=ON - timedelta(days=40), changes="C2", note="không được")
    assert received.errors == {"happened_on": ["Xã Hai đã có thay đổi ghi cho ngày sau ngày 22/11/2026."]}


def test_a_successor_must_stand_on_the_day(cast: Cast) -> None:
    end_unit(at("C2"), last_day=date(2026, 6, 30))
    young = found_unit(key="young", level="COMMUNE", name="Xã Trẻ", parent=cast.province, from_on=date(2030, 1, 1))
    for after in (at("C2"), young):
        with pytest.raises(ValidationError, match="không có vào ngày 01/01/2027"):
            apply_event(key="x", kind="MERGE", on=ON, legal_doc="NQ mẫu", trust="G", steps=[Step(cast.xa, after)])


def test_a_second_click_is_the_same_act(cast: Cast, root: User) -> None:
    act_id = uuid.uuid4()
    done = [record(root, "MERGE", id=act_id, changes="90001 -> 90002") for _ in range(2)]
    assert [outcome.status for outcome in done] == ["done", "already"]
    assert UnitEvent.objects.count() == 1


def test_what_befalls_a_unit_is_recorded_by_the_level_above_it(cast: Cast) -> None:
    below = make_user("he-tinh", Role.SYSTEM, cast.province)
    commune = make_user("he-xa", Role.SYSTEM, cast.xa)
    beside = make_user("he-ben", Role.SYSTEM, cast.beside)
    for by in (commune, beside, cast.xuan, cast.dung):
        with pytest.raises(PermissionDenied):
            record(by, "MERGE", changes="90001 -> 90002")
    with pytest.raises(PermissionDenied):
        record(below, "MERGE", changes="91 -> 92")
    assert record(below, "MERGE", changes="90001 -> 90002").status == "done"
    assert record(commune, "FOUND", new_units="| Ấp 1 | 90001", on=date(2026, 1, 1)).status == "done"


def test_a_unit_under_one_of_its_level_or_before_its_parent_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="không phải là cấp trên"):
        move_unit(cast.xa, cast.xb, on=ON)
    with pytest.raises(ValidationError, match="không có vào ngày"):
        found_unit(key="early", level="CLUB", name="CLB sớm", parent=cast.xa, from_on=date(2015, 1, 1))
    with pytest.raises(ValidationError, match="đã có thay đổi ghi cho ngày sau"):
        move_unit(cast.club.unit, cast.xb, on=ON)
        move_unit(cast.club.unit, cast.xa, on=ON - timedelta(days=9))
    assert version_on(cast.xa, ON) is not None
