"""What must hold of members and their counts."""

from collections.abc import Iterator

from clb.clubs.models import Club
from clb.kernel.selfcheck import register_check

from .models import ClubMonth
from .queries import Counts, counts_by_club


@register_check
def months_equal_their_members() -> Iterator[str]:
    """Every stored count of a club and month equals the count derived again from memberships."""
    for end in ClubMonth.objects.order_by("month_end").values_list("month_end", flat=True).distinct():
        derived = counts_by_club(Club.objects.all(), end)
        stored = {row.club_id: Counts.of(row) for row in ClubMonth.objects.filter(month_end=end)}
        for pk, counts in stored.items():
            if counts != derived.get(pk, Counts()):
                yield f"Câu lạc bộ {pk}, tháng {end:%m/%Y}: lưu {counts}, tính lại {derived.get(pk, Counts())}."
        for pk in Club.objects.filter(founded_on__lte=end).exclude(pk__in=stored).values_list("pk", flat=True):
            yield f"Câu lạc bộ {pk} thiếu số tháng {end:%m/%Y}."
