"""Pages of notes and of what is to be done after them."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.access.models import User
from clb.desks.commands import CORRECT_NOTE, DROP_NOTE, FINISH_NEXT_STEP, PLAN_NEXT_STEP, RECORD_NOTE
from clb.desks.models import NextStep, Note, Petition
from clb.desks.queries.lists import desks_of, notes_seen_by, steps_for
from clb.desks.rules import waiting_state
from clb.files.http import file_response
from clb.places.models import Unit
from clb.web.pages import command_page, paged

from .desks import may_write, with_places


def _note(request: SignedInRequest, pk: UUID) -> Note:
    rows = Note.objects.visible_to(request.user).select_related("unit", "about", "file", "task", "by")
    return fetch(request, rows, pk, at=lambda row: row.unit)


def is_own(user: User, row: Note | Petition) -> bool:
    """Was it written at a desk that `user` holds today?"""
    return desks_of(user, timezone.localdate()).filter(unit=row.unit_id, role=row.role).exists()


def steps_of(row: Note | Petition) -> list[tuple[NextStep, str]]:
    """What is to be done after it, each with its state."""
    today = timezone.localdate()
    rows = row.steps.order_by("due_on", "pk")
    return [(step, waiting_state(step.due_on, step.done_on, today).value) for step in rows]


def index(request: SignedInRequest) -> HttpResponse:
    """Notes that I may see, newest first, by kind."""
    if not request.user.may_anywhere("desks.read_notes"):
        raise PermissionDenied("desks.read_notes")
    asked = request.GET.get("loai", "")
    kind = asked if asked in Note.Kind.values else ""
    page = paged(request, notes_seen_by(request.user, kind))
    context = {"page": page, "rows": with_places(page), "kind": kind, "kinds": Note.Kind.choices}
    return render(request, "desks/notes.html", {**context, **may_write(request)})


def note(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    """One note: what, where, for whom, what follows."""
    found = _note(request, note_id)
    ((_row, place, about),) = with_places([found])
    rights = request.user.rights_at(found.unit)
    context = {
        "note": found,
        "place": place,
        "about": about,
        "is_own": is_own(request.user, found),
        "steps": steps_of(found),
        "may": {c.service.__name__: c.name in rights for c in (CORRECT_NOTE, DROP_NOTE, PLAN_NEXT_STEP)},
        "may_finish": FINISH_NEXT_STEP.name in rights,
    }
    return render(request, "desks/note.html", context)


def file(request: SignedInRequest, note_id: UUID) -> FileResponse:
    """The paper or photo."""
    found = _note(request, note_id)
    if found.file is None:
        raise Http404(note_id)
    return file_response(found.file, "ghi-nhan")


def record(request: SignedInRequest) -> HttpResponse:
    """A note is written."""
    office = desks_of(request.user, timezone.localdate()).first()
    about = request.GET.get("noi", "") if Unit.objects.filter(key=request.GET.get("noi", "")).exists() else ""
    kind = request.GET.get("loai", "")
    initial = {"office": office, "noted_on": timezone.localdate(), "audience": "LEADERS", "about": about, "kind": kind}
    return command_page(
        request, RECORD_NOTE, initial=initial, then=lambda done: reverse("desks:note", args=[done.ref["id"]])
    )


def correct(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    """A note is put right."""
    found = _note(request, note_id)
    initial = {name: getattr(found, name) for name in ("kind", "noted_on", "text", "audience", "task")}
    initial |= {"note": found, "about": found.about.key if found.about else ""}
    return command_page(request, CORRECT_NOTE, initial=initial, then=_page(found))


def drop(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    """A note written by mistake goes."""
    found = _note(request, note_id)
    context = {"intro": found.text[:200], "danger": True, "back": _page(found)}
    return command_page(request, DROP_NOTE, initial={"note": found}, then=reverse("desks:notes"), context=context)


def plan_step(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    """Something is to be done after it."""
    found = _note(request, note_id)
    context = {"intro": found.text[:200]}
    return command_page(request, PLAN_NEXT_STEP, initial={"note": found}, then=_page(found), context=context)


def finish_step(request: SignedInRequest, next_step_id: int) -> HttpResponse:
    """It is done."""
    rows = steps_for(request.user).select_related("note__unit", "petition__unit")
    found = fetch(request, rows, next_step_id, FINISH_NEXT_STEP, at=lambda row: row.after.unit)
    initial = {"step": found, "done_on": timezone.localdate()}
    page = "desks:note" if found.note_id else "desks:petition"
    then = reverse(page, args=[found.note_id or found.petition_id])
    return command_page(request, FINISH_NEXT_STEP, initial=initial, then=then, context={"intro": found.text})


def _page(found: Note) -> str:
    return reverse("desks:note", args=[found.pk])
