"""The desk of rows that wait: all that the person may see, one in words, writing it after all, letting it go."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.phone.commands import SETTLE_ROW
from clb.phone.models import ParkedRow
from clb.phone.queries.desk import in_titles, waiting_page, waiting_rows
from clb.phone.services.rewriting import write_again
from clb.web.pages import act_id_of, command_page, never_kept, paged


def waiting(request: SignedInRequest) -> HttpResponse:
    """What phones sent and what was not done."""
    if not request.user.may_anywhere(SETTLE_ROW.name):
        raise PermissionDenied(SETTLE_ROW.name)
    page = paged(request, waiting_rows(request.user))
    rows = in_titles(page, request.user, timezone.now())
    old = sum(row.is_old for row in rows)
    return render(request, "phone/waiting.html", {"page": page, "rows": rows, "old": old})


def _row(request: SignedInRequest, pk: UUID) -> ParkedRow:
    rows = ParkedRow.objects.visible_to(request.user).select_related(
        "key__user", "key__phone", "club__unit", "settled_by"
    )
    return get_object_or_404(rows, pk=pk)


def parked_row(request: SignedInRequest, parked_row_id: UUID) -> HttpResponse:
    """One row, in words."""
    return _page(request, _row(request, parked_row_id))


def _page(request: SignedInRequest, row: ParkedRow, refused: str = "") -> HttpResponse:
    if row.settled_at is not None:
        return render(request, "phone/settled.html", {"row": in_titles([row], request.user, timezone.now())[0]})
    context = {"page": waiting_page(row, request.user, timezone.now()), "row": row, "refused": refused}
    answer = render(
        request, "phone/parked.html", context | {"act_id": act_id_of(request)}, status=422 if refused else 200
    )
    return never_kept(answer)


def write_row(request: SignedInRequest, parked_row_id: UUID) -> HttpResponse:
    """«Vẫn ghi»: the same command again, in the name of whoever presses."""
    row = _row(request, parked_row_id)
    shown = waiting_page(row, request.user, timezone.now()) if row.settled_at is None else None
    if shown is not None and not shown.may_write:
        raise PermissionDenied(row.command)
    if request.method != "POST":
        return redirect("phone:parked_row", row.pk)
    written = write_again(by=request.user, row=row, act=act_id_of(request))
    if written.status == "refused":
        return _page(request, row, written.why)
    if written.status == "settled":
        messages.info(request, _("Việc này vừa được người khác xử lý, không ghi thêm lần nữa."))
    elif written.status == "already":
        messages.info(request, _("Việc này đã được ghi trước đó, không ghi thêm lần nữa."))
    else:
        messages.success(request, _("Đã ghi vào sổ. Người đã ghi trên điện thoại được báo."))
    return redirect("phone:waiting")


def settle_row(request: SignedInRequest, parked_row_id: UUID) -> HttpResponse:
    """«Bỏ»: the row is let go, and why is told to whoever typed it."""
    row = _row(request, parked_row_id)
    then = reverse("phone:waiting")
    if row.settled_at is not None and request.method != "POST":
        return redirect("phone:parked_row", row.pk)
    context = {
        "intro": _("Việc này không vào sổ. Điều đã ghi bị xóa; người đã ghi, và người cùng ghi việc ấy, được báo."),
        "danger": True,
        "submit": _("Bỏ, không ghi"),
        "back": reverse("phone:parked_row", args=[row.pk]),
    }
    return command_page(request, SETTLE_ROW, initial={"row": row}, then=then, context=context)
