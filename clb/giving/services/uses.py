"""What a share bought, whom it was lent to, what it did: told to whoever gave."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.fund.models import Loan, Voucher
from clb.giving.models import DonationShare, DonationUse, Form
from clb.giving.queries.uses import standing_uses, trace_of
from clb.giving.rules.public import says_a_name
from clb.kernel.money import vnd
from clb.kernel.text import tidy

from .shares import locked_share


@transaction.atomic
def tell_use(
    *,
    by: User,
    share: DonationShare,
    result: str,
    used_on: date,
    voucher: Voucher | None = None,
    loan: Loan | None = None,
    lent_vnd: int | None = None,
) -> DonationUse:
    """Say what was had for a share: of a voucher paid out of it, of a loan lent from it (whole đồng), else in words.

    Said again of the same voucher, the words are put right. Raises ValidationError beside the field for words that name
    the donor or are none, a voucher of other money, a loan of another club, more lent than is left or than the loan is,
    and an impossible day.
    """
    row = locked_share(share)
    if row.accepted_on is None:
        raise ValidationError(_("Câu lạc bộ chưa nhận phần này."))
    words = tidy(result)[:200]
    if not words:
        raise ValidationError({"result": _("Hãy ghi đã mua gì, làm được gì.")})
    if says_a_name(words, [row.donation.donor.name]):
        raise ValidationError({"result": _("Lời này ai cũng đọc được: đừng ghi tên người tặng.")})
    if not row.accepted_on <= used_on <= timezone.localdate():
        raise ValidationError({"used_on": _("Ngày dùng phải từ ngày nhận đến hôm nay.")})
    if voucher and loan:
        raise ValidationError({"loan": _("Chọn phiếu chi hoặc khoản vay, không cả hai.")})
    if voucher:
        return _told_of_voucher(row, voucher, words)
    if loan:
        return _told_of_loan(row, loan, lent_vnd or 0, used_on, words)
    if row.donation.form == Form.CASH:
        raise ValidationError({"voucher": _("Tiền thì chọn phiếu chi hoặc khoản vay đã dùng.")})
    return DonationUse.objects.create(share=row, used_on=used_on, result=words)


def _told_of_voucher(row: DonationShare, voucher: Voucher, words: str) -> DonationUse:
    known = {used.voucher.pk: used for used in trace_of(row).uses if used.voucher}
    if voucher.pk not in known:
        raise ValidationError({"voucher": _("Phiếu chi này không chi từ khoản ủng hộ này.")})
    told = {"share": row, "used_on": known[voucher.pk].on, "result": words}
    found, _is_new = DonationUse.objects.update_or_create(voucher=voucher, defaults=told)
    return found


def _told_of_loan(row: DonationShare, loan: Loan, lent_vnd: int, used_on: date, words: str) -> DonationUse:
    if row.donation.form != Form.CASH or loan.club_id != row.club_id:
        raise ValidationError({"loan": _("Khoản vay này không cho vay từ tiền của khoản ủng hộ.")})
    if row.accepted_on and loan.granted_on < row.accepted_on:
        raise ValidationError({"loan": _("Khoản vay này có trước khi nhận ủng hộ.")})
    if DonationUse.objects.filter(share=row, loan=loan).exists():
        raise ValidationError({"loan": _("Khoản vay này đã ghi rồi.")})
    trace = trace_of(row)
    if trace.left_vnd is None:
        raise ValidationError({"loan": _("Khoản này không ghi mục đích riêng nên không theo dõi riêng được.")})
    others = standing_uses(DonationUse.objects.filter(loan=loan)).values_list("lent_vnd", flat=True)
    most_vnd = min(trace.left_vnd, loan.principal_vnd - sum(others))
    if not 0 < lent_vnd <= most_vnd:
        raise ValidationError({"lent_vnd": _("Số tiền phải từ 1 đồng đến %s.") % vnd(max(most_vnd, 0))})
    return DonationUse.objects.create(share=row, loan=loan, lent_vnd=lent_vnd, used_on=used_on, result=words)


def drop_use(*, by: User, use: DonationUse) -> DonationShare:
    """Words about a use that were told by mistake go; vouchers and loans stay as they are. Gives the share."""
    DonationUse.objects.filter(pk=use.pk).delete()
    return use.share
