"""What must hold of the months kept of readings and check-ups."""

from collections.abc import Iterator

from django.db.models.functions import TruncMonth

from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.kernel.selfcheck import register_check
from clb.members.models import ClubMonth

from .models import CheckUp, HealthCheck, HealthMonth
from .queries.coverage import checked_by_club, measured_by_club


@register_check
def health_months_hold_what_was_recorded() -> Iterator[str]:
    """No stored figure of a club and month is less than the figure derived again, and none is missing.

    It may be more: who is erased at their own wish leaves the counts of the past, which name nobody, as they were.
    """
    days = {*HealthCheck.objects.order_by().values_list(TruncMonth("measured_on"), flat=True).distinct()}
    days |= {*CheckUp.objects.filter(seen_on__isnull=False).values_list(TruncMonth("seen_on"), flat=True).distinct()}
    kept = set(ClubMonth.objects.values_list("month_end", flat=True).distinct())
    for end in sorted({month_end(day) for day in days} & kept):
        measured, checked = measured_by_club(Club.objects.all(), end), checked_by_club(Club.objects.all(), end)
        stored = {row.club_id: row for row in HealthMonth.objects.filter(month_end=end)}
        for pk in sorted(measured.keys() | checked.keys()):
            row, derived = stored.get(pk), (measured.get(pk, 0), checked.get(pk, 0))
            found = (row.measured, row.checked) if row else (0, 0)
            if found[0] < derived[0] or found[1] < derived[1]:
                yield f"Câu lạc bộ {pk}, sức khỏe tháng {end:%m/%Y}: lưu {found}, tính lại {derived}."
