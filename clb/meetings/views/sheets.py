"""For clubs that keep paper: the blank sheet and books to print, and the one screen on which a sheet is typed in."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.http import SignedInRequest
from clb.meetings.blanks import blank_books_paper, blank_sheet_paper
from clb.meetings.commands import RECORD_MEETING
from clb.meetings.models import Attendance, Meeting
from clb.papers.files import format_of, paper_response
from clb.web.pages import act_id_of, chosen_day, never_kept

from .meetings import club_of, meeting_of, send
from .steps import STEPS, sheet_context

# The letters of the paper sheet; the first letter chooses in the list.
LETTERS = (
    (Attendance.Mark.PRESENT, gettext_lazy("C – có mặt")),
    (Attendance.Mark.EXCUSED, gettext_lazy("P – có phép")),
    (Attendance.Mark.ABSENT, gettext_lazy("V – vắng")),
)


def sheet(request: SignedInRequest, meeting_id: UUID) -> HttpResponse:
    """All parts of an open meeting on one screen, in the order of the paper sheet."""
    found = meeting_of(request, meeting_id, RECORD_MEETING)
    if found.is_closed:
        return redirect("meetings:meeting", found.pk)
    if request.method != "POST":
        return _shown(request, found, None)
    outcome = send(request, found.club)
    if outcome.status == "rejected":
        return _shown(request, meeting_of(request, meeting_id), outcome.form)
    messages.success(request, _("Đã ghi cả phiếu. Hãy xem lại rồi kết thúc buổi họp."))
    return redirect("meetings:step", found.pk, STEPS[-1].slug)


def _shown(request: SignedInRequest, found: Meeting, form: Any) -> HttpResponse:
    context = sheet_context(found, form) | {
        "meeting": found,
        "form": form,
        "is_refused": form is not None,
        "letters": LETTERS,
        "act_id": act_id_of(request) if form is None else uuid.uuid4(),
    }
    return never_kept(render(request, "meetings/sheet.html", context, status=422 if form else 200))


def blank_sheet(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """The sheet of a meeting to be filled in by hand, with the members and the loans of the day."""
    found, wanted = club_of(request, club_id, RECORD_MEETING), format_of(file_format)
    on = chosen_day(request, timezone.localdate())
    return paper_response(request, lambda: blank_sheet_paper(found, on), wanted)


def blank_books(request: SignedInRequest, club_id: UUID, file_format: str) -> HttpResponse:
    """Empty books to be kept by hand, column by column as the screens ask."""
    found, wanted = club_of(request, club_id, RECORD_MEETING), format_of(file_format)
    return paper_response(request, lambda: blank_books_paper(found), wanted)
