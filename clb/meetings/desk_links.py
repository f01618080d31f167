"""What health puts on a club's desk of today: the fund and health are strangers, and meet here. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from clb.clubs.models import Club
from clb.fund.desk import Due, register_due
from clb.health.queries import referral_counts

READ = "health.read"


@register_due
def _referrals(rights: frozenset[str], club: Club, day: date) -> Iterator[Due]:
    if READ not in rights:
        return
    found = referral_counts(Club.objects.filter(pk=club.pk), day)
    url = f"{reverse('health:referrals')}?noi={club.unit.key}"
    if found.overdue:
        yield Due(_("%d người chuyển khám đã quá hạn mà chưa có kết quả.") % found.overdue, url, "OVERDUE")
    if found.open > found.overdue:
        yield Due(_("%d người chuyển khám đang chờ kết quả.") % (found.open - found.overdue), url)
