"""What must always hold of donations: rows that do not, none when all is well."""

from __future__ import annotations

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from clb.giving.models import Donation, DonationShare
from clb.ledger.queries import standing


def passed_on_too_much() -> QuerySet[Donation]:
    """Donations of which more went to clubs than was given."""
    gone = DonationShare.objects.standing().filter(donation=OuterRef("pk")).values("donation")
    value = Subquery(gone.annotate(sum=Sum("value_vnd")).values("sum"))
    number = Subquery(gone.annotate(sum=Sum("quantity")).values("sum"))
    rows = Donation.objects.annotate(gone_vnd=value, gone=number)
    return rows.filter(gone_vnd__gt=F("value_vnd")) | rows.filter(gone__gt=F("quantity"))


def reversed_with_shares() -> QuerySet[Donation]:
    """Donations taken back of which a club still holds a part."""
    return Donation.objects.filter(reversed_on__isnull=False, shares__taken_back_on__isnull=True, shares__isnull=False)


def cash_unlike_its_receipt() -> QuerySet[DonationShare]:
    """Shares of cash whose receipt says another sum, is another club's, or was reversed alone; and the other way."""
    held = DonationShare.objects.standing().filter(receipt__isnull=False).select_related("receipt")
    wrong = held.exclude(receipt__amount_vnd=F("value_vnd"), receipt__club=F("club"), receipt__entry__in=standing())
    back = DonationShare.objects.filter(taken_back_on__isnull=False, receipt__entry__in=standing())
    return wrong | back


def accepted_without_books() -> QuerySet[DonationShare]:
    """Shares of cash or goods that a club accepted and that are in no book or stock of its."""
    rows = DonationShare.objects.standing().filter(accepted_on__isnull=False, receipt__isnull=True, stock__isnull=True)
    return rows.exclude(donation__form="WORK")
