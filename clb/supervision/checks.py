"""What must always hold of supervision."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q

from clb.kernel.selfcheck import register_check

from .models import Recount, SupervisionFinding
from .rules.samples import Score


@register_check
def findings_close_with_their_actions() -> Iterator[str]:
    """A finding is due with its last action and closed when all of them are verified, no sooner and no later."""
    rows = SupervisionFinding.objects.filter(is_fixed_at_once=False).annotate(
        n=Count("actions"),
        left=Count("actions", filter=Q(actions__verified_on__isnull=True)),
        last=Max("actions__verified_on"),
        due=Max("actions__due_on"),
    )
    for row in rows.iterator(2_000):
        closed_on = row.last if row.n and not row.left else None
        if row.closed_on != closed_on or row.due_on != row.due:
            yield f"Phát hiện {row.pk}: lưu khép {row.closed_on}, hạn {row.due_on}; tính lại {closed_on}, {row.due}."


@register_check
def findings_belong_to_the_club_of_their_visit() -> Iterator[str]:
    """A finding's club is its visit's."""
    for row in SupervisionFinding.objects.exclude(club=F("visit__club")):
        yield f"Phát hiện {row.pk} ghi câu lạc bộ {row.club_id}, lần giám sát là của câu lạc bộ khác."


@register_check
def recounts_equal_their_lines() -> Iterator[str]:
    """The kept numbers of a recount are those of its lines, as long as all of these are there."""
    for recount in Recount.objects.prefetch_related("items").iterator(500):
        outcomes: dict[str, list[str]] = {}
        for item in recount.items.all():
            outcomes.setdefault(item.kind, []).append(item.outcome)
        kept = {kind: Score.stored(row) for kind, row in recount.totals.items()}
        for kind, found in outcomes.items():
            score = Score.of(found)
            if kept[kind].sampled == score.sampled and kept[kind] != score:
                yield f"Đối chiếu {recount.pk}, {kind}: lưu {kept[kind]}, tính lại {score}."
        total = sum(kept.values(), Score())
        if (total.right, total.checked) != (recount.right, recount.checked):
            yield f"Đối chiếu {recount.pk}: lưu {recount.right}/{recount.checked}, cộng {total.right}/{total.checked}."
