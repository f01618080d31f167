"""Programmes: the list of a person's ground, one with its clubs, and what is done with it."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.commands import Command, Outcome
from clb.papers.files import format_of, paper_response
from clb.papers.sheets import XLSX, Sheet, write_sheets
from clb.places.queries import name_on
from clb.supervision import commands as verbs
from clb.supervision.models import ChecklistVersion, SupervisionLine, SupervisionProgramme
from clb.supervision.papers import programme_paper
from clb.supervision.queries.programmes import programme_card
from clb.supervision.queries.visits import checklist_for, units_with
from clb.supervision.rules.checklists import as_typed
from clb.supervision.sheets import programme_sheet
from clb.web.pages import command_page

from .access import body_of, ground_of, line_of, programme_of

OF_PROGRAMME = (verbs.ADD_SUPERVISED_CLUB, verbs.APPROVE_PROGRAMME, verbs.LEAVE_OUT_CLUB, verbs.PLAN_VISIT)


def page_of(programme: SupervisionProgramme) -> str:
    """The address of a programme's page."""
    return reverse("supervision:programme", args=[programme.pk])


def workbook(sheets: list[Sheet], name: str) -> HttpResponse:
    """An .xlsx to save."""
    file = BytesIO()
    write_sheets(file, sheets)
    answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer


def start_programme(request: SignedInRequest) -> HttpResponse:
    """Draw up a programme from today's ranking."""
    first = units_with(request.user, verbs.START_PROGRAMME.name).first()
    initial = {"unit_key": first.key if first else "", "year": timezone.localdate().year, "how_many": 5}
    initial["lead"] = body_of(request)

    def then(outcome: Outcome) -> str:
        return reverse("supervision:programme", args=[outcome.ref["id"]])

    told = _("Phần mềm xếp các câu lạc bộ theo nguy cơ hôm nay và nêu lý do; cán bộ thêm, bỏ rồi trình duyệt.")
    context = {"intro": told, "back": reverse("supervision:index")}
    return command_page(request, verbs.START_PROGRAMME, initial=initial, then=then, context=context)


def programme(request: SignedInRequest, supervision_programme_id: UUID) -> HttpResponse:
    """One programme: its clubs with why, when, and how far each is."""
    found = programme_of(request, supervision_programme_id)
    rights = request.user.rights_at(found.unit)
    context = {
        "card": programme_card(found),
        "programme": found,
        "place": name_on(found.unit, timezone.localdate()),
        "may": {command.service.__name__: command.name in rights for command in OF_PROGRAMME},
    }
    return render(request, "supervision/programme.html", context)


def plan_paper(request: SignedInRequest, supervision_programme_id: UUID, file_format: str) -> HttpResponse:
    """The programme as a plan on paper."""
    found, wanted = programme_of(request, supervision_programme_id), format_of(file_format)
    return paper_response(request, lambda: programme_paper(programme_card(found), timezone.localdate()), wanted)


def plan_sheet(request: SignedInRequest, supervision_programme_id: UUID) -> HttpResponse:
    """The same as a workbook."""
    found = programme_of(request, supervision_programme_id)
    sheet = programme_sheet(programme_card(found), timezone.localdate())
    return workbook([sheet], f"chuong-trinh-giam-sat-{found.year}")


def add_supervised_club(request: SignedInRequest, supervision_programme_id: UUID) -> HttpResponse:
    """Add a club, with the reason."""
    found = programme_of(request, supervision_programme_id, verbs.ADD_SUPERVISED_CLUB)
    return command_page(request, verbs.ADD_SUPERVISED_CLUB, initial={"programme": found}, then=page_of(found))


def approve_programme(request: SignedInRequest, supervision_programme_id: UUID) -> HttpResponse:
    """The programme stands."""
    found = programme_of(request, supervision_programme_id, verbs.APPROVE_PROGRAMME)
    initial = {"programme": found, "approved_on": timezone.localdate()}
    return command_page(request, verbs.APPROVE_PROGRAMME, initial=initial, then=page_of(found))


def _line_page(request: SignedInRequest, pk: int, command: Command, **initial: object) -> HttpResponse:
    found: SupervisionLine = line_of(request, pk, command)
    context = {"intro": f"{found.club.name}. {' '.join(found.reasons)}"}
    return command_page(
        request, command, initial={"line": found, **initial}, then=page_of(found.programme), context=context
    )


def leave_out_club(request: SignedInRequest, supervision_line_id: int) -> HttpResponse:
    """Leave a club out, with the reason."""
    return _line_page(request, supervision_line_id, verbs.LEAVE_OUT_CLUB)


def set_supervision_month(request: SignedInRequest, supervision_line_id: int) -> HttpResponse:
    """In which month a team is to go."""
    return _line_page(request, supervision_line_id, verbs.SET_SUPERVISION_MONTH)


def plan_visit(request: SignedInRequest, supervision_line_id: int) -> HttpResponse:
    """A day for a club."""
    found = line_of(request, supervision_line_id, verbs.PLAN_VISIT)

    def then(outcome: Outcome) -> str:
        return reverse("supervision:visit", args=[outcome.ref["id"]])

    context = {"intro": found.club.name, "back": page_of(found.programme)}
    initial = {"line": found, "planned_on": timezone.localdate()}
    return command_page(request, verbs.PLAN_VISIT, initial=initial, then=then, context=context)


def checklists(request: SignedInRequest) -> HttpResponse:
    """The questions that visits ask on one's own ground, and versions that places adopted."""
    today = timezone.localdate()
    ground = ground_of(request, today)
    context = {
        "ground": ground,
        "checklist": checklist_for(ground.unit, today),
        "versions": [
            (row, name_on(row.unit, today))
            for row in ChecklistVersion.objects.filter(unit__key__in=[k for k, _n in ground.above] + [ground.unit.key])
            .select_related("unit")
            .order_by("-from_on", "pk")[:20]
        ],
        "may_adopt": request.user.may_anywhere(verbs.ADOPT_CHECKLIST.name),
    }
    return render(request, "supervision/checklists.html", context)


def adopt_checklist(request: SignedInRequest) -> HttpResponse:
    """A place's own checklist, beginning with the one in force there."""
    first = units_with(request.user, verbs.ADOPT_CHECKLIST.name).first()
    today = timezone.localdate()
    initial = {"unit_key": first.key if first else "", "from_on": today}
    if first is not None:
        initial["questions"] = as_typed(checklist_for(first, today).sections)
    told = _("Các lần giám sát đã xếp ngày vẫn giữ phiếu cũ.")
    context = {"intro": told}
    then = reverse("supervision:checklists")
    return command_page(request, verbs.ADOPT_CHECKLIST, initial=initial, then=then, context=context)
