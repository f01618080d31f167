"""Fields about a person, typed the same way everywhere."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.members.models import HouseholdClass, Person

OLDEST_BIRTH_YEAR = 1900
PERSONAL = frozenset({"full_name", "sex", "birth", "household_class"})


class BirthField(forms.Field):
    """A birth as people know it: 1950, 01/02/1950, 1-2-50. Gives the day and whether only the year is known."""

    default_error_messages = {
        "invalid": _("Ngày sinh chưa đúng. Hãy nhập năm (1950) hoặc ngày/tháng/năm (01/02/1950)."),
        "out_of_range": _("Năm sinh phải từ 1900 đến năm nay."),
        "two_digits": _("Hãy ghi đủ bốn số của năm sinh."),
    }
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "placeholder": "1950 hoặc 01/02/1950", "autocomplete": "off"}
    )

    def to_python(self, value: Any) -> tuple[date, bool] | None:
        """The day (1 January where only the year is known) and whether only the year is known."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            if re.fullmatch(r"\d{4}", text):
                return self._in_range(date(int(text), 1, 1)), True
            if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
                return self._in_range(date(*map(int, match.groups()))), False
            if match := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})", text):
                day, month, year = map(int, match.groups())
                return self._in_range(date(self._century(year), month, day)), False
        except ValueError:
            pass  # no such day in the calendar
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def _century(self, year: int) -> int:
        """1950 for 50; a year that could be of either century is asked for again."""
        if year <= timezone.localdate().year % 100:
            raise ValidationError(self.error_messages["two_digits"], code="two_digits")
        return year + 1900 if year < 100 else year

    def _in_range(self, day: date) -> date:
        if not OLDEST_BIRTH_YEAR <= day.year <= timezone.localdate().year:
            raise ValidationError(self.error_messages["out_of_range"], code="out_of_range")
        return day


def name_field() -> forms.CharField:
    return forms.CharField(label=_("Họ và tên"), max_length=120, min_length=2)


def sex_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Giới tính"), choices=Person.Sex.choices, widget=forms.RadioSelect)


def class_field(required: bool = False) -> forms.ChoiceField:
    choices = [("", _("Không thuộc diện nào")), *HouseholdClass.Class.choices]
    return forms.ChoiceField(label=_("Diện hộ"), choices=choices, required=required)
