"""What must hold of care: the months kept equal what is derived."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, Min

from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.kernel.selfcheck import register_check

from .models import CareMonth, CarePlan
from .queries.months import care_months
from .rules.roster import Kept, sunday


@register_check
def care_months_equal_plans_and_visits() -> Iterator[str]:
    """Every stored month of a club equals the month derived again, and none is missing."""
    months, plans = (
        CareMonth.objects.aggregate(Min("month_end"), Max("month_end")),
        CarePlan.objects.aggregate(first=Min("from_on"), last=Max("until_on")),
    )
    days = [day for day in (*months.values(), *(sunday(d) for d in plans.values() if d)) if day]
    if not days:
        return
    derived = care_months(Club.objects.all(), month_end(min(days)), month_end(max(days)))
    stored = {(row.club_id, row.month_end): Kept(row.planned, row.done) for row in CareMonth.objects.all()}
    for club, end in sorted(derived.keys() | stored.keys(), key=str):
        kept, counted = stored.get((club, end)), derived.get((club, end))
        if kept != counted:
            yield f"Câu lạc bộ {club}, chăm sóc tháng {end:%m/%Y}: lưu {kept}, tính lại {counted}."
