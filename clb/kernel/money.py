"""Money is whole đồng: how people type it and how it is shown."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LARGEST_VND = 10**15  # a million billion đồng: a typing slip, never a club's or a commune's money


def grouped(text: str) -> str:
    """'1,234.5' → '1.234,5', unless the page speaks English."""
    return text if get_language() == "en" else text.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")


def vnd(amount: int) -> str:
    """20000000 → '20.000.000 đồng'."""
    return grouped(f"{amount:,}") + " đồng"


class VndField(forms.IntegerField):
    """A sum as people type it: 20000000, 20.000.000, '20 000 000 đ', '20 triệu', '1,5 tỷ', '50k'."""

    default_error_messages = {"invalid": _("Số tiền là một số đồng nguyên, ví dụ 20.000.000.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_value", LARGEST_VND)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Whole đồng, or None for an empty field."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        return parse_vnd(value)


_MULTIPLES = {"triệu": 10**6, "tr": 10**6, "tỷ": 10**9, "tỉ": 10**9, "nghìn": 10**3, "ngàn": 10**3, "k": 10**3, "": 1}
_SUM = re.compile(r"(-?\d[\d .,]*?)\s*(triệu|tr|tỷ|tỉ|nghìn|ngàn|k)?\s*(?:đồng|đ|vnđ|vnd)?", re.IGNORECASE)


def parse_vnd(text: str) -> int:
    """Whole đồng in `text`. Raises ValidationError where it is no sum of whole đồng."""
    match = _SUM.fullmatch(text.strip())
    if not match:
        raise ValidationError(VndField.default_error_messages["invalid"], code="invalid")
    digits, word = match.group(1).replace(" ", ""), (match.group(2) or "").lower()
    if word:
        if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+", digits):  # '1.500 nghìn': the dot parts thousands, as everywhere
            return int(digits.replace(".", "")) * _MULTIPLES[word]
        whole, _sep, part = digits.replace(".", ",").partition(",")
        if not part.isdigit() and part:
            raise ValidationError(VndField.default_error_messages["invalid"], code="invalid")
        sign, whole = (-1, whole[1:]) if whole.startswith("-") else (1, whole)  # '-1,5 triệu' is no million and a half
        amount = int(whole) * _MULTIPLES[word] + int((part or "0").ljust(12, "0")[:12]) * _MULTIPLES[word] // 10**12
        return sign * amount
    if re.fullmatch(r"-?\d+", digits) or re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        return int(re.sub(r"[.,]", "", digits))
    raise ValidationError(VndField.default_error_messages["invalid"], code="invalid")
