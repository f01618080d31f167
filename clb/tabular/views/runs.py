"""Pages of large tables: ordered, under way, done, cancelled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.files.progress import told as told_progress
from clb.kernel.commands import Command, Outcome
from clb.papers.files import file_name
from clb.papers.sheets import XLSX
from clb.places.queries import name_on, names_on
from clb.tabular.commands import CANCEL_TABLE, DROP_TABLE, ORDER_TABLE
from clb.tabular.models import EDITS, TableFile, TableRun
from clb.tabular.queries import Filled
from clb.tabular.queries.stored import runs_seen_by
from clb.tabular.services.runs import KEPT_DAYS
from clb.web.pages import command_page, paged

from .asking import asked, download, heads_of

LATE_SECONDS = 60
KINDS = {TableFile.Ending.XLSX: XLSX, TableFile.Ending.CSV: "text/csv; charset=utf-8"}


def _run(request: SignedInRequest, table_run_id: UUID) -> TableRun:
    rows = TableRun.objects.visible_to(request.user).select_related("place", "by")
    return get_object_or_404(rows, pk=table_run_id)


def _page(run: TableRun) -> str:
    return reverse("tabular:run", args=[run.pk])


def index(request: SignedInRequest) -> HttpResponse:
    """Large tables, the newest first."""
    if not request.user.may_anywhere("plans.read"):
        raise PermissionDenied("plans.read")
    page = paged(request, runs_seen_by(request.user), 25)
    names = names_on({run.place_id for run in page}, timezone.localdate())
    may_order = request.user.may_anywhere(ORDER_TABLE.name)
    return render(request, "tabular/runs.html", {"page": page, "names": names, "may_order": may_order})


def order(request: SignedInRequest) -> HttpResponse:
    """A table is ordered."""
    told = asked(request)
    initial: dict[str, Any] = {
        "form": request.GET.get("bieu", ""),
        "proposed": request.GET.get("mau", ""),
        "place_key": told.place.key,
        "on": told.on,
        "first": told.first,
        "last": told.last,
        "map_on": told.map_on if told.map_on != told.on else None,
        "rows": request.GET.get("dong", ""),
    }

    def then(outcome: Outcome) -> str:
        return reverse("tabular:run", args=[outcome.ref["id"]])

    intro = _("Địa bàn: %s. Biểu được lập trong nền; trang sau cho biết đã đến đâu.") % name_on(told.place, told.map_on)
    context = {"back": reverse("tabular:runs"), "intro": intro}
    return command_page(request, ORDER_TABLE, initial=initial, then=then, context=context)


def _state(run: TableRun) -> dict[str, Any]:
    seconds = (timezone.now() - run.ordered_at).total_seconds()
    done, total = told_progress(run.pk)
    is_late = run.is_waiting and run.attempts == 0 and seconds > LATE_SECONDS
    return {"run": run, "done": done, "total": total, "is_late": is_late}


def run(request: SignedInRequest, table_run_id: UUID) -> HttpResponse:
    """How far it is, what it became."""
    found = _run(request, table_run_id)
    context: dict[str, Any] = _state(found) | {
        "place": name_on(found.place, found.map_on),
        "endings": list(found.files.order_by("-ending").values_list("ending", flat=True)),
        "may_drop": found.by_id == request.user.pk or request.user.may(EDITS, found.place),
        "kept_days": KEPT_DAYS,
    }
    if found.beginning:
        filled = Filled.from_data(found.beginning)
        context |= {"filled": filled, "page": filled.rows, "heads": heads_of(filled)}
    return render(request, "tabular/run.html", context)


def progress(request: SignedInRequest, table_run_id: UUID) -> HttpResponse:
    """The part of the page that htmx asks for again; when the work is over the whole page comes."""
    found = _run(request, table_run_id)
    if not found.is_waiting:
        return HttpResponse(headers={"HX-Redirect": _page(found)})
    return render(request, "tabular/_progress.html", _state(found))


def run_file(request: SignedInRequest, table_run_id: UUID, run_format: str) -> HttpResponse:
    """One of its files."""
    found = _run(request, table_run_id)
    file = get_object_or_404(TableFile, run=found, ending=run_format)
    name = f"{file_name(f'{found.name} {found.on:%d-%m-%Y}')}.{file.ending}"
    return download(bytes(file.content), KINDS[TableFile.Ending(file.ending)], name)


def cancel(request: SignedInRequest, table_run_id: UUID) -> HttpResponse:
    """It is not wanted any more."""
    found = _own(request, table_run_id, CANCEL_TABLE)
    context = {"back": _page(found), "intro": found.name, "danger": True}
    return command_page(request, CANCEL_TABLE, initial={"run": found}, then=_page(found), context=context)


def drop(request: SignedInRequest, table_run_id: UUID) -> HttpResponse:
    """Its files go."""
    found = _own(request, table_run_id, DROP_TABLE)
    context = {"back": _page(found), "intro": found.name, "danger": True}
    then = reverse("tabular:runs")
    return command_page(request, DROP_TABLE, initial={"run": found}, then=then, context=context)


def _own(request: SignedInRequest, table_run_id: UUID, command: Command) -> TableRun:
    """A table that the person ordered, or of a place where they work on forms; else 403."""
    found = _run(request, table_run_id)
    is_own = found.by_id == request.user.pk or request.user.may(EDITS, found.place)
    if not is_own or not request.user.may(command.name, found.place):
        raise PermissionDenied(command.name)
    return found
