"""A phone for tests: it has a key, asks for its pack and sends rows as the app does."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from clb.access.models import User
from clb.fund.commands import GRANT_LOAN, RECEIVE_START_FUND
from clb.fund.models import Loan, Receipt
from clb.members.models import Membership
from clb.phone import release
from clb.phone.models import PhoneKey
from clb.phone.services.keys import make_key
from conftest import Cast, make_member
from tests.world import do

JSON = "application/json"


@dataclass
class TestPhone:
    """One person on one phone."""

    __test__ = False

    user: User
    id: UUID = field(default_factory=uuid4)
    secret: str = ""
    etag: str = ""
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.secret = make_key(by=User.objects.get(pk=self.user.pk), phone=self.id).secret or ""

    @property
    def key(self) -> PhoneKey:
        return PhoneKey.objects.get(phone=self.id, user=self.user)

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", **more}

    def pull(self) -> Any:
        """The pack as the app takes it: all, a difference, or nothing new."""
        named = {"If-None-Match": f'"{self.etag}"'} if self.etag else {}
        answer = Client().get("/api/phone/pack", headers=self.headers(**named))
        if answer.status_code == 200:
            told = answer.json()
            if told["base"] is None:
                self.rows = {}
            else:
                assert told["base"] == self.etag
            self.rows |= told["rows"]
            for name in told["gone"]:
                del self.rows[name]
            self.etag = told["etag"]
        return answer

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [row for name, row in self.rows.items() if name.startswith(f"{kind}:")]

    def row(self, command: str, data: dict[str, Any], lane: Any = "me", **more: Any) -> dict[str, Any]:
        """A row as the outbox makes it, with the next number of its lane."""
        self.numbers[str(lane)] = self.numbers.get(str(lane), 0) + 1
        told = {"id": str(uuid4()), "n": self.numbers[str(lane)], "lane": str(lane), "command": command, "data": data}
        return told | {"basis": {}, "after": [], "at": "2026-06-12T08:00:00+07:00", "label": "mẫu"} | more

    def post(self, path: str, body: Any, **headers: str) -> Any:
        data = body if isinstance(body, (str, bytes)) else json.dumps(body, default=str)
        return Client().post(f"/api/phone/{path}", data, content_type=JSON, headers=self.headers(**headers))

    def push(self, rows: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
        answer = self.post("push", {"phone": str(self.id), "version": release.version(), "rows": rows, **more})
        assert answer.status_code == 200, answer.content
        replies: list[dict[str, Any]] = answer.json()["replies"]
        return replies

    def statuses(self, rows: list[dict[str, Any]]) -> list[str]:
        return [reply["status"] for reply in self.push(rows)]


def lend(cast: Cast, name: str = "Bà Tư", amount_vnd: int = 5_000_000) -> tuple[Membership, Loan]:
    """A member of club 1 owes something since February."""
    member = make_member(cast.club, name)
    if not Receipt.objects.filter(club=cast.club).exists():
        start = {"amount_vnd": 900_000_000, "source": "STATE_BUDGET", "received_on": "01/01/2026"}
        do(RECEIVE_START_FUND, cast.lan, club=cast.club.pk, **start)
    terms = {"amount_vnd": amount_vnd, "months": 12, "rate_percent_year": 6, "granted_on": "01/02/2026"}
    lent = do(GRANT_LOAN, cast.lan, club=cast.club.pk, person=member.person_id, **terms)
    return member, Loan.objects.get(pk=lent.loan_id)


def repayment(phone: TestPhone, loan: Loan, vnd: int = 500_000, counter: int | None = 1, **more: Any) -> dict[str, Any]:
    """A row that takes a repayment, as seen at a counter."""
    data = {"loan": str(loan.pk), "amount_vnd": vnd, "paid_on": "2026-03-01"}
    basis = {} if counter is None else {f"loan:{loan.pk}": counter}
    return phone.row("fund.repay_loan", data, loan.club_id, basis=basis, **more)


def fee(phone: TestPhone, member: Membership, vnd: int = 10_000, counter: int = 0, **more: Any) -> dict[str, Any]:
    """A row that takes the fee of March."""
    data = {"club": str(member.club_id), "person": str(member.person_id), "amount_vnd": vnd, "for_month": "2026-03"}
    data |= {"received_on": "2026-03-02", "fund": "OPERATING"}
    basis = {f"fee:{member.pk}:2026-03": counter}
    return phone.row("fund.receive_fee", data, member.club_id, basis=basis, **more)
