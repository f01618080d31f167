"""What must hold of meetings, activities and the month figures kept of them."""

from collections.abc import Iterator

from django.db.models.functions import TruncMonth

from clb.clubs.models import Club
from clb.kernel.dates import month_end
from clb.kernel.selfcheck import register_check

from .models import Activity, ActivityMonth, Meeting
from .queries.months import HELD, MonthFigures, month_figures


@register_check
def activity_months_equal_what_was_recorded() -> Iterator[str]:
    """Every stored figure of a club and month equals the figure derived again, and none is missing."""
    days = {*ActivityMonth.objects.values_list("month_end", flat=True).distinct()}
    days |= {*Meeting.objects.filter(HELD).values_list("month", flat=True).distinct()}
    days |= {*Activity.objects.order_by().values_list(TruncMonth("happened_on"), flat=True).distinct()}
    for end in sorted({month_end(day) for day in days}):
        derived = month_figures(Club.objects.all(), end)
        stored = {row.club_id: MonthFigures.of(row) for row in ActivityMonth.objects.filter(month_end=end)}
        for pk in sorted(derived.keys() | stored.keys()):
            kept, counted = stored.get(pk), derived.get(pk, MonthFigures())
            if (kept or MonthFigures()) != counted or (kept is not None and kept.is_empty):
                yield f"Câu lạc bộ {pk}, hoạt động tháng {end:%m/%Y}: lưu {kept}, tính lại {counted}."


@register_check
def every_meeting_lies_in_its_month() -> Iterator[str]:
    """A meeting's month is that of the day on which it was held."""
    for meeting in Meeting.objects.order_by("pk").iterator(10_000):
        if meeting.month != meeting.held_on.replace(day=1):
            yield f"Buổi họp {meeting.pk} ngày {meeting.held_on:%d/%m/%Y} ghi vào tháng {meeting.month:%m/%Y}."
