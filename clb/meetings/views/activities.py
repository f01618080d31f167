"""Pages of activities: a club's log by month and area, one activity with its evidence, and their forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.files.http import file_response
from clb.kernel.commands import Command, Outcome
from clb.meetings.commands import (
    ATTACH_EVIDENCE,
    CORRECT_ACTIVITY,
    DROP_ACTIVITY,
    DROP_EVIDENCE,
    NAME_HELPED,
    RECORD_ACTIVITY,
)
from clb.meetings.models import Activity, ActivityEvidence, Area
from clb.meetings.queries.activities import log_of
from clb.members.models import Membership
from clb.web.pages import command_page, paged

from .asked import club_read, month_asked, months_offered


def activity_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Activity:
    """An activity that the person may see, and there do `command` where one is given."""
    rows = Activity.objects.visible_to(request.user).select_related("club__unit", "meeting", "sub_group")
    return fetch(request, rows, pk, command, at=lambda row: row.club.unit)


def _evidence_of(request: SignedInRequest, pk: int, command: Command | None = None) -> ActivityEvidence:
    rows = ActivityEvidence.objects.visible_to(request.user).select_related("activity__club__unit", "file")
    return fetch(request, rows, pk, command, at=lambda row: row.activity.club.unit)


def area_asked(request: SignedInRequest) -> Area | None:
    """The area that `?mang=` asks for; none where it is no number of one."""
    text = request.GET.get("mang", "")
    return Area(int(text)) if text in {str(area.value) for area in Area} else None


def log(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What a club did, the newest first, by month and area."""
    club, today = club_read(request, club_id), timezone.localdate()
    month = month_asked(request, today) if request.GET.get("thang") else None
    area = area_asked(request)
    rights = request.user.rights_at(club.unit)
    context = {
        "club": club,
        "page": paged(request, log_of(club, end=month, area=area), 30),
        "month": month,
        "months": months_offered(today, month or today),
        "area": area,
        "areas": list(Area),
        "may_record": RECORD_ACTIVITY.name in rights,
    }
    return render(request, "meetings/log.html", context)


def activity(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """One activity: what was done, who took part, what proves it."""
    found = activity_of(request, activity_id)
    rights = request.user.rights_at(found.club.unit)
    is_by_hand = not found.derived_from
    context = {
        "activity": found,
        "club": found.club,
        "participants": found.participants.select_related("person").order_by("person__sort_key", "pk"),
        "helped": found.helped.select_related("membership__person").order_by("membership__person__sort_key", "pk"),
        "evidence": found.evidence.select_related("file").order_by("pk"),
        "plan_items": found.plan_items.order_by("year", "month"),
        "may_correct": is_by_hand and CORRECT_ACTIVITY.name in rights,
        "may_drop": is_by_hand and DROP_ACTIVITY.name in rights,
        "may_name_helped": NAME_HELPED.name in rights,
        "may_attach": ATTACH_EVIDENCE.name in rights,
        "may_drop_evidence": DROP_EVIDENCE.name in rights,
    }
    return render(request, "meetings/activity.html", context)


def record_activity(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Write down something that the club did."""
    club = club_read(request, club_id, RECORD_ACTIVITY)
    area = area_asked(request)

    def then(outcome: Outcome) -> str:
        return reverse("meetings:activity", args=[outcome.ref["id"]])

    initial = {"club": club, "happened_on": timezone.localdate(), "area": area.value if area else None}
    context = {"intro": club.name, "back": reverse("meetings:log", args=[club.pk]), "club": club}
    template = "meetings/activity_form.html"
    return command_page(request, RECORD_ACTIVITY, initial=initial, then=then, context=context, template=template)


FIELDS = ("area", "happened_on", "what", "place", "people", "hours", "work_days", "sub_group")


def correct_activity(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Put it right."""
    found = activity_of(request, activity_id, CORRECT_ACTIVITY)
    people = found.participants.values("person")
    named = Membership.objects.filter(club=found.club_id, person__in=people).order_by("person", "from_on")
    on_the_day = [m for m in named if m.from_on <= found.happened_on and not _ended_before(m, found)]
    initial: dict[str, Any] = {name: getattr(found, name) for name in FIELDS}
    initial |= {"activity": found, "participants": on_the_day, "helped": _helped_by(found)}
    return _form(request, CORRECT_ACTIVITY, found, initial, template="meetings/activity_form.html")


def _helped_by(found: Activity) -> list[Membership]:
    return list(Membership.objects.filter(helped__activity=found))


def name_helped(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Say for which members it was done."""
    found = activity_of(request, activity_id, NAME_HELPED)
    return _form(request, NAME_HELPED, found, {"activity": found, "helped": _helped_by(found)})


def _ended_before(member: Membership, found: Activity) -> bool:
    return member.until_on is not None and member.until_on < found.happened_on


def _form(request: SignedInRequest, command: Command, found: Activity, initial: Any, **more: Any) -> HttpResponse:
    then = reverse("meetings:activity", args=[found.pk])
    context = {"intro": f"{found.club.name} · {found.happened_on:%d/%m/%Y}: {found.what}", **more.pop("context", {})}
    return command_page(request, command, initial=initial, then=then, context=context, **more)


def drop_activity(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Take out what was written by mistake, with its evidence."""
    found = activity_of(request, activity_id, DROP_ACTIVITY)
    then = reverse("meetings:log", args=[found.club_id])
    told = _("Ảnh, giấy tờ kèm theo cũng mất.")
    context = {
        "intro": f"{found.club.name} · {found.happened_on:%d/%m/%Y}: {found.what}. {told}",
        "danger": True,
        "confirm": _("Bỏ hoạt động này? Việc này không rút lại được."),
        "back": reverse("meetings:activity", args=[found.pk]),
    }
    return command_page(request, DROP_ACTIVITY, initial={"activity": found}, then=then, context=context)


def attach_evidence(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Send a photo or a paper."""
    found = activity_of(request, activity_id, ATTACH_EVIDENCE)
    return _form(request, ATTACH_EVIDENCE, found, {"activity": found})


def evidence(request: SignedInRequest, evidence_id: int) -> FileResponse:
    """The photo or the paper itself."""
    return file_response(_evidence_of(request, evidence_id).file, "bang-chung")


def drop_evidence(request: SignedInRequest, evidence_id: int) -> HttpResponse:
    """Take out a photo or a paper sent by mistake."""
    found = _evidence_of(request, evidence_id, DROP_EVIDENCE)
    context = {"danger": True, "confirm": _("Bỏ ảnh, giấy tờ này? Việc này không rút lại được.")}
    return _form(request, DROP_EVIDENCE, found.activity, {"evidence": found}, context=context)
