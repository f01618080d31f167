"""A club at its table: members who agreed to be measured, a charter, a fund, loans that run, and a whole meeting."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clb.access.models import User
from clb.clubs.models import CharterRule, Club
from clb.fund.models import FundSource, Loan
from clb.fund.services.dealings import Deal, record_deals
from clb.kernel.commands import Outcome, run
from clb.meetings.commands import RECORD_MEETING
from clb.members.models import Consent, Membership
from conftest import make_member

DAY = date(2026, 10, 17)
LENT_ON = date(2026, 8, 17)


@dataclass
class Table:
    """A club with its members in order, and its running loans."""

    club: Club
    by: User
    members: list[Membership]
    loans: list[Loan]

    def send(
        self, meeting: uuid.UUID | None = None, *, id: uuid.UUID | None = None, by: Any = None, **data: Any
    ) -> Outcome:
        """Record something of a meeting as the API does."""
        told = {"club": str(self.club.pk), "meeting": str(meeting) if meeting else "", "held_on": "", **data}
        if not told["held_on"]:
            del told["held_on"]
        return run(RECORD_MEETING, by=by or self.by, data=told, id=id, channel="api")

    def everything(self, *, repaid: int = 20, measured: int = 40) -> dict[str, Any]:
        """All parts of a meeting at which everybody was present."""
        m = self.members
        return {
            "held_on": f"{DAY:%d/%m/%Y}",
            "place": "Nhà văn hóa ấp",
            "begun_at": "14:00",
            "ended_at": "16:30",
            "chair": str(m[0].person_id),
            "secretary": str(m[1].person_id),
            "attendance": [{"membership": str(x.pk), "mark": "PRESENT"} for x in m],
            "fees": [{"membership": str(x.pk), "amount_vnd": 10_000} for x in m],
            "gifts": [
                {"key": str(uuid.UUID(int=7)), "giver": "Trạm y tế (mẫu)", "amount_vnd": 500_000, "source": "SOCIAL"}
            ],
            "repayments": [
                {"loan": str(loan.pk), "amount_vnd": 100_000, "interest_vnd": 10_000} for loan in self.loans[:repaid]
            ],
            "loans": [
                {
                    "key": str(uuid.UUID(int=8)),
                    "membership": str(m[-1].pk),
                    "amount_vnd": 1_000_000,
                    "months": 12,
                    "purpose": "Nuôi gà",
                    "decision": "GRANTED",
                }
            ],
            "readings": [
                {"membership": str(x.pk), "systolic_mmhg": 130 + i % 30, "diastolic_mmhg": 80, "weight_g": "54,5"}
                for i, x in enumerate(m[:measured])
            ],
            "notes": [
                {"part": "TOPIC", "text": "Phòng bệnh mùa mưa"},
                {"part": "SELF_HELP", "text": "Thăm người ốm"},
                {"part": "RIGHTS", "text": "Trợ cấp hưu trí xã hội"},
                {"part": "ARTS", "text": "Hát dân ca"},
                {"part": "NEXT_PLAN", "text": "Dọn đường ấp"},
            ],
        }


def set_table(club: Club, by: User, *, members: int = 6, loans: int = 2) -> Table:
    """A club of `members`, all of whom agreed to be measured, with so many loans of 1,000,000 đồng that run."""
    people = [
        make_member(club, f"Bà Mẫu {n:03}", birth_on=date(1950, 1, 1) + timedelta(days=n)) for n in range(members)
    ]
    Consent.objects.bulk_create(
        Consent(person=m.person, purpose="HEALTH", answer="AGREED", given_on=club.founded_on, proof="PAPER")
        for m in people
    )
    rules = (("FEE", 10_000), ("RATE", 12), ("TERM", 24), ("LOAN_CAP", 10_000_000))
    CharterRule.objects.bulk_create(
        CharterRule(club=club, item=item, amount=amount, from_on=club.founded_on, adopted_by="Lễ ra mắt (mẫu)")
        for item, amount in rules
    )
    gift = Deal(key="g", kind="GIFT", fund="INCOME", amount_vnd=50_000_000, giver="Mẫu", source=FundSource.SOCIAL)
    record_deals(by=by, club=club, on=club.founded_on, deals=[gift])
    return Table(club, by, people, lend(club, by, people[:loans]))


def lend(club: Club, by: User, people: Sequence[Membership]) -> list[Loan]:
    """A loan of 1,000,000 đồng for a year to each, in their order."""
    if not people:
        return []
    deals = [
        Deal(key=str(i), kind="LOAN", fund="INCOME", amount_vnd=1_000_000, months=12, person=m.person)
        for i, m in enumerate(people)
    ]
    made = record_deals(by=by, club=club, on=LENT_ON, deals=deals)
    return [made[str(i)].loan for i in range(len(deals))]  # type: ignore[misc]
