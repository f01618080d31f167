"""Pages of what was told: the list of a place, one broadcast with its proofs and materials, and their forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.files.http import file_response
from clb.kernel.commands import Command, Outcome
from clb.outreach.commands import (
    ATTACH_PROOF,
    CORRECT_BROADCAST,
    DROP_BROADCAST,
    DROP_PROOF,
    RECORD_BROADCAST,
    UNUSE_MATERIAL,
    USE_MATERIAL,
)
from clb.outreach.models import Broadcast, BroadcastProof, Material, MaterialUse
from clb.outreach.queries import broadcasts_seen_by, is_own, offices_for, own_lines
from clb.places.queries import name_on, names_on
from clb.web.pages import command_page, paged

from .board import asked, picker


def told(request: SignedInRequest) -> HttpResponse:
    """What was told at a place in a year or a quarter, newest first."""
    of = asked(request)
    rows = broadcasts_seen_by(request.user, of.ground.unit, of.year, of.day)
    rows = rows.filter(told_on__range=(of.quarters[0].first, of.quarters[-1].last))
    page = paged(request, rows)
    names = names_on({row.unit_id for row in page}, of.day)
    shown = [(row, names[row.unit_id]) for row in page]
    may_record = request.user.may_anywhere(RECORD_BROADCAST.name)
    return render(request, "outreach/told.html", {**picker(of), "page": page, "shown": shown, "may_record": may_record})


def _broadcast(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Broadcast:
    rows = Broadcast.objects.visible_to(request.user).select_related("unit", "carries_out__task__plan")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def broadcast(request: SignedInRequest, broadcast_id: UUID) -> HttpResponse:
    """One of them."""
    found = _broadcast(request, broadcast_id)
    context = {
        "found": found,
        "unit": name_on(found.unit, found.told_on),
        "proofs": found.proofs.select_related("file").order_by("pk"),
        "uses": found.uses.select_related("material").order_by("material__search_key"),
        "is_mine": is_own(request.user, found, timezone.localdate())
        and CORRECT_BROADCAST.name in request.user.rights_at(found.unit),
    }
    return render(request, "outreach/broadcast.html", context)


def _page(found: Broadcast) -> str:
    return reverse("outreach:broadcast", args=[found.pk])


def record(request: SignedInRequest) -> HttpResponse:
    """Something was told. `?muc=` names the plan line that it carries out."""
    today = timezone.localdate()
    offices = offices_for(request.user, RECORD_BROADCAST.name, today)
    initial: dict[str, Any] = {"told_on": today, "office": offices[0].value if offices else ""}
    if (asked_for := request.GET.get("muc", "")).isdecimal():
        line = own_lines(request.user, RECORD_BROADCAST.name, today).filter(pk=asked_for[:12]).first()
        if line:
            initial |= {"carries_out": line, "channel": line.channel, "topic": line.topic}
            initial["office"] = f"{line.agency}:{line.unit.key}"

    def then(outcome: Outcome) -> str:
        return _page(outcome.result) if outcome.result else reverse("outreach:told")

    context = {"back": reverse("outreach:index")}
    return command_page(request, RECORD_BROADCAST, initial=initial, then=then, context=context)


_TOLD = ("carries_out", "channel", "topic", "told_on", "times", "minutes", "reach", "reach_how", "cost_vnd", "cost_ref")


def correct(request: SignedInRequest, broadcast_id: UUID) -> HttpResponse:
    """What was recorded is put right."""
    found = _broadcast(request, broadcast_id, CORRECT_BROADCAST)
    initial = {"broadcast": found, "link": found.link, **{name: getattr(found, name) for name in _TOLD}}
    return command_page(request, CORRECT_BROADCAST, initial=initial, then=_page(found))


def drop(request: SignedInRequest, broadcast_id: UUID) -> HttpResponse:
    """One recorded by mistake goes."""
    found = _broadcast(request, broadcast_id, DROP_BROADCAST)
    context = {"intro": found.topic, "danger": True, "back": _page(found)}
    then = reverse("outreach:told")
    return command_page(request, DROP_BROADCAST, initial={"broadcast": found}, then=then, context=context)


def attach_proof(request: SignedInRequest, broadcast_id: UUID) -> HttpResponse:
    """Something that shows it."""
    found = _broadcast(request, broadcast_id, ATTACH_PROOF)
    context = {"intro": found.topic}
    return command_page(request, ATTACH_PROOF, initial={"broadcast": found}, then=_page(found), context=context)


def _proof(request: SignedInRequest, pk: int, command: Command | None = None) -> BroadcastProof:
    seen = Broadcast.objects.visible_to(request.user).values("pk")
    rows = BroadcastProof.objects.filter(broadcast__in=seen).select_related("broadcast__unit", "file")
    return fetch(request, rows, pk, command, at=lambda row: row.broadcast.unit)


def proof(request: SignedInRequest, broadcast_proof_id: int) -> FileResponse:
    """The file itself."""
    return file_response(_proof(request, broadcast_proof_id).file, "bang-chung")


def drop_proof(request: SignedInRequest, broadcast_proof_id: int) -> HttpResponse:
    """A proof goes."""
    found = _proof(request, broadcast_proof_id, DROP_PROOF)
    context = {"intro": found.broadcast.topic, "danger": True}
    return command_page(request, DROP_PROOF, initial={"proof": found}, then=_page(found.broadcast), context=context)


def use_material(request: SignedInRequest, broadcast_id: UUID, material_id: UUID) -> HttpResponse:
    """It was told with a material of the library."""
    found = _broadcast(request, broadcast_id, USE_MATERIAL)
    material = get_object_or_404(Material.objects.visible_to(request.user), pk=material_id)
    context = {"intro": _("«%(material)s» đã dùng cho «%(told)s».") % {"material": material, "told": found}}
    initial = {"broadcast": found, "material": material}
    return command_page(request, USE_MATERIAL, initial=initial, then=_page(found), context=context)


def unuse_material(request: SignedInRequest, material_use_id: int) -> HttpResponse:
    """It was not."""
    seen = Broadcast.objects.visible_to(request.user).values("pk")
    rows = MaterialUse.objects.filter(broadcast__in=seen).select_related("broadcast__unit", "material")
    found = fetch(request, rows, material_use_id, UNUSE_MATERIAL, at=lambda row: row.broadcast.unit)
    context = {"intro": found.material.title, "danger": True}
    return command_page(request, UNUSE_MATERIAL, initial={"use": found}, then=_page(found.broadcast), context=context)
