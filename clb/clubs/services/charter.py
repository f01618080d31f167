"""What a club's charter says, as dated rows."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import CharterRule, Club
from clb.clubs.rules.charter import charter_value
from clb.kernel.dates import make_way
from clb.kernel.text import tidy


def set_charter_rule(*, by: User, club: Club, item: str, value: str, from_on: date, adopted_by: str) -> CharterRule:
    """From `from_on` the charter says `value` for `item`; what it said before stays for the days before.

    The same day again replaces what was written for it. Raises ValidationError for a day before the founding or to
    come, a later rule already written, a value that can't be read, and an interest above the legal ceiling.
    """
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    if not club.founded_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    amount, words = charter_value(item, value, on=from_on)
    rows = CharterRule.objects.filter(club=club, item=item)
    if rows.filter(from_on__gt=from_on).exists():
        raise ValidationError({"from_on": _("Đã có quy định ghi cho ngày sau ngày này.")})
    make_way(rows, from_on)
    return CharterRule.objects.create(
        club=club, item=item, amount=amount, words=words, from_on=from_on, adopted_by=tidy(adopted_by)
    )
