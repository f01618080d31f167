"""Money spent, with a voucher."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.files.services import drop_file, keep_file
from clb.fund.accounts import PLACES, SPENT_ACCOUNT
from clb.fund.bonds import claimed_vnd
from clb.fund.models import Earmark, Place, Receipt, Voucher
from clb.fund.queries.gifts import earmark_lowest_vnd
from clb.kernel.money import vnd
from clb.kernel.text import tidy
from clb.ledger.queries import standing
from clb.members.models import Person

from .books import accounts_of, books_on, lock_books, refuse_more_than_there_is
from .slips import write_slip


def spend_money(
    *,
    by: User,
    club: Club,
    fund: str,
    amount_vnd: int,
    category: str,
    what_for: str,
    spent_on: date,
    person: Person | None = None,
    payee: str = "",
    place: str = Place.BOX,
    earmark: Earmark | None = None,
    attachment: UploadedFile[Any] | None = None,
) -> Voucher:
    """Pay `amount_vnd` (whole đồng) out of a fund's box or bank, and number the voucher.

    Paid to `person`, a member, or to `payee`; out of a gift for a purpose where `earmark` names it. Raises
    ValidationError beside the field for an impossible or a closed day, for a sum of nothing or more than there is at
    any day's end from that day on, more than is left of the gift, without a word what for, and for a bad attachment.
    """
    book = books_on(club, [fund], spent_on, field="spent_on")[fund]
    _check(club, fund, amount_vnd, what_for, spent_on, earmark)
    accounts = accounts_of([(book, PLACES[place]), (book, SPENT_ACCOUNT + category)])
    held = accounts[book.pk, PLACES[place]]
    refuse_more_than_there_is(held, spent_on, amount_vnd)
    line = (accounts[book.pk, SPENT_ACCOUNT + category], held, amount_vnd)
    kind = Receipt.Kind.SPENDING
    receipt = write_slip(club, fund, book, on=spent_on, kind=kind, lines=[line], person=person)
    year = Voucher.objects.filter(club=club, fund=fund, year=spent_on.year)
    return Voucher.objects.create(
        receipt=receipt,
        club=club,
        fund=fund,
        year=spent_on.year,
        number=(year.aggregate(last=Max("number"))["last"] or 0) + 1,
        category=category,
        what_for=tidy(what_for)[:200],
        payee="" if person else tidy(payee)[:200],
        place=place,
        earmark=earmark,
        file=keep_file(attachment, field="attachment") if attachment else None,
    )


def _check(club: Club, fund: str, amount_vnd: int, what_for: str, on: date, earmark: Earmark | None) -> None:
    if amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    if not tidy(what_for):
        raise ValidationError({"what_for": _("Hãy ghi chi việc gì.")})
    if earmark is None:
        return
    if (earmark.receipt.club_id, earmark.receipt.fund) != (club.pk, fund):
        raise ValidationError({"earmark": _("Khoản tặng này không ở quỹ đã chọn.")})
    if not standing().filter(pk=earmark.receipt.entry_id).exists():
        raise ValidationError({"earmark": _("Phiếu nhận khoản tặng này đã bị đảo.")})
    if on < earmark.receipt.entry.happened_on:
        told = _("Khoản tặng này nhận ngày %s, chưa thể chi trước ngày ấy.")
        raise ValidationError({"spent_on": told % f"{earmark.receipt.entry.happened_on:%d/%m/%Y}"})
    left_vnd = earmark_lowest_vnd(earmark, on)[0] - claimed_vnd(earmark)
    if amount_vnd > left_vnd:
        raise ValidationError({"amount_vnd": _("Khoản tặng này chỉ còn %s.") % vnd(max(left_vnd, 0))})


def attach_voucher(*, by: User, voucher: Voucher, attachment: UploadedFile[Any]) -> Voucher:
    """Add the photo or PDF of the bill to a voucher, or put another in its place. Raises ValidationError beside
    `attachment` for what is neither."""
    lock_books(voucher.club, [voucher.fund])
    voucher.refresh_from_db()
    old = voucher.file
    voucher.file = keep_file(attachment, field="attachment")
    voucher.save(update_fields=["file"])
    if old:
        drop_file(old)
    return voucher
