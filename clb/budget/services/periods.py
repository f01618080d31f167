"""Opening a budget period, its lines, and its end."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.budget.models import BudgetAccount, BudgetLine, BudgetPeriod, BudgetYear
from clb.kernel.text import plain, tidy
from clb.ledger.services import open_book
from clb.places.models import Unit
from clb.plans.models import Plan

from .posting import lock_year, settlement_of


def open_period(
    *,
    by: User,
    place: Unit,
    name: str,
    first_year: int,
    last_year: int,
    plan: Plan | None = None,
    second_from_vnd: int | None = None,
) -> BudgetPeriod:
    """A period of `place` with all its years, each with a book of its own.

    Raises ValidationError without a name, for years that are no years, and where a year already is in another period
    of the same name.
    """
    if not plain(name):
        raise ValidationError({"name": _("Hãy ghi tên giai đoạn.")})
    if not 2000 <= first_year <= 2100:
        raise ValidationError({"first_year": _("Năm phải từ 2000 đến 2100.")})
    period = BudgetPeriod(
        place=place,
        name=tidy(name),
        first_year=first_year,
        last_year=last_year,
        plan=plan,
        second_from_vnd=second_from_vnd,
    )
    period.full_clean(exclude=["plan"])
    same = BudgetPeriod.objects.filter(place=place, name=period.name)
    if same.filter(first_year__lte=last_year, last_year__gte=first_year).exists():
        raise ValidationError({"name": _("Đã có một giai đoạn cùng tên, trùng năm ở địa bàn này.")})
    period.save()
    BudgetYear.objects.bulk_create(
        BudgetYear(period=period, year=year, book=open_book(f"Ngân sách {year} {place.key}", []))
        for year in range(first_year, last_year + 1)
    )
    return period


def set_second_from(*, by: User, period: BudgetPeriod, second_from_vnd: int | None = None) -> BudgetPeriod:
    """From which sum on a release waits for a second person; None: never."""
    row = _locked(period)
    row.second_from_vnd = second_from_vnd
    row.full_clean(exclude=["plan"])
    row.save(update_fields=["second_from_vnd"])
    return row


def _locked(period: BudgetPeriod) -> BudgetPeriod:
    row: BudgetPeriod = BudgetPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    if row.closed_on is not None:
        raise ValidationError(_("Giai đoạn này đã quyết toán xong, không sửa được nữa."))
    return row


def set_line(
    *,
    by: User,
    period: BudgetPeriod,
    name: str,
    kind: str,
    agency: str,
    measure: str,
    norm_vnd: int | None = None,
    norm_basis: str = "",
    line: BudgetLine | None = None,
) -> BudgetLine:
    """A new line at the end of the period's list, or `line` put right. Its norm is a yardstick for later estimates:
    those that were written keep theirs. Raises ValidationError without words, and where the agency would change after
    money was allocated."""
    row = _locked(period)
    for field, words in (("name", name), ("measure", measure)):
        if not plain(words):
            raise ValidationError({field: _("Hãy ghi ô này.")})
    if line is not None and line.period_id != row.pk:
        raise ValidationError({"line": _("Dòng này thuộc giai đoạn khác.")})
    is_used = line is not None and BudgetAccount.objects.filter(line=line).exists()
    if line is not None and is_used and line.agency != agency:
        raise ValidationError({"agency": _("Dòng này đã có tiền, không đổi cơ quan được nữa.")})
    last = BudgetLine.objects.filter(period=row).aggregate(last=Max("number"))["last"] or 0
    found = line or BudgetLine(period=row, number=last + 1)
    found.name, found.kind, found.agency, found.measure = tidy(name), kind, agency, tidy(measure)
    found.norm_vnd, found.norm_basis = norm_vnd, tidy(norm_basis)
    found.full_clean()
    found.save()
    return found


def drop_line(*, by: User, line: BudgetLine) -> int:
    """A line of which nothing was ever asked or allocated goes; raises ValidationError for any other."""
    _locked(line.period)
    if line.estimated.exists() or line.accounts.exists():
        raise ValidationError(_("Dòng này đã có trong dự toán hoặc đã có tiền, không bỏ được."))
    number = line.number
    line.delete()
    return number


def close_period(*, by: User, period: BudgetPeriod, number: str, closed_on: date) -> BudgetPeriod:
    """The closing settlement of all its years. Raises ValidationError beside the field for a day to come or before the
    last settlement, without a number, and where a year's settlement is not approved yet."""
    row = _locked(period)
    if closed_on > timezone.localdate():
        raise ValidationError({"closed_on": _("Ngày không được ở tương lai.")})
    if not tidy(number):
        raise ValidationError({"number": _("Hãy ghi số quyết định.")})
    for year in row.years.order_by("year"):
        lock_year(year)
        settled = settlement_of(year)
        if settled is None or not hasattr(settled, "approval"):
            raise ValidationError(_("Quyết toán năm %s chưa được phê duyệt.") % year.year)
        if closed_on < settled.approval.approved_on:
            raise ValidationError({"closed_on": _("Ngày này trước ngày phê duyệt quyết toán năm %s.") % year.year})
    row.closed_on, row.closing_number = closed_on, tidy(number)
    row.save(update_fields=["closed_on", "closing_number"])
    return row
