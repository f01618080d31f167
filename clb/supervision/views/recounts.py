"""The recount: drawing the lot, writing down what came of each line, and the list on paper. All of them name people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.kernel.journal import Kind, note
from clb.kernel.schema import CommandForm
from clb.papers.files import format_of, paper_response
from clb.supervision import commands as verbs
from clb.supervision.models import Recount, SampleItem, SampleKind
from clb.supervision.papers import sample_paper
from clb.supervision.queries.asked import CHOICES, QUESTIONS, told_of
from clb.supervision.queries.visits import sample_items
from clb.supervision.rules.samples import FORMULA
from clb.web.pages import command_page

from .access import NAMES, may_read_names, named_visit_of, visit_of
from .rows import shown_rows
from .visits import page_of

COLUMNS = ("outcome", "found_vnd", "note")


def draw_recount(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """Draw the lot, once."""
    found = visit_of(request, supervision_visit_id, verbs.DRAW_RECOUNT)
    if not may_read_names(request, found):
        raise PermissionDenied(NAMES)
    told = _("Máy bốc thăm một lần, không ai chọn được; số bốc mẫu được giữ để ai cũng bốc lại được đúng mẫu ấy.")
    context = {"intro": f"{found.club.name}. {told}", "back": page_of(found)}
    initial = {"visit": found, "drawn_on": found.carried_on or timezone.localdate()}
    then = reverse("supervision:record_recount", args=[found.pk])
    return command_page(request, verbs.DRAW_RECOUNT, initial=initial, then=then, context=context)


def record_recount(request: SignedInRequest, supervision_visit_id: UUID) -> HttpResponse:
    """Each line of the sample with big buttons."""
    found = visit_of(request, supervision_visit_id, verbs.RECORD_RECOUNT)
    if not may_read_names(request, found):
        raise PermissionDenied(NAMES)
    recount = Recount.objects.filter(visit=found).select_related("meeting").first()
    items = sample_items(recount) if recount else []

    def context(form: CommandForm) -> dict[str, Any]:
        stored = [(str(i.pk), {name: getattr(i, name) for name in COLUMNS}) for i in items]
        rows = shown_rows(form, "results", stored, COLUMNS)
        lines = [(item, *told_of(item), rows[str(item.pk)]) for item in items]
        kinds = [(kind, [line for line in lines if line[0].kind == kind]) for kind in SampleKind]
        drawn = [(kind, QUESTIONS[kind], CHOICES[kind], found) for kind, found in kinds if found]
        return {"visit": found, "recount": recount, "kinds": drawn, "formula": FORMULA}

    return command_page(
        request,
        verbs.RECORD_RECOUNT,
        initial={"visit": found},
        then=page_of(found),
        template="supervision/recount.html",
        context=context,
    )


def sample(request: SignedInRequest, supervision_visit_id: UUID, file_format: str) -> HttpResponse:
    """The sample on paper, with names, to fill in by pen or to keep with the file; the journal says who took it."""
    wanted, found = format_of(file_format), named_visit_of(request, supervision_visit_id)
    recount = Recount.objects.filter(visit=found).select_related("meeting").first()
    if recount is None:
        raise Http404
    note(Kind.TOOK_LIST, request=request, unit=found.club.unit_id, list="supervision.sample")
    items: list[SampleItem] = list(sample_items(recount))
    return paper_response(request, lambda: sample_paper(found, recount, items), wanted)
