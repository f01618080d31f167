"""What the world of tests/world.py holds of mobilised means."""

from __future__ import annotations

from typing import Any

from clb.fund.commands import SPEND_MONEY
from clb.giving import commands as verbs
from clb.giving.models import Donation, DonationShare, Donor
from conftest import Cast

from .made import do


def fill_giving(cast: Cast) -> None:
    """An unnamed donor of club 1: promised, gave for one thing, it was spent, it was told; an office's part waits."""
    keeper, day = f"CLUB@{cast.club.unit.key}", "05/03/2026"
    drive = {"title": "Đợt Tặng Kín", "purpose": "Cho Bà Kín Đáo", "target_vnd": 9_000_000, "keeper": keeper}
    drive = do(verbs.OPEN_DRIVE, cast.lan, **drive, from_on="01/03/2026", until_on="31/12/2026")
    donor = do(verbs.ADD_DONOR, cast.lan, keeper=keeper, kind="PERSON", name="Ông Tặng Kín").pk
    told = {"donor": donor, "drive": drive.pk, "what": "Máy của Ông Tặng Kín"}
    due = {"promised_on": "01/03/2026", "due_on": "01/04/2026", "value_vnd": 1_000_000}
    do(verbs.RECORD_PLEDGE, cast.lan, **told, form="CASH", **due)
    given = {"source": "SOCIAL", "received_on": day, "purpose": "Cho Bà Kín Đáo"}
    cash = do(verbs.RECEIVE_CASH, cast.lan, donor=donor, amount_vnd=600_000, fund="OPERATING", **given)
    share = cash.shares.get()
    paid = {"fund": "OPERATING", "amount_vnd": 100_000, "category": "CARE", "what_for": "Mua thuốc cho Bà Kín Đáo"}
    paid |= {"earmark": share.receipt.earmark.pk, "spent_on": "06/03/2026", "club": cast.club.pk}
    voucher = do(SPEND_MONEY, cast.lan, **paid)
    use = {"share": share.pk, "voucher": voucher.pk, "result": "mua thuốc", "used_on": "06/03/2026"}
    do(verbs.TELL_USE, cast.lan, **use)
    do(verbs.PUBLISH_BOOK, cast.lan, keeper=keeper, from_on=day, decided_by="Họp Kín")
    at = f"ASSOCIATION@{cast.province.key}"
    firm = do(verbs.ADD_DONOR, cast.hoi, keeper=at, kind="ENTERPRISE", name="Công ty Mẫu", is_named="on").pk
    held = do(verbs.RECEIVE_CASH, cast.hoi, donor=firm, amount_vnd=2_000_000, **given)
    do(verbs.PASS_ON_DONATION, cast.hoi, donation=held.pk, club=cast.club.pk, amount_vnd=500_000, handed_on=day)


def giving_samples(cast: Cast) -> dict[str, list[Any]]:
    """What club 1 keeps; of parts the one that waits for it too."""
    mine = Donation.objects.filter(unit=cast.club.unit)
    rows = {"donation_id": mine, "donor_id": Donor.objects.filter(unit=cast.club.unit)}
    rows |= {"donation_share_id": DonationShare.objects.order_by("-value_vnd")}
    return {name: [row.pk for row in found] for name, found in rows.items()}
