"""How the pages fetch their rows: what one may not see is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from clb.access.http import SignedInRequest, fetch
from clb.budget.models import BudgetDocument, BudgetPeriod, BudgetYear, Estimate
from clb.kernel.commands import Command
from clb.places.models import Unit
from clb.web.pages import command_page


def period_for(request: SignedInRequest, pk: UUID, command: Command | None = None) -> BudgetPeriod:
    """A period in whose place the person reads the budget."""
    rows = BudgetPeriod.objects.visible_to(request.user).select_related("place", "plan")
    return fetch(request, rows, pk, command, at=lambda row: row.place)


def year_for(request: SignedInRequest, pk: int, command: Command | None = None) -> BudgetYear:
    """A year of such a period."""
    periods = BudgetPeriod.objects.visible_to(request.user).values("pk")
    rows = BudgetYear.objects.filter(period__in=periods).select_related("period__place", "period__plan")
    return fetch(request, rows, pk, command, at=lambda row: row.period.place)


def document_for(request: SignedInRequest, pk: UUID, command: Command | None = None) -> BudgetDocument:
    """A decision or voucher that touches what the person may see."""
    rows = BudgetDocument.objects.visible_to(request.user)
    rows = rows.select_related("year__period__place", "entry", "file")
    return fetch(request, rows, pk, command, at=lambda row: row.year.period.place)


def estimate_for(request: SignedInRequest, pk: UUID, command: Command | None = None, *, own: bool = False) -> Estimate:
    """An estimate; `own`: the right of `command` is asked where it was drawn up, else where the budget is."""
    rows = Estimate.objects.visible_to(request.user).select_related("year__period__place", "unit")
    return fetch(request, rows, pk, command, at=lambda row: row.unit if own else row.year.period.place)


def may_at(request: SignedInRequest, place: Unit, commands: Iterable[Command]) -> dict[str, bool]:
    """Of these verbs, by name without the app, which the person may do there."""
    rights = request.user.rights_at(place)
    found = {command.service.__name__: command.name in rights for command in commands}
    return found | {"read_all": "budget.read_all" in rights}


def sheet_page(
    request: SignedInRequest, command: Command, *, initial: dict[str, Any], then: Any, context: dict[str, Any]
) -> HttpResponse:
    """The page of a form that is one table; refused, its rows keep their names and what is shown beside them."""

    def told(form: Any) -> dict[str, Any]:
        form.begun_as(initial)
        return context

    return command_page(request, command, initial=initial, then=then, template="budget/sheet.html", context=told)
