"""Pages of one report: its figures and words, what can be done with it, what changed since it was handed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.dispatch.models import OutgoingPaper
from clb.kernel.commands import Command
from clb.places.queries import name_on
from clb.reports.commands import (
    ACCEPT_REPORT,
    DROP_REPORT,
    EDIT_PASSAGE,
    RECHECK_REPORT,
    REFRESH_REPORT,
    REOPEN_REPORT,
    RETURN_REPORT,
    SUBMIT_REPORT,
)
from clb.reports.models import Report
from clb.reports.queries.annexed import table_grids
from clb.reports.queries.owed import writes_for
from clb.reports.queries.reports import Edition, acts_since, handed_in, in_work
from clb.reports.report_paper import origin
from clb.reports.rules.periods import Span, period_words
from clb.reports.sources import has_register, may_number, registered
from clb.web.pages import command_page

JOURNAL = "journal.read"


def report_of(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Report:
    """The report that an address names, for whoever may see it; 403 where `command` may not be done."""
    rows = Report.objects.visible_to(request.user).select_related("type__place", "unit", "receiver", "paper")
    return fetch(request, rows, pk, command, at=lambda row: row.unit)


def is_writer(request: SignedInRequest, report: Report) -> bool:
    """May the reader write this report, so that its draft is shown?"""
    return report.is_open and writes_for(request.user, report.type, report.unit, timezone.localdate())


def shown_edition(request: SignedInRequest, report: Report) -> Edition | None:
    """The draft for its writers, else what was handed in last; none of a report on paper. Raises Http404 for a draft
    that is nobody else's business."""
    if report.is_on_paper:
        return None
    found = in_work(report) if is_writer(request, report) else handed_in(report)
    if found is None:
        raise Http404(report.pk)
    return found


def _period(report: Report) -> str:
    return period_words(report.type.rhythm, Span(report.period_from, report.period_until))


def report(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """One report as it stands for the reader."""
    found = report_of(request, filed_id)
    edition = shown_edition(request, found)
    return render(request, "reports/report.html", _context(request, found, edition))


def edition(request: SignedInRequest, filed_id: UUID, version: int) -> HttpResponse:
    """What was handed in as a version, for ever as it was."""
    found = report_of(request, filed_id)
    chosen = handed_in(found, version) if found.version else None
    if chosen is None:
        raise Http404(version)
    return render(
        request, "reports/report.html", _context(request, found, chosen) | {"is_old": version < found.version}
    )


def _context(request: SignedInRequest, found: Report, edition: Edition | None) -> dict[str, object]:
    user, writer = request.user, is_writer(request, found)
    at_unit, at_receiver = user.rights_at(found.unit), user.rights_at(found.receiver)
    is_draft = edition is not None and edition.snapshot is None
    waits = found.state == Report.State.SUBMITTED
    newest = edition is not None and edition.snapshot is not None and edition.snapshot.version == found.version
    standing = newest and found.state in (Report.State.SUBMITTED, Report.State.ACCEPTED)
    may = {
        "edit": is_draft and writer,
        "drop": is_draft and writer and not found.version,
        "accept": waits and ACCEPT_REPORT.name in at_receiver,
        "reopen": found.state == Report.State.ACCEPTED and not found.is_on_paper and REOPEN_REPORT.name in at_receiver,
        "recheck": standing and RECHECK_REPORT.name in at_unit,
    }
    shows_changes = bool(standing and found.differs)
    acts = (
        acts_since(user, found.unit, edition.snapshot)
        if shows_changes and edition and edition.snapshot and JOURNAL in at_unit
        else []
    )
    numbered = registered(edition.snapshot) if edition and edition.snapshot else None
    return {
        "report": found,
        "numbered": numbered,
        "may_open_numbered": numbered and OutgoingPaper.objects.visible_to(user).filter(pk=numbered.pk).exists(),
        "may_number": edition
        and edition.snapshot
        and not numbered
        and may_number(user, found, edition.snapshot)
        and has_register(user, found, edition.body),
        "tables": table_grids(edition.body) if edition else [],
        "unit": name_on(found.unit, found.period_until),
        "receiver": name_on(found.receiver, found.due_on),
        "period": _period(found),
        "edition": edition,
        "origin": origin(edition) if edition else [],
        "is_draft": is_draft,
        "is_old": False,
        "may": may,
        "steps": list(found.steps.select_related("by").order_by("at", "pk")),
        "standing": standing,
        "acts": acts,
        "may_read_journal": JOURNAL in at_unit,
    }


# --- What is done with it ---------------------------------------------------------------------------------------


def _intro(found: Report) -> str:
    return f"{found.type.title} · {name_on(found.unit, found.period_until)} · {_period(found)}"


def _do(
    request: SignedInRequest, filed_id: UUID, command: Command, *, at_receiver: bool = False, **context: object
) -> HttpResponse:
    found = report_of(request, filed_id, None if at_receiver else command)
    if at_receiver and not request.user.may(command.name, found.receiver):
        raise PermissionDenied(command.name)
    then = reverse("reports:report", args=[found.pk])
    shown = {"intro": _intro(found), **context}
    return command_page(request, command, initial={"report": found}, then=then, context=shown)


def refresh(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """Figures and drafts are computed anew."""
    return _do(request, filed_id, REFRESH_REPORT)


def submit(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """It is handed in."""
    found = report_of(request, filed_id, SUBMIT_REPORT)
    if not found.draft:  # one that came on paper
        raise Http404(filed_id)
    at = datetime.fromisoformat(in_work(found).body.about["computed_at"])
    told = _("Số liệu tính lúc %s. Nộp rồi thì số liệu và lời được giữ nguyên, không sửa được nữa.")
    return _do(request, filed_id, SUBMIT_REPORT, intro=told % f"{at:%H:%M %d/%m/%Y}")


def drop(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """A draft goes."""
    found = report_of(request, filed_id, DROP_REPORT)
    context = {"intro": _intro(found), "danger": True, "back": reverse("reports:report", args=[found.pk])}
    return command_page(request, DROP_REPORT, initial={"report": found}, then=reverse("reports:index"), context=context)


def recheck(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """Held against the records of today."""
    return _do(request, filed_id, RECHECK_REPORT)


def accept(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """It is taken."""
    return _do(request, filed_id, ACCEPT_REPORT, at_receiver=True)


def send_back(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """It goes back with a reason."""
    return _do(request, filed_id, RETURN_REPORT, at_receiver=True)


def reopen(request: SignedInRequest, filed_id: UUID) -> HttpResponse:
    """It is opened for a new version."""
    return _do(request, filed_id, REOPEN_REPORT, at_receiver=True)


def edit_passage(request: SignedInRequest, filed_id: UUID, section: str) -> HttpResponse:
    """A paragraph in a person's words; beside it what the figures drafted."""
    found = report_of(request, filed_id, EDIT_PASSAGE)
    passage = get_object_or_404(found.passages.filter(snapshot=None), key=section)
    told = in_work(found).body.section(section)
    context = {
        "title": told.title,
        "intro": _intro(found),
        "passage": passage,
        "section": told,
        "submit": _("Ghi đoạn này"),
    }
    initial = {"report": found, "section": section, "text": passage.text}
    then = reverse("reports:report", args=[found.pk]) + f"#{section}"
    return command_page(
        request, EDIT_PASSAGE, initial=initial, then=then, template="reports/edit_passage.html", context=context
    )
