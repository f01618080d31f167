"""What must hold of grades: a locked result is the sum of its own lines, graded as its scorecard says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clb.kernel.selfcheck import register_check

from .models import Round, Sheet
from .queries.cards import card_of
from .rules import grade_of


@register_check
def locked_grades_equal_their_lines() -> Iterator[str]:
    """Every locked sheet's points are the sum of its lines, and its grade is the one for so many points."""
    for row in Round.objects.filter(locked_on__isnull=False).select_related("scorecard"):
        card = card_of(row.scorecard)
        for sheet in row.sheets.filter(stage=Sheet.Stage.LOCKED).only("points", "grade", "final").iterator():
            total = sum((Decimal(points) for points, _whose in sheet.final.values() if points is not None), Decimal(0))
            if total != sheet.points or sheet.grade != grade_of(card, total):
                yield f"Phiếu xếp loại {sheet.pk}: lưu {sheet.points} ({sheet.grade}), cộng lại {total}."
