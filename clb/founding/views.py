"""Pages of foundings: the list, one founding, the forms of its steps, people and money, and its papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.queries import founding_places
from clb.kernel.commands import Command, Outcome
from clb.kernel.money import vnd
from clb.papers.files import format_of, paper_response
from clb.places.models import Unit
from clb.places.queries import name_on, names_on
from clb.web.pages import chosen_day, command_page, paged

from . import commands as verbs
from .models import Founding, FoundingCondition, FoundingStep, Pledge, Recruit
from .papers import founding_decision, launch_minutes
from .queries import founding_card, foundings_listed, next_step


def _founding(request: SignedInRequest, founding_id: UUID, command: Command | None = None) -> Founding:
    """A founding that the person may see, and there do `command` where one is given."""
    rows = Founding.objects.visible_to(request.user).select_related("place", "club")
    return fetch(request, rows, founding_id, command, at=lambda founding: founding.place)


def _form(request: SignedInRequest, command: Command, found: Founding, intro: str = "", **initial: Any) -> HttpResponse:
    then = reverse("founding:founding", args=[found.pk])
    context = {"intro": intro or found.name, "back": then}
    return command_page(request, command, initial=initial, then=then, context=context)


def index(request: SignedInRequest) -> HttpResponse:
    """Foundings within reach, those under way first."""
    if not request.user.may_anywhere("founding.read"):
        raise PermissionDenied
    today = timezone.localdate()
    page = paged(request, foundings_listed(Founding.objects.visible_to(request.user)))
    names = names_on({found.place_id for found in page}, today)
    rows = [(found, names[found.place_id], next_step(found, today)) for found in page]
    may_start = request.user.may_anywhere(verbs.START_FOUNDING.name)
    return render(request, "founding/index.html", {"page": page, "rows": rows, "may_start": may_start})


def founding(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """One founding: steps, conditions, people, money, yardsticks, papers."""
    found, today = _founding(request, founding_id), timezone.localdate()
    rights = request.user.rights_at(found.place)
    may = {right.removeprefix("founding."): found.is_under_way for right in rights if right.startswith("founding.")}
    context = {"founding": found, "card": founding_card(found, today), "may": may, "today": today}
    context["may_read_names"] = "members.read" in rights
    return render(request, "founding/founding.html", context)


def choose_place(request: SignedInRequest) -> HttpResponse:
    """Where the club is to be: communes and hamlets by name."""
    if not request.user.may_anywhere(verbs.START_FOUNDING.name):
        raise PermissionDenied
    on, text = chosen_day(request, timezone.localdate()), request.GET.get("q", "").strip()[:100]
    page = paged(request, founding_places(request.user.reach(verbs.START_FOUNDING.name), on, text), 20)
    above = names_on({version.parent_id for version in page if version.parent_id}, on)
    context = {"on": on, "text": text, "page": page, "above": above, "choose_to": "founding:start_founding"}
    intro = _("Chọn xã, phường, hoặc ấp, khóm nơi câu lạc bộ sẽ sinh hoạt.")
    context |= {"title": _("Thành lập câu lạc bộ ở đâu?"), "day_label": _("Ngày bắt đầu"), "intro": intro}
    return render(request, "clubs/choose_place.html", context)


def start_founding(request: SignedInRequest, key: str) -> HttpResponse:
    """The intention is written down."""
    reached = request.user.reach(verbs.START_FOUNDING.name).values("below")
    place = get_object_or_404(Unit.objects.filter(pk__in=reached), key=key)
    on = chosen_day(request, timezone.localdate())

    def then(outcome: Outcome) -> str:
        return reverse("founding:founding", args=[outcome.ref["id"]])

    context = {"intro": name_on(place, on), "back": reverse("founding:choose_place")}
    initial = {"place": place.key, "started_on": on}
    return command_page(request, verbs.START_FOUNDING, initial=initial, then=then, context=context)


# --- Steps and conditions ---------------------------------------------------------------------------------------


def _step(request: SignedInRequest, step_id: int, command: Command) -> tuple[FoundingStep, Founding]:
    step = get_object_or_404(FoundingStep, pk=step_id)
    return step, _founding(request, step.founding_id, command)


def plan_founding_step(request: SignedInRequest, founding_step_id: int) -> HttpResponse:
    """Who answers for a step, and by when."""
    step, found = _step(request, founding_step_id, verbs.PLAN_FOUNDING_STEP)
    initial = {"step": step, "owner_role": step.owner_role, "due_on": step.due_on}
    return _form(request, verbs.PLAN_FOUNDING_STEP, found, f"{found.name}: {step}", **initial)


def finish_founding_step(request: SignedInRequest, founding_step_id: int) -> HttpResponse:
    """A step is done."""
    step, found = _step(request, founding_step_id, verbs.FINISH_FOUNDING_STEP)
    initial = {"step": step, "done_on": step.done_on or timezone.localdate(), "evidence": step.evidence}
    return _form(request, verbs.FINISH_FOUNDING_STEP, found, f"{found.name}: {step}", **initial)


def reopen_founding_step(request: SignedInRequest, founding_step_id: int) -> HttpResponse:
    """A step is not done after all."""
    step, found = _step(request, founding_step_id, verbs.REOPEN_FOUNDING_STEP)
    return _form(request, verbs.REOPEN_FOUNDING_STEP, found, f"{found.name}: {step}", step=step)


def add_condition(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """A condition of the unit's own."""
    found = _founding(request, founding_id, verbs.ADD_CONDITION)
    return _form(request, verbs.ADD_CONDITION, found, founding=found)


def _condition(request: SignedInRequest, condition_id: int, command: Command, **initial: Any) -> HttpResponse:
    condition = get_object_or_404(FoundingCondition, pk=condition_id)
    found = _founding(request, condition.founding_id, command)
    return _form(request, command, found, f"{found.name}: {condition.text}", condition=condition, **initial)


def meet_condition(request: SignedInRequest, condition_id: int) -> HttpResponse:
    """A condition is met."""
    return _condition(request, condition_id, verbs.MEET_CONDITION, met_on=timezone.localdate())


def drop_condition(request: SignedInRequest, condition_id: int) -> HttpResponse:
    """A condition is not asked for here."""
    return _condition(request, condition_id, verbs.DROP_CONDITION)


# --- People and money -------------------------------------------------------------------------------------------


def add_recruit(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """Someone wants to join; then back to the list, where the next one can be written."""
    found = _founding(request, founding_id, verbs.ADD_RECRUIT)
    return _form(request, verbs.ADD_RECRUIT, found, founding=found)


def _recruit(request: SignedInRequest, recruit_id: UUID, command: Command) -> HttpResponse:
    recruit = get_object_or_404(Recruit, pk=recruit_id)
    found = _founding(request, recruit.founding_id, command)
    initial = {"recruit": recruit, "post": recruit.post, "title": recruit.title}
    return _form(request, command, found, recruit.full_name, **initial)


def set_recruit_post(request: SignedInRequest, recruit_id: UUID) -> HttpResponse:
    """Which post someone is to hold."""
    return _recruit(request, recruit_id, verbs.SET_RECRUIT_POST)


def drop_recruit(request: SignedInRequest, recruit_id: UUID) -> HttpResponse:
    """Someone does not join after all."""
    return _recruit(request, recruit_id, verbs.DROP_RECRUIT)


def pledge_start_fund(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """Money is promised."""
    found = _founding(request, founding_id, verbs.PLEDGE_START_FUND)
    return _form(request, verbs.PLEDGE_START_FUND, found, founding=found, pledged_on=timezone.localdate())


def _pledge(request: SignedInRequest, pledge_id: UUID, command: Command) -> HttpResponse:
    pledge = get_object_or_404(Pledge, pk=pledge_id)
    found = _founding(request, pledge.founding_id, command)
    intro = f"{pledge.get_source_display()}, {vnd(pledge.amount_vnd)}"
    return _form(request, command, found, intro, pledge=pledge, collected_on=timezone.localdate())


def collect_pledge(request: SignedInRequest, pledge_id: UUID) -> HttpResponse:
    """What was promised is handed over."""
    return _pledge(request, pledge_id, verbs.COLLECT_PLEDGE)


def withdraw_pledge(request: SignedInRequest, pledge_id: UUID) -> HttpResponse:
    """A promise is taken back."""
    return _pledge(request, pledge_id, verbs.WITHDRAW_PLEDGE)


# --- Decision, launch, end --------------------------------------------------------------------------------------


def record_founding_decision(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """The commune's decision."""
    found = _founding(request, founding_id, verbs.RECORD_FOUNDING_DECISION)
    initial: dict[str, Any] = {"founding": found, "number": found.decision_number, "decided_on": found.decided_on}
    initial |= {"signer_title": found.signer_title, "signer_name": found.signer_name}
    return _form(request, verbs.RECORD_FOUNDING_DECISION, found, **initial)


def launch_club(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """The launch: the club begins."""
    found = _founding(request, founding_id, verbs.LAUNCH_CLUB)
    told = _("Ghi xong thì câu lạc bộ có ngay thành viên, ban chủ nhiệm, quy chế và quỹ như đã chuẩn bị ở đây.")
    initial = {"founding": found, "launched_on": timezone.localdate()}
    return _form(request, verbs.LAUNCH_CLUB, found, f"{found.name}. {told}", **initial)


def drop_founding(request: SignedInRequest, founding_id: UUID) -> HttpResponse:
    """The intention is given up."""
    found = _founding(request, founding_id, verbs.DROP_FOUNDING)
    return _form(request, verbs.DROP_FOUNDING, found, founding=found, dropped_on=timezone.localdate())


# --- Papers -----------------------------------------------------------------------------------------------------


def _with_names(request: SignedInRequest, founding_id: UUID) -> Founding:
    """Papers name people, so they are for those who may read members there."""
    found = _founding(request, founding_id)
    if not request.user.may("members.read", found.place):
        raise PermissionDenied
    return found


def decision_paper(request: SignedInRequest, founding_id: UUID, file_format: str) -> HttpResponse:
    """The decision as docx or PDF."""
    found = _with_names(request, founding_id)
    return paper_response(request, lambda: founding_decision(found, timezone.localdate()), format_of(file_format))


def minutes_paper(request: SignedInRequest, founding_id: UUID, file_format: str) -> HttpResponse:
    """The minutes of the launch as docx or PDF."""
    found = _with_names(request, founding_id)
    if found.club is None:
        raise Http404
    return paper_response(request, lambda: launch_minutes(found), format_of(file_format))
