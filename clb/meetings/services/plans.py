"""How often each area is asked for at a place, and a club's plan of the year. The only writer of both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.queries import ended_on
from clb.kernel.dates import make_way
from clb.kernel.text import tidy
from clb.meetings.models import Activity, AreaMinimum, YearPlanItem, YearPlanLink
from clb.places.models import Unit


def set_area_minimum(
    *, by: User, place: Unit, times: int, per_months: int, from_on: date, source: str, area: int | None = None
) -> AreaMinimum:
    """From `from_on` each club at `place` is to be active at least `times` in `per_months` months, in `area` (1-8) or,
    where None, in each; `source` says which paper decided it. The same day again replaces what was written for it.

    Raises ValidationError where no source is named, and where a later one is written already.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=place.pk)
    if not tidy(source):
        raise ValidationError({"source": _("Hãy ghi văn bản hoặc cuộc họp đã định mức này.")})
    rows = AreaMinimum.objects.filter(unit=place, area=area)
    if area is None:
        rows = AreaMinimum.objects.filter(unit=place, area__isnull=True)
    if rows.filter(from_on__gt=from_on).exists():
        raise ValidationError({"from_on": _("Đã có mức ghi cho ngày sau ngày này.")})
    make_way(rows, from_on)
    return AreaMinimum.objects.create(
        unit=place, area=area, times=times, per_months=per_months, from_on=from_on, source=tidy(source)
    )


def end_area_minimum(*, by: User, minimum: AreaMinimum, until_on: date) -> AreaMinimum:
    """The place asks for it no longer after `until_on`; what a place above asks holds again.

    Raises ValidationError where it ended already, and for a day before it began.
    """
    found: AreaMinimum = AreaMinimum.objects.select_for_update(no_key=True).get(pk=minimum.pk)
    if found.until_on is not None:
        raise ValidationError({"until_on": _("Mức này đã thôi từ trước.")})
    if until_on < found.from_on:
        raise ValidationError({"until_on": _("Mức này bắt đầu từ ngày %s.") % f"{found.from_on:%d/%m/%Y}"})
    found.until_on = until_on
    found.save(update_fields=["until_on"])
    return found


def plan_activity(*, by: User, club: Club, year: int, month: int, area: int, what: str, who: str = "") -> YearPlanItem:
    """Put into the club's plan of `year` what is to be done by the end of `month` in an area (1-8), and by whom.

    Raises ValidationError for a year long before the club or long to come, and for a club that has ended.
    """
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    if ended_on(club):
        raise ValidationError(_("Câu lạc bộ đã kết thúc."))
    if not club.founded_on.year <= year <= timezone.localdate().year + 2:
        raise ValidationError({"year": _("Năm phải từ năm thành lập câu lạc bộ, nhiều nhất là hai năm nữa.")})
    if not tidy(what):
        raise ValidationError({"what": _("Hãy ghi việc cần làm.")})
    return YearPlanItem.objects.create(club=club, year=year, month=month, area=area, what=tidy(what), who=tidy(who))


def drop_planned_activity(*, by: User, item: YearPlanItem) -> str:
    """Take it out of the plan; what was done stays done."""
    pk = str(item.pk)
    item.delete()
    return pk


def link_planned_activity(*, by: User, item: YearPlanItem, activities: Iterable[Activity]) -> YearPlanItem:
    """Say by which of the club's activities a planned one was done; none: it is not done.

    Raises ValidationError for an activity of another club.
    """
    chosen = list(activities)
    if any(activity.club_id != item.club_id for activity in chosen):
        raise ValidationError({"activities": _("Chỉ chọn hoạt động của chính câu lạc bộ này.")})
    YearPlanItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    item.links.exclude(activity__in=chosen).delete()
    known = set(item.links.values_list("activity", flat=True))
    YearPlanLink.objects.bulk_create(
        YearPlanLink(item=item, activity=activity) for activity in chosen if activity.pk not in known
    )
    return item
