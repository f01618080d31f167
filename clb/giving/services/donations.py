"""Something is given: cash, goods or days of work; and one written down wrong is reversed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.giving.models import CLUB, Donation, DonationPledge, DonationShare, Donor, Drive, Form
from clb.giving.queries.keepers import club_of
from clb.giving.rules.values import worth_vnd
from clb.giving.sources import SOCIAL, sources
from clb.kernel.money import LARGEST_VND
from clb.kernel.text import tidy

from .donors import lock_keeper, refuse_name
from .pledges import check_drive
from .shares import put_into_books, take_out_of_books


@dataclass(frozen=True)
class _About:
    """What every donation tells, in whatever form."""

    donor: Donor
    received_on: date
    source: str
    purpose: str
    drive: Drive | None
    pledge: DonationPledge | None


@transaction.atomic
def receive_cash(
    *,
    by: User,
    donor: Donor,
    amount_vnd: int,
    received_on: date,
    source: str = SOCIAL,
    purpose: str = "",
    fund: str = "",
    drive: Drive | None = None,
    pledge: DonationPledge | None = None,
) -> Donation:
    """`donor` gives cash, whole đồng, for one `purpose` only where it is told.

    A club's goes into its book at once (`fund`), an office holds its own until it passes it on. Raises ValidationError
    beside the field for a sum of nothing, an impossible or closed day, a source that had ended, a promise of others or
    of another form, a club's cash without a fund, and a purpose that names a person who gives.
    """
    if amount_vnd <= 0:
        raise ValidationError({"amount_vnd": _("Số tiền phải lớn hơn 0.")})
    about = _About(donor, received_on, source, purpose, drive, pledge)
    row = _donation(about, Form.CASH)
    row.value_vnd = amount_vnd
    return _keep(by, row, fund=fund)


@transaction.atomic
def receive_goods(
    *,
    by: User,
    donor: Donor,
    what: str,
    counted_in: str,
    quantity: Decimal,
    unit_value_vnd: int,
    valued_by: str,
    received_on: date,
    source: str = SOCIAL,
    purpose: str = "",
    drive: Drive | None = None,
    pledge: DonationPledge | None = None,
) -> Donation:
    """`donor` gives goods, each worth `unit_value_vnd` whole đồng as `valued_by` says. A club's go into its stock.

    Raises ValidationError beside the field as `receive_cash`, and where it is not told what, how many, in which unit,
    or where the price is from.
    """
    about = _About(donor, received_on, source, purpose, drive, pledge)
    row = _counted(_donation(about, Form.GOODS), what, counted_in, quantity, unit_value_vnd, valued_by)
    return _keep(by, row)


@transaction.atomic
def receive_work(
    *,
    by: User,
    donor: Donor,
    what: str,
    days: Decimal,
    day_value_vnd: int,
    valued_by: str,
    received_on: date,
    source: str = SOCIAL,
    purpose: str = "",
    drive: Drive | None = None,
    pledge: DonationPledge | None = None,
) -> Donation:
    """`donor` works so many days, each worth `day_value_vnd` whole đồng by the norm or price that `valued_by` names.
    It is never counted as money. Raises ValidationError as `receive_goods`."""
    about = _About(donor, received_on, source, purpose, drive, pledge)
    try:
        row = _counted(_donation(about, Form.WORK), what, _("ngày công"), days, day_value_vnd, valued_by)
    except ValidationError as error:
        raise _renamed(error, {"quantity": "days", "unit_value_vnd": "day_value_vnd"}) from error
    return _keep(by, row)


def _renamed(error: ValidationError, names: dict[str, str]) -> ValidationError:
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({names.get(field, field): list(said) for field, said in error.error_dict.items()})


def _donation(about: _About, form: Form) -> Donation:
    donor = about.donor
    lock_keeper(donor.unit)
    if about.received_on > timezone.localdate():
        raise ValidationError({"received_on": _("Ngày không được ở tương lai.")})
    source = sources().get(about.source)
    if source is None or not source.holds(about.received_on):
        raise ValidationError({"source": _("Nguồn này không có vào ngày nhận.")})
    refuse_name(donor, purpose=about.purpose)
    check_drive(donor, about.drive)
    _check_pledge(about, form)
    return Donation(
        unit=donor.unit,
        office=donor.office,
        donor=donor,
        drive=about.drive or (about.pledge.drive if about.pledge else None),
        pledge=about.pledge,
        source=about.source,
        form=form,
        received_on=about.received_on,
        purpose=tidy(about.purpose)[:200],
    )


def _check_pledge(about: _About, form: Form) -> None:
    pledge = about.pledge
    if pledge is None:
        return
    if pledge.donor_id != about.donor.pk or pledge.form != form:
        raise ValidationError({"pledge": _("Lời hứa này của người khác, hoặc hứa hình thức khác.")})
    if pledge.withdrawn_on is not None:
        raise ValidationError({"pledge": _("Lời hứa này đã rút.")})
    if about.received_on < pledge.promised_on:
        raise ValidationError({"received_on": _("Ngày nhận không được trước ngày hứa.")})


def _counted(
    row: Donation, what: str, counted_in: str, quantity: Decimal, unit_value_vnd: int, valued_by: str
) -> Donation:
    row.what, row.counted_in, row.valued_by = tidy(what)[:100], tidy(counted_in)[:30], tidy(valued_by)[:200]
    row.quantity, row.unit_value_vnd = quantity, unit_value_vnd
    wrong = {}
    if not row.what:
        wrong["what"] = _("Hãy ghi hiện vật gì, việc gì.")
    if not row.counted_in:
        wrong["counted_in"] = _("Hãy ghi đơn vị tính, ví dụ: con, cái, kg.")
    if not row.valued_by:
        wrong["valued_by"] = _("Hãy ghi giá hoặc định mức lấy ở đâu.")
    if quantity <= 0:
        wrong["quantity"] = _("Số lượng phải lớn hơn 0.")
    elif worth_vnd(quantity, unit_value_vnd) <= 0:
        wrong["unit_value_vnd"] = _("Giá phải lớn hơn 0.")
    elif worth_vnd(quantity, unit_value_vnd) > LARGEST_VND:
        wrong["unit_value_vnd"] = _("Trị giá quá lớn, hãy xem lại số lượng và giá.")
    if wrong:
        raise ValidationError(wrong)
    refuse_name(row.donor, what=row.what, counted_in=row.counted_in, valued_by=row.valued_by)
    row.value_vnd = worth_vnd(quantity, unit_value_vnd)
    return row


def _keep(by: User, row: Donation, *, fund: str = "") -> Donation:
    """Number the receipt and store it; a club's own is in its book or stock in the same breath."""
    row.year = row.received_on.year
    mine = Donation.objects.filter(unit=row.unit, office=row.office, year=row.year)
    row.number = (mine.aggregate(last=Max("number"))["last"] or 0) + 1
    row.save(force_insert=True)
    club = club_of(row)
    if club is None:
        return row
    share = DonationShare(donation=row, club=club, value_vnd=row.value_vnd, quantity=row.quantity)
    share.handed_on = share.accepted_on = row.received_on
    put_into_books(by, share, fund=fund, on=row.received_on, giver=row.donor.code)
    share.save(force_insert=True)
    return row


@transaction.atomic
def reverse_donation(*, by: User, donation: Donation, reversed_on: date, reason: str) -> Donation:
    """A donation written down wrong is taken back, and why; a club's out of its book or stock too.

    Raises ValidationError where it was reversed before, where a club holds a part that an office passed on, where the
    money was spent or the goods went on meanwhile, for a day before the donation, to come or closed, and without a
    reason.
    """
    lock_keeper(donation.unit)
    row: Donation = Donation.objects.select_for_update(no_key=True).get(pk=donation.pk)
    if row.reversed_on is not None:
        raise ValidationError(_("Khoản này đã được đảo trước đó."))
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi vì sao đảo.")})
    if not row.received_on <= reversed_on <= timezone.localdate():
        raise ValidationError({"reversed_on": _("Ngày đảo phải từ ngày nhận đến hôm nay.")})
    shares = list(DonationShare.objects.standing().filter(donation=row).select_related("club", "donation"))
    if row.office != CLUB and shares:
        raise ValidationError(_("Câu lạc bộ đang giữ một phần khoản này. Hãy thu lại phần đã chuyển trước."))
    for share in shares:
        take_out_of_books(by, share, on=reversed_on, reason=reason)
    row.reversed_on, row.reversed_because = reversed_on, tidy(reason)[:300]
    row.save(update_fields=["reversed_on", "reversed_because"])
    return row
