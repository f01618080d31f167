"""Pages of uploaded lists: send, say what the columns mean, see the dry run, import, undo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.commands import Outcome
from clb.places.queries import names_on
from clb.web.pages import command_page, paged

from .commands import DISCARD_SHEET, IMPORT_SHEET, MAP_SHEET, UNDO_SHEET, UPLOAD_SHEET
from .models import Kind, SheetBatch, SheetFault, SheetFile
from .queries import forgotten_on, is_worker_late, mapping_shown, progress_of, summary
from .template_file import template_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _batch(request: SignedInRequest, batch_id: UUID) -> SheetBatch:
    return get_object_or_404(SheetBatch.objects.visible_to(request.user).select_related("unit", "by"), pk=batch_id)


def _page_of(batch: SheetBatch) -> str:
    return reverse("sheets:batch", args=[batch.pk])


def index(request: SignedInRequest) -> HttpResponse:
    """Lists sent so far, newest first, and the templates."""
    rights = request.user.rights_anywhere()
    if "sheets.upload_sheet" not in rights:
        raise PermissionDenied
    page = paged(request, SheetBatch.objects.visible_to(request.user).select_related("by").order_by("-made_at"), 25)
    names = names_on({b.unit_id for b in page}, timezone.localdate())
    may = {"may_check": "health.record_station_result" in rights, "may_add": "members.add_member" in rights}
    return render(request, "sheets/index.html", {"page": page, "names": names, **may})


def upload(request: SignedInRequest) -> HttpResponse:
    """A file becomes a list that waits for its columns."""

    def then(outcome: Outcome) -> str:
        return reverse("sheets:map", args=[outcome.ref["id"]])

    context = {"back": reverse("sheets:index"), "submit": _("Gửi lên")}
    asked = request.GET.get("loai", "")
    initial = {"kind": asked if asked in Kind.values else Kind.MEMBERS}
    return command_page(request, UPLOAD_SHEET, initial=initial, then=then, context=context)


def template_file(request: SignedInRequest, listing: str) -> HttpResponse:
    """An empty list to fill in."""
    kinds = {"thanh-vien": Kind.MEMBERS, "cau-lac-bo": Kind.CLUBS, "kham-suc-khoe": Kind.CHECK_UPS}
    found = kinds.get(listing)
    if not request.user.may_anywhere("sheets.upload_sheet"):
        raise PermissionDenied
    if found is None:
        raise Http404
    return _download(template_for(request.user, found), f"mau-{listing}.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def batch(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """How far the list has come, what is wrong with it, and what can be done next."""
    found = _batch(request, batch_id)
    faults = found.faults.order_by("sheet", "row", "column")
    context: dict[str, Any] = {
        "batch": found,
        "counts": summary(found),
        "page": paged(request, faults.filter(kind=SheetFault.Kind.FAULT)),
        "asked": faults.filter(kind=SheetFault.Kind.ASK).count(),
        "existing": faults.filter(kind=SheetFault.Kind.EXISTS)[:20],
        "may_work": request.user.may("sheets.import_sheet", found.unit),
        "has_report": SheetFile.objects.filter(batch=found, report__isnull=False).exists(),
        "forgotten_on": forgotten_on(found),
        "has_file": SheetFile.objects.filter(batch=found).exists(),
        "progress": progress_of(found),
        "is_late": is_worker_late(found, timezone.now()),
    }
    return render(request, "sheets/batch.html", context)


def progress(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The part of the page that htmx asks for again; when the work is over the whole page comes."""
    found = _batch(request, batch_id)
    if not found.is_waiting:
        return HttpResponse(headers={"HX-Redirect": _page_of(found)})
    context = {"batch": found, "progress": progress_of(found), "is_late": is_worker_late(found, timezone.now())}
    return render(request, "sheets/_progress.html", context)


def map_columns(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """What each title means, as suggested or as said before."""
    found = _batch(request, batch_id)
    shown = mapping_shown(found, request.POST)
    initial = {"batch": found.pk, "club": found.options.get("club"), "from_on": found.options.get("from_on")}
    context = {"titles": shown, "back": _page_of(found), "batch": found, "submit": _("Kiểm tra thử")}
    page = "sheets/map.html"
    return command_page(request, MAP_SHEET, initial=initial, then=_page_of(found), template=page, context=context)


def bring_in(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The real run."""
    found = _batch(request, batch_id)
    counts = {"n": summary(found)["right"]}
    context = {"back": _page_of(found), "intro": _("%(n)s dòng đúng sẽ được ghi vào phần mềm.") % counts}
    return command_page(
        request, IMPORT_SHEET, initial={"batch": found.pk, "mode": "RIGHT"}, then=_page_of(found), context=context
    )


def undo(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Everything that the list brought in goes out again."""
    found = _batch(request, batch_id)
    told = _("%s dòng đã nhập sẽ được gỡ ra như chưa từng ghi. Nhật ký việc làm vẫn còn.") % len(found.done_rows)
    context = {"back": _page_of(found), "intro": told, "danger": True}
    return command_page(request, UNDO_SHEET, initial={"batch": found.pk}, then=_page_of(found), context=context)


def discard(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The file goes; what was imported stays."""
    found = _batch(request, batch_id)
    context = {"back": _page_of(found), "intro": str(found), "danger": True}
    then = reverse("sheets:index")
    return command_page(request, DISCARD_SHEET, initial={"batch": found.pk}, then=then, context=context)


def report(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """The same list back with its faults marked."""
    file = get_object_or_404(SheetFile, batch=_batch(request, batch_id), report__isnull=False)
    return _download(bytes(file.report or b""), "bao-loi.xlsx")
