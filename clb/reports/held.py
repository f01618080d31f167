"""Figures are about nobody; a name may stand in the words of a report, in a reason, in a scan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import Passage, Report, ReportStep, ReportType, Snapshot, Waiver

REPORTS = _("Báo cáo của câu lạc bộ, địa bàn, ngành")

# A report of a place may name anybody of the clubs below it.
BELOW = "unit__links_down__below__club"

holds(
    Held(Passage, Group.ACTIVITY, REPORTS, words=("edited", "edited_over"), clubs=f"report__{BELOW}"),
    Held(ReportStep, Group.ACTIVITY, REPORTS, words=("reason",), clubs=f"report__{BELOW}"),
    Held(Waiver, Group.ACTIVITY, REPORTS, words=("reason",), clubs=BELOW),
    Held(Report, Group.ACTIVITY, REPORTS, kept_files=("paper",)),
)
holds_nobody(_("Chỉ có số đếm, tên đơn vị, tên chỉ tiêu"), Snapshot, ReportType)
