"""On which days something may be written down, whatever the books say."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.clubs.models import Club


def check_day(club: Club, on: date, *, field: str = "on") -> None:
    """Raises ValidationError beside `field` for a day to come, and one before the club's founding."""
    if on > timezone.localdate():
        raise ValidationError({field: _("Ngày không được ở tương lai.")})
    if on < club.founded_on:
        raise ValidationError({field: _("Câu lạc bộ thành lập ngày %s.") % f"{club.founded_on:%d/%m/%Y}"})
