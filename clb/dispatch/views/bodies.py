"""Forms of a body: how it is written and counts, where its numbers begin, its lists of recipients."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.dispatch.commands import (
    CORRECT_BODY,
    DROP_RECIPIENT_LIST,
    OPEN_SERIES,
    SAVE_RECIPIENT_LIST,
    SET_UP_BODY,
)
from clb.dispatch.models import IssuingBody, RecipientList
from clb.dispatch.queries import offices_without_body
from clb.kernel.commands import Command
from clb.places.queries import bare_name, name_on
from clb.web.pages import command_page


def body_of(request: SignedInRequest, pk: int, command: Command | None = None) -> IssuingBody:
    """A body that the person may see; where `command` may not be done there, 403."""
    rows = IssuingBody.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def register_page(body: IssuingBody) -> str:
    """The address of its register."""
    return reverse("dispatch:register", args=[body.pk])


def set_up(request: SignedInRequest) -> HttpResponse:
    """A body begins its register."""
    offices = offices_without_body(request.user)
    initial: dict[str, Any] = {"counting": IssuingBody.Counting.LETTERS_APART}
    if offices:
        place = name_on(offices[0].unit, timezone.localdate())
        initial |= {"office": f"{offices[0].role}:{offices[0].unit.key}", "place": bare_name(place)}
        initial["name"] = f"{offices[0].get_role_display()}\n{place}".replace(" cấp xã", "").replace(
            " cấp huyện, tỉnh", ""
        )
    return command_page(request, SET_UP_BODY, initial=initial, then=reverse("dispatch:index"))


def _form(request: SignedInRequest, command: Command, body: IssuingBody, **initial: Any) -> HttpResponse:
    context = {"intro": str(body)}
    return command_page(request, command, initial={"body": body, **initial}, then=register_page(body), context=context)


def correct(request: SignedInRequest, issuing_body_id: int) -> HttpResponse:
    """How it is written and counts."""
    body = body_of(request, issuing_body_id, CORRECT_BODY)
    told = {name: getattr(body, name) for name in ("name", "superior", "place", "letters", "counting")}
    return _form(request, CORRECT_BODY, body, **told)


def open_series(request: SignedInRequest, issuing_body_id: int) -> HttpResponse:
    """Numbers go on after one given on paper."""
    body = body_of(request, issuing_body_id, OPEN_SERIES)
    return _form(request, OPEN_SERIES, body, year=timezone.localdate().year)


def save_list(request: SignedInRequest, issuing_body_id: int) -> HttpResponse:
    """Lines of «Nơi nhận» under a name; `?ds=` names one to change."""
    body = body_of(request, issuing_body_id, SAVE_RECIPIENT_LIST)
    asked = request.GET.get("ds", "")
    known = body.recipient_lists.filter(pk=asked[:12]).first() if asked.isdecimal() else None
    return _form(request, SAVE_RECIPIENT_LIST, body, **({"name": known.name, "lines": known.lines} if known else {}))


def drop_list(request: SignedInRequest, recipient_list_id: int) -> HttpResponse:
    """A list goes."""
    rows = RecipientList.objects.visible_to(request.user).select_related("body__unit")
    found = fetch(request, rows, recipient_list_id, DROP_RECIPIENT_LIST, at=lambda row: row.body.unit)
    context = {"intro": found.name, "danger": True}
    then = register_page(found.body)
    return command_page(request, DROP_RECIPIENT_LIST, initial={"recipient_list": found}, then=then, context=context)
