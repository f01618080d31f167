"""A breach is written down, others are told of it, it is closed."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import tidy
from clb.places.models import Unit
from clb.privacy.models import Breach, BreachNotice


def record_breach(
    *,
    by: User,
    place: Unit,
    kind: str,
    what: str,
    data_kinds: str,
    known_on: date,
    known_at: datetime,
    people: int | None = None,
    happened_on: date | None = None,
    measures: str = "",
) -> Breach:
    """Write down what happened at a place, since when it is known (`known_at`), about how many people it touches.

    Raises ValidationError for moments to come and one known before it happened.
    """
    if known_at > timezone.now():
        raise ValidationError({"known_on": _("Lúc biết không được ở tương lai.")})
    if happened_on and happened_on > known_on:
        raise ValidationError({"happened_on": _("Ngày xảy ra không được sau ngày biết.")})
    return Breach.objects.create(
        unit=place,
        kind=kind,
        what=tidy(what),
        data_kinds=tidy(data_kinds),
        people=people,
        happened_on=happened_on,
        known_at=known_at,
        measures=tidy(measures),
    )


def tell_of_breach(*, by: User, breach: Breach, to: str, told_at: datetime, told_on: date, how: str) -> BreachNotice:
    """Somebody was told. Raises ValidationError for a moment to come or before it was known."""
    if told_at > timezone.now() or told_on < timezone.localdate(breach.known_at):
        raise ValidationError({"told_on": _("Lúc báo phải từ lúc biết đến bây giờ.")})
    return BreachNotice.objects.create(breach=breach, to=to, told_at=told_at, how=tidy(how))


def close_breach(*, by: User, breach: Breach, measures: str, closed_on: date) -> Breach:
    """Nothing is left to do. Raises ValidationError without what was done, for a second time and impossible days."""
    found = Breach.objects.select_for_update().get(pk=breach.pk)
    if found.closed_on:
        raise ValidationError(_("Vụ này đã ghi xong."))
    if not tidy(measures):
        raise ValidationError({"measures": _("Hãy ghi đã làm gì trước khi ghi xong.")})
    if not timezone.localdate(found.known_at) <= closed_on <= timezone.localdate():
        raise ValidationError({"closed_on": _("Ngày phải từ ngày biết đến hôm nay.")})
    found.measures, found.closed_on = tidy(measures), closed_on
    found.save(update_fields=["measures", "closed_on"])
    return found
