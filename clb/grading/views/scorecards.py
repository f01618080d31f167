"""Pages of scorecards."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.grading.commands import (
    ADOPT_SCORECARD,
    CORRECT_SCORECARD,
    DROP_CRITERION,
    DROP_SCORECARD,
    SET_CRITERION,
    START_SCORECARD,
)
from clb.grading.models import Scorecard
from clb.grading.queries.autos import steps_in_words
from clb.grading.queries.cards import card_of, criterion_of, proposal, proposed_card
from clb.grading.queries.rounds import places_for
from clb.grading.rules import Card, card_faults, steps_told
from clb.places.queries import name_on, names_on
from clb.web.pages import command_page, paged

from .access import READ, line_of, scorecard_of


def scorecards(request: SignedInRequest) -> HttpResponse:
    """Every scorecard, the newest first, and the program's own proposal."""
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)
    page = paged(request, Scorecard.objects.visible_to(request.user).order_by("-from_on", "-pk"), 20)
    context = {
        "page": page,
        "places": names_on([row.place_id for row in page], timezone.localdate()),
        "card": proposed_card(),
        "groups": _groups(proposed_card(), []),
        "source": proposal()["source"],
        "may_start": request.user.may_anywhere(START_SCORECARD.name),
    }
    return render(request, "grading/scorecards.html", context)


def _groups(card: Card, ids: list[int]) -> list[tuple[str, list[tuple[object, list[str], int | None]]]]:
    """The lines of a card by group, each with its steps in words and, of a stored one, its id."""
    found: dict[str, list[tuple[object, list[str], int | None]]] = {}
    for i, criterion in enumerate(card.criteria):
        pk = ids[i] if ids else None
        found.setdefault(criterion.group, []).append((criterion, steps_in_words(criterion), pk))
    return list(found.items())


def scorecard(request: SignedInRequest, scorecard_id: int) -> HttpResponse:
    """One of them: what is asked, how points are given, and what keeps a draft from being used."""
    found = scorecard_of(request, scorecard_id)
    rights = request.user.rights_at(found.place)
    card = card_of(found)
    context = {
        "scorecard": found,
        "card": card,
        "place": name_on(found.place, timezone.localdate()),
        "groups": _groups(card, list(found.criteria.values_list("pk", flat=True))),
        "faults": card_faults(card) if found.is_draft else [],
        "may": {c.service.__name__: found.is_draft and c.name in rights for c in _OF_DRAFT},
        "may_start": request.user.may_anywhere(START_SCORECARD.name),
    }
    return render(request, "grading/scorecard.html", context)


_OF_DRAFT = (CORRECT_SCORECARD, SET_CRITERION, DROP_CRITERION, ADOPT_SCORECARD, DROP_SCORECARD)


def start_scorecard(request: SignedInRequest) -> HttpResponse:
    """A new one, copied from the proposal or from another."""
    first = places_for(request.user, START_SCORECARD.name).first()
    year = timezone.localdate().year
    initial = {
        "place": first.key if first else "",
        "copy_of": request.GET.get("tu", ""),
        "title": _("Bảng điểm xếp loại câu lạc bộ"),
        "from_on": timezone.localdate().replace(year=year, month=1, day=1),
    }
    return command_page(
        request,
        START_SCORECARD,
        initial=initial,
        then=lambda outcome: reverse("grading:scorecard", args=[(outcome.ref or {}).get("id")]),
        context={"back": reverse("grading:scorecards")},
    )


HEAD = ("title", "number", "source", "from_on", "until_on", "step", "total", "good_from", "fair_from", "average_from")


def correct_scorecard(request: SignedInRequest, scorecard_id: int) -> HttpResponse:
    """Its head is put right."""
    found = scorecard_of(request, scorecard_id, CORRECT_SCORECARD)
    initial = {name: getattr(found, name) for name in (*HEAD, "min_months")}
    initial |= {"scorecard": found, "step": f"{found.step:.1f}"}
    return command_page(request, CORRECT_SCORECARD, initial=initial, then=_page(found))


def set_criterion(request: SignedInRequest, scorecard_id: int) -> HttpResponse:
    """A line is added."""
    found = scorecard_of(request, scorecard_id, SET_CRITERION)
    return command_page(request, SET_CRITERION, initial={"scorecard": found}, then=_page(found))


def correct_criterion(request: SignedInRequest, line_id: int) -> HttpResponse:
    """A line is put right."""
    row = line_of(request, line_id, SET_CRITERION)
    names = ("group", "text", "max_points", "measure", "is_lower_better", "when_none", "order")
    initial = {name: getattr(row, name) for name in names}
    initial |= {"scorecard": row.scorecard, "criterion": row, "bands": steps_told(criterion_of(row).bands)}
    return command_page(request, SET_CRITERION, initial=initial, then=_page(row.scorecard))


def drop_criterion(request: SignedInRequest, line_id: int) -> HttpResponse:
    """A line goes."""
    row = line_of(request, line_id, DROP_CRITERION)
    context = {"intro": row.text, "danger": True}
    return command_page(request, DROP_CRITERION, initial={"criterion": row}, then=_page(row.scorecard), context=context)


def adopt_scorecard(request: SignedInRequest, scorecard_id: int) -> HttpResponse:
    """It is put to use, for good."""
    found = scorecard_of(request, scorecard_id, ADOPT_SCORECARD)
    context = {"intro": _("Sau khi đưa vào dùng, bảng điểm không sửa được nữa; muốn đổi thì lập bản mới từ bản này.")}
    return command_page(request, ADOPT_SCORECARD, initial={"scorecard": found}, then=_page(found), context=context)


def drop_scorecard(request: SignedInRequest, scorecard_id: int) -> HttpResponse:
    """A draft goes."""
    found = scorecard_of(request, scorecard_id, DROP_SCORECARD)
    context = {"intro": found.title, "danger": True, "back": _page(found)}
    then = reverse("grading:scorecards")
    return command_page(request, DROP_SCORECARD, initial={"scorecard": found}, then=then, context=context)


def _page(found: Scorecard) -> str:
    return reverse("grading:scorecard", args=[found.pk])
