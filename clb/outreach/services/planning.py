"""Lines of an agency's plan of outreach, and how far they are carried out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import tidy
from clb.outreach.models import OfAgency, PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.outreach.queries import is_own
from clb.places.models import Unit
from clb.plans.models import Task


def own_only(by: User, row: OfAgency) -> None:
    """Raises ValidationError where `by` does not act for the row's agency."""
    if not is_own(by, row, timezone.localdate()):
        raise ValidationError(_("Chỉ cơ quan đã ghi (%s) mới sửa được.") % row.get_agency_display())


def words_of(name: str, text: str) -> str:
    """Tidy words. Raises ValidationError for `name` where there are none."""
    words = tidy(text)
    if not words:
        raise ValidationError({name: _("Hãy ghi ô này.")})
    return words


def plan_outreach(
    *,
    by: User,
    unit: Unit,
    agency: str,
    year: int,
    quarter: int,
    channel: str,
    topic: str,
    planned: int,
    campaign: str = "",
    task: Task | None = None,
) -> PlannedOutreach:
    """An agency means to tell people of `topic` so many times in a quarter.

    Raises ValidationError where the unit does not exist in that quarter, and where such a line is there already.
    """
    row = PlannedOutreach(unit=unit, agency=agency)
    _write(row, year=year, quarter=quarter, channel=channel, topic=topic, planned=planned, campaign=campaign, task=task)
    return row


def correct_planned_outreach(
    *,
    by: User,
    line: PlannedOutreach,
    year: int,
    quarter: int,
    channel: str,
    topic: str,
    planned: int,
    campaign: str = "",
    task: Task | None = None,
) -> PlannedOutreach:
    """A line is put right. Raises ValidationError as `plan_outreach`, and where something told would fall before it."""
    row: PlannedOutreach = PlannedOutreach.objects.select_for_update(no_key=True).get(pk=line.pk)
    own_only(by, row)
    if row.broadcasts.filter(told_on__lt=Quarter(year, quarter).first).exists():
        raise ValidationError({"quarter": _("Có lần đã làm trước quý ấy. Hãy sửa các lần đó trước.")})
    _write(row, year=year, quarter=quarter, channel=channel, topic=topic, planned=planned, campaign=campaign, task=task)
    return row


def _write(
    row: PlannedOutreach,
    *,
    year: int,
    quarter: int,
    channel: str,
    topic: str,
    planned: int,
    campaign: str,
    task: Task | None,
) -> None:
    row.quarter_end = Quarter(year, quarter).last
    if row.unit.from_on > row.quarter_end or (row.unit.until_on and row.unit.until_on < row.quarter.first):
        raise ValidationError({"quarter": _("Đơn vị này không còn hoặc chưa có trong quý ấy.")})
    row.channel, row.topic, row.campaign = channel, words_of("topic", topic), tidy(campaign)
    row.planned, row.task = planned, task
    _count(row)
    row.full_clean(exclude=["task"])
    row.save()


def _count(row: PlannedOutreach) -> None:
    times = {"in_time": Sum("times", filter=Q(told_on__lte=row.quarter_end)), "all": Sum("times")}
    told = row.broadcasts.aggregate(**times) if row.pk else {}
    row.kept = min(told.get("in_time") or 0, row.planned)
    row.late = min((told.get("all") or 0) - (told.get("in_time") or 0), row.planned - row.kept)


def recount(*lines: PlannedOutreach | None) -> None:
    """Count again how far these lines are carried out. Call inside the act that changed a broadcast."""
    for pk in sorted({line.pk for line in lines if line}):
        row = PlannedOutreach.objects.select_for_update(no_key=True).get(pk=pk)
        _count(row)
        row.save(update_fields=["kept", "late"])


def drop_planned_outreach(*, by: User, line: PlannedOutreach) -> str:
    """A line goes; what was told for it stays, as told beside the plan. Raises ValidationError of another's."""
    own_only(by, line)
    pk = str(line.pk)
    line.delete()
    return pk
