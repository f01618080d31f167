"""What every page with a form or a list has in common."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from clb.kernel.commands import Command, Outcome, run
from clb.kernel.dates import DayField

Then = str | Callable[[Outcome], str]


def command_page(
    request: HttpRequest,
    command: Command,
    *,
    initial: dict[str, Any],
    then: Then,
    template: str = "web/command.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """GET shows the form, POST runs the command. A refused form comes back with 422 and what was typed.

    The page carries a fresh id, so a second click is the same act.
    """
    typed_id = _act_id(request.POST.get("id"))
    shown = {"title": command.title, **(context or {}), "act_id": typed_id}
    if request.method != "POST":
        return render(request, template, {**shown, "form": command.form(initial=initial, by=request.user)})
    try:
        outcome = run(command, by=request.user, data=request.POST, files=request.FILES, id=typed_id)
    except PermissionDenied:
        raise PermissionDenied(_("Bạn không có quyền làm việc này tại đơn vị này.")) from None
    if outcome.status == "rejected":
        return render(request, template, {**shown, "form": outcome.form, "is_refused": True}, status=422)
    done, already = _("Đã ghi: %s."), _("Việc này đã được ghi trước đó: %s.")
    messages.success(request, (done if outcome.status == "done" else already) % command.title)
    return redirect(then(outcome) if callable(then) else then)


def _act_id(text: str | None) -> uuid.UUID:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return uuid.uuid4()


def paged(request: HttpRequest, rows: Any, per_page: int = 50) -> Page[Any]:
    """The page of `rows` that `?trang=` asks for; the nearest one where there is no such page."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))


def chosen_day(request: HttpRequest, default: date, name: str = "ngay") -> date:
    """The day that `?ngay=` asks for; a day that can't be read is said so and the default taken."""
    text = request.GET.get(name, "").strip()
    if not text:
        return default
    try:
        return DayField().clean(text) or default
    except ValidationError:
        messages.error(request, _("Không đọc được ngày «%s». Đang xem ngày %s.") % (text[:20], default.strftime("%d/%m/%Y")))
        return default
