"""A receipt that came from a donation is taken back with the donation, so that both say the same."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Sum
from django.utils.translation import gettext as _

from clb.fund.bonds import register_bond, register_claim
from clb.fund.models import Earmark, Receipt

from .models import DonationShare, DonationUse
from .queries.uses import standing_uses


def _bound(receipts: Collection[Receipt]) -> list[str]:
    rows = DonationShare.objects.standing().filter(receipt__in=[receipt.pk for receipt in receipts])
    told = _("Phiếu này thuộc %s. Muốn đảo, hãy đảo ở trang của khoản ủng hộ ấy.")
    return [told % share.donation.title for share in rows.select_related("donation").order_by("pk")]


def _lent_vnd(earmark: Earmark) -> int:
    rows = standing_uses(DonationUse.objects.filter(share__receipt=earmark.receipt_id, loan__isnull=False))
    return rows.aggregate(sum=Sum("lent_vnd"))["sum"] or 0


register_bond(_bound)
register_claim(_lent_vnd)
