"""Filled tables: the same nation on both maps, equal to what each indicator says, every club in one row."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from clb.budget.models import BudgetPeriod
from clb.budget.tests.sample import Budget
from clb.care.models import CareClient
from clb.clubs.models import ClubStatus
from clb.exchanges.models import Exchange
from clb.fund.commands import RECEIVE_GIFT, RECEIVE_START_FUND
from clb.giving.tests.made import cash, front, goods, keeper, make_donor, of_club
from clb.kernel.commands import run
from clb.kernel.dates import years_before
from clb.members.models import Membership
from clb.members.services.summaries import refresh_months
from clb.outreach.models import Broadcast, PlannedOutreach
from clb.places.models import Unit
from clb.plans.indicators.registry import Ask, indicators
from clb.tabular.papers import chart_block, table_block, table_paper
from clb.tabular.queries import Filled, NotOnMap, TooLarge, compute, differences, proposal, proposals
from clb.tabular.queries.ground import ground_of
from clb.tabular.queries.roll_up import roll_up_design, standings
from clb.tabular.rules.design import ColumnDesign, Design, Rows
from clb.tabular.sheets import table_csv
from conftest import make_person, make_user

from .conftest import DAY, EVE, TwoMaps

END = date(2025, 12, 31)
COUNTS = ("clubs.total", "members.total", "members.older", "members.women", "communes.with_club")


def counting(*codes: str, rows: str = Rows.BELOW, total: str = "ADD") -> Design:
    return Design(
        "Đếm", rows=rows, columns=tuple(ColumnDesign(f"c{n}", c, total=total) for n, c in enumerate(codes, 1))
    )


def texts(filled: Filled) -> dict[str, list[str]]:
    rows = [*filled.rows, *([filled.total] if filled.total else [])]
    return {row.label: [cell.text for cell in row.cells] for row in rows}


def by_hand(clubs: list[Any], on: date) -> list[int]:
    """Members, those from 60 on, women: counted one by one."""
    held = [m for m in Membership.objects.filter(club__in=clubs).select_related("person") if m.from_on <= on]
    older = [m for m in held if m.person.birth_on <= years_before(on, 60)]
    return [len(held), len(older), len([m for m in held if m.person.sex == "FEMALE"])]


def test_both_maps_add_up_to_the_same_nation(maps: TwoMaps) -> None:
    nation, found = maps.cast.nation, []
    for map_on in (EVE, DAY):
        filled = compute(counting(*COUNTS), nation, on=map_on, map_on=map_on)
        assert filled.total is not None
        sums = [sum(row.cells[n].numerator or 0 for row in filled.rows) for n in range(4)]
        assert sums == [filled.total.cells[n].numerator for n in range(4)]
        found.append(sums)
    before = [maps.cast.club, maps.cast.other_club, *maps.clubs]
    assert found[0] == found[1] == [6, *by_hand(before, EVE)]
    # One day's figures on either map, at every level: the same nation again.
    levels = (Rows.BELOW, Rows.COMMUNE, Rows.CLUBS)
    for on, map_on, rows in product((EVE, END), (EVE, DAY), levels):
        filled = compute(counting(*COUNTS[:4], rows=rows), nation, on=on, map_on=map_on)
        assert filled.total is not None
        told = [sum(row.cells[n].numerator or 0 for row in filled.rows) for n in range(4)]
        clubs = before if on == EVE else [*before, maps.later]
        assert told == [c.numerator for c in filled.total.cells] == [len(clubs), *by_hand(clubs, on)], (
            on,
            map_on,
            rows,
        )


def test_rows_are_those_of_the_map_and_the_unassigned_club_has_its_own(maps: TwoMaps) -> None:
    old = compute(counting(*COUNTS[:2]), maps.district, on=EVE)
    assert texts(old) == {
        "Xã Cũ 1": ["1", "5"],
        "Xã Cũ 2": ["1", "6"],
        "Xã Cũ 3": ["2", "15"],
        "Huyện Cũ": ["4", "26"],
    }
    new = compute(counting(*COUNTS[:2]), maps.cast.province, on=DAY)
    assert texts(new) == {
        "Xã Một": ["1", "3"],
        "Xã Hai": ["1", "4"],
        "Xã Mới 1": ["2", "11"],
        "Xã Mới 2": ["1", "7"],
        "Câu lạc bộ chờ gán về đơn vị mới": ["1", "8"],
        "Tỉnh Mẫu": ["6", "33"],
    }
    assert next(row.kind for row in new.rows if not row.key) == "WAITING"
    districts = compute(counting("clubs.total", rows=Rows.DISTRICT), maps.cast.nation, on=DAY)
    assert districts.rows == ()


def test_a_club_younger_than_the_map_stands_where_its_ground_was(maps: TwoMaps) -> None:
    later = compute(counting("clubs.total"), maps.cast.nation, on=END, map_on=EVE)
    assert texts(later) == {"Tỉnh Mẫu": ["2"], "Tỉnh Bên": ["0"], "Tỉnh Cũ": ["5"], "Việt Nam": ["7"]}
    # Its commune was made of three old ones, so no one of them can claim it.
    communes = texts(compute(counting("clubs.total"), maps.district, on=END, map_on=EVE))
    assert communes["Câu lạc bộ không thuộc dòng nào ở trên"] == ["1"] and communes["Huyện Cũ"] == ["5"]
    # Looked at today the ended district tells the same as on its last map.
    assert texts(compute(counting("clubs.total"), maps.district, on=END)) == communes
    with pytest.raises(NotOnMap):
        compute(counting("clubs.total"), maps.merged, on=END, map_on=EVE)


def test_every_row_equals_what_the_indicator_says_of_it(maps: TwoMaps) -> None:
    cast = maps.cast
    for club, vnd in ((cast.club, 20_000_000), (maps.clubs[0], 5_000_000)):
        told = {"club": club.pk, "amount_vnd": vnd, "source": "STATE_BUDGET", "received_on": club.founded_on}
        keeper = make_user(f"tq-{club.pk}", "TREASURER", club.unit)
        assert run(RECEIVE_START_FUND, by=keeper, data=told).status == "done"
    gift = {"club": cast.club.pk, "fund": "OPERATING", "amount_vnd": 300_000, "source": "SOCIAL"}
    gift |= {"received_on": "05/12/2025", "given_on": "05/12/2025", "giver": "Doanh nghiệp mẫu"}
    assert run(RECEIVE_GIFT, by=cast.lan, data=gift).status == "done"
    Exchange.objects.create(unit=cast.xa, kind="TRAINING", title="Tập huấn", held_on=END, people=30)
    ClubStatus.objects.filter(club=cast.other_club).update(until_on=date(2025, 11, 30))
    ClubStatus.objects.create(club=cast.other_club, status="DISSOLVED", from_on=date(2025, 12, 1))
    known = {code: one for code, one in indicators().items() if not one.guarded}
    for on, place in ((END, cast.nation), (date(2025, 12, 20), cast.province), (EVE, maps.district)):
        first, last = date(on.year, 1, 1), date(on.year, 12, 31)
        for code, one in known.items():
            filled = compute(counting(code, total="RECOMPUTE"), place, on=on)
            rows = [*filled.rows, filled.total] if filled.total else []
            for row in rows:
                if not row.key:
                    continue
                unit = Unit.objects.get(key=row.key)
                value = one.value(Ask(unit, on, first, last))
                want = (None, None) if value.note else (value.numerator, value.denominator)
                assert (row.cells[0].numerator, row.cells[0].denominator) == want, (code, row.label, on)
    money = texts(compute(proposal_design("quy-vay-von"), cast.province, on=END))
    assert money["Xã Một"][:6] == ["1", "1", "100", "20", "20", "0"]


def test_what_ended_units_did_stays_in_the_year(maps: TwoMaps, django_assert_max_num_queries: Any) -> None:
    """A district and communes that went on 1/7/2025 held trainings before: the heirs' tables of the year have them."""
    held = {maps.cast.xa: 1, maps.cast.province: 2, maps.district: 4, maps.communes[0]: 8, maps.communes[2]: 16}
    for unit, n in held.items():
        for _n in range(n):
            Exchange.objects.create(unit=unit, kind="TRAINING", title="Tập huấn", held_on=date(2025, 3, 1), people=10)
    design = counting("exchanges.trainings", "exchanges.trainees", total="RECOMPUTE")
    with django_assert_max_num_queries(14):
        told = texts(compute(design, maps.cast.province, on=END))
    assert told["Xã Một"] == ["1", "10"] and told["Xã Mới 1"] == ["8", "80"] and told["Tỉnh Mẫu"] == ["31", "310"]
    assert told["Xã Mới 2"] == ["0", "0"]  # the third commune was split: its ground is no one's, but all the province's
    for place in (maps.cast.nation, maps.cast.province):
        filled = compute(design, place, on=END)
        for row in [row for row in filled.rows if row.key]:
            ask = Ask(Unit.objects.get(key=row.key), END, date(2025, 1, 1), END)
            assert row.cells[0].numerator == indicators()["exchanges.trainings"].value(ask).numerator, row.label
    assert texts(compute(design, maps.district, on=EVE))["Huyện Cũ"] == ["28", "280"]


def test_money_of_the_state_and_gifts_stand_where_they_were_spent_and_received(maps: TwoMaps) -> None:
    cast = maps.cast
    budget = Budget(cast, first=2026, last=2026, lines=1)
    budget.give(2026, PROVINCE=50_000_000)
    budget.allocate(2026, (1, cast.xa, "PROVINCE", 30_000_000), (1, cast.province, "PROVINCE", 9_000_000))
    budget.release(2026, 1, cast.xa, "PROVINCE", 12_000_000, on="01/07/2026")
    budget.release(2026, 1, cast.province, "PROVINCE", 2_000_000, on="02/07/2026")
    by = front(cast)
    donor = make_donor(by, keeper("FRONT", cast.province))
    cash(by, donor, 5_000_000, received_on="05/03/2026")
    goods(by, donor, received_on="05/03/2026")
    own = make_donor(cast.lan, of_club(cast), "Cửa hàng Mẫu")
    cash(cast.lan, own, 3_000_000, received_on="06/03/2026")
    filled = compute(proposal_design("nguon-luc"), cast.province, on=date(2026, 7, 31))
    told = texts(filled)
    assert told["Xã Một"] == ["12", "3", "3", "0", "1"]
    assert told["Tỉnh Mẫu"] == ["14", "10,4", "8", "2,4", "2"]
    codes = ("budget.released", "giving.raised", "giving.cash", "giving.goods", "giving.donors")
    for row in [row for row in filled.rows if row.key]:
        ask = Ask(Unit.objects.get(key=row.key), filled.on, filled.first, filled.last)
        wanted = [indicators()[code].value(ask).numerator for code in codes]
        assert [cell.numerator for cell in row.cells] == wanted, row.label
    half = Ask(cast.province, date(2026, 7, 31), date(2026, 7, 2), date(2026, 12, 31))
    assert indicators()["budget.released"].value(half).numerator == 2_000_000
    assert indicators()["budget.released"].records(half, "tu").count() == 1


def test_what_ended_units_planned_told_and_allotted_stays_with_their_heirs(maps: TwoMaps) -> None:
    """The same year on the map of 30/6 and of 1/7/2025: outreach of a district and its communes, and its budget."""
    told = {"agency": "CULTURE", "channel": "RADIO", "topic": "Phòng bệnh"}
    end = date(2025, 3, 31)
    held = {maps.cast.xa: 1, maps.district: 2, maps.communes[0]: 4, maps.communes[2]: 8}
    for unit, n in held.items():
        PlannedOutreach.objects.create(unit=unit, quarter_end=end, planned=n + 1, kept=n, **told)
        Broadcast.objects.create(unit=unit, told_on=date(2025, 3, 1), times=n, minutes=10 * n, **told)
    codes = ("outreach.times", "outreach.minutes", "outreach.kept_share")
    eve = compute(counting(*codes, total="RECOMPUTE"), maps.cast.nation, on=EVE)
    day = compute(counting(*codes, total="RECOMPUTE"), maps.cast.nation, on=DAY)
    assert texts(eve)["Tỉnh Cũ"][:2] == ["14", "140"] and texts(eve)["Tỉnh Mẫu"][:2] == ["1", "10"]
    assert "Tỉnh Cũ" not in texts(day) and texts(day)["Tỉnh Mẫu"][:2] == ["15", "150"]
    assert texts(eve)["Việt Nam"][:2] == texts(day)["Việt Nam"][:2] == ["15", "150"]
    assert eve.total and day.total and eve.total.cells[2].numerator == day.total.cells[2].numerator == 15
    assert eve.total.cells[2].denominator == day.total.cells[2].denominator == 19
    communes = texts(compute(counting(*codes[:2], total="RECOMPUTE"), maps.cast.province, on=END))
    # The third commune was split: its ground is no one commune's, but all the province's.
    assert communes["Xã Mới 1"] == ["4", "40"] and communes["Xã Mới 2"] == ["0", "0"]
    budget = Budget(maps.cast, first=2025, last=2025, lines=1)
    budget.give(2025, PROVINCE=50_000_000)
    budget.allocate(2025, (1, maps.cast.xa, "PROVINCE", 40_000_000))
    budget.release(2025, 1, maps.cast.xa, "PROVINCE", 10_000_000, on="01/03/2025")
    BudgetPeriod.objects.filter(pk=budget.period.pk).update(place=maps.district)  # as the district had opened it
    share = indicators()["budget.released_share"]
    for place, on, wanted in (
        (maps.district, EVE, (10_000_000, 40_000_000)),
        (maps.cast.province, EVE, (0, 0)),
        (maps.cast.province, DAY, (10_000_000, 40_000_000)),
        (maps.cast.beside, DAY, (0, 0)),
        (maps.cast.nation, EVE, (10_000_000, 40_000_000)),
        (maps.cast.nation, DAY, (10_000_000, 40_000_000)),
    ):
        ask = Ask(place, on, date(2025, 1, 1), END)
        value = share.value(ask)
        assert (value.numerator, value.denominator) == wanted, (place.key, on)
        assert share.records(ask, "tu").exists() == bool(wanted[0])


def proposal_design(code: str) -> Design:
    found = proposal(code)
    assert found is not None
    return found.design


def test_the_columns_of_published_reports_are_rebuilt_with_data_only(maps: TwoMaps) -> None:
    filled = compute(proposal_design("tinh-hinh-clb"), maps.cast.province, on=DAY)
    assert [f"{c.group}: {c.title}" for c in filled.columns][:6] == [
        "Câu lạc bộ: Tổng số",
        "Câu lạc bộ: Mới trong kỳ",
        "Xã, phường: Có câu lạc bộ",
        "Xã, phường: Tổng số",
        "Thành viên: Tổng số",
        "Thành viên: Từ 60 tuổi",
    ]
    assert texts(filled)["Tỉnh Mẫu"][:6] == ["6", "0", "4", "4", "33", "27"]
    for one in proposals():
        made = compute(one.design, maps.cast.province, on=DAY)
        assert Filled.from_data(made.as_data()) == made
        assert len(table_block(made).rows) == len(made.rows) + (made.total is not None)
        assert table_paper(made).landscape == made.is_landscape
        assert table_csv(made).count("\r\n") == len(made.rows) + 1 + (made.total is not None)


# Every column that domain.md 5 found in published reports, as it says them: by which table and column it is told.
PUBLISHED = {
    "number of clubs: total": ("tinh-hinh-clb", "clb", "clubs.total"),
    "number of clubs: new in period": ("tinh-hinh-clb", "moi", "clubs.founded"),
    "number of clubs: by year": ("qua-cac-nam", "clb", "clubs.total"),
    "number of clubs: by unit": ("tinh-hinh-clb", "clb", "clubs.total"),
    "communes covered": ("tinh-hinh-clb", "xaco", "communes.with_club"),
    "total communes": ("tinh-hinh-clb", "xa", "communes.with_club"),
    "members": ("tinh-hinh-clb", "tv", "members.total"),
    "NCT": ("tinh-hinh-clb", "nct", "members.older"),
    "women": ("tinh-hinh-clb", "nu", "members.women"),
    "55+": ("tinh-hinh-clb", "t55", "members.older_55"),
    "60+": ("tinh-hinh-clb", "nct", "members.older"),
    "poor": ("tinh-hinh-clb", "ngheo", "members.poor"),
    "near-poor": ("tinh-hinh-clb", "can", "members.near_poor"),
    "hardship": ("tinh-hinh-clb", "kho", "members.hardship"),
    "clubs with an income fund": ("quy-vay-von", "coquy", "fund.clubs_with_fund"),
    "total fund": ("quy-vay-von", "tong", "fund.total"),
    "average fund": ("quy-vay-von", "bq", "fund.total"),
    "clubs with fund > 100 m": ("quy-vay-von", "tren", "fund.clubs_over_100m"),
    "borrowers": ("quy-vay-von", "nguoi", "loans.borrowers"),
    "loan amount in period": ("quy-vay-von", "tien", "loans.granted"),
    "in-kind stock": ("quy-vay-von", "hien", "fund.stock"),
    "trainings": ("hoat-dong", "th", "exchanges.trainings"),
    "trainees": ("hoat-dong", "nguoi", "exchanges.trainees"),
    "hard-case members helped": ("hoat-dong", "giup", "members.helped"),
    "budget spent": ("nguon-luc", "chi", "budget.released"),
    "gifts": ("quy-vay-von", "tang", "fund.gifts"),
}


def test_each_column_of_published_reports_has_its_column_in_the_data(maps: TwoMaps) -> None:
    """Told with data only: each stands in a shipped table, and is filled for every commune of a province."""
    filled: dict[str, Filled] = {}
    for words, (code, key, of) in PUBLISHED.items():
        design = proposal_design(code)
        column = {c.key: c for c in design.columns}[key]
        assert column.of == of, words
        if code not in filled:
            filled[code] = compute(design, maps.cast.province, on=END)
        at = [c.key for c in design.columns].index(key)
        told = [row for row in filled[code].rows if row.kind != "WAITING"]
        assert told and all(row.cells[at].numerator is not None and row.cells[at].text for row in told), words


def test_a_figure_opens_its_records_and_what_changed_is_told(maps: TwoMaps) -> None:
    design = counting("members.total", "clubs.total")
    before = compute(design, maps.cast.province, on=END)
    cell = before.rows[0].cells[0]
    assert cell.url.startswith("/chi-so/members.total/ban-ghi/?noi=C1&ngay=31%2F12%2F2025")
    assert compute(design, maps.cast.province, on=END, is_linked=False) == before.without_links()
    moved = compute(design, maps.cast.province, on=END, map_on=EVE)
    assert not any(cell.url for row in moved.rows for cell in row.cells)
    Membership.objects.filter(club=maps.cast.club).first().delete()  # type: ignore[union-attr]
    refresh_months([maps.cast.club], maps.cast.club.founded_on)
    after = compute(design, maps.cast.province, on=END)
    told = [(d.row, d.column, d.before, d.after) for d in differences(before.without_links(), after)]
    assert told == [("Xã Một", "Số thành viên", "3", "2"), ("Tỉnh Mẫu", "Số thành viên", "42", "41")]


def test_periods_of_one_place(maps: TwoMaps) -> None:
    design = Design("Qua các kỳ", rows=Rows.PERIODS, period="QUARTER", columns=counting("members.total").columns)
    filled = compute(design, maps.merged, on=END, first=date(2025, 1, 1), last=END)
    # The ground is that of today: what lies here now is followed back.
    assert {row.label: row.cells[0].text for row in filled.rows} == {
        "Quý I/2025": "11",
        "Quý II/2025": "11",
        "Quý III/2025": "20",
        "Quý IV/2025": "20",
    }
    chart = chart_block(filled)
    assert chart is not None and chart.kind == "line" and chart.texts == ("11", "11", "20", "20")


def test_small_numbers_of_care_are_hidden_with_enough_others(maps: TwoMaps) -> None:
    """Six, two and seven people are cared for in three communes: the two are hidden, and six with them."""
    sizes = {maps.cast.club: 6, maps.cast.other_club: 2, maps.clubs[2]: 7}
    for club, n in sizes.items():
        for k in range(n):
            person = make_person(f"Người {k}")
            CareClient.objects.create(club=club, person=person, from_on=date(2025, 7, 1), **_told_of_client())
    filled = compute(counting("care.clients"), maps.cast.province, on=END)
    told = texts(filled)
    assert (told["Xã Hai"], told["Xã Một"], told["Xã Mới 2"], told["Tỉnh Mẫu"]) == (["—"], ["—"], ["7"], ["15"])
    other_map = texts(compute(counting("care.clients"), maps.cast.nation, on=END, map_on=EVE))
    assert (other_map["Tỉnh Mẫu"], other_map["Việt Nam"]) == (["—"], ["—"])
    within = compute(counting("care.clients"), maps.cast.province, on=date(2026, 1, 15))
    assert any("31/12/2025" in note for note in within.notes)


def _told_of_client() -> dict[str, Any]:
    needed = {f.name for f in CareClient._meta.fields if not f.has_default() and not f.null and not f.blank}
    return dict.fromkeys(needed - {"id", "club", "person", "from_on"}, "x")


def test_a_roll_up_tells_apart_only_what_the_numbers_bear(maps: TwoMaps) -> None:
    filled = compute(roll_up_design(["members.total", "club.women_share"]), maps.cast.province, on=DAY)
    found = standings(filled)
    assert {told for pairs in found.values() for _name, told in pairs} <= {"TOO_FEW", "NOT_APART"}
    assert [c.title for c in filled.columns] == ["Số thành viên", "Tử số", "Mẫu số", "Tỷ lệ"]


def test_too_many_rows_are_for_the_background(maps: TwoMaps) -> None:
    with pytest.raises(TooLarge):
        ground_of(maps.cast.nation, Rows.CLUBS, END, END, most=3)


def test_rows_may_grow_and_queries_not(maps: TwoMaps, django_assert_max_num_queries: Any) -> None:
    design = proposal_design("tinh-hinh-clb")
    with django_assert_max_num_queries(16):
        compute(design, maps.cast.nation, on=END)
    with django_assert_max_num_queries(16):
        compute(proposal_design("danh-sach-clb"), maps.cast.nation, on=END)
