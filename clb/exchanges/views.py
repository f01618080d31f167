"""Pages of trainings, talks and visits."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.access.queries import units_within
from clb.kernel.commands import Command
from clb.places.queries import name_on
from clb.plans.rules.duties import DutyState
from clb.web.pages import chosen_year, command_page, paged

from .commands import CORRECT_EXCHANGE, DROP_EXCHANGE, FINISH_FOLLOW_UP, PLAN_FOLLOW_UP, RECORD_EXCHANGE
from .models import Exchange, FollowUp
from .queries import SOON, exchanges_seen_by, follow_ups_due, places_for


def _exchange(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Exchange:
    rows = Exchange.objects.visible_to(request.user).select_related("unit", "task__plan")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def _state(row: FollowUp) -> str:
    today = timezone.localdate()
    if row.done_on:
        return DutyState.DONE.name
    if row.due_on < today:
        return DutyState.OVERDUE.name
    return DutyState.DUE.name if row.due_on <= today + SOON else DutyState.LATER.name


def _told(request: SignedInRequest, rows: Iterable[FollowUp]) -> list[tuple[FollowUp, str, str]]:
    """Each with its state, and who does it for those who may read the names of members there."""
    named = units_within(request.user, "members.read", [row.exchange.unit_id for row in rows])
    return [(row, _state(row), row.owner if row.exchange.unit_id in named else "") for row in rows]


def index(request: SignedInRequest) -> HttpResponse:
    """What was held, newest first, by year; and what is left to do after it."""
    if not request.user.may_anywhere("exchanges.read"):
        raise PermissionDenied("exchanges.read")
    year = chosen_year(request, range(2000, 2101), None)
    this_year = timezone.localdate().year
    due = follow_ups_due(request.user, timezone.localdate())[:20]
    context = {
        "page": paged(request, exchanges_seen_by(request.user, year)),
        "year": year,
        "years": range(this_year, this_year - 6, -1),
        "due": _told(request, due),
        "may_record": request.user.may_anywhere(RECORD_EXCHANGE.name),
    }
    return render(request, "exchanges/index.html", context)


def exchange(request: SignedInRequest, exchange_id: UUID) -> HttpResponse:
    """One of them: who came, what was learnt, what follows."""
    found = _exchange(request, exchange_id)
    rights = request.user.rights_at(found.unit)
    context = {
        "exchange": found,
        "unit": name_on(found.unit, found.held_on),
        "clubs": [row.club for row in found.clubs.select_related("club").order_by("club__search_key")],
        "follow_ups": _told(request, found.follow_ups.select_related("exchange").order_by("due_on", "pk")),
        "may": {command.service.__name__: command.name in rights for command in _OF_ONE},
    }
    return render(request, "exchanges/exchange.html", context)


_OF_ONE = (CORRECT_EXCHANGE, DROP_EXCHANGE, PLAN_FOLLOW_UP, FINISH_FOLLOW_UP)


def record(request: SignedInRequest) -> HttpResponse:
    """A training, talk or visit is written down."""
    first = places_for(request.user).first()
    initial = {"unit_key": first.key if first else "", "held_on": timezone.localdate()}
    then = reverse("exchanges:index")
    return command_page(request, RECORD_EXCHANGE, initial=initial, then=then)


def correct(request: SignedInRequest, exchange_id: UUID) -> HttpResponse:
    """What was recorded is put right."""
    found = _exchange(request, exchange_id, CORRECT_EXCHANGE)
    names = ("kind", "title", "held_on", "people", "place", "host", "is_outside", "lessons", "task")
    initial = {name: getattr(found, name) for name in names}
    initial |= {"exchange": found, "clubs": list(found.clubs.values_list("club", flat=True))}
    return command_page(request, CORRECT_EXCHANGE, initial=initial, then=_page(found))


def drop(request: SignedInRequest, exchange_id: UUID) -> HttpResponse:
    """One recorded by mistake goes."""
    found = _exchange(request, exchange_id, DROP_EXCHANGE)
    context = {"intro": _("«%s» và các việc làm tiếp sẽ bị bỏ.") % found.title, "danger": True}
    then = reverse("exchanges:index")
    return command_page(request, DROP_EXCHANGE, initial={"exchange": found}, then=then, context=context)


def plan_follow_up(request: SignedInRequest, exchange_id: UUID) -> HttpResponse:
    """Something is to be done after it."""
    found = _exchange(request, exchange_id, PLAN_FOLLOW_UP)
    context = {"intro": found.title}
    return command_page(request, PLAN_FOLLOW_UP, initial={"exchange": found}, then=_page(found), context=context)


def finish_follow_up(request: SignedInRequest, follow_up_id: int) -> HttpResponse:
    """It is done."""
    rows = FollowUp.objects.filter(exchange__in=Exchange.objects.visible_to(request.user))
    found = fetch(
        request, rows.select_related("exchange__unit"), follow_up_id, FINISH_FOLLOW_UP, at=lambda row: row.exchange.unit
    )
    initial = {"follow_up": found, "done_on": timezone.localdate()}
    context = {"intro": found.text}
    return command_page(request, FINISH_FOLLOW_UP, initial=initial, then=_page(found.exchange), context=context)


def _page(found: Exchange) -> str:
    return reverse("exchanges:exchange", args=[found.pk])
