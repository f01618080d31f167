"""The real plan of Hồng Ngự district, where its text lies beside the repository."""

from pathlib import Path

import pytest

from clb.plans.reading.draft import Reason
from clb.plans.reading.extract import lines_of
from clb.plans.reading.reader import placed_lines, read_plan

SOURCE = Path(__file__).resolve().parents[5] / "shared" / "input" / "ke-hoach-hong-ngu.txt"
pytestmark = pytest.mark.skipif(not SOURCE.exists(), reason=f"không có tệp {SOURCE.name} cạnh kho mã")


@pytest.fixture(scope="module")
def draft():
    return read_plan(lines_of(SOURCE.read_bytes(), SOURCE.name))


def test_header(draft):
    header = draft.header
    assert (header.kind, header.number, header.place_name, header.place_level) == (
        "KE_HOACH",
        None,
        "huyện Hồng Ngự",
        "DISTRICT",
    )
    assert header.issuer == "Ủy ban nhân dân huyện Hồng Ngự"
    assert (header.period_from, str(header.period_until)) == (None, "2025-12-31")
    (paper,) = header.implements
    assert (paper.kind, paper.number, str(paper.issued_on)) == ("KE_HOACH", "296/KH-UBND", "2020-12-24")
    assert paper.issuer == "Ủy ban nhân dân tỉnh Đồng Tháp"
    assert header.signer_title == "PHÓ CHỦ TỊCH"
    assert header.signer_name == draft.lines[-1].text.strip()


def test_targets(draft):
    rows = [
        (
            one.indicator,
            one.unit,
            one.bound.minimum,
            one.bound.min_strict,
            one.bound.maximum,
            str(one.scope),
            one.parent,
        )
        for one in draft.targets
    ]
    assert rows == [
        ("clubs.founded", "CLB", 3, False, None, "TOTAL", None),
        ("clubs.founded_members", "thành viên", 150, True, None, "TOTAL", None),
        ("clubs.founded_older", "thành viên", 90, False, None, "TOTAL", 1),
        ("clubs.start_fund", "đồng", 20_000_000, False, None, "EACH_CLUB", None),
        ("clubs.kept", "%", 100, False, None, "TOTAL", None),
        ("club.size", "thành viên", 50, False, 70, "EACH_CLUB", None),
        ("club.women_share", "%", 60, False, 70, "EACH_CLUB", 5),
        ("club.young_share", "%", 30, False, 40, "EACH_CLUB", 5),
        (None, "", None, False, None, "EACH_CLUB", None),
        ("clubs.good_share", "%", 70, False, None, "TOTAL", None),
        (None, "", None, False, None, "TOTAL", None),
        (None, "", None, False, None, "TOTAL", None),
    ]
    assert {str(one.deadline) for one in draft.targets} == {"2025-12-31"}
    assert [at for at, one in enumerate(draft.targets) if one.aspiration] == [5, 6, 7, 8]
    assert [one.lines for one in draft.targets[:5]] == [(43,), (43, 45), (45,), (45, 47), (49, 51, 53)]


def test_objectives_areas_and_groups(draft):
    assert [one.lines for one in draft.objectives] == [(23, 25, 27, 29, 31, 33), (35, 37, 39)]
    assert [one.code for one in draft.areas] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [(one.number, len(one.tasks)) for one in draft.groups] == [("1", 2), ("2", 5), ("3", 3)]


def test_agencies_and_their_duties(draft):
    rows = [
        (one.number, len(one.bodies), one.is_request, [str(task.rhythm) for task in one.tasks])
        for one in draft.agencies
    ]
    assert rows == [
        ("1", 1, False, ["ONCE", "YEARLY", "ONCE", "ONCE", "ONCE", "ONCE"]),
        ("2", 1, False, ["ONCE", "ONCE", "ONCE"]),
        ("3", 1, False, ["ONCE", "UNTIL_END"]),
        ("4", 2, False, ["PERIODIC", "ONCE", "ONCE", "ONCE"]),
        ("5", 1, False, ["ONCE", "ONCE"]),
        ("6", 1, True, ["ONCE"]),
        ("7", 2, True, ["ONCE"]),
        ("8", 1, False, ["ONCE", "ONCE", "ONCE", "MONTHLY", "ONCE"]),
    ]
    kinds = [str(kind) for one in draft.agencies for kind in one.kinds]
    assert kinds == [
        "ASSOCIATION",
        "LABOUR",
        "FINANCE",
        "HEALTH",
        "HEALTH",
        "CULTURE",
        "FRONT",
        "WOMEN",
        "YOUTH",
        "COMMUNE",
    ]


def test_money_and_recipients(draft):
    assert [(str(one.kind), one.name) for one in draft.sources] == [
        ("STATE_BUDGET", "nguồn ngân sách Nhà nước theo phân cấp"),
        ("SOCIAL", "đóng góp từ nguồn xã hội hóa"),
        ("LOCAL_FUND", "các nguồn quỹ tại địa phương"),
        ("NAMED_FUND", "Quỹ an sinh xã hội"),
        ("NAMED_FUND", "Quỹ chăm sóc và phát huy vai trò người cao tuổi"),
        ("LOCAL_FUND", "các nguồn quỹ khác tại địa phương"),
    ]
    assert [one.lines for one in draft.recipients] == [(273,), (275,), (276,), (277,), (278,), (279,)]


def test_nothing_is_lost_and_only_headings_and_the_closing_are_set_aside(draft):
    assert placed_lines(draft) | {one.number for one in draft.unplaced} == {line.number for line in draft.lines}
    assert [(one.number, one.reason) for one in draft.unplaced] == [
        *((number, Reason.HEADING) for number in (19, 21, 41, 68, 136, 143)),
        (266, Reason.CLOSING),
        (268, Reason.CLOSING),
        (272, Reason.HEADING),
    ]
    assert (draft.conflicts, draft.warnings) == ((), ())
