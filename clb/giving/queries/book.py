"""The golden-heart book: what everyone may read. It is the same for those who are signed in and those who are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from clb.fund.models import Receipt
from clb.giving.models import CLUB, Donation, DonationShare, Donor, Drive, GoldenBook
from clb.giving.rules.public import public_words

from .donors import donation_lines
from .drives import DriveLine, drive_lines
from .keepers import Keeper
from .totals import Raised, raised_of
from .uses import Trace

NAMES_AT_MOST = 20_000
SHOWN_AT_MOST = 500


@dataclass(frozen=True)
class BookLine:
    """A donation as everyone may read it. `name` is '' of whoever wishes to stay unnamed; words never name them."""

    on: date
    name: str
    form: str
    form_told: str
    value_vnd: int
    what: str
    quantity: Decimal | None
    counted_in: str
    clubs: str
    drive: str
    results: tuple[str, ...]


@dataclass(frozen=True)
class BookDrive:
    """A drive as everyone may read it."""

    title: str
    line: DriveLine


@dataclass(frozen=True)
class Book:
    """The golden-heart book of one keeper for a year: at most SHOWN_AT_MOST lines, sums of all of them."""

    keeper: Keeper
    year: int
    lines: Sequence[BookLine]
    raised: Raised
    drives: Sequence[BookDrive]


def golden_book(keeper: Keeper, year: int, on: date) -> Book:
    """Standing donations to `keeper` received in `year`, the newest first; queries do not grow with them.

    A donor's name stands here only where they are to be named (`Donor.is_named`); free words in which one of this
    keeper's unnamed donors is named are left out whole.
    """
    mine = {"unit": keeper.unit, "office": keeper.office}
    rows = Donation.objects.standing().filter(**mine, received_on__range=(date(year, 1, 1), date(year, 12, 31)))
    listed = rows.select_related("donor", "drive").order_by("-received_on", "-number")[:SHOWN_AT_MOST]
    hidden = _unnamed(keeper)
    found = donation_lines(listed)
    drives = Drive.objects.filter(**mine, closed_on__isnull=True, from_on__lte=on, until_on__gte=on)
    shown = drive_lines(drives.order_by("until_on", "title")[:20], on)
    return Book(
        keeper=keeper,
        year=year,
        lines=[_line(one.donation, one.traces, hidden) for one in found],
        raised=raised_of(rows),
        drives=[BookDrive(title, line) for line in shown if (title := public_words(line.drive.title, hidden))],
    )


def _unnamed(keeper: Keeper) -> list[str]:
    return _names(Donor.objects.filter(unit=keeper.unit, office=keeper.office))


def unnamed_of(drives: QuerySet[Drive]) -> list[str]:
    """Names of whoever wishes to stay unnamed among those that gave or promised for `drives`."""
    rows = Donor.objects.filter(Q(donations__drive__in=drives) | Q(pledges__drive__in=drives))
    return _names(rows.distinct())


def _names(rows: QuerySet[Donor]) -> list[str]:
    return list(rows.filter(is_named=False).exclude(name="").values_list("name", flat=True)[:NAMES_AT_MOST])


def _line(donation: Donation, traces: Iterable[Trace], hidden: Sequence[str]) -> BookLine:
    donor, shares = donation.donor, list(traces)
    results = [public_words(use.result, hidden) for trace in shares for use in trace.results]
    return BookLine(
        on=donation.received_on,
        name=donor.name if donor.is_named else "",
        form=donation.form,
        form_told=str(donation.get_form_display()),
        value_vnd=donation.value_vnd,
        what=public_words(donation.what, hidden),
        quantity=donation.quantity,
        counted_in=public_words(donation.counted_in, hidden),
        clubs=", ".join(trace.share.club.name for trace in shares),
        drive=public_words(donation.drive.title, hidden) if donation.drive else "",
        results=tuple(filter(None, results)),
    )


def public_book(pk: UUID, on: date) -> GoldenBook | None:
    """The decision that lets everyone read a book on `on`; None where there is none, or no longer."""
    return GoldenBook.objects.filter(pk=pk, from_on__lte=on).exclude(until_on__lt=on).select_related("unit").first()


def public_giver(receipt: Receipt) -> str | None:
    """Who gave the cash of a slip, as everyone may read it: '' of whoever stays unnamed, None where the slip is
    of no donation in this register. `receipt` comes with `donation_share__donation__donor`."""
    share: DonationShare | None = getattr(receipt, "donation_share", None)
    if share is None:
        return None
    donation = share.donation
    if donation.office != CLUB:
        return receipt.giver  # the office that passed it on
    return donation.donor.name if donation.donor.is_named else ""


def book_years(keeper: Keeper, on: date) -> list[int]:
    """Years in which something was given, the newest first; this year always."""
    rows = Donation.objects.standing().filter(unit=keeper.unit, office=keeper.office)
    return sorted({on.year, *rows.values_list("received_on__year", flat=True).distinct()}, reverse=True)
