"""What every page with a form or a list has in common."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from clb.kernel.commands import Command, Outcome, run
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm

Default = TypeVar("Default", int, None)
Then = str | Callable[[Outcome], str]
Context = dict[str, Any] | Callable[[CommandForm], dict[str, Any]] | None


def command_page(
    request: HttpRequest,
    command: Command,
    *,
    initial: dict[str, Any],
    then: Then,
    template: str = "web/command.html",
    context: Context = None,
) -> HttpResponse:
    """GET shows the form, POST runs the command. A refused form comes back with 422 and what was typed.

    The page carries a fresh id, so a second click is the same act. `context` may hold what the page shows:
    `title`, `intro`, `submit` (the button's words), `back` (the way out), `confirm` (a question asked before
    sending), `danger` (a red button); or make it of the form, where a page draws its own rows.
    """
    if not request.user.may_anywhere(command.name):  # type: ignore[union-attr]  # web does not know our User
        raise PermissionDenied(command.name)
    act_id = act_id_of(request)
    back = then if isinstance(then, str) else None
    title = {"title": command.title, "back": back}
    if request.method != "POST":
        form = command.form(initial=initial, by=request.user)
        return never_kept(render(request, template, {**title, **_told(context, form), "act_id": act_id, "form": form}))
    outcome = run(command, by=request.user, data=request.POST, files=request.FILES, id=act_id)
    refused = outcome.form if outcome.status == "rejected" else _other_than_before(request, command, outcome)
    if refused:
        again = act_id if outcome.status == "rejected" else uuid.uuid4()
        shown = {**title, **_told(context, refused), "act_id": again, "form": refused, "is_refused": True}
        return never_kept(render(request, template, shown, status=422))
    if outcome.status == "waiting":
        told = _("Đã ghi lại, chưa làm: %s. Cần một người thứ hai trong ban chủ nhiệm hoặc cấp trên đồng ý.")
        messages.info(request, told % command.title)
        return redirect(outcome.result)
    if outcome.status == "done":
        messages.success(request, _("Đã ghi: %s.") % command.title)
    else:
        messages.info(request, _("Việc này đã được ghi trước đó, không ghi thêm lần nữa: %s.") % command.title)
    return redirect(then(outcome) if callable(then) else then)


def _told(context: Context, form: CommandForm) -> dict[str, Any]:
    return context(form) if callable(context) else context or {}


def _other_than_before(request: HttpRequest, command: Command, outcome: Outcome) -> CommandForm | None:
    """The form, with the reason, where a page that a browser brought back sends something else under its old id."""
    if outcome.status != "already" or outcome.act is None:
        return None
    form = command.form(request.POST, request.FILES, by=request.user)
    if not form.is_valid() or form.as_audit() == outcome.act.data:
        return None
    form.add_error(None, _("Trang này đã ghi một việc rồi, lần này nội dung khác. Hãy xem lại rồi bấm lần nữa để ghi."))
    return form


def never_kept(page: HttpResponse) -> HttpResponse:
    """The page with a form, which no browser may bring back from its memory."""
    # Going back to a kept page would bring back its id: most browsers heed this, for the others see above.
    add_never_cache_headers(page)
    return page


def act_id_of(request: HttpRequest) -> uuid.UUID:
    """The act's id as the page carried it, else a new one."""
    try:
        return uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid.uuid4()


def paged(request: HttpRequest, rows: Any, per_page: int = 50) -> Page[Any]:
    """The page of `rows` that `?trang=` asks for; the nearest one where there is no such page."""
    return Paginator(rows, per_page).get_page(request.GET.get("trang"))


def chosen_year(request: HttpRequest, among: range, default: Default) -> int | Default:
    """The year that `?nam=` asks for; `default` for what is no year of `among`."""
    text = request.GET.get("nam", "").strip()
    is_year = text.isascii() and text.isdecimal() and len(text) == 4
    return int(text) if is_year and int(text) in among else default


def chosen_day(request: HttpRequest, default: date, name: str = "ngay") -> date:
    """The day that `?ngay=` asks for; a day that can't be read is said so and the default taken."""
    text = request.GET.get(name, "").strip()
    if not text:
        return default
    try:
        return DayField().clean(text) or default
    except ValidationError:
        told = {"text": text[:20], "day": default.strftime("%d/%m/%Y")}
        messages.error(request, _("Không đọc được ngày «%(text)s». Đang xem ngày %(day)s.") % told)
        return default
