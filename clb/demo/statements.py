"""What the demo's clubs decided to show on the boards of their money: some donors, some borrowers too, most nothing."""

from __future__ import annotations

from datetime import date

from clb.access.models import User
from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.kernel.dates import months_after
from clb.statements.commands import DECIDE_DISCLOSURE, LEAVE_DONOR_UNNAMED

from .build import act

SHOWN = {0: ("DONORS",), 1: ("DONORS", "BORROWERS")}  # by the club's place among the demo's clubs


def build_disclosures(by: User, clubs: list[Club], today: date) -> None:
    """Decisions of a meeting half a year ago; and of the first club's donors the last one wishes to stay unnamed."""
    day = months_after(today.replace(day=17), -6)
    for number, items in SHOWN.items():
        for item in items:
            decided = {"from_on": day, "adopted_by": f"Họp toàn thể ngày {day:%d/%m/%Y} (mẫu)"}
            act(DECIDE_DISCLOSURE, by, club=clubs[number].pk, item=item, **decided)
    last = Receipt.objects.filter(club=clubs[0], kind=Receipt.Kind.GIFT).order_by("-entry__happened_on").first()
    if last:
        act(LEAVE_DONOR_UNNAMED, by, receipt=last.pk)
