"""A visit: its page, its day, its team, the checklist on a phone, help given, the conclusion, the papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.commands import Command
from clb.kernel.schema import CommandForm
from clb.papers.files import format_of, paper_response
from clb.supervision import commands as verbs
from clb.supervision.models import ChecklistAnswer, SupervisionVisit, VisitTeamMember
from clb.supervision.papers import blank_paper, minutes_paper
from clb.supervision.queries import finding_rows
from clb.supervision.queries.visits import answered_sections, recount_card
from clb.web.pages import command_page

from .access import body_of, may_read_names, visit_of
from .rows import shown_rows

BEFORE = (verbs.MOVE_VISIT, verbs.CANCEL_VISIT, verbs.CARRY_OUT_VISIT, verbs.ADD_TEAM_MEMBER)
DURING = (
    verbs.ANSWER_CHECKLIST,
    verbs.DRAW_RECOUNT,
    verbs.RECORD_RECOUNT,
    verbs.RECORD_FINDING,
    verbs.RECORD_SUPPORT,
    verbs.CONCLUDE_VISIT,
    verbs.ADD_TEAM_MEMBER,
)


def page_of(visit: SupervisionVisit) -> str:
    """The address of a visit's page."""
    return reverse("supervision:visit", args=[visit.pk])


def visit(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """One visit with everything that belongs to it, and what comes next."""
    found, today = visit_of(request, supervision_visit_id), timezone.localdate()
    rights = request.user.rights_at(found.programme.unit)
    state = found.state
    offered = {"PLANNED": BEFORE, "CARRIED_OUT": DURING}.get(state.value, ())
    sections = answered_sections(found)
    questions = [question for section in sections for question in section.questions]
    context = {
        "visit": found,
        "state": state,
        "team": found.team.order_by("-is_head", "pk"),
        "sections": sections,
        "asked": len(questions),
        "answered": sum(bool(question.answer) for question in questions),
        "lacking": [question for question in questions if question.answer in ("NO", "PARTLY")],
        "recount": recount_card(found, today),
        "rows": finding_rows(found.findings.order_by("number"), today),
        "support": found.support.order_by("pk"),
        "may": {command.service.__name__: True for command in offered if command.name in rights},
        "may_drop_member": not found.concluded_on and verbs.DROP_TEAM_MEMBER.name in rights,
        "may_read_names": may_read_names(request, found),
    }
    return render(request, "supervision/visit.html", context)


def _visit_page(request: SignedInRequest, pk: UUID, command: Command, intro: str = "", **initial: Any) -> HttpResponse:
    found = visit_of(request, pk, command)
    told = f"{found.club.name}, {found.day:%d/%m/%Y}. {intro}".strip()
    initial = {"visit": found, **initial}
    return command_page(request, command, initial=initial, then=page_of(found), context={"intro": told})


def move_visit(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """Another day."""
    return _visit_page(request, supervision_visit_id, verbs.MOVE_VISIT)


def cancel_visit(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """The team does not go."""
    return _visit_page(request, supervision_visit_id, verbs.CANCEL_VISIT)


def add_team_member(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """Somebody goes along."""
    return _visit_page(request, supervision_visit_id, verbs.ADD_TEAM_MEMBER, body=body_of(request))


def drop_team_member(request: SignedInRequest, visit_team_member_id: int) -> HttpResponse:
    """Somebody does not go."""
    seen = SupervisionVisit.objects.visible_to(request.user)
    row = get_object_or_404(VisitTeamMember.objects.filter(visit__in=seen), pk=visit_team_member_id)
    found = visit_of(request, row.visit_id, verbs.DROP_TEAM_MEMBER)
    context = {"intro": f"{row.name}, {row.get_body_display()}", "danger": True}
    return command_page(request, verbs.DROP_TEAM_MEMBER, initial={"member": row}, then=page_of(found), context=context)


def carry_out_visit(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """The team is there."""
    return _visit_page(request, supervision_visit_id, verbs.CARRY_OUT_VISIT, carried_on=timezone.localdate())


def answer_checklist(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """The checklist with big buttons, question by question."""
    found = visit_of(request, supervision_visit_id, verbs.ANSWER_CHECKLIST)
    sections = answered_sections(found)

    def context(form: CommandForm) -> dict[str, Any]:
        stored = [(q.key, {"answer": q.answer, "note": q.note}) for s in sections for q in s.questions]
        rows = shown_rows(form, "answers", stored, ("answer", "note"))
        drawn = [(s.title, [(q.text, rows[q.key]) for q in s.questions]) for s in sections]
        return {"visit": found, "sections": drawn, "choices": ChecklistAnswer.Answer.choices}

    template = "supervision/checklist.html"
    return command_page(
        request,
        verbs.ANSWER_CHECKLIST,
        initial={"visit": found},
        then=page_of(found),
        template=template,
        context=context,
    )


def record_support(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """Help that was given."""
    return _visit_page(request, supervision_visit_id, verbs.RECORD_SUPPORT, body=body_of(request), people=1)


def conclude_visit(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """The team concludes."""
    told = _("Sau khi kết luận, phiếu, mẫu đối chiếu và phát hiện không sửa được nữa; việc khắc phục vẫn tiếp tục.")
    return _visit_page(request, supervision_visit_id, verbs.CONCLUDE_VISIT, told, concluded_on=timezone.localdate())


def minutes(request: SignedInRequest, supervision_visit_id: UUID, file_format: str) -> HttpResponse:
    """The minutes of the visit, for both sides to sign. They name no member."""
    found, wanted = visit_of(request, supervision_visit_id), format_of(file_format)
    return paper_response(request, lambda: minutes_paper(found, timezone.localdate()), wanted)


def blank(request: SignedInRequest, supervision_visit_id: UUID, file_format: str) -> HttpResponse:
    """The checklist to fill in by pen."""
    found, wanted = visit_of(request, supervision_visit_id), format_of(file_format)
    return paper_response(request, lambda: blank_paper(found), wanted)
