"""An office passes on what it holds; the club accepts it into its own book or stock, or sends it back.

Money of a club is written into its book only by the club's own hand, through the services of the fund.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import StockMove
from clb.fund.services import receive_gift, receive_stock, reverse_receipt, take_back_stock_move
from clb.giving.models import CLUB, Donation, DonationShare, Form
from clb.giving.queries.keepers import keeper_of
from clb.giving.queries.uses import held_of, standing_uses
from clb.giving.rules.values import share_worth_vnd
from clb.giving.sources import sources
from clb.kernel.money import vnd
from clb.kernel.text import tidy

from .donors import lock_keeper


def put_into_books(by: User, share: DonationShare, *, fund: str, on: date, giver: str) -> None:
    """Cash into the club's book, goods into its stock, under `giver`, words that name no person; work into neither.

    Raises ValidationError as fund.receive_gift and fund.receive_stock, and beside `fund` for cash without one.
    """
    donation, club = share.donation, share.club
    if donation.form == Form.CASH:
        if not fund:
            raise ValidationError({"fund": _("Hãy chọn tiền vào quỹ nào.")})
        share.receipt = receive_gift(
            by=by,
            club=club,
            fund=fund,
            amount_vnd=share.value_vnd,
            source=sources()[donation.source].fund,
            received_on=on,
            giver=giver,
            purpose=donation.purpose,
        )
    elif donation.form == Form.GOODS:
        assert share.quantity is not None and donation.unit_value_vnd is not None, "goods are counted and valued"
        share.stock = receive_stock(
            by=by,
            club=club,
            what=donation.what,
            counted_in=donation.counted_in,
            quantity=share.quantity,
            received_on=on,
            unit_value_vnd=donation.unit_value_vnd,
            valued_by=donation.valued_by,
            giver=giver,
        )


def take_out_of_books(by: User, share: DonationShare, *, on: date, reason: str) -> None:
    """Mark the share as taken back and reverse what the fund wrote of it. Raises ValidationError as the fund does, and
    where it was told what cash of it was lent for."""
    if standing_uses(share.uses.filter(loan__isnull=False)).exists():
        raise ValidationError(_("Đã ghi cho vay từ khoản này. Hãy bỏ lời ghi ấy trước."))
    share.taken_back_on, share.taken_back_because = on, tidy(reason)[:300]
    share.save(update_fields=["taken_back_on", "taken_back_because"])
    if share.receipt:
        reverse_receipt(by=by, receipt=share.receipt, reversed_on=on, reason=reason)
    if share.stock:
        move = share.stock.moves.get(kind=StockMove.Kind.RECEIVED, taken_back_because="")
        take_back_stock_move(by=by, move=move, reason=reason)


@transaction.atomic
def pass_on_donation(
    *,
    by: User,
    donation: Donation,
    club: Club,
    handed_on: date,
    amount_vnd: int | None = None,
    quantity: Decimal | None = None,
) -> DonationShare:
    """An office gives `club` a part of what it holds: of cash so many đồng, else so many of the thing.

    It waits until the club accepts it. Raises ValidationError beside the field for a club's own donation, one that was
    reversed, a day before it came or to come, a part of nothing, and more than is left.
    """
    lock_keeper(donation.unit)
    row: Donation = Donation.objects.get(pk=donation.pk)
    if row.office == CLUB:
        raise ValidationError(_("Khoản này câu lạc bộ nhận trực tiếp, đã vào sổ của câu lạc bộ."))
    if row.reversed_on is not None:
        raise ValidationError(_("Khoản này đã được đảo."))
    if not row.received_on <= handed_on <= timezone.localdate():
        raise ValidationError({"handed_on": _("Ngày chuyển phải từ ngày nhận đến hôm nay.")})
    if club.founded_on > handed_on:
        raise ValidationError({"club": _("%s chưa thành lập vào ngày ấy.") % club})
    if not Club.objects.alive_on(timezone.localdate()).filter(pk=club.pk).exists():
        raise ValidationError({"club": _("%s đã ngừng hoạt động hẳn, không nhận vào sổ được nữa.") % club})
    held = held_of(row, DonationShare.objects.standing().filter(donation=row))
    if row.form == Form.CASH:
        value_vnd, quantity = _cash_part(amount_vnd, held.left_vnd), None
    else:
        assert held.left is not None and row.unit_value_vnd is not None, "goods and work are counted"
        quantity = _counted_part(quantity, held.left)
        price = row.unit_value_vnd
        value_vnd = share_worth_vnd(quantity=quantity, unit_value_vnd=price, left=held.left, left_vnd=held.left_vnd)
    return DonationShare.objects.create(
        donation=row, club=club, value_vnd=value_vnd, quantity=quantity, handed_on=handed_on
    )


def _cash_part(amount_vnd: int | None, left_vnd: int) -> int:
    if not amount_vnd or amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    if amount_vnd > left_vnd:
        raise ValidationError({"amount_vnd": _("Chỉ còn giữ %s của khoản này.") % vnd(left_vnd)})
    return amount_vnd


def _counted_part(quantity: Decimal | None, left: Decimal) -> Decimal:
    if not quantity or quantity <= 0:
        raise ValidationError({"quantity": _("Số lượng phải lớn hơn 0.")})
    if quantity > left:
        told = f"{left.normalize():f}".replace(".", ",")
        raise ValidationError({"quantity": _("Chỉ còn giữ %s của khoản này.") % told})
    return quantity


@transaction.atomic
def accept_share(*, by: User, share: DonationShare, accepted_on: date, fund: str = "") -> DonationShare:
    """The club takes its part into its own book or stock. Raises ValidationError as `put_into_books`, for a day before
    it was handed over or to come, and where it was accepted or taken back before."""
    row = locked_share(share)
    if row.accepted_on is not None:
        raise ValidationError(_("Phần này câu lạc bộ đã nhận trước đó."))
    if not row.handed_on <= accepted_on <= timezone.localdate():
        raise ValidationError({"accepted_on": _("Ngày nhận phải từ ngày chuyển đến hôm nay.")})
    keeper = keeper_of(row.donation, accepted_on)
    giver = _("%(who)s chuyển, %(what)s") % {"who": keeper.name, "what": row.donation.title.lower()}
    try:
        put_into_books(by, row, fund=fund, on=accepted_on, giver=giver)
    except ValidationError as error:
        raise _beside(error, "received_on", "accepted_on") from error
    row.accepted_on = accepted_on
    row.save(update_fields=["accepted_on", "receipt", "stock"])
    return row


def _beside(error: ValidationError, there: str, here: str) -> ValidationError:
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({here if k == there else k: list(said) for k, said in error.error_dict.items()})


@transaction.atomic
def take_back_share(*, by: User, share: DonationShare, taken_back_on: date, reason: str) -> DonationShare:
    """The office that passed it on takes it back while the club has not accepted it. Raises ValidationError where it
    has, where it was taken back before, for an impossible day, and without a reason."""
    row = locked_share(share)
    if row.accepted_on is not None:
        raise ValidationError(_("Câu lạc bộ đã nhận vào sổ; chỉ câu lạc bộ trả lại được."))
    _check_back(row, taken_back_on, reason)
    take_out_of_books(by, row, on=taken_back_on, reason=reason)
    return row


@transaction.atomic
def return_share(*, by: User, share: DonationShare, taken_back_on: date, reason: str) -> DonationShare:
    """The club sends it back to the office: out of its book or stock by reversal. Raises ValidationError for what the
    club received itself (that donation is reversed), and as `take_back_share` and the fund do."""
    row = locked_share(share)
    if row.donation.office == CLUB:
        raise ValidationError(_("Khoản này câu lạc bộ nhận trực tiếp. Hãy đảo chính khoản ủng hộ."))
    _check_back(row, taken_back_on, reason)
    try:
        take_out_of_books(by, row, on=taken_back_on, reason=reason)
    except ValidationError as error:
        raise _beside(error, "reversed_on", "taken_back_on") from error
    return row


def _check_back(row: DonationShare, on: date, reason: str) -> None:
    if not (row.accepted_on or row.handed_on) <= on <= timezone.localdate():
        raise ValidationError({"taken_back_on": _("Ngày phải từ ngày chuyển, ngày nhận đến hôm nay.")})
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao.")})


def locked_share(share: DonationShare) -> DonationShare:
    """The share, its keeper locked. Raises ValidationError where it was taken back before."""
    lock_keeper(share.donation.unit)
    rows = DonationShare.objects.select_for_update(no_key=True, of=("self",))
    row: DonationShare = rows.select_related("donation__unit", "club", "receipt", "stock").get(pk=share.pk)
    if row.taken_back_on is not None:
        raise ValidationError(_("Phần này đã được thu lại trước đó."))
    return row
