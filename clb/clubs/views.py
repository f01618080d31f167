"""Pages of clubs: the list, one club on a day, and the forms of what is done with them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.access.http import SignedInRequest, fetch
from clb.kernel.commands import Command, Outcome
from clb.places.models import Unit
from clb.places.queries import name_on, names_on, path_keys, units_called
from clb.web.pages import chosen_day, command_page, paged

from .commands import (
    CORRECT_CLUB,
    CORRECT_STATUS,
    DROP_CONSOLIDATION_STEP,
    FINISH_CONSOLIDATION_STEP,
    FOUND_CLUB,
    PLAN_CONSOLIDATION_STEP,
    SET_CHARTER_RULE,
    SET_STATUS,
)
from .models import CharterRule, Club, ClubStatus, ConsolidationStep
from .panels import compositions, panels
from .queries import ClubCard, charter_on, club_card, founding_places
from .queries.consolidation import consolidation_steps, step_state
from .queries.lists import PRESENT, clubs_wanted, list_rows
from .rules import advised, nearest_mix
from .rules.meeting_day import read_meeting_day, understood

# What a person may do from a club's page: right, address, words, icon; in which state of the club it makes sense.
ALWAYS = (
    ("clubs.correct_club", "clubs:correct_club", _("Sửa tên, quyết định"), "pencil"),
    ("members.correct_founding_day", "club_life:correct_founding_day", _("Sửa ngày thành lập"), "calendar"),
)
LIVING = (
    ("clubs.set_status", "clubs:set_status", _("Ghi tình trạng"), "history"),
    ("members.close_club", "club_life:close_club", _("Giải thể, nhập"), "x"),
)
CORRECTING = ("clubs.correct_status", "clubs:correct_status", _("Sửa tình trạng ghi gần nhất"), "pencil")
CHOOSING = _(
    "Chọn xã, phường hoặc ấp, khóm như tên gọi vào ngày thành lập. Câu lạc bộ có từ trước ngày sáp nhập thì chọn xã cũ."
)
STATUSES = ((PRESENT, _("Đang có")), *ClubStatus.Status.choices, ("TAT_CA", _("Tất cả, cả đã kết thúc")))


def _reader(request: SignedInRequest) -> QuerySet[Club]:
    if not request.user.may_anywhere("clubs.read"):
        raise PermissionDenied
    return Club.objects.visible_to(request.user)


def _club(request: SignedInRequest, club_id: UUID, command: Command | None = None) -> Club:
    """A club that the person may see, and there do `command` where one is given."""
    return fetch(request, _reader(request).select_related("unit"), club_id, command, at=lambda club: club.unit)


def index(request: SignedInRequest) -> HttpResponse:
    """Clubs by name, status and place, as they were on a day."""
    mine, on = _reader(request), chosen_day(request, timezone.localdate())
    text, word = (request.GET.get(name, "").strip()[:100] for name in ("q", "noi"))
    status = request.GET.get("tinh-trang") or PRESENT
    places = units_called(word, on) if word else []
    found = clubs_wanted(mine, on, text, status, places[0].unit if len(places) == 1 else None)
    page = paged(request, found.none() if word and len(places) != 1 else found)
    titles, rows = list_rows(Club.objects.filter(pk__in=[club.pk for club in page]), on)
    context = {"on": on, "text": text, "word": word, "status": status, "statuses": STATUSES, "places": places}
    context |= {"above": names_on({v.parent_id for v in places if v.parent_id}, on) if len(places) > 1 else {}}
    context |= {"page": page, "titles": titles, "rows": rows, "may_found": request.user.may_anywhere(FOUND_CLUB.name)}
    return render(request, "clubs/index.html", context)


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """One club as it was on a day: where it lay, its state, what is found of it, and what the apps above show."""
    found, on = _club(request, club_id), chosen_day(request, timezone.localdate())
    card = club_card(found, on)
    context: dict[str, Any] = {"card": card, "club": found, "on": on, **_composition(card)}
    rights = request.user.rights_at(found.unit)
    shown = panels(rights, found, on) if card.is_founded else []
    context["panels"] = [render_to_string(t, {"club": found, "on": on, **held}, request) for t, held in shown]
    context |= {"actions": _actions(rights, card), "charter": _charter(found, on)}
    context["may_set_charter"] = SET_CHARTER_RULE.name in rights and not card.has_ended
    context |= _consolidation(rights, card)
    return render(request, "clubs/club.html", context)


def _charter(club: Club, on: date) -> list[tuple[CharterRule, str]]:
    """What the charter says on the day; of the meeting day also how it is understood."""
    rows = charter_on(club, on)
    return [(row, understood(row.words, on) if row.item == CharterRule.Item.MEETING_DAY else "") for row in rows]


def _consolidation(rights: frozenset[str], card: ClubCard) -> dict[str, Any]:
    is_weak = not card.has_ended and card.last_status.status in ConsolidationStep.WEAK
    return {
        "steps": [(step, step_state(step, card.on)) for step in consolidation_steps(card.club)],
        "may_see_names": "members.read" in rights,
        "may_plan_step": is_weak and PLAN_CONSOLIDATION_STEP.name in rights,
        "may_finish_step": FINISH_CONSOLIDATION_STEP.name in rights,
        "is_weak": is_weak,
    }


def _composition(card: ClubCard) -> dict[str, Any]:
    if card.status is None or card.status.status in ClubStatus.ENDED:
        return {"findings": []}
    counted = compositions(Club.objects.filter(pk=card.club.pk), card.on)[card.club.pk]
    path = path_keys(card.club.unit, card.on)
    return {
        "findings": advised(counted, on=card.on, path=path),
        "mix": nearest_mix(counted, on=card.on, path=path),
    }


def _actions(rights: frozenset[str], card: ClubCard) -> list[tuple[str, Any, str]]:
    offered = [*(() if card.has_ended else LIVING)]
    if len(card.history) > 1 and not card.has_ended:
        offered.append(CORRECTING)
    return [
        (reverse(url, args=[card.club.pk]), words, icon)
        for right, url, words, icon in (*offered, *ALWAYS)
        if right in rights
    ]


def _club_page(request: SignedInRequest, club: Club, command: Command, **initial: Any) -> HttpResponse:
    then = reverse("clubs:club", args=[club.pk])
    return command_page(request, command, initial={"club": club, **initial}, then=then, context={"intro": club.name})


def choose_place(request: SignedInRequest) -> HttpResponse:
    """Where a new club is founded: communes and hamlets of the founding day, by name."""
    if not request.user.may_anywhere(FOUND_CLUB.name):
        raise PermissionDenied
    on, text = chosen_day(request, timezone.localdate()), request.GET.get("q", "").strip()[:100]
    page = paged(request, founding_places(request.user.reach(FOUND_CLUB.name), on, text), 20)
    above = names_on({version.parent_id for version in page if version.parent_id}, on)
    context = {"on": on, "text": text, "page": page, "above": above, "choose_to": "clubs:found_club"}
    context |= {
        "title": gettext("Câu lạc bộ thành lập ở đâu?"),
        "day_label": gettext("Ngày thành lập"),
        "intro": CHOOSING,
    }
    return render(request, "clubs/choose_place.html", context)


def found_club(request: SignedInRequest, key: str) -> HttpResponse:
    """Write down a club that has been founded at a chosen place."""
    place = get_object_or_404(Unit.objects.filter(pk__in=request.user.reach(FOUND_CLUB.name).values("below")), key=key)
    on = chosen_day(request, timezone.localdate())

    def then(outcome: Outcome) -> str:
        return reverse("clubs:club", args=[outcome.ref["id"]])

    context = {"place": _place_in_words(place, on), "back": reverse("clubs:choose_place"), "on": on}
    initial = {"parent": place.key, "founded_on": on}
    return command_page(
        request, FOUND_CLUB, template="clubs/found_club.html", initial=initial, then=then, context=context
    )


def _place_in_words(place: Unit, on: date) -> str:
    version = place.versions.select_related("parent").order_by("-from_on").filter(from_on__lte=on).first()
    above = name_on(version.parent, on) if version and version.parent else ""
    return f"{name_on(place, on)}, {above}" if above else name_on(place, on)


def correct_club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Put the name or the decision right."""
    found = _club(request, club_id, CORRECT_CLUB)
    return _club_page(request, found, CORRECT_CLUB, name=found.name, founding_decision=found.founding_decision)


def set_status(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A new status from a day on."""
    return _club_page(request, _club(request, club_id, SET_STATUS), SET_STATUS, from_on=timezone.localdate())


def correct_status(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Put the newest status right, or take it back."""
    found = _club(request, club_id, CORRECT_STATUS)
    newest = found.statuses.order_by("-from_on")[0]
    names = ("status", "from_on", "reason", "document")
    then = reverse("clubs:club", args=[found.pk])
    told = gettext("Chọn lại đúng tình trạng trước đó thì lần ghi này được bỏ, như chưa từng ghi.")
    context = {"intro": f"{found.name}. {told}"}
    initial = {"club": found, **{name: getattr(newest, name) for name in names}}
    return command_page(request, CORRECT_STATUS, initial=initial, then=then, context=context)


def set_charter_rule(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """What the charter says from a day on."""
    found = _club(request, club_id, SET_CHARTER_RULE)
    back = reverse("clubs:club", args=[found.pk])
    item, today = request.GET.get("dieu", ""), timezone.localdate()
    if request.method != "POST" and item not in CharterRule.Item.values:
        said = {rule.item: rule for rule in charter_on(found, today)}
        rows = [(code, label, said.get(code)) for code, label in CharterRule.Item.choices]
        return render(request, "clubs/charter_items.html", {"club": found, "rows": rows})

    def then(outcome: Outcome) -> str:
        rule = outcome.result
        if rule is not None and rule.item == CharterRule.Item.MEETING_DAY:
            told = understood(rule.words, timezone.localdate())
            (messages.info if read_meeting_day(rule.words) else messages.warning)(request, told)
        return back

    initial = {"club": found, "from_on": today, "item": item}
    context = {"intro": found.name, "back": back}
    return command_page(request, SET_CHARTER_RULE, initial=initial, then=then, context=context)


def charter(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """All that the charter ever said, newest first."""
    found = _club(request, club_id)
    rows = found.charter_rules.order_by("item", "-from_on")
    may_set = request.user.may(SET_CHARTER_RULE.name, found.unit)
    return render(request, "clubs/charter.html", {"club": found, "rows": rows, "may_set": may_set})


# --- Consolidation ----------------------------------------------------------------------------------------------


def plan_consolidation_step(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """Something to be done so that a weak club works again."""
    return _club_page(request, _club(request, club_id, PLAN_CONSOLIDATION_STEP), PLAN_CONSOLIDATION_STEP)


def _consolidation_page(request: SignedInRequest, step_id: int, command: Command, **initial: Any) -> HttpResponse:
    step = get_object_or_404(ConsolidationStep.objects.select_related("status"), pk=step_id)
    found = _club(request, step.status.club_id, command)
    then = reverse("clubs:club", args=[found.pk])
    context = {"intro": f"{found.name}: {step.text}"}
    return command_page(request, command, initial={"step": step, **initial}, then=then, context=context)


def finish_consolidation_step(request: SignedInRequest, step_id: int) -> HttpResponse:
    """It was done."""
    return _consolidation_page(request, step_id, FINISH_CONSOLIDATION_STEP, done_on=timezone.localdate())


def drop_consolidation_step(request: SignedInRequest, step_id: int) -> HttpResponse:
    """It is taken out of the plan."""
    return _consolidation_page(request, step_id, DROP_CONSOLIDATION_STEP)
