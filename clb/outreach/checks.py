"""What must always hold of outreach."""

from collections.abc import Iterator

from django.db.models import F, Q, Sum

from clb.kernel.selfcheck import register_check

from .models import PlannedOutreach


@register_check
def plan_lines_count_what_was_told() -> Iterator[str]:
    """What a plan line keeps of its broadcasts is what they come to."""
    in_time = Sum("broadcasts__times", filter=Q(broadcasts__told_on__lte=F("quarter_end")))
    rows = PlannedOutreach.objects.annotate(in_time=in_time, all=Sum("broadcasts__times")).order_by("pk")
    for row in rows.iterator(10_000):
        kept = min(row.in_time or 0, row.planned)
        late = min((row.all or 0) - (row.in_time or 0), row.planned - kept)
        if (row.kept, row.late) != (kept, late):
            yield f"Mục truyền thông {row.pk}: lưu {row.kept}, trễ {row.late}; tính lại {kept}, trễ {late}."
