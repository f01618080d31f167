"""The way of a report: drafted, edited, handed in, returned, accepted; the frozen one never changes."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import translation

from clb.dispatch.commands import NUMBER_PAPER
from clb.dispatch.models import IssuingBody
from clb.files.tests.samples import picture, sent
from clb.giving.models import Donation, Donor
from clb.giving.sources import sources
from clb.grading.models import Round, Scorecard, Sheet
from clb.kernel.commands import run
from clb.members.commands import ADD_MEMBER
from clb.members.services.summaries import refresh_months
from clb.plans.indicators.registry import Ask
from clb.reports import commands as verbs
from clb.reports.issuer import office_at
from clb.reports.models import Passage, Report, ReportType, Snapshot
from clb.reports.queries.annexed import filled_of
from clb.reports.queries.money import budget_grids, giving_grids
from clb.reports.queries.reports import acts_since, handed_in, in_work
from clb.reports.report_paper import report_paper, report_xlsx
from clb.reports.rules.figures import digest_of
from clb.reports.sources import find_report, registered
from conftest import Cast, make_cast, make_member, make_user

from .sample import YEAR, accepted, do, drafted, line, named


@pytest.fixture
def world(db: None, world_of_the_module: tuple[Cast, ReportType]) -> tuple[Cast, ReportType]:
    return world_of_the_module


@pytest.fixture(scope="module")
def world_of_the_module(stored_once: Any) -> tuple[Cast, ReportType]:
    cast = make_cast()
    for i in range(3):
        make_member(cast.club, f"Bà Kín {i}")
    refresh_months([cast.club, cast.other_club], cast.club.founded_on)
    return cast, line(cast)


def _figure(report: Report, key: str) -> tuple[int, int | None]:
    edition = handed_in(report)
    assert edition is not None
    figure = edition.body.figure(key)
    return figure.numerator, figure.denominator


def test_a_record_changed_after_acceptance_leaves_the_report_and_raises_the_flag(world: Any) -> None:
    cast, type = world
    report = accepted(cast, type)
    frozen = report.snapshots.get()
    assert _figure(report, "members.total") == (3, None)
    assert do(verbs.RECHECK_REPORT, cast.xuan, report=report.pk).differs == 0

    lan = {"full_name": "Bà Ghi Trễ", "sex": "FEMALE", "birth": "1950", "from_on": "01/05/2025"}
    do(ADD_MEMBER, cast.lan, club=cast.club.pk, **lan)
    call_command("reports", "recheck", "--days", "4000", verbosity=0)

    report.refresh_from_db()
    found = {d["what"]: (d["before"], d["after"]) for d in report.differences}
    assert found["Số thành viên"] == ("3 người", "4 người")
    assert report.differs == len(report.differences) > 1
    assert report.state == "ACCEPTED" and _figure(report, "members.total") == (3, None)
    same = Snapshot.objects.get(pk=frozen.pk)
    assert same.content == frozen.content and digest_of(same.content) == same.digest
    lines = acts_since(cast.xuan, cast.xa, frozen)
    assert any("thành viên" in str(each.what).lower() for each in lines)


def test_the_database_refuses_to_change_a_snapshot(world: Any) -> None:
    cast, type = world
    report = accepted(cast, type)
    for attempt in (lambda: Snapshot.objects.update(content="{}"), lambda: Snapshot.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            Passage.objects.filter(report=report).delete()
            attempt()
    assert report.snapshots.count() == 1


def test_nothing_personal_is_frozen(world: Any) -> None:
    cast, type = world
    content = accepted(cast, type).snapshots.get().content
    assert "Bà Kín" not in content
    about = json.loads(content)["about"]
    assert (about["map_on"], about["unit_name"], about["issuer"]) == ("2025-12-31", "Xã Một", "Ủy ban nhân dân\nXã Một")


def test_words_are_kept_apart_and_a_changed_figure_under_them_is_said(world: Any) -> None:
    cast, type = world
    report = drafted(cast, type)
    old = report.passages.get(key="members").drafted
    do(verbs.EDIT_PASSAGE, cast.xuan, report=report.pk, section="members", text="Lời của người.\n- Một ý")
    make_member(cast.club, "Bà Mới")
    refresh_months([cast.club], cast.club.founded_on)
    do(verbs.REFRESH_REPORT, cast.xuan, report=report.pk)
    passage = report.passages.get(key="members")
    assert (passage.text, passage.edited_over, passage.has_conflict) == ("Lời của người.\n- Một ý", old, True)
    refused = run(verbs.SUBMIT_REPORT, by=cast.xuan, data={"report": report.pk})
    assert "Thành viên" in str(refused.errors)
    do(verbs.EDIT_PASSAGE, cast.xuan, report=report.pk, section="members", text=passage.text)
    assert not report.passages.get(key="members").has_conflict
    do(verbs.SUBMIT_REPORT, cast.xuan, report=report.pk)
    do(verbs.RETURN_REPORT, cast.dung, report=report.pk, reason="Ghi rõ hơn")
    do(verbs.EDIT_PASSAGE, cast.xuan, report=report.pk, section="members", text="")
    assert report.passages.get(key="members", snapshot=None).edited == ""
    assert report.passages.exclude(snapshot=None).get(key="members").text == "Lời của người.\n- Một ý"


def test_opened_again_it_becomes_a_new_version_and_the_old_one_stays(world: Any) -> None:
    cast, type = world
    report = accepted(cast, type)
    assert run(verbs.EDIT_PASSAGE, by=cast.xuan, data={"report": report.pk, "section": "clubs", "text": "a"}).errors
    assert list(run(verbs.REOPEN_REPORT, by=cast.dung, data={"report": report.pk}).errors) == ["reason"]
    do(verbs.REOPEN_REPORT, cast.dung, report=report.pk, reason="Thiếu một câu lạc bộ")
    make_member(cast.club, "Bà Thêm")
    refresh_months([cast.club], cast.club.founded_on)
    do(verbs.REFRESH_REPORT, cast.xuan, report=report.pk)
    again = do(verbs.SUBMIT_REPORT, cast.xuan, report=report.pk)
    totals = [handed_in(again, v).body.figure("members.total").numerator for v in (1, 2)]  # type: ignore[union-attr]
    assert (again.version, again.state, totals) == (2, "SUBMITTED", [3, 4])
    kinds = list(again.steps.order_by("at", "pk").values_list("kind", flat=True))
    assert kinds == ["SUBMITTED", "ACCEPTED", "REOPENED", "SUBMITTED"]
    assert again.steps.get(kind="REOPENED").reason == "Thiếu một câu lạc bộ"


def test_whoever_may_not_is_refused_and_the_sender_does_not_accept(world: Any) -> None:
    cast, type = world
    assert run(verbs.DRAFT_REPORT, by=cast.lan, data=named(type)).status == "rejected"  # C1 is not hers to see
    with pytest.raises(PermissionDenied):
        run(verbs.DRAFT_REPORT, by=cast.tai, data=named(type))
    report = drafted(cast, type)
    assert list(Report.objects.visible_to(cast.dung)) == [report]
    assert not Report.objects.visible_to(cast.tai) and not Report.objects.visible_to(cast.hoa)
    with pytest.raises(PermissionDenied):
        run(verbs.ACCEPT_REPORT, by=cast.xuan, data={"report": report.pk})
    do(verbs.SUBMIT_REPORT, cast.dung, report=report.pk)
    assert list(Report.objects.visible_to(cast.tai)) == [report]
    refused = run(verbs.ACCEPT_REPORT, by=cast.dung, data={"report": report.pk})
    assert "không tự nhận" in str(refused.errors)
    other = make_user("tinh2", "GOVERNMENT", cast.province)
    do(verbs.ACCEPT_REPORT, other, report=report.pk)
    assert run(verbs.ACCEPT_REPORT, by=other, data={"report": report.pk}).status == "rejected"


def test_twice_is_once_and_a_second_report_of_a_period_is_refused(world: Any) -> None:
    cast, type = world
    report = drafted(cast, type)
    assert "đã có" in str(run(verbs.DRAFT_REPORT, by=cast.xuan, data=named(type)).errors)
    do(verbs.DROP_REPORT, cast.xuan, report=report.pk)
    assert not Report.objects.exists() and not Passage.objects.exists()


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"unit_key": "P1"}, "không phải nộp"),
        ({"period_from": "2025-02-01"}, "không có kỳ"),
        ({"period_from": "2019-01-01"}, "không có kỳ"),
        ({"period_from": "2027-01-01"}, "chưa bắt đầu"),
        ({"period_from": "x"}, ""),
    ],
)
def test_what_is_not_owed_is_refused_in_words(world: Any, told: dict[str, Any], word: str) -> None:
    cast, type = world
    by = cast.dung
    outcome = run(verbs.DRAFT_REPORT, by=by, data=named(type) | told)
    assert outcome.status == "rejected" and word in str(outcome.errors)


def test_an_old_report_is_recorded_as_on_paper_with_its_scan(world: Any) -> None:
    cast, type = world
    told = named(type, period_from=date(2022, 1, 1)) | {"received_on": "10/01/2023"}
    assert list(run(verbs.RECORD_PAPER_REPORT, by=cast.dung, data=told).errors) == ["file"]
    row = do(verbs.RECORD_PAPER_REPORT, cast.dung, file=sent(picture()), **told)
    assert (row.state, row.is_on_paper, row.was_in_time, row.version) == ("ACCEPTED", True, True, 0)
    assert list(Report.objects.visible_to(cast.xuan)) == [row]
    assert run(verbs.REOPEN_REPORT, by=cast.dung, data={"report": row.pk, "reason": "a"}).status == "rejected"
    with pytest.raises(PermissionDenied):
        run(verbs.RECORD_PAPER_REPORT, by=cast.xuan, data=told, files={"file": sent(picture())})


def test_a_club_writes_its_month_and_the_commune_takes_it(world: Any) -> None:
    cast, _type = world
    monthly = line(cast, title="Báo cáo tháng", level="CLUB", to_level="COMMUNE", rhythm="MONTH", content="CLUB")
    report = drafted(cast, monthly, by=cast.lan, unit=cast.club.unit.key, period_from=date(2026, 3, 1))
    assert report.receiver == cast.xa
    assert in_work(report).body.figure("members.total").numerator == 3
    do(verbs.SUBMIT_REPORT, cast.binh, report=report.pk)
    do(verbs.ACCEPT_REPORT, cast.xuan, report=report.pk)
    assert not Report.objects.visible_to(cast.hoa).exists()


def test_locked_until_the_receiver_extends(world: Any) -> None:
    cast, _type = world
    strict = line(cast, title="Báo cáo có khóa", due_days=1, grace_days=0, lock_days=1)
    report = drafted(cast, strict, period_from=date(2024, 1, 1))
    assert "đã khóa từ 03/01/2025" in str(run(verbs.SUBMIT_REPORT, by=cast.xuan, data={"report": report.pk}).errors)
    told = named(strict, period_from=date(2024, 1, 1)) | {"reason": "Mất điện", "until_on": date(2099, 1, 1)}
    with pytest.raises(PermissionDenied):
        run(verbs.GRANT_WAIVER, by=cast.xuan, data=told)
    waiver = do(verbs.GRANT_WAIVER, cast.dung, **told)
    report.refresh_from_db()
    assert report.timely_until == date(2099, 1, 1)
    done = do(verbs.SUBMIT_REPORT, cast.xuan, report=report.pk)
    assert done.was_in_time
    do(verbs.LIFT_WAIVER, cast.dung, waiver=waiver.pk)
    done.refresh_from_db()
    assert not done.was_in_time


def test_an_agency_writes_its_own(world: Any) -> None:
    cast, _type = world
    theirs = line(
        cast, title="Báo cáo của tài chính", level="PROVINCE", to_level="NATION", office="FINANCE", content="AGENCY"
    )
    report = drafted(cast, theirs, by=cast.tai, unit="P1")
    assert {part.section.key for part in in_work(report).parts} == {"duties", "shortcomings", "proposals", "next"}
    assert not Report.objects.visible_to(cast.dung).exists()
    assert run(verbs.SUBMIT_REPORT, by=cast.dung, data={"report": report.pk}).status == "rejected"


def test_days_ahead_are_not_taken_for_today(world: Any) -> None:
    cast, type = world
    this_year = date.today().replace(month=1, day=1)
    report = drafted(cast, type, period_from=this_year)
    assert in_work(report).body.about["on"] <= (date.today() + timedelta(days=1)).isoformat()


def test_a_review_lists_the_clubs_graded_best_out_of_all_graded(world: Any) -> None:
    cast, _type = world
    told = {"place": cast.province, "title": "Bảng", "from_on": date(2025, 1, 1), "total": 100}
    card = Scorecard.objects.create(**told, good_from=80, fair_from=65, average_from=50)
    ends = {"period_from": date(2025, 1, 1), "period_until": date(2025, 12, 31), "map_on": date(2025, 12, 31)}
    held = Round.objects.create(
        place=cast.province,
        scorecard=card,
        title="Vòng",
        body="UBND",
        opened_on=date(2026, 1, 5),
        locked_on=date(2026, 2, 1),
        **ends,
    )
    for club, commune, points, grade in ((cast.club, cast.xa, 91, "GOOD"), (cast.other_club, cast.xb, 70, "FAIR")):
        locked = {"stage": "LOCKED", "measured_on": date(2025, 12, 31), "locked_on": date(2026, 2, 1)}
        Sheet.objects.create(round=held, club=club, commune=commune, points=points, grade=grade, **locked)
    review = line(cast, title="Sơ kết năm của tỉnh", level="PROVINCE", to_level="NATION", content="REVIEW")
    report = drafted(cast, review, by=cast.dung, unit="P1")
    (grid,) = in_work(report).body.section("grading").grids
    assert grid.rows == (("CLB Một", "Xã Một", "Tốt", "31/12/2025"),)
    assert grid.note == "1 trên 2 câu lạc bộ được xếp loại."
    assert [part.section.key for part in in_work(report).parts][-4:] == ["shortcomings", "lessons", "proposals", "next"]


def test_a_report_that_stands_takes_a_number_of_its_own_office(world: Any) -> None:
    cast, type = world
    told = {"counting": "EACH_KIND", "place": "Một", "letters": "UBND"}
    ours = IssuingBody.objects.create(unit=cast.xa, agency="COMMUNE", name="UBND xã Một", **told)
    theirs = IssuingBody.objects.create(unit=cast.province, agency="GOVERNMENT", name="UBND tỉnh", **told)
    report = drafted(cast, type)
    do(verbs.SUBMIT_REPORT, cast.xuan, report=report.pk)
    snapshot = report.snapshots.get()
    asked = {"source": "reports.report", "key": str(snapshot.pk), "dated_on": f"{date.today():%d/%m/%Y}"}
    refused = run(NUMBER_PAPER, by=cast.dung, data={**asked, "body": theirs.pk})
    assert "cơ quan khác lập" in str(refused.errors)
    paper = do(NUMBER_PAPER, cast.xuan, **asked, body=ours.pk)
    assert (paper.shown, do(NUMBER_PAPER, cast.xuan, **asked, body=ours.pk).pk) == ("01/BC-UBND", paper.pk)
    assert paper.docx is not None and registered(snapshot) == paper
    do(verbs.RETURN_REPORT, cast.dung, report=report.pk, reason="Sửa")
    assert find_report(cast.xuan, str(snapshot.pk)) is None and find_report(cast.xuan, "x") is None


def test_annexed_tables_are_frozen_and_what_changed_in_them_is_told(world: Any) -> None:
    cast, _type = world
    review = line(cast, title="Sơ kết", content="REVIEW", tables=["tinh-hinh-clb"])
    report = accepted(cast, review)
    edition = handed_in(report)
    assert edition is not None
    (filled,) = filled_of(edition.body)
    frozen = dict(zip([c.key for c in filled.columns], filled.total.cells, strict=True))  # type: ignore[union-attr]
    assert frozen["tv"].text == "3" and frozen["clb"].text == "1"
    paper = report_paper(edition)
    assert paper.annexes[0].title == filled.title and paper.annexes[0].landscape is filled.is_landscape
    report_xlsx(edition, out := io.BytesIO())
    assert filled.title[:20] in ZipFile(out).read("xl/workbook.xml").decode()
    make_member(cast.club, "Bà Sau Khi Nộp")
    refresh_months([cast.club], cast.club.founded_on)
    do(verbs.RECHECK_REPORT, cast.xuan, report=report.pk)
    report.refresh_from_db()
    told = [(d["before"], d["after"]) for d in report.differences if d["where"] == filled.title]
    assert ("3", "4") in told
    asked = {"place": "P1", "title": "Khác", "level": "COMMUNE", "to_level": "PROVINCE", "rhythm": "YEAR"}
    asked |= {"content": "PLACE", "due_days": 15, "grace_days": 5, "from_on": "01/01/2020", "tables": ["khong-co"]}
    assert list(run(verbs.SET_REPORT_TYPE, by=cast.dung, data=asked).errors) == ["tables"]


def test_a_review_tells_giving_by_source_and_no_table_where_nothing_is_written(world: Any) -> None:
    cast, _type = world
    ask = Ask(cast.province, date(2025, 12, 31), YEAR, date(2025, 12, 31))
    assert not list(budget_grids(ask)) and not list(giving_grids(ask))
    donor = Donor.objects.create(unit=cast.province, office="GOVERNMENT", number=1, name="Công ty mẫu", kind="BUSINESS")
    given = {"unit": cast.province, "office": "GOVERNMENT", "year": 2025, "donor": donor, "form": "CASH"}
    for number, vnd in enumerate((3_000_000, 1_000_000), start=1):
        source = list(sources())[number]
        Donation.objects.create(number=number, source=source, value_vnd=vnd, received_on=YEAR, **given)
    (grid,) = giving_grids(ask)
    assert [row[-1] for row in grid.rows] == ["75%", "25%"]
    assert grid.foot == ("Cộng", 2, 4_000_000, 0, 0, 4_000_000, "100%")


def test_an_association_does_not_sign_as_an_office(world: Any) -> None:
    cast, _type = world
    signs = {office: office_at(cast.dung, cast.xa, YEAR, office)["signs"] for office in ("ASSOCIATION", "COMMUNE")}
    assert signs == {"ASSOCIATION": "(QUYỀN HẠN, CHỨC VỤ NGƯỜI KÝ)", "COMMUNE": "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"}
    with translation.override("en"):
        assert office_at(cast.dung, cast.xa, YEAR, "ASSOCIATION")["issuer"] == "Hội Người cao tuổi\nXã Một"
