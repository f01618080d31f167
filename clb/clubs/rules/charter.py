"""What a club's charter may fix, read from what people type. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.clubs.models import CharterRule
from clb.kernel.money import LARGEST_VND, parse_vnd
from clb.kernel.text import plain, tidy
from clb.law.norms import norm

SUMS = {
    "FEE": (0, LARGEST_VND),
    "LOAN_CAP": (0, LARGEST_VND),
    "ROUNDING": (1, 1_000_000),
    "SECOND_FROM": (0, LARGEST_VND),
}
NUMBERS = {"RATE": (0, 100), "TERM": (1, 600), "QUORUM": (0, 100), "GRACE": (0, 600), "SPLIT": (0, 100)}
NUMBERS |= {"VISIT_DAYS": (1, 600)}
WHOLE = {"TERM", "GRACE", "VISIT_DAYS"}


def charter_value(item: str, text: str, *, on: date) -> tuple[Decimal | None, str]:
    """What the charter fixes, as a number or in words: đồng, per cent a year, months, per cent, or a day in words.

    A way to repay and an order of priority are kept as codes: 'DECLINING'; 'POOR,WOMAN'. Both may be typed as codes or
    by their Vietnamese names, with or without diacritics.

    Raises ValidationError beside `value` for what can't be read, and for a rate above the legal ceiling of that day.
    """
    text = tidy(text)
    if item == "MEETING_DAY":
        if not text:
            raise ValidationError({"value": _("Hãy ghi ngày sinh hoạt, ví dụ: ngày 17 hằng tháng.")})
        return None, text[:200]
    if item == "METHOD":
        return None, _method(text)
    if item == "QUEUE":
        return None, _order(text)
    amount = _sum(text) if item in SUMS else _plain_number(text, whole=item in WHOLE)
    least, most = (SUMS | NUMBERS)[item]
    if item == "ROUNDING" and amount < least:
        raise ValidationError({"value": _("Không làm tròn thì ghi 1.")})
    if not least <= amount <= most:
        raise ValidationError({"value": _("Số này ngoài khoảng có thể có.")})
    if item == "RATE":
        _check_rate(amount, on)
    return amount, ""


def _method(text: str) -> str:
    for code, label in CharterRule.Method.choices:
        if plain(text) in (plain(code), plain(str(label))):
            return str(code)
    raise ValidationError({"value": _("Hãy chọn một cách trả nợ trong danh sách.")})


def _order(text: str) -> str:
    names = {plain(name): code for code, label in CharterRule.Priority.choices for name in (code, str(label))}
    codes: list[str] = []
    for part in filter(None, (plain(part).strip(". ") for part in text.replace(";", ",").split(","))):
        if part not in names:
            known = ", ".join(str(label) for label in CharterRule.Priority.labels)
            told = _("Chưa hiểu «%(part)s». Hãy ghi theo thứ tự, cách nhau bằng dấu phẩy, trong số: %(known)s.")
            raise ValidationError({"value": told % {"part": part[:40], "known": known}})
        if names[part] in codes:
            raise ValidationError({"value": _("Có một diện ghi hai lần.")})
        codes.append(names[part])
    if not codes:
        raise ValidationError({"value": _("Hãy ghi ít nhất một diện.")})
    return ",".join(codes)


def _sum(text: str) -> Decimal:
    try:
        return Decimal(parse_vnd(text))
    except ValidationError as error:
        raise ValidationError({"value": error.messages}) from error


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
