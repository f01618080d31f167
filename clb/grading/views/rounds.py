"""Pages of rounds: the list, one round with its clubs, and what is done with it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.grading.commands import (
    DROP_ROUND,
    LOCK_ROUND,
    OPEN_ROUND,
    REFRESH_ROUND,
    SEND_ALL_TO_ABOVE,
    TELL_ALL_RESULTS,
)
from clb.grading.models import Appeal, Round, Sheet
from clb.grading.queries.autos import changed_since
from clb.grading.queries.cards import card_of, scorecard_in_force
from clb.grading.queries.results import grade_counts, latest_grades
from clb.grading.queries.rounds import (
    by_stage,
    filtered,
    is_begun,
    open_appeals,
    places_for,
    progress_of,
    rounds_seen_by,
    sheets_seen_by,
    spread_by_place,
    spread_of,
    waiting_for,
)
from clb.grading.rules import GRADES
from clb.kernel.commands import Command
from clb.places.models import Unit
from clb.places.queries import name_on, names_on
from clb.web.pages import command_page, paged

from .access import READ, round_of

MOST_OWN_CLUBS = 5


def index(request: SignedInRequest) -> HttpResponse:
    """What waits for the person, how the clubs of their ground stand, and every round."""
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)
    today = timezone.localdate()
    clubs = Club.objects.filter(unit__in=request.user.reach(READ).values("below"))
    alive = clubs.alive_on(today)
    own = list(alive.order_by("search_key", "pk")[: MOST_OWN_CLUBS + 1])
    few = own if len(own) <= MOST_OWN_CLUBS else []
    counts = grade_counts(alive, today)
    context = {
        "page": paged(request, rounds_seen_by(request.user), 20),
        "waiting": waiting_for(request.user),
        "counts": [(grade, counts[grade]) for grade in GRADES],
        "ungraded": counts[None],
        "whole": sum(counts.values()),
        "few": [(club, latest_grades(clubs.filter(pk=club.pk), today).get(club.pk)) for club in few],
        "may_open": request.user.may_anywhere(OPEN_ROUND.name),
    }
    return render(request, "grading/index.html", context)


def round_page(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """One round: how far it is, the grades by commune, and every club."""
    found = round_of(request, grading_round_id)
    sheets = sheets_seen_by(request.user, found)
    rights = request.user.rights_at(found.place)
    asked = {name: request.GET.get(name, "") for name in ("buoc", "loai", "xa")}
    page = paged(request, filtered(found, sheets, stage=asked["buoc"], grade=asked["loai"], place=asked["xa"]))
    places = spread_by_place(found, sheets)
    shown = _with_round(list(page.object_list), found)
    changed = changed_since(card_of(found.scorecard), shown) if found.locked_on else {}
    context = {
        "round": found,
        "place": name_on(found.place, found.map_on),
        "spread": spread_of(sheets),
        "stages": by_stage(sheets),
        "places": places,
        "names": names_on({row.commune_id for row in shown}, found.map_on),
        "page": page,
        "shown": shown,
        "asked": asked,
        "grades": GRADES,
        "changed": changed,
        "may_decide": READ in rights and sheets.filter(stage__in=(Sheet.Stage.TOLD, Sheet.Stage.LOCKED)).exists(),
        "work": progress_of(found),
        "appeals": open_appeals(Appeal.objects.visible_to(request.user), found)[:20],
        "may": {c.service.__name__: found.is_open and not found.doing and c.name in rights for c in _OF_ONE},
        "may_drop": DROP_ROUND.name in rights and found.is_open and not is_begun(found),
        "may_send": request.user.held_among(SEND_ALL_TO_ABOVE.name, [s.commune for s in places if s.commune])
        if found.is_open
        else set(),
    }
    return render(request, "grading/round.html", context)


def progress(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """The part of the page that htmx asks for again; when the work is over the whole page comes."""
    found = round_of(request, grading_round_id)
    work = progress_of(found)
    if work is None:
        return HttpResponse(headers={"HX-Redirect": reverse("grading:round", args=[found.pk])})
    return render(request, "grading/_progress.html", {"round": found, "work": work})


_OF_ONE = (REFRESH_ROUND, LOCK_ROUND, TELL_ALL_RESULTS)


def _with_round(sheets: list[Sheet], found: Round) -> list[Sheet]:
    for row in sheets:
        row.round = found
    return sheets


def open_round(request: SignedInRequest) -> HttpResponse:
    """A round begins."""
    today = timezone.localdate()
    first = places_for(request.user, OPEN_ROUND.name).first()
    year = today.year if today.month > 6 else today.year - 1
    card = scorecard_in_force(first, today) if first else None
    initial = {
        "place": first.key if first else "",
        "title": _("Xếp loại câu lạc bộ năm %s") % year,
        "scorecard": card,
        "period_from": date(year, 1, 1),
        "period_until": date(year, 12, 31),
        "map_on": min(today, date(year, 12, 31)),
        "clubs_due_on": today + timedelta(days=30),
    }
    context = {
        "back": reverse("grading:index"),
        "intro": _("Máy sẽ đọc sổ của mọi câu lạc bộ và chấm sẵn; câu lạc bộ và các cấp xem, sửa, nêu lý do."),
    }
    return command_page(
        request,
        OPEN_ROUND,
        initial=initial,
        then=lambda outcome: reverse("grading:round", args=[(outcome.ref or {}).get("id")]),
        context=context,
    )


def _with_it(request: SignedInRequest, pk: UUID, command: Command, intro: str, **more: object) -> HttpResponse:
    found = round_of(request, pk, command)
    then = reverse("grading:round", args=[found.pk])
    return command_page(
        request, command, initial={"round": found}, then=then, context={"intro": f"{found.title}. {intro}", **more}
    )


def refresh_round(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """Records are read again."""
    return _with_it(request, grading_round_id, REFRESH_ROUND, _("Đọc lại sổ của các câu lạc bộ còn đang tự chấm."))


def lock_round(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """The results stand."""
    told = _("Chốt rồi thì kết quả không đổi nữa.")
    return _with_it(request, grading_round_id, LOCK_ROUND, told, confirm=_("Chốt kết quả cả vòng?"))


def tell_all_results(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """Every sheet that is ready is told."""
    return _with_it(request, grading_round_id, TELL_ALL_RESULTS, _("Báo cho mọi câu lạc bộ đang chờ kết luận."))


def drop_round(request: SignedInRequest, grading_round_id: UUID) -> HttpResponse:
    """One opened by mistake goes."""
    found = round_of(request, grading_round_id, DROP_ROUND)
    context = {"intro": found.title, "danger": True, "back": reverse("grading:round", args=[found.pk])}
    then = reverse("grading:index")
    return command_page(request, DROP_ROUND, initial={"round": found}, then=then, context=context)


def send_all_to_above(request: SignedInRequest, grading_round_id: UUID, key: str) -> HttpResponse:
    """Every sheet of a commune that is ready goes on."""
    found = round_of(request, grading_round_id)
    here = found.sheets.values("commune")
    commune = get_object_or_404(Unit, key=key, pk__in=here)
    if not request.user.may(SEND_ALL_TO_ABOVE.name, commune):
        raise PermissionDenied(SEND_ALL_TO_ABOVE.name)
    context = {"intro": f"{found.title}: {name_on(commune, found.map_on)}."}
    then = reverse("grading:round", args=[found.pk])
    initial = {"round": found, "commune": commune}
    return command_page(request, SEND_ALL_TO_ABOVE, initial=initial, then=then, context=context)
