"""What must hold of members and their counts."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery

from clb.clubs.models import Club, ClubStatus
from clb.kernel.selfcheck import register_check

from .models import ClubMonth, Membership, NameWord, Person
from .queries import Counts, counts_by_club


@register_check
def months_equal_their_members() -> Iterator[str]:
    """Every stored count of a club and month equals the count derived again; a living club misses no month."""
    for end in ClubMonth.objects.order_by("month_end").values_list("month_end", flat=True).distinct():
        derived = counts_by_club(Club.objects.all(), end)
        stored = {row.club_id: Counts.of(row) for row in ClubMonth.objects.filter(month_end=end)}
        living = set(Club.objects.alive_on(end).values_list("pk", flat=True))
        month = end.strftime("%m/%Y")
        for pk, counts in stored.items():
            if pk not in living:
                yield f"Câu lạc bộ {pk} thừa số tháng {month}: cuối tháng ấy không còn hay chưa có."
            elif counts != derived.get(pk, Counts()):
                yield f"Câu lạc bộ {pk}, tháng {month}: lưu {counts}, tính lại {derived.get(pk, Counts())}."
        for pk in sorted(living - stored.keys()):
            yield f"Câu lạc bộ {pk} thiếu số tháng {month}."


@register_check
def nobody_belongs_to_a_club_that_is_not() -> Iterator[str]:
    """No membership begins before its club, and none goes on after the club's end."""
    early = Membership.objects.filter(from_on__lt=F("club__founded_on"))
    for pk in early.values_list("pk", flat=True):
        yield f"Tư cách thành viên {pk} có trước ngày thành lập câu lạc bộ."
    end = ClubStatus.objects.filter(status__in=ClubStatus.ENDED, club=OuterRef("club")).values("from_on")[:1]
    late = Membership.objects.annotate(end=Subquery(end)).filter(Q(until_on__isnull=True) | Q(until_on__gte=F("end")))
    for pk in late.filter(end__isnull=False).values_list("pk", flat=True):
        yield f"Tư cách thành viên {pk} còn sau ngày câu lạc bộ kết thúc."


@register_check
def every_name_is_found_by_its_words() -> Iterator[str]:
    """The index of names holds each word of each name that somebody bears."""
    names = Person.objects.order_by().values_list("search_key", flat=True).distinct()
    indexed: dict[str, set[str]] = {}
    for name, word in NameWord.objects.values_list("search_key", "word").iterator(10_000):
        indexed.setdefault(name, set()).add(word)
    missing = sum(indexed.get(name, set()) != set(name.split()) for name in names.iterator(10_000))
    if missing:
        yield f"{missing} tên chưa tìm được theo từng chữ."
