"""Days and periods: what held on a day, and days as people type them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)


def on_day(day: Any, prefix: str = "") -> Q:
    """Rows of a period that holds on `day` (until inclusive); `prefix` reaches over a relation."""
    open_ended = Q(**{f"{prefix}until_on__isnull": True})
    return Q(**{f"{prefix}from_on__lte": day}) & (open_ended | Q(**{f"{prefix}until_on__gte": day}))


class PeriodQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Rows that hold from a day until a day."""

    def on(self, day: date) -> Self:
        """Rows that hold on `day`."""
        return self.filter(on_day(day))


def make_way(rows: models.QuerySet[Any], from_on: date) -> None:
    """Let another row of the same thing begin on `from_on`: what held until then ends, what began on that day goes."""
    rows.filter(from_on=from_on).delete()
    rows.filter(on_day(from_on)).update(until_on=from_on - timedelta(days=1))


class Period(models.Model):
    """Something that held from a day until a day, the last day included; no last day means it still holds."""

    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            )
        ]

    def holds(self, on: date) -> bool:
        """Does it hold on a day, as `on_day` says of a row?"""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_ends(first: date, last: date) -> list[date]:
    """Last days of every month from that of `first` to that of `last`."""
    ends, day = [], month_end(first)
    while day <= month_end(last):
        ends.append(day)
        day = month_end(day + timedelta(days=1))
    return ends


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last day (31/01 and one month: 28/02)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(first: date, last: date) -> int:
    """How many months are full between two days, as `months_after` counts them; 0 where `last` comes first."""
    months = max((last.year - first.year) * 12 + last.month - first.month, 0)
    return months - 1 if months and months_after(first, months) > last else months


def years_before(day: date, years: int) -> date:
    """The birthday of someone who is exactly `years` old on `day` (29 February counts from 1 March)."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


DAY_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"]


class DayField(forms.DateField):
    """A day as people type it: 31/12/2025, 2025-12-31, 31-12-2025."""

    default_error_messages = {"invalid": _("Ngày chưa đúng. Hãy nhập ngày/tháng/năm, ví dụ 31/12/2025.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DAY_FORMATS)
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "placeholder": _("ngày/tháng/năm")})
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        """Refuse a day that can only be a slip of the pen."""
        super().validate(value)
        if value is not None and not EARLIEST <= value <= LATEST:
            raise ValidationError(_("Năm phải từ 1900 đến 2100."), code="out_of_range")
