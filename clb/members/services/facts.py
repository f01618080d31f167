"""Circumstances of a person, recorded from a day and ended on a day."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.members.models import Circumstance, Person

K = Circumstance.Kind
# What cannot hold beside what: recording one while the other is open is refused.
AGAINST = {K.NO_PENSION: (K.PENSION, K.MONTHLY_BENEFIT), K.PENSION: (K.NO_PENSION,), K.MONTHLY_BENEFIT: (K.NO_PENSION,)}


def record_circumstance(*, by: User, person: Person, kind: str, from_on: date) -> Circumstance:
    """Something holds of the person from a day on.

    Raises ValidationError for a day to come or before birth, where it is recorded already for that day or later, and
    where its contrary is.
    """
    if not person.birth_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày sinh đến hôm nay.")})
    rows = Circumstance.objects.select_for_update().filter(person=person)
    if rows.filter(kind=kind, until_on__isnull=True).exists() or rows.filter(kind=kind, until_on__gte=from_on).exists():
        raise ValidationError({"kind": _("Hoàn cảnh này đang được ghi.")})
    if rows.filter(kind__in=AGAINST.get(K(kind), ()), until_on__isnull=True).exists():
        raise ValidationError({"kind": _("Trái với hoàn cảnh đang ghi. Hãy ghi hết hoàn cảnh kia trước.")})
    return Circumstance.objects.create(person=person, kind=kind, from_on=from_on)


def end_circumstance(*, by: User, circumstance: Circumstance, until_on: date) -> Circumstance:
    """It held until the end of a day. Raises ValidationError for a day to come, before its first, and a second end."""
    if circumstance.until_on is not None:
        raise ValidationError({"circumstance": _("Hoàn cảnh này đã hết từ trước.")})
    if not circumstance.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày bắt đầu đến hôm nay.")})
    circumstance.until_on = until_on
    circumstance.save(update_fields=["until_on"])
    return circumstance
