"""What was said of clubs may name somebody, and evidence may show somebody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import Appeal, Criterion, Mark, MarkFile, Round, Scorecard, Sheet, SheetStep

WHY = _("Xếp loại câu lạc bộ")

holds(
    Held(Mark, Group.ACTIVITY, WHY, words=("reason",), clubs="sheet__club"),
    Held(Appeal, Group.ACTIVITY, WHY, words=("text", "answer_text"), clubs="sheet__club"),
    Held(SheetStep, Group.ACTIVITY, WHY, words=("note",), clubs="sheet__club"),
    Held(MarkFile, Group.ACTIVITY, WHY, clubs="sheet__club", files=("file",)),
)
holds_nobody(_("Bảng điểm, vòng xếp loại; chỉ nói về câu lạc bộ"), Scorecard, Criterion, Round, Sheet)
