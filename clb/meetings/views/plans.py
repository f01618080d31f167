"""Pages of what is expected: a club's plan of the year, and the minimum of each area at a place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.http import ground_asked
from clb.kernel.commands import Command, Outcome
from clb.meetings.commands import (
    DROP_PLANNED_ACTIVITY,
    END_AREA_MINIMUM,
    LINK_PLANNED_ACTIVITY,
    PLAN_ACTIVITY,
    SET_AREA_MINIMUM,
)
from clb.meetings.models import Area, AreaMinimum, YearPlanItem
from clb.meetings.queries.activities import year_plan
from clb.meetings.queries.coverage import minimums_at
from clb.meetings.rules.coverage import same_for_all
from clb.places.models import Unit
from clb.places.queries import names_on
from clb.web.pages import chosen_year, command_page

from .asked import club_read


def _item_of(request: SignedInRequest, pk: UUID, command: Command) -> YearPlanItem:
    rows = YearPlanItem.objects.visible_to(request.user).select_related("club__unit")
    return fetch(request, rows, pk, command, at=lambda item: item.club.unit)


def plan(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What a club means to do in a year, and how far it is done."""
    club, today = club_read(request, club_id), timezone.localdate()
    year = chosen_year(request, range(2000, 2101), today.year)
    rights = request.user.rights_at(club.unit)
    context = {
        "club": club,
        "plan": year_plan(club, year, today),
        "years": range(max(club.founded_on.year, 2000), today.year + 3),
        "may_plan": PLAN_ACTIVITY.name in rights,
        "may_link": LINK_PLANNED_ACTIVITY.name in rights,
        "may_drop": DROP_PLANNED_ACTIVITY.name in rights,
    }
    return render(request, "meetings/year_plan.html", context)


def _back(club_id: UUID, year: int) -> str:
    return reverse("meetings:plan", args=[club_id]) + f"?nam={year}"


def _planned(done: Outcome) -> str:
    return _back(done.result.club_id, done.result.year)


def plan_activity(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Put something into the plan."""
    club, today = club_read(request, club_id, PLAN_ACTIVITY), timezone.localdate()
    year = chosen_year(request, range(2000, 2101), today.year)
    initial = {"club": club, "year": year, "month": today.month}
    context = {"intro": club.name}
    return command_page(request, PLAN_ACTIVITY, initial=initial, then=_planned, context=context)


def _item_page(
    request: SignedInRequest, command: Command, item: YearPlanItem, initial: dict[str, Any], **context: Any
) -> HttpResponse:
    shown = {"intro": f"{item.club.name} · {item.month:02}/{item.year}: {item.what}", **context}
    then = _back(item.club_id, item.year)
    return command_page(request, command, initial={"item": item, **initial}, then=then, context=shown)


def link_planned_activity(request: SignedInRequest, year_plan_item_id: UUID) -> HttpResponse:
    """Say by which activities it was done."""
    item = _item_of(request, year_plan_item_id, LINK_PLANNED_ACTIVITY)
    initial = {"activities": list(item.done_by.all())}
    return _item_page(request, LINK_PLANNED_ACTIVITY, item, initial)


def drop_planned_activity(request: SignedInRequest, year_plan_item_id: UUID) -> HttpResponse:
    """Take it out of the plan."""
    item = _item_of(request, year_plan_item_id, DROP_PLANNED_ACTIVITY)
    asked = {"danger": True, "confirm": _("Bỏ việc này khỏi kế hoạch? Hoạt động đã làm vẫn còn.")}
    return _item_page(request, DROP_PLANNED_ACTIVITY, item, {}, **asked)


# --- The minimum of each area -------------------------------------------------------------------------------------


def minimums(request: SignedInRequest) -> HttpResponse:
    """How often each area is asked for at a place, by whom, and what was asked before."""
    today = timezone.localdate()
    ground = ground_asked(request, "clubs.read", today)
    rights = request.user.rights_at(ground.unit)
    found = minimums_at(ground.unit, today)
    names = names_on({by.pk for _area, _minimum, by in found if by}, today)
    context = {
        "ground": ground,
        "rows": [(Area(area), minimum, names[by.pk] if by else "") for area, minimum, by in found],
        "same": same_for_all(minimum for _area, minimum, _by in found),
        "own": AreaMinimum.objects.filter(unit=ground.unit).order_by("-from_on", "area"),
        "may_set": SET_AREA_MINIMUM.name in rights,
        "may_end": END_AREA_MINIMUM.name in rights,
        "today": today,
    }
    return render(request, "meetings/minimums.html", context)


def _minimums_of(place: Unit) -> str:
    return reverse("meetings:minimums") + f"?noi={place.key}"


def set_area_minimum(request: SignedInRequest) -> HttpResponse:
    """Say how often each area, or one, is asked for at a place."""
    today = timezone.localdate()
    ground = ground_asked(request, SET_AREA_MINIMUM.name, today)
    initial = {"place": ground.unit.key, "times": 1, "from_on": today}
    told = _("Mức của nơi gần câu lạc bộ nhất được áp dụng; chưa đạt chỉ được nhắc, không chặn việc gì.")
    context = {"intro": f"{ground.name}. {told}"}
    return command_page(request, SET_AREA_MINIMUM, initial=initial, then=_minimums_of(ground.unit), context=context)


def end_area_minimum(request: SignedInRequest, minimum_id: int) -> HttpResponse:
    """The place asks for it no longer."""
    if not request.user.may_anywhere(END_AREA_MINIMUM.name):
        raise PermissionDenied(END_AREA_MINIMUM.name)
    here = request.user.reach(END_AREA_MINIMUM.name).values("below")
    rows = AreaMinimum.objects.filter(unit__in=here).select_related("unit")
    found = fetch(request, rows, minimum_id, END_AREA_MINIMUM, at=lambda row: row.unit)
    initial = {"minimum": found, "until_on": timezone.localdate()}
    what = found.get_area_display() or _("Mỗi mảng trong tám mảng")
    told = _("%(what)s: %(times)s lần trong %(months)s tháng") % {
        "what": what,
        "times": found.times,
        "months": found.per_months,
    }
    return command_page(
        request, END_AREA_MINIMUM, initial=initial, then=_minimums_of(found.unit), context={"intro": told}
    )
