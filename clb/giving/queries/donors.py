"""Donors: who they are, what they promised and gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from clb.access.models import User
from clb.giving.models import Donation, DonationPledge, Donor
from clb.kernel.text import plain

from .pledges import PledgeLine, pledge_lines, with_kept
from .totals import Raised, raised_of
from .uses import Trace, shares_of, traces


def donors_seen_by(user: User, text: str = "") -> QuerySet[Donor]:
    """Donors that `user` sees, by number; of those whose name holds `text`, with or without diacritics."""
    rows = Donor.objects.visible_to(user).select_related("unit")
    if text.strip():
        word = plain(text)
        near = [pk for pk, name in rows.values_list("pk", "name")[:5000] if word in plain(name)]
        rows = rows.filter(Q(pk__in=near) | Q(name__icontains=text.strip()))
    return rows.order_by("unit", "office", "number")


@dataclass(frozen=True)
class DonationLine:
    """A donation with the clubs that it went to and what became of it."""

    donation: Donation
    traces: tuple[Trace, ...]


@dataclass(frozen=True)
class DonorCard:
    """A donor with everything promised and given, as of a day."""

    donor: Donor
    pledges: list[PledgeLine]
    donations: list[DonationLine]
    raised: Raised


def donor_card(donor: Donor, on: date, most: int = 100) -> DonorCard:
    """What `donor` promised and gave, the newest first; a number of queries that does not grow."""
    promised = with_kept(DonationPledge.objects.filter(donor=donor)).select_related("drive", "donor")
    given = Donation.objects.filter(donor=donor)
    listed = given.select_related("donor", "drive", "unit").order_by("-received_on", "-number")[:most]
    return DonorCard(
        donor,
        pledge_lines(promised.order_by("-promised_on", "-due_on", "pk")[:most], on),
        donation_lines(listed),
        raised_of(given.standing()),
    )


def donation_lines(donations: Iterable[Donation]) -> list[DonationLine]:
    """Donations with what became of them, in their order; three queries."""
    listed = list(donations)
    by_donation = shares_of(listed)
    found = {trace.share.pk: trace for trace in traces(s for shares in by_donation.values() for s in shares)}
    return [DonationLine(d, tuple(found[share.pk] for share in by_donation.get(d.pk, []))) for d in listed]
