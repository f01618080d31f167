"""Pages of meetings: the list of a club, one meeting with its steps, and each step's form."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.kernel.commands import Command, Outcome, run
from clb.meetings.commands import DROP_MEETING, RECORD_MEETING, REOPEN_MEETING, SEE_REOPENING
from clb.meetings.models import Meeting, Reopening
from clb.meetings.papers import minutes_paper
from clb.meetings.queries.helped import help_at
from clb.meetings.queries.meetings import leaders_of, meetings_of, reopenings_to_see, summary_of
from clb.papers.files import format_of, paper_response
from clb.web.pages import act_id_of, command_page, never_kept, paged

from .steps import STEPS, Step, step_context


def meeting_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Meeting:
    """A meeting that the person may see, and there do `command` where one is given."""
    rows = Meeting.objects.visible_to(request.user).select_related("club__unit", "chair", "secretary")
    return fetch(request, rows, pk, command, at=lambda m: m.club.unit)


def club_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Club:
    """A club whose meetings the person may see, and there do `command` where one is given."""
    here = request.user.reach("meetings.read").values("below")
    rows = Club.objects.filter(unit__in=here).select_related("unit")
    return fetch(request, rows, pk, command, at=lambda club: club.unit)


def index(request: SignedInRequest) -> HttpResponse:
    """Whoever sits at one club's table comes to its meetings, everybody else to the calendar."""
    here = request.user.reach(RECORD_MEETING.name).filter(below__club__isnull=False)
    clubs = list(here.values_list("below__club", flat=True)[:2])
    if len(clubs) == 1:
        return redirect("meetings:club", clubs[0])
    if not request.user.may_anywhere("clubs.read"):
        raise PermissionDenied("clubs.read")
    return redirect("meetings:place_calendar")


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's meetings, newest first, and the button that opens the next."""
    found = club_of(request, club_id)
    rights = request.user.rights_at(found.unit)
    context = {
        "club": found,
        "page": paged(request, meetings_of(found)),
        "reopenings": reopenings_to_see(request.user, found) if SEE_REOPENING.name in rights else [],
        "may_record": RECORD_MEETING.name in rights,
    }
    return render(request, "meetings/club.html", context)


def open_meeting(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A meeting is opened: its day, its place, who leads it and who writes it down."""
    found = club_of(request, club_id, RECORD_MEETING)
    last = meetings_of(found).first()
    today = timezone.localdate()
    initial = {"held_on": f"{today:%d/%m/%Y}", "place": last.place if last else ""}
    if last:
        initial |= {"chair": str(last.chair_id or ""), "secretary": str(last.secretary_id or "")}
    context = {"club": found, "people": leaders_of(found, today), "values": initial, "kinds": Meeting.Kind.choices}
    if request.method != "POST":
        context |= {"act_id": uuid.uuid4(), "new_id": uuid.uuid4()}
        return never_kept(render(request, "meetings/open.html", context))
    outcome = send(request, found)
    if outcome.status == "rejected":
        assert outcome.form is not None
        context |= {
            "values": {name: request.POST.get(name, "") for name in (*initial, "kind", "begun_at")},
            "form": outcome.form,
            "is_refused": True,
            "act_id": act_id_of(request),
            "new_id": request.POST.get("meeting", ""),
            "same_day": meetings_of(found).filter(held_on=outcome.form.cleaned_data.get("held_on") or today).first(),
        }
        return never_kept(render(request, "meetings/open.html", context, status=422))
    return redirect("meetings:step", outcome.ref["meeting"], STEPS[1].slug)


def send(request: SignedInRequest, found: Club) -> Outcome:
    """What the page typed, to the one command that records meetings."""
    data = request.POST.copy()
    data["club"] = str(found.pk)
    return run(RECORD_MEETING, by=request.user, data=data, id=act_id_of(request))


def meeting(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: what is recorded of each part, and what comes next."""
    found = meeting_of(request, meeting_id)
    rights = request.user.rights_at(found.club.unit)
    summary = summary_of(found)
    may_record = RECORD_MEETING.name in rights and not found.is_closed
    context = {
        "meeting": found,
        "summary": summary,
        "steps": [(step, step.told(summary)) for step in STEPS],
        "next": next((step for step in STEPS if not step.told(summary)), STEPS[-1]),
        "may_record": may_record,
        "may_reopen": REOPEN_MEETING.name in rights and found.is_closed,
        "may_drop": DROP_MEETING.name in rights and not found.first_closed_at,
        "reopenings": found.reopenings.select_related("by").order_by("-at"),
        "may_see_changes": SEE_REOPENING.name in rights,
        "unseen": set(reopenings_to_see(request.user, found.club).values_list("pk", flat=True)),
        "self_help": help_at(found),
        "edits": found.edits.select_related("by").order_by("-version")[:5],
    }
    return render(request, "meetings/meeting.html", context)


def step(request: SignedInRequest, meeting_id: UUID, step: str) -> HttpResponse:
    """One step's form. What is refused comes back beside its row, with everything that was typed."""
    found = meeting_of(request, meeting_id, RECORD_MEETING)
    at = next((s for s in STEPS if s.slug == step), None)
    if at is None or found.is_closed:
        return redirect("meetings:meeting", found.pk)
    if request.method != "POST":
        return _shown(request, found, at, None)
    outcome = send(request, found.club)
    if outcome.status == "rejected":
        return _shown(request, meeting_of(request, meeting_id), at, outcome)
    _tell(request, found, at, outcome)
    if "again" in request.POST:
        return redirect("meetings:step", found.pk, at.slug)
    if at.slug == STEPS[-1].slug or "overview" in request.POST:
        return redirect("meetings:meeting", found.pk)
    return redirect("meetings:step", found.pk, STEPS[STEPS.index(at) + 1].slug)


def _tell(request: SignedInRequest, found: Meeting, at: Step, outcome: Outcome) -> None:
    if outcome.status == "already":
        messages.info(request, _("Phần này đã được ghi trước đó, không ghi thêm lần nữa."))
        return
    closed = request.POST.get("close_now")
    messages.success(request, _("Đã kết thúc buổi họp.") if closed else _("Đã ghi: %s.") % at.title)
    others = outcome.ref.get("merged") or []
    if others:
        last = found.edits.exclude(by=request.user).select_related("by").order_by("-version").first()
        who = (last.by.first_name or last.by.username) if last else _("Người khác")
        told = _("Trong lúc bạn ghi, %s cũng ghi vào buổi họp này; hai phần đã được gộp, không mất gì.")
        messages.info(request, told % who)


def _shown(request: SignedInRequest, found: Meeting, at: Step, outcome: Outcome | None) -> HttpResponse:
    form = outcome.form if outcome else None
    context = step_context(found, at, form)
    context |= {
        "meeting": found,
        "step": at,
        "steps": STEPS,
        "number": STEPS.index(at) + 1,
        "form": form,
        "is_refused": form is not None,
        "act_id": act_id_of(request) if outcome is None else uuid.uuid4(),
    }
    return never_kept(render(request, f"meetings/step_{at.template}.html", context, status=422 if form else 200))


def minutes(request: SignedInRequest, meeting_id: UUID, file_format: str) -> HttpResponse:
    """The minutes as a paper: a draft until the meeting is closed."""
    found, wanted = meeting_of(request, meeting_id), format_of(file_format)
    return paper_response(request, lambda: minutes_paper(found), wanted)


def reopen(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """The last closed meeting is opened again, with a reason."""
    found = meeting_of(request, meeting_id, REOPEN_MEETING)
    told = _("Số liệu đã chốt sẽ mở để sửa; tiền đã vào sổ được sửa bằng chứng từ đảo. Ban chủ nhiệm được báo.")
    then = reverse("meetings:meeting", args=[found.pk])
    return command_page(request, REOPEN_MEETING, initial={"meeting": found}, then=then, context={"intro": told})


def drop(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """A meeting opened by mistake goes."""
    found = meeting_of(request, meeting_id, DROP_MEETING)
    then = reverse("meetings:club", args=[found.club_id])
    told = _("Buổi họp ngày %s và mọi điều đã ghi trong đó sẽ bị bỏ.") % f"{found.held_on:%d/%m/%Y}"
    context = {"intro": told, "danger": True}
    return command_page(request, DROP_MEETING, initial={"meeting": found}, then=then, context=context)


def see_reopening(request: SignedInRequest, reopening_id: int) -> HttpResponse:
    """Someone of the board says that they have read what was changed."""
    rows = Reopening.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    found = fetch(
        request,
        rows.select_related("meeting__club__unit", "by"),
        reopening_id,
        SEE_REOPENING,
        at=lambda r: r.meeting.club.unit,
    )
    then = reverse("meetings:meeting", args=[found.meeting_id])
    told = _("%(who)s mở lại buổi họp ngày %(day)s: %(reason)s") % {
        "who": found.by.first_name or found.by.username,
        "day": f"{found.meeting.held_on:%d/%m/%Y}",
        "reason": found.reason,
    }
    return command_page(request, SEE_REOPENING, initial={"reopening": found}, then=then, context={"intro": told})
