"""Pages of periodic check-ups: campaigns at a place, one campaign, a club's list to call and to fill in, its papers."""

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
from clb.clubs.http import ground_asked
from clb.clubs.models import Club
from clb.health.commands import (
    CALL_MEMBERS,
    CORRECT_CAMPAIGN,
    DROP_CAMPAIGN,
    DROP_CHECK_UP,
    PLAN_CAMPAIGN,
    RECORD_CHECK_UPS,
    RECORD_STATION_RESULT,
)
from clb.health.models import CheckUp, CheckUpCampaign
from clb.health.papers import call_list, result_sheet
from clb.health.queries import clubs_with
from clb.health.queries.checkups import call_lines, campaign_counts, campaigns_for, clubs_of, on_ground
from clb.kernel.commands import Command
from clb.kernel.journal import Kind, note
from clb.papers.files import format_of, paper_response
from clb.places.queries import name_on
from clb.web.pages import command_page, paged

from .access import READ, note_look, person_at
from .checklist import list_context


def campaigns(request: SignedInRequest) -> HttpResponse:
    """Check-ups held for clubs of a place, newest first, with how many came as far as the person may know."""
    today = timezone.localdate()
    ground = ground_asked(request, "clubs.read", today)
    here = CheckUpCampaign.objects.visible_to(request.user).filter(on_ground(ground.unit, today))
    page = paged(request, here.select_related("unit").order_by("-held_on", "pk"), 25)
    mine = clubs_with(request.user, READ)
    counts = campaign_counts(list(page), mine)
    rows = [(row, name_on(row.unit, row.held_on), counts[row.pk]) for row in page]
    may = {"may_plan": request.user.may_anywhere(PLAN_CAMPAIGN.name), "may_read": request.user.may_anywhere(READ)}
    return render(request, "health/campaigns.html", {"ground": ground, "page": page, "rows": rows, **may})


def campaign_of(request: SignedInRequest, campaign_id: UUID, command: Command | None = None) -> CheckUpCampaign:
    """A campaign that the person may see, and there do `command` where one is given."""
    rows = CheckUpCampaign.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, campaign_id, command, at=lambda row: row.unit)


def campaign(request: SignedInRequest, check_up_campaign_id: UUID) -> HttpResponse:
    """One campaign: its days and place, and each club with how many were called, came and did not."""
    found = campaign_of(request, check_up_campaign_id)
    rights = request.user.rights_at(found.unit)
    mine = clubs_with(request.user, READ)
    clubs = list(clubs_of(found, mine))
    rows = [(club, campaign_counts([found], Club.objects.filter(pk=club.pk))[found.pk]) for club in clubs[:60]]
    context = {
        "campaign": found,
        "place": name_on(found.unit, found.held_on),
        "rows": rows,
        "may_correct": CORRECT_CAMPAIGN.name in rights,
        "may_drop": DROP_CAMPAIGN.name in rights,
    }
    return render(request, "health/campaign.html", context)


def plan_campaign(request: SignedInRequest) -> HttpResponse:
    """A new check-up with the station."""
    then = reverse("health:campaigns")
    initial = {"place": request.GET.get("noi", ""), "held_on": timezone.localdate(), "kinds": ["GENERAL", "PRESSURE"]}
    return command_page(request, PLAN_CAMPAIGN, initial=initial, then=then, context={"back": then})


def correct_campaign(request: SignedInRequest, check_up_campaign_id: UUID) -> HttpResponse:
    """Other days or another place."""
    row = campaign_of(request, check_up_campaign_id, CORRECT_CAMPAIGN)
    initial: dict[str, Any] = {name: getattr(row, name) for name in ("held_on", "until_on", "venue", "kinds")}
    then = reverse("health:campaign", args=[row.pk])
    return command_page(
        request, CORRECT_CAMPAIGN, initial=initial | {"campaign": row}, then=then, context={"back": then}
    )


def drop_campaign(request: SignedInRequest, check_up_campaign_id: UUID) -> HttpResponse:
    """It will not be held."""
    row = campaign_of(request, check_up_campaign_id, DROP_CAMPAIGN)
    told = _("Đợt khám ngày %s sẽ bị bỏ, cùng danh sách mời.") % f"{row.held_on:%d/%m/%Y}"
    context = {"intro": told, "danger": True, "back": reverse("health:campaign", args=[row.pk])}
    then = reverse("health:campaigns")
    return command_page(request, DROP_CAMPAIGN, initial={"campaign": row}, then=then, context=context)


# --- One club at a campaign -------------------------------------------------------------------------------------


def _at_club(request: SignedInRequest, campaign_id: UUID, club_id: UUID, right: str) -> tuple[CheckUpCampaign, Club]:
    """A campaign, and a club that it is for, where the person reads health (else 404) and may do `right` (else 403)."""
    found = campaign_of(request, campaign_id)
    club = get_object_or_404(clubs_with(request.user, READ), pk=club_id)
    if not campaigns_for(club).filter(pk=found.pk).exists():
        raise Http404
    if right != READ and not request.user.may(right, club.unit):
        raise PermissionDenied(right)
    return found, club


def club_campaign(request: SignedInRequest, check_up_campaign_id: UUID, club_id: UUID) -> HttpResponse:
    """A club's members at a campaign: whom to call, who came, who did not and why; one form for each."""
    found, club = _at_club(request, check_up_campaign_id, club_id, READ)
    today = timezone.localdate()
    if request.method != "POST":
        note_look(request, club)
    command = CALL_MEMBERS if "members" in request.POST or "call" in request.POST else RECORD_CHECK_UPS
    rights = request.user.rights_at(club.unit)
    context = {
        **list_context(request, found, club, call_lines(found, club, today), "members.read" in rights),
        "may_call": CALL_MEMBERS.name in rights,
        "may_record": RECORD_CHECK_UPS.name in rights and found.held_on <= today,
    }
    here = reverse("health:club_campaign", args=[found.pk, club.pk])
    initial = {"campaign": found, "club": club}
    page = "health/club_campaign.html"
    return command_page(request, command, initial=initial, then=here, context=context, template=page)


def club_paper(
    request: SignedInRequest, check_up_campaign_id: UUID, club_id: UUID, health_paper: str, file_format: str
) -> HttpResponse:
    """The list to call by, or the sheet to fill in at the station."""
    found, club = _at_club(request, check_up_campaign_id, club_id, READ)
    if "members.read" not in request.user.rights_at(club.unit) and health_paper == "danh-sach-moi":
        raise PermissionDenied("members.read")
    build = {"danh-sach-moi": call_list, "phieu-ket-qua": result_sheet}.get(health_paper)
    if build is None:
        raise Http404
    wanted, lines = format_of(file_format), call_lines(found, club, timezone.localdate())
    note(Kind.TOOK_LIST, request=request, unit=club.unit_id, paper=health_paper)
    return paper_response(request, lambda: build(found, club, lines), wanted)


def station_result(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """One person was seen at a check-up, or went by themselves; what was measured there."""
    found, at = person_at(request, person_id, RECORD_STATION_RESULT.name)
    then = reverse("health:person", args=[found.pk])
    told = _("%(person)s, %(birth)s. Kết quả khám định kỳ ở trạm y tế, bệnh viện; ô nào không đo thì để trống.")
    initial = {"club": at, "person": found, "seen_on": timezone.localdate()}
    context = {"intro": told % {"person": found.full_name, "birth": found.birth_shown}, "back": then}
    page = "health/record.html"
    return command_page(request, RECORD_STATION_RESULT, initial=initial, then=then, context=context, template=page)


def drop_check_up(request: SignedInRequest, check_up_id: UUID) -> HttpResponse:
    """Erase a result, with what was measured there."""
    rows = CheckUp.objects.visible_to(request.user).select_related("club__unit", "person")
    row = fetch(request, rows, check_up_id, DROP_CHECK_UP, at=lambda found: found.club.unit)
    told = _("%s: kết quả khám này và số đo kèm theo sẽ bị xóa, không lấy lại được.") % row.person.full_name
    then = reverse("health:person", args=[row.person_id])
    context = {"intro": told, "danger": True, "back": then}
    return command_page(request, DROP_CHECK_UP, initial={"check_up": row}, then=then, context=context)
