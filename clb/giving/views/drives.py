"""The first page of mobilisation, drives, sources and sums."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.giving.commands import CLOSE_DRIVE, CORRECT_DRIVE, DROP_DRIVE, OPEN_DRIVE, PUBLISH_BOOK, RECORD_PLEDGE
from clb.giving.models import Donation, DonationPledge, Drive
from clb.giving.queries.donations import grounds
from clb.giving.queries.donors import donation_lines
from clb.giving.queries.drives import drive_lines
from clb.giving.queries.keepers import keeper_names, keeper_of
from clb.giving.queries.pledges import pledge_lines, pledges_due, with_kept
from clb.giving.queries.sources import named_by_plans
from clb.giving.queries.tables import Sums, sums
from clb.giving.sheets import sums_xlsx
from clb.papers.files import file_name
from clb.papers.sheets import XLSX
from clb.web.pages import chosen_year, command_page, paged

from .access import drive_of, is_keeper

YEARS = 8


def may_read(request: SignedInRequest) -> None:
    """Raise PermissionDenied for whoever reads nothing of all this."""
    if not request.user.may_anywhere("giving.read"):
        raise PermissionDenied("giving.read")


def index(request: SignedInRequest) -> HttpResponse:
    """What waits today, and the drives of one's own office and clubs."""
    may_read(request)
    today = timezone.localdate()
    page = paged(
        request, Drive.objects.visible_to(request.user).select_related("unit").order_by("-from_on", "title", "pk"), 20
    )
    due = pledges_due(request.user, today)
    context = {
        "due": due,
        "page": page,
        "lines": drive_lines(page.object_list, today),
        "keepers": keeper_names(page.object_list, today),
        "may_open": request.user.may_anywhere(OPEN_DRIVE.name),
        "may_publish": request.user.may_anywhere(PUBLISH_BOOK.name),
        "may_pledge": request.user.may_anywhere(RECORD_PLEDGE.name),
    }
    return render(request, "giving/index.html", context)


def drive(request: SignedInRequest, drive_id: UUID) -> HttpResponse:
    """One drive: how far it is, who promised, what came."""
    found, today = drive_of(request, drive_id), timezone.localdate()
    (line,) = drive_lines([found], today)
    promised = with_kept(DonationPledge.objects.filter(drive=found)).select_related("donor").order_by("due_on", "pk")
    given = Donation.objects.filter(drive=found).select_related("donor", "drive", "unit")
    page = paged(request, given.order_by("-received_on", "-number"))
    context = {
        "drive": found,
        "line": line,
        "keeper": keeper_of(found, today),
        "pledges": pledge_lines(promised[:100], today),
        "page": page,
        "donations": donation_lines(page.object_list),
        "may": is_keeper(request, found, CORRECT_DRIVE, CLOSE_DRIVE, DROP_DRIVE),
    }
    return render(request, "giving/drive.html", context)


def open_drive(request: SignedInRequest) -> HttpResponse:
    """A drive begins."""
    initial = {"from_on": timezone.localdate(), "keeper": request.GET.get("so", "")}
    return command_page(request, OPEN_DRIVE, initial=initial, then=lambda outcome: _page_of(outcome.ref))


def _page_of(ref: Any) -> str:
    return reverse("giving:drive", args=[ref["id"]])


def correct_drive(request: SignedInRequest, drive_id: UUID) -> HttpResponse:
    """What was written is put right."""
    found = drive_of(request, drive_id, CORRECT_DRIVE)
    names = ("title", "purpose", "target_vnd", "from_on", "until_on", "task")
    initial = {"drive": found} | {name: getattr(found, name) for name in names}
    return command_page(request, CORRECT_DRIVE, initial=initial, then=reverse("giving:drive", args=[found.pk]))


def close_drive(request: SignedInRequest, drive_id: UUID) -> HttpResponse:
    """It is over."""
    found = drive_of(request, drive_id, CLOSE_DRIVE)
    initial = {"drive": found, "closed_on": timezone.localdate()}
    then = reverse("giving:drive", args=[found.pk])
    return command_page(request, CLOSE_DRIVE, initial=initial, then=then, context={"intro": found.title})


def drop_drive(request: SignedInRequest, drive_id: UUID) -> HttpResponse:
    """One opened by mistake goes."""
    found = drive_of(request, drive_id, DROP_DRIVE)
    context = {
        "intro": _("«%s» sẽ bị bỏ.") % found.title,
        "danger": True,
        "back": reverse("giving:drive", args=[found.pk]),
    }
    return command_page(request, DROP_DRIVE, initial={"drive": found}, then=reverse("giving:index"), context=context)


# --- Sources and sums ---------------------------------------------------------------------------------------------


def sources(request: SignedInRequest) -> HttpResponse:
    """Every source of money, its days, and the plans that name it."""
    may_read(request)
    return render(request, "giving/sources.html", {"rows": named_by_plans(request.user), "on": timezone.localdate()})


def _asked(request: SignedInRequest) -> tuple[Sums, list[tuple[Any, str]]]:
    may_read(request)
    today = timezone.localdate()
    places = grounds(request.user, today)
    wanted = request.GET.get("noi", "")
    chosen = next(((unit, name) for unit, name in places if unit.key == wanted or not wanted), None)
    if chosen is None:
        raise Http404(wanted)
    year = chosen_year(request, range(2016, today.year + 1), today.year)
    return sums(chosen[0], chosen[1], year, today, user=request.user), places


def totals(request: SignedInRequest) -> HttpResponse:
    """What was mobilised on a ground in a year, by source, office, drive, place and over the years."""
    found, places = _asked(request)
    this_year = timezone.localdate().year
    context = {"sums": found, "places": places, "years": range(this_year, this_year - YEARS, -1)}
    return render(request, "giving/totals.html", context)


def totals_file(request: SignedInRequest) -> HttpResponse:
    """The same as .xlsx."""
    found, _places = _asked(request)
    file = BytesIO()
    sums_xlsx(found, file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    name = file_name(_("Vận động nguồn lực %(place)s %(year)d") % {"place": found.place, "year": found.year})
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
