"""Pages of one club's sheet: what records say, what people say, and the way on."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.files.http import file_response
from clb.grading import commands as verbs
from clb.grading.forms.sheets import file_unit
from clb.grading.models import Appeal, MarkFile, Sheet
from clb.grading.queries.autos import changed_since, steps_in_words
from clb.grading.queries.sheets import advised, filled, raise_of, sheets_of
from clb.grading.queries.trial import trial_of
from clb.kernel.commands import Command
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.web.pages import command_page

from .access import sheet_of

CLUB, COMMUNE, PLACE = "club", "commune", "place"
Stage = Sheet.Stage

# What can be done with a sheet at each step: the command, the address, where the right is held.
DEEDS: dict[str, tuple[tuple[Command, str, str], ...]] = {
    Stage.CLUB: (
        (verbs.SEND_OWN_SHEET, "send_own_sheet", CLUB),
        (verbs.FETCH_SHEET, "fetch_sheet", COMMUNE),
        (verbs.LEAVE_OUT, "leave_out", PLACE),
    ),
    Stage.COMMUNE: (
        (verbs.SEND_TO_ABOVE, "send_to_above", COMMUNE),
        (verbs.RETURN_TO_CLUB, "return_to_club", COMMUNE),
        (verbs.LEAVE_OUT, "leave_out", PLACE),
    ),
    Stage.ABOVE: (
        (verbs.TELL_RESULT, "tell_result", PLACE),
        (verbs.RETURN_TO_COMMUNE, "return_to_commune", PLACE),
        (verbs.LEAVE_OUT, "leave_out", PLACE),
    ),
    Stage.TOLD: ((verbs.APPEAL_RESULT, "appeal_result", CLUB),),
    Stage.LEFT_OUT: ((verbs.TAKE_BACK_IN, "take_back_in", PLACE),),
    Stage.LOCKED: (),
}
MARKING: dict[str, tuple[Command, str, str]] = {
    Stage.CLUB: (verbs.GRADE_OWN_CLUB, "grade_own_club", CLUB),
    Stage.COMMUNE: (verbs.GRADE_FOR_COMMUNE, "grade_for_commune", COMMUNE),
    Stage.ABOVE: (verbs.GRADE_FROM_ABOVE, "grade_from_above", PLACE),
}


def _unit(sheet: Sheet, where: str) -> Unit:
    return {CLUB: sheet.club.unit, COMMUNE: sheet.commune, PLACE: sheet.round.place}[where]


def sheet(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    """The whole sheet."""
    found = sheet_of(request, sheet_id)
    rights = {where: request.user.rights_at(_unit(found, where)) for where in (CLUB, COMMUNE, PLACE)}
    may = {name: c.name in rights[where] for c, name, where in DEEDS[found.stage]} if found.round.is_open else {}
    marking = MARKING.get(found.stage) if found.round.is_open else None
    shown = filled(found, request.user)
    up = raise_of(shown.card, shown.points)
    context = {
        "sheet": found,
        "filled": shown,
        "commune": name_on(found.commune, found.round.map_on),
        "deeds": [(c.title, name) for c, name, _where in DEEDS[found.stage] if may.get(name)],
        "marking": marking[1] if marking and marking[0].name in rights[marking[2]] else "",
        "steps": found.steps.select_related("by"),
        "appeals": found.appeals.select_related("by", "answered_by") if shown.reads_words else (),
        "may_answer": verbs.ANSWER_APPEAL.name in rights[PLACE],
        "changed": changed_since(shown.card, [found]).get(found.pk, []),
        "raise": up,
        "advice": advised(up, found.auto),
        "can_be_raised": found.stage in (Stage.CLUB, Stage.COMMUNE, Stage.ABOVE, Stage.TOLD),
    }
    return render(request, "grading/sheet.html", context)


def club(request: SignedInRequest, club_id: UUID) -> HttpResponse:
    """A club's grades through the years, and what it would get today and what would raise it."""
    rows = Club.objects.filter(unit__in=request.user.reach("grading.read").values("below"))
    found = get_object_or_404(rows.select_related("unit"), pk=club_id)
    trial = trial_of(found, timezone.localdate(), request.user)
    context = {"club": found, "sheets": sheets_of(request.user, found), "trial": trial}
    return render(request, "grading/club.html", context)


def _page(found: Sheet) -> str:
    return reverse("grading:sheet", args=[found.pk])


def _allowed(request: SignedInRequest, pk: int, command: Command, where: str) -> Sheet:
    found = sheet_of(request, pk)
    if not request.user.may(command.name, _unit(found, where)):
        raise PermissionDenied(command.name)
    return found


# --- Points --------------------------------------------------------------------------------------------------------


def _mark(request: SignedInRequest, sheet_id: int, criterion_id: int, *, stage: str) -> HttpResponse:
    command, _name, where = MARKING[stage]
    found = _allowed(request, sheet_id, command, where)
    shown = filled(found, request.user)
    line = next((one for one in shown.lines if one.pk == criterion_id), None)
    if line is None:
        raise Http404(criterion_id)
    mine = next((given for given in line.given if given.level == stage), None)
    initial = {"sheet": found, "criterion": line.pk, "points": line.points, "reason": mine.reason if mine else ""}
    context = {"line": line, "sheet": found, "steps": steps_in_words(line.criterion), "intro": found.club.name}
    return command_page(
        request,
        command,
        initial=initial,
        then=f"{_page(found)}#tc-{line.pk}",
        template="grading/mark.html",
        context=context,
    )


grade_own_club = partial(_mark, stage=Stage.CLUB)
grade_for_commune = partial(_mark, stage=Stage.COMMUNE)
grade_from_above = partial(_mark, stage=Stage.ABOVE)


def mark_file(request: SignedInRequest, mark_file_id: int) -> FileResponse:
    """The photo or paper itself."""
    found = get_object_or_404(MarkFile.objects.visible_to(request.user).select_related("file"), pk=mark_file_id)
    return file_response(found.file, "bang-chung")


def drop_mark_file(request: SignedInRequest, mark_file_id: int) -> HttpResponse:
    """One sent by mistake goes."""
    rows = MarkFile.objects.visible_to(request.user)
    rows = rows.select_related("criterion", "sheet__club__unit", "sheet__commune", "sheet__round__place")
    found = fetch(request, rows, mark_file_id, verbs.DROP_MARK_FILE, at=file_unit)
    context = {"intro": f"{found.sheet.club.name}: {found.criterion.text}", "danger": True}
    then = _page(found.sheet)
    return command_page(request, verbs.DROP_MARK_FILE, initial={"mark_file": found}, then=then, context=context)


# --- On and back ---------------------------------------------------------------------------------------------------


def _deed(request: SignedInRequest, sheet_id: int, *, command: Command, where: str, told: Any = "") -> HttpResponse:
    found = _allowed(request, sheet_id, command, where)
    intro = f"{found.club.name}, {found.round.title}. {told}".strip()
    return command_page(request, command, initial={"sheet": found}, then=_page(found), context={"intro": intro})


send_own_sheet = partial(_deed, command=verbs.SEND_OWN_SHEET, where=CLUB)
fetch_sheet = partial(_deed, command=verbs.FETCH_SHEET, where=COMMUNE)
send_to_above = partial(_deed, command=verbs.SEND_TO_ABOVE, where=COMMUNE)
tell_result = partial(_deed, command=verbs.TELL_RESULT, where=PLACE)
return_to_club = partial(_deed, command=verbs.RETURN_TO_CLUB, where=COMMUNE)
return_to_commune = partial(_deed, command=verbs.RETURN_TO_COMMUNE, where=PLACE)
leave_out = partial(_deed, command=verbs.LEAVE_OUT, where=PLACE)
take_back_in = partial(_deed, command=verbs.TAKE_BACK_IN, where=PLACE)
appeal_result = partial(_deed, command=verbs.APPEAL_RESULT, where=CLUB)


def answer_appeal(request: SignedInRequest, appeal_id: int) -> HttpResponse:
    """The answer to a club."""
    rows = Appeal.objects.visible_to(request.user).select_related("sheet__club", "sheet__round__place")
    found = fetch(request, rows, appeal_id, verbs.ANSWER_APPEAL, at=lambda row: row.sheet.round.place)
    context = {"intro": _("%(club)s nêu: %(text)s") % {"club": found.sheet.club.name, "text": found.text}}
    then = _page(found.sheet)
    return command_page(request, verbs.ANSWER_APPEAL, initial={"appeal": found}, then=then, context=context)
