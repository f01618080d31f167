"""Fields about a person, typed the same way everywhere, also by the forms of apps above."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.members.models import HouseholdClass, Person
from clb.places.models import Unit
from clb.places.queries import names_on

OLDEST_BIRTH_YEAR = 1900
PERSONAL = frozenset(
    {"full_name", "sex", "birth", "household_class", "known_as", "phone", "id_number", "address", "place", "head"}
    | {"relation"}
)


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


class PhoneField(forms.CharField):
    """A telephone as people write it: '0912 345 678', '+84 912.345.678'. Gives digits with a leading 0."""

    default_error_messages = {
        "invalid": _("Số điện thoại chưa đúng. Hãy nhập 10 hoặc 11 chữ số bắt đầu bằng 0, ví dụ 0912 345 678.")
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        super().__init__(max_length=25, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """Digits only, or '' for an empty field."""
        typed = super().to_python(value)
        digits = re.sub(r"[\s.\-()]", "", typed or "")
        digits = re.sub(r"^(\+84|0084|84(?=\d{9}$))", "0", digits)
        if digits and not re.fullmatch(r"0\d{9,10}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits


class IdNumberField(forms.CharField):
    """The number of someone's identity paper: 12 digits, or 9 of the old card. Many elders have none."""

    default_error_messages = {"invalid": _("Số định danh có 12 chữ số (chứng minh nhân dân cũ có 9).")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """Digits only, or '' for an empty field."""
        digits = re.sub(r"[\s.\-]", "", super().to_python(value) or "")
        if digits and not re.fullmatch(r"\d{9}|\d{12}", digits):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return digits


def known_as_field() -> forms.CharField:
    """What neighbours call the person."""
    return forms.CharField(label=_("Tên thường gọi"), max_length=80, required=False)


def phone_field() -> PhoneField:
    """The person's own telephone."""
    return PhoneField(label=_("Điện thoại"), required=False)


def id_number_field() -> IdNumberField:
    """Left empty for whoever has none."""
    return IdNumberField(label=_("Số định danh"), required=False, help_text=_("Để trống nếu không có giấy tờ."))


def address_field() -> forms.CharField:
    """House, road, group; the hamlet is chosen apart."""
    return forms.CharField(label=_("Địa chỉ (số nhà, đường, tổ)"), max_length=200, required=False)


class UnitField(forms.ModelChoiceField):
    """A unit chosen by the name that it bears today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), to_field_name="key", **kwargs)
        self.names: dict[int, str] = {}

    def offer(self, units: Any) -> None:
        """Let it choose among `units`, by name."""
        self.names = names_on(units.values_list("pk", flat=True), timezone.localdate())
        self.queryset = units

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the key of a unit that bears none today."""
        return self.names.get(obj.pk, str(obj.key))
