"""Drawing up an estimate, sending it, cutting it, approving it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.roles import Role
from clb.budget.models import BudgetYear, Estimate, EstimateRow
from clb.budget.models.periods import roles_of
from clb.kernel.money import LARGEST_VND
from clb.kernel.rows import RowError
from clb.kernel.text import tidy
from clb.places.models import Unit

from .posting import lines_of, lock_year, refuse_ended, refuse_settled

Rows = Sequence[dict[str, Any]]


def write_estimate(*, by: User, year: BudgetYear, unit: Unit, agency: str, rows: Rows) -> Estimate:
    """The estimate of `agency` at `unit` for a year, written anew as long as it was not sent.

    `rows`: key, line (id), source, quantity, norm_vnd (None: the line's own), note. Raises ValidationError beside the
    row for a line of another agency, one named twice out of the same source, one without a norm, a sum that is a slip
    of the pen; and where the agency is not the own one (the finance office writes for all), is beyond drafting, or
    the year is settled.
    """
    lock_year(year)
    refuse_settled(year)
    refuse_ended([unit], date(year.year, 1, 1))
    mine = roles_of(by)
    if agency not in mine and Role.FINANCE not in mine:
        raise ValidationError({"agency": _("Chỉ lập dự toán của chính cơ quan mình; Tài chính lập được cho mọi nơi.")})
    mine_open = Estimate.objects.filter(year=year, unit=unit, agency=agency).exclude(status=Estimate.Status.APPROVED)
    row = mine_open.select_for_update(no_key=True).first()
    if row is not None and not row.may_change:
        raise ValidationError(_("Dự toán này đã gửi đi: hãy chờ trả lại mới sửa được."))
    made = _checked(year, agency, rows)
    row = row or Estimate.objects.create(year=year, unit=unit, agency=agency)
    row.rows.all().delete()
    for one in made:
        one.estimate = row
    EstimateRow.objects.bulk_create(made)
    return row


def _checked(year: BudgetYear, agency: str, rows: Rows) -> list[EstimateRow]:
    rows = [row for row in rows if not row.get("is_removed")]
    if not rows:
        raise ValidationError({"rows": _("Chưa có dòng nào.")})
    lines, made, wrong, seen = lines_of(year, (row["line"] for row in rows)), [], [], set()
    for row in rows:
        key, line = str(row["key"]), lines.get(row["line"])
        if line is None or line.agency != agency:
            wrong.append(RowError(_("Dòng này không phải của cơ quan lập dự toán."), row=key, column="line"))
            continue
        if (line.pk, row["source"]) in seen:
            wrong.append(RowError(_("Nội dung và nguồn này có hai lần."), row=key, column="line"))
        seen.add((line.pk, row["source"]))
        norm_vnd = row["norm_vnd"] or line.norm_vnd
        if not norm_vnd:
            told = _("Nội dung này chưa có định mức: hãy nhập đơn giá.")
            wrong.append(RowError(told, row=key, column="norm_vnd"))
            continue
        asked_vnd = row["quantity"] * norm_vnd
        if asked_vnd > LARGEST_VND:
            wrong.append(RowError(_("Số tiền quá lớn, hãy xem lại."), row=key, column="quantity"))
        sums = {"quantity": row["quantity"], "norm_vnd": norm_vnd, "asked_vnd": asked_vnd}
        made.append(EstimateRow(line=line, source=row["source"], note=tidy(row["note"] or "")[:300], **sums))
    if wrong:
        raise ValidationError({"rows": wrong})
    return made


def _locked(estimate: Estimate, *statuses: str) -> Estimate:
    row: Estimate = Estimate.objects.select_for_update(no_key=True).select_related("year").get(pk=estimate.pk)
    if row.status not in statuses:
        raise ValidationError(_("Dự toán này đang ở bước «%s», không làm việc này được.") % row.get_status_display())
    return row


def _not_before(on: date, field: str, earlier: date | None) -> None:
    if on > timezone.localdate():
        raise ValidationError({field: _("Ngày không được ở tương lai.")})
    if earlier is not None and on < earlier:
        raise ValidationError({field: _("Ngày này trước bước liền trước (%s).") % f"{earlier:%d/%m/%Y}"})


def submit_estimate(*, by: User, estimate: Estimate, submitted_on: date) -> Estimate:
    """It goes to the finance office. Raises ValidationError for a day to come, and where it was sent before."""
    row = _locked(estimate, Estimate.Status.DRAFT)
    mine = roles_of(by)
    if row.agency not in mine and Role.FINANCE not in mine:
        raise ValidationError(_("Chỉ cơ quan lập mới gửi được dự toán này."))
    _not_before(submitted_on, "submitted_on", None)
    row.status, row.submitted_on, row.returned_because = Estimate.Status.SUBMITTED, submitted_on, ""
    row.save()
    return row


def return_estimate(*, by: User, estimate: Estimate, reason: str) -> Estimate:
    """It goes back to be put right, with the reason. Raises ValidationError where it was not sent, or is approved."""
    row = _locked(estimate, Estimate.Status.SUBMITTED, Estimate.Status.REVIEWED)
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi trả lại vì sao.")})
    row.status, row.returned_because = Estimate.Status.DRAFT, tidy(reason)[:300]
    row.submitted_on = row.reviewed_on = None  # as long as it is put right, nothing is asked for
    row.rows.all().update(agreed_vnd=None, cut_because="")
    row.save()
    return row


def review_estimate(*, by: User, estimate: Estimate, reviewed_on: date, rows: Rows) -> Estimate:
    """What the finance office agrees to, row by row; a row that is not named is agreed to as asked.

    `rows`: row (id), agreed_vnd, cut_because. Raises ValidationError beside the row for more than was asked, and for a
    cut without a reason; for rows that are no longer this estimate's.
    """
    row = _locked(estimate, Estimate.Status.SUBMITTED, Estimate.Status.REVIEWED)
    _not_before(reviewed_on, "reviewed_on", row.submitted_on)
    said = {str(one["row"]): one for one in rows if not one.get("is_removed")}
    asked, wrong = list(row.rows.all()), []
    if said.keys() - {str(one.pk) for one in asked}:
        raise ValidationError(_("Từ lúc mở trang, dự toán này đã được lập lại. Hãy mở lại trang thẩm định."))
    for one in asked:
        told = said.get(str(one.pk), {})
        agreed = told.get("agreed_vnd")
        one.agreed_vnd = one.asked_vnd if agreed is None else agreed
        one.cut_because = tidy(told.get("cut_because") or "")[:300]
        if one.agreed_vnd > one.asked_vnd:
            more = _("Số thẩm định không được hơn số đề nghị.")
            wrong.append(RowError(more, row=str(one.pk), column="agreed_vnd"))
        elif one.agreed_vnd < one.asked_vnd and not one.cut_because:
            wrong.append(RowError(_("Hãy ghi cắt giảm vì sao."), row=str(one.pk), column="cut_because"))
    if wrong:
        raise ValidationError({"rows": wrong})
    EstimateRow.objects.bulk_update(asked, ["agreed_vnd", "cut_because"])
    row.status, row.reviewed_on = Estimate.Status.REVIEWED, reviewed_on
    row.save()
    return row


def approve_estimate(*, by: User, estimate: Estimate, decision_number: str, approved_on: date) -> Estimate:
    """By a decision, as it was reviewed. Raises ValidationError beside the field without a number, for a wrong day."""
    row = _locked(estimate, Estimate.Status.REVIEWED)
    _not_before(approved_on, "approved_on", row.reviewed_on)
    if not tidy(decision_number):
        raise ValidationError({"decision_number": _("Hãy ghi số quyết định.")})
    row.status, row.approved_on = Estimate.Status.APPROVED, approved_on
    row.decision_number = tidy(decision_number)
    row.save()
    return row
