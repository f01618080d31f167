"""The demo's reporting calendar (proposals) and reports on every step of their way; old ones came on paper."""

from __future__ import annotations

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.dates import month_end, months_after
from clb.places.models import Unit
from clb.places.queries import find_by_code, nation
from clb.plans.models import Plan
from clb.reports import commands as verbs
from clb.reports.models import Report, ReportType

from .build import act

SINCE = date(2023, 1, 1)
YEAR = date(2025, 1, 1)
LATE_DAYS = (3, 5, 12)  # after the month's end, by turns
LESSONS = (
    "- Nơi ban chủ nhiệm họp đều thì thành viên trả vốn đúng hạn hơn (mẫu).\n- Sổ ghi tại buổi sinh hoạt ít sai hơn."
)


def build_calendar(by: User, plan: Plan) -> None:
    """The proposals, for the whole nation, with the closing review of the district's plan."""
    act(verbs.ADOPT_PROPOSALS, by, place=nation().key, from_on=SINCE, plan=plan.pk)


def build_first_reports(today: date) -> None:
    """The commune's last quarter, taken by the province before all its records are in: they change under it later."""
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    _handed_in("Báo cáo quý của xã", _commune(), months_after(quarter, -3), "xa", taken=True)


def build_official_reports(by: User, clubs: list[Club], today: date) -> None:
    """What changed since is looked for; a year waits, a month came back, the closing review is in work."""
    first = Report.objects.get(type__title="Báo cáo quý của xã", state=Report.State.ACCEPTED)
    act(verbs.RECHECK_REPORT, _user("xa"), report=first.pk)
    _handed_in("Báo cáo năm của xã", _commune(), YEAR, "xa")
    month = months_after(today.replace(day=1), -1)
    filed = _handed_in("Báo cáo tháng của câu lạc bộ", clubs[0].unit, month, "chunhiem")
    act(verbs.RETURN_REPORT, _user("xa"), report=filed.pk, reason="Ghi thêm khó khăn của câu lạc bộ (mẫu)")
    district = find_by_code("870", date(2025, 6, 30))
    assert district is not None
    closing = _drafted("Tổng kết giai đoạn của huyện", district, date(2021, 1, 1), "hoi")
    act(verbs.EDIT_PASSAGE, _user("hoi"), report=closing.pk, section="lessons", text=LESSONS)
    _on_paper(by, clubs, month)


def _on_paper(by: User, clubs: list[Club], last: date) -> None:
    """Months that the clubs sent on paper, most in time, some late, one granted as exempt, some never."""
    kind = _type("Báo cáo tháng của câu lạc bộ")
    for back in range(2, 8):
        month = months_after(last, -back)
        for n, club in enumerate(clubs[:5]):
            owed = {"report_type": kind.pk, "unit_key": club.unit.key, "period_from": month}
            if n == 1 and back == 3:
                act(verbs.GRANT_WAIVER, by, **owed, reason="Nước lũ, câu lạc bộ nghỉ sinh hoạt (mẫu)")
            elif (n + back) % 5:
                received = month_end(month).toordinal() + LATE_DAYS[(n + back) % 3]
                act(verbs.RECORD_PAPER_REPORT, by, **owed, received_on=date.fromordinal(received), file=_scan())


def _handed_in(title: str, unit: Unit, period_from: date, username: str, *, taken: bool = False) -> Report:
    report = _drafted(title, unit, period_from, username)
    act(verbs.SUBMIT_REPORT, _user(username), report=report.pk)
    if taken:
        act(verbs.ACCEPT_REPORT, _user("tinh"), report=report.pk)
    return report


def _drafted(title: str, unit: Unit, period_from: date, username: str) -> Report:
    owed = {"report_type": _type(title).pk, "unit_key": unit.key, "period_from": period_from}
    report: Report = act(verbs.DRAFT_REPORT, _user(username), **owed).result
    return report


def _type(title: str) -> ReportType:
    return ReportType.objects.get(title=title)


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _commune() -> Unit:
    found = find_by_code("29992", date(2025, 7, 1))
    assert found is not None
    return found


def _scan() -> SimpleUploadedFile:
    """A blank sheet: the demo has no papers."""
    out = io.BytesIO()
    Image.new("RGB", (210, 297), "white").save(out, "PNG")
    return SimpleUploadedFile("ban-giay.png", out.getvalue(), "image/png")
