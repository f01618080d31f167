"""A keeper lets everyone read the golden-heart book, or no longer."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.giving.models import GoldenBook
from clb.kernel.text import tidy
from clb.places.models import Unit

from .donors import lock_keeper


@transaction.atomic
def publish_book(*, by: User, unit: Unit, office: str, from_on: date, decided_by: str) -> GoldenBook:
    """From `from_on` everyone may read the book without signing in. Raises ValidationError for a day to come, without
    who decided, and where it is public already."""
    lock_keeper(unit)
    if from_on > timezone.localdate():
        raise ValidationError({"from_on": _("Ngày không được ở tương lai.")})
    if not tidy(decided_by):
        raise ValidationError({"decided_by": _("Hãy ghi ai quyết định công khai.")})
    if GoldenBook.objects.filter(unit=unit, office=office, until_on__isnull=True).exists():
        raise ValidationError(_("Sổ này đang được công khai rồi."))
    return GoldenBook.objects.create(unit=unit, office=office, from_on=from_on, decided_by=tidy(decided_by)[:200])


@transaction.atomic
def withdraw_book(*, by: User, book: GoldenBook, until_on: date) -> GoldenBook:
    """After `until_on` its address answers no more. Raises ValidationError where it was withdrawn before, and for a day
    before it began or to come."""
    row: GoldenBook = GoldenBook.objects.select_for_update(no_key=True).get(pk=book.pk)
    if row.until_on is not None:
        raise ValidationError(_("Sổ này đã thôi công khai trước đó."))
    if not row.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày cuối phải từ ngày bắt đầu công khai đến hôm nay.")})
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    return row
