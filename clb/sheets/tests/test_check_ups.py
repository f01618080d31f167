"""A health station's list: what is right is written down, what is not is named by row, and all of it goes again."""

import io
import json
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.health.models import CheckUp, HealthCheck, Referral
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.kernel.tests.told import told_of
from clb.members.models import Consent
from clb.sheets.commands import IMPORT_SHEET, MAP_SHEET, UNDO_SHEET, UPLOAD_SHEET
from clb.sheets.models import SheetBatch
from clb.sheets.services import work_off
from conftest import Cast, make_member, make_user

HEAD = ("STT", "Họ và tên", "Năm sinh", "Huyết áp", "Mạch", "Cân (kg)", "Cao (cm)", "Đường huyết", "Lúc đói")
HEAD += ("Sau khám", "Đã xem lại")
SEEN = "10/03/2026"
ROWS = (
    ("Bà Một", 1955, "128/82", 76, 52.5, 150, "5,4", "Có", "Theo dõi", ""),
    ("BÀ HAI", "05/05/1955", "165 / 95", "", "", "", "", "", "Cần khám thêm", ""),
    ("Bà Ba", 1955, "", "", 29, "", "", "", "", "x"),  # unusual and looked at again
    ("Bà Bốn", 1955, "128/182", "", "", "", "", "", "", ""),  # the lower above the upper
    ("Bà Năm", 1955, "", "", 29, "", "", "", "", ""),  # unusual
    ("Bà Lạ", 1955, "120/80", "", "", "", "", "", "", ""),  # nobody of that name
    ("Bà Một", 1956, "120/80", "", "", "", "", "", "", ""),  # another year
    ("Bà Im", 1955, "120/80", "", "", "", "", "", "", ""),  # has not agreed
    ("Bà Sáu", 1955, "cao", "", "", "", "", "", "", ""),
    ("Bà Sáu", 1955, "", "", "", "", "6,1", "", "", ""),  # fasting or not?
    ("Bà Sáu", 1955, "", "", "", "", "", "", "sống", ""),
    ("Bà Sáu", 1955, "191/117", "", "", "", "", "", "", ""),  # a danger value, and nobody can be asked
)


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD)
    for n, row in enumerate(ROWS, 1):
        page.write_row(n, 0, (n, *row))
    book.close()
    return out.getvalue()


@pytest.fixture
def station(cast: Cast) -> User:
    for name in ("Bà Một", "Bà Hai", "Bà Ba", "Bà Bốn", "Bà Năm", "Bà Sáu", "Bà Im"):
        person = make_member(cast.club, name).person
        if name != "Bà Im":
            Consent.objects.create(
                person=person, purpose="HEALTH", answer="AGREED", proof="PAPER", given_on=date(2026, 1, 1)
            )
    return make_user("tram", Role.HEALTH, cast.xa)


def send(cast: Cast, by: User) -> SheetBatch:
    file = SimpleUploadedFile("kham.xlsx", workbook())
    sent = run(UPLOAD_SHEET, by=by, data={"kind": "CHECK_UPS", "place": "C1"}, files={"file": file})
    batch = sent.result
    told = {"columns": json.dumps(batch.options["columns"]), "club": cast.club.pk, "from_on": SEEN}
    mapped = run(MAP_SHEET, by=by, data={"batch": batch.pk, **told})
    assert mapped.status == "done", mapped.errors
    return work_off(mapped.result)


def test_what_is_right_is_written_down_and_every_wrong_row_is_named(cast: Cast, station: User) -> None:
    batch = send(cast, station)
    faults = {fault.row: fault.reason for fault in batch.faults.order_by("row")}
    assert {row: word in faults.get(row, "") for row, word in WANTED.items()} == dict.fromkeys(WANTED, True), faults
    assert faults.keys() == WANTED.keys()
    assert CheckUp.objects.count() == HealthCheck.objects.count() == 0
    work_off(run(IMPORT_SHEET, by=station, data={"batch": batch.pk, "mode": "RIGHT"}).result)
    assert set(CheckUp.objects.values_list("person__full_name", "state", "follow_up")) == {
        ("Bà Một", "SEEN", "WATCH"),
        ("Bà Hai", "SEEN", "REFER"),
        ("Bà Ba", "SEEN", ""),
        ("Bà Sáu", "SEEN", ""),
    }
    assert set(HealthCheck.objects.values_list("place", "systolic_mmhg", "weight_g", "glucose_umol_l")) == {
        ("STATION", 128, 52_500, 5_400),
        ("STATION", 165, None, None),
        ("STATION", None, 29_000, None),
        ("STATION", 191, None, None),
    }
    assert set(Referral.objects.values_list("person__full_name", "reason", "told_person")) == {
        ("Bà Hai", "CHECK_UP", True),
        ("Bà Sáu", "PRESSURE", False),
    }
    kept = " ".join(f"{act.data} {act.result}" for act in Act.objects.all())
    assert told_of(kept, ("165", "52.5", "5.4", "WATCH", "REFER", "Bà")) == []


WANTED = {
    5: "Số trên phải lớn hơn số dưới",
    6: "khác thường",
    7: "không có thành viên tên này",
    8: "khác năm sinh",
    9: "sự đồng ý",
    10: "120/80",
    11: "lúc đói hay không",
    12: "Sau khám hãy ghi",
}


def test_an_imported_list_goes_again_with_what_was_measured(cast: Cast, station: User) -> None:
    batch = send(cast, station)
    work_off(run(IMPORT_SHEET, by=station, data={"batch": batch.pk, "mode": "RIGHT"}).result)
    undone = work_off(run(UNDO_SHEET, by=station, data={"batch": batch.pk}).result)
    assert (undone.state, CheckUp.objects.count(), HealthCheck.objects.count()) == ("UNDONE", 0, 0)


def test_who_may_not_read_health_sees_nothing_of_the_list(cast: Cast, station: User) -> None:
    batch = send(cast, station)
    for other in (cast.lan, cast.xuan, cast.hoi, cast.tai, cast.hoa):
        assert not SheetBatch.objects.visible_to(other).filter(pk=batch.pk).exists(), other
    assert SheetBatch.objects.visible_to(cast.binh).count() == 0  # the list is the commune's, not the club's
    assert SheetBatch.objects.visible_to(station).get() == batch
    file = SimpleUploadedFile("kham.xlsx", workbook())
    refused = run(UPLOAD_SHEET, by=cast.xuan, data={"kind": "CHECK_UPS", "place": "C1"}, files={"file": file})
    assert refused.errors == {"kind": ["Ở địa bàn này bạn không được ghi loại danh sách này."]}
    assert timezone.localdate() > date(2026, 3, 10)
