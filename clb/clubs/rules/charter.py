"""What a club's charter may fix, read from what people type. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.kernel.money import LARGEST_VND, parse_vnd
from clb.kernel.text import tidy
from clb.law.norms import norm

LARGEST = {"RATE": 100, "TERM": 600, "QUORUM": 100}


def charter_value(item: str, text: str, *, on: date) -> tuple[Decimal | None, str]:
    """What the charter fixes, as a number or in words: đồng, per cent a year, months, per cent, or a day in words.

    Raises ValidationError beside `value` for what can't be read, and for a rate above the legal ceiling of that day.
    """
    text = tidy(text)
    if item == "MEETING_DAY":
        if not text:
            raise ValidationError({"value": _("Hãy ghi ngày sinh hoạt, ví dụ: ngày 17 hằng tháng.")})
        return None, text[:200]
    if item in ("FEE", "LOAN_CAP"):
        amount = _sum(text)
    else:
        amount = _plain_number(text, whole=item == "TERM")
        if not 0 <= amount <= LARGEST[item] or (item == "TERM" and amount < 1):
            raise ValidationError({"value": _("Số này ngoài khoảng có thể có.")})
    if item == "RATE":
        _check_rate(amount, on)
    return amount, ""


def _sum(text: str) -> Decimal:
    try:
        amount = parse_vnd(text)
    except ValidationError as error:
        raise ValidationError({"value": error.messages}) from error
    if not 0 <= amount <= LARGEST_VND:
        raise ValidationError({"value": _("Số này ngoài khoảng có thể có.")})
    return Decimal(amount)


def _plain_number(text: str, *, whole: bool) -> Decimal:
    try:
        amount = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or (whole and amount % 1) or amount != round(amount, 2):
        raise ValidationError({"value": _("Hãy ghi một số, ví dụ 12 hoặc 1,5.")})
    return amount


def _check_rate(amount: Decimal, on: date) -> None:
    try:
        ceiling = norm("loan.rate_percent_year", on=on)
    except LookupError:
        return  # the ceiling of those earlier days is not known here
    if not ceiling.holds(Fraction(amount)):
        told = _("Lãi suất không được quá %(max)s%% mỗi năm (%(doc)s, %(clause)s). Phần vượt không có hiệu lực.")
        words = {"max": f"{ceiling.max:g}", "doc": ceiling.source.doc, "clause": ceiling.source.clause}
        raise ValidationError({"value": told % words})
