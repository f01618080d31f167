"""Pages of the library."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.files.http import file_response
from clb.kernel.commands import Command, Outcome
from clb.outreach.commands import (
    ADD_MATERIAL,
    ATTACH_MATERIAL_FILE,
    CORRECT_MATERIAL,
    DROP_MATERIAL,
    DROP_MATERIAL_FILE,
    USE_MATERIAL,
)
from clb.outreach.models import READ, Broadcast, Material, MaterialFile
from clb.outreach.queries import find_materials, is_own, offices_for
from clb.places.queries import name_on, names_on
from clb.web.pages import command_page, paged


def library(request: SignedInRequest) -> HttpResponse:
    """The library, searched without diacritics; `?cho=` names a broadcast for which one is sought."""
    if not request.user.may_anywhere(READ):
        raise PermissionDenied(READ)
    today = timezone.localdate()
    text = request.GET.get("q", "")[:100]
    page = paged(request, find_materials(request.user, text), per_page=30)
    names = names_on({row.unit_id for row in page}, today)
    context = {
        "text": text,
        "page": page,
        "shown": [(row, names[row.unit_id]) for row in page],
        "sought_for": _sought_for(request),
        "may_add": request.user.may_anywhere(ADD_MATERIAL.name),
    }
    return render(request, "outreach/library.html", context)


def _sought_for(request: SignedInRequest) -> Broadcast | None:
    try:
        pk = UUID(request.GET.get("cho", ""))
    except ValueError:
        return None
    found = Broadcast.objects.visible_to(request.user).select_related("unit").filter(pk=pk).first()
    return found if found and request.user.may(USE_MATERIAL.name, found.unit) else None


def _material(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Material:
    rows = Material.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def material(request: SignedInRequest, material_id: UUID) -> HttpResponse:
    """One of them: its files, and which broadcasts that I may see used it."""
    found = _material(request, material_id)
    today = timezone.localdate()
    used = Broadcast.objects.visible_to(request.user).filter(uses__material=found).order_by("-told_on", "pk")
    context = {
        "found": found,
        "unit": name_on(found.unit, today),
        "files": found.files.select_related("file").order_by("pk"),
        "used": used[:50],
        "n_uses": found.uses.count(),
        "is_mine": is_own(request.user, found, today) and CORRECT_MATERIAL.name in request.user.rights_at(found.unit),
    }
    return render(request, "outreach/material.html", context)


def _page(found: Material) -> str:
    return reverse("outreach:material", args=[found.pk])


def add(request: SignedInRequest) -> HttpResponse:
    """Into the library."""
    offices = offices_for(request.user, ADD_MATERIAL.name, timezone.localdate())
    initial = {"office": offices[0].value if offices else ""}

    def then(outcome: Outcome) -> str:
        return _page(outcome.result) if outcome.result else reverse("outreach:library")

    context = {"back": reverse("outreach:library")}
    return command_page(request, ADD_MATERIAL, initial=initial, then=then, context=context)


def _form(
    request: SignedInRequest, command: Command, found: Material, initial: dict[str, Any], **context: Any
) -> HttpResponse:
    context.setdefault("intro", found.title)
    then = context.pop("then", _page(found))
    return command_page(request, command, initial=initial, then=then, context={**context, "back": _page(found)})


def correct(request: SignedInRequest, material_id: UUID) -> HttpResponse:
    """What is said of it is put right."""
    found = _material(request, material_id, CORRECT_MATERIAL)
    told = {name: getattr(found, name) for name in ("title", "topic", "origin", "link")}
    return _form(request, CORRECT_MATERIAL, found, {"material": found, **told})


def drop(request: SignedInRequest, material_id: UUID) -> HttpResponse:
    """It goes."""
    found = _material(request, material_id, DROP_MATERIAL)
    then = reverse("outreach:library")
    return _form(request, DROP_MATERIAL, found, {"material": found}, danger=True, then=then)


def attach_file(request: SignedInRequest, material_id: UUID) -> HttpResponse:
    """One more file."""
    found = _material(request, material_id, ATTACH_MATERIAL_FILE)
    return _form(request, ATTACH_MATERIAL_FILE, found, {"material": found})


def _file(request: SignedInRequest, pk: int, command: Command | None = None) -> MaterialFile:
    seen = Material.objects.visible_to(request.user).values("pk")
    rows = MaterialFile.objects.filter(material__in=seen).select_related("material__unit", "file")
    return fetch(request, rows, pk, command, at=lambda row: row.material.unit)


def file(request: SignedInRequest, material_file_id: int) -> FileResponse:
    """The file itself."""
    return file_response(_file(request, material_file_id).file, "tai-lieu")


def drop_file(request: SignedInRequest, material_file_id: int) -> HttpResponse:
    """A file goes."""
    found = _file(request, material_file_id, DROP_MATERIAL_FILE)
    return _form(request, DROP_MATERIAL_FILE, found.material, {"material_file": found}, danger=True)
