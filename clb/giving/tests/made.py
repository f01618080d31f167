"""Small pieces that the tests of this app share."""

from __future__ import annotations

from typing import Any

from clb.access.models import User
from clb.access.roles import Role
from clb.giving import commands as verbs
from clb.giving.models import Donation, DonationShare, Donor
from clb.kernel.commands import Command, Outcome, run
from clb.places.models import Unit
from conftest import Cast, make_user

DAY = "05/03/2026"


def do(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed; gives its result."""
    outcome = run(command, by=by, data=data)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


def refused(command: Command, by: User, **data: Any) -> list[str]:
    """The fields beside which an act that must be refused says why."""
    outcome: Outcome = run(command, by=by, data=data)
    assert outcome.status == "rejected", command.name
    return sorted(outcome.errors)


def keeper(office: str, unit: Unit) -> str:
    """As a form sends it."""
    return f"{office}@{unit.key}"


def of_club(cast: Cast) -> str:
    """Club 1 as a keeper."""
    return keeper("CLUB", cast.club.unit)


def front(cast: Cast) -> User:
    """An officer of the Front of the province."""
    return make_user("mattran", Role.FRONT, cast.province)


def make_donor(by: User, at: str, name: str = "Công ty Mẫu", **told: Any) -> Donor:
    """A donor as written down; an enterprise to be named unless told otherwise."""
    return do(verbs.ADD_DONOR, by, **({"keeper": at, "kind": "ENTERPRISE", "name": name, "is_named": "on"} | told))


def cash(by: User, donor: Donor, amount_vnd: int = 5_000_000, **told: Any) -> Donation:
    """Cash, into the operating fund where a club keeps it."""
    data = {"donor": donor.pk, "amount_vnd": amount_vnd, "received_on": DAY, "source": "SOCIAL", "fund": "OPERATING"}
    return do(verbs.RECEIVE_CASH, by, **(data | told))


def goods(by: User, donor: Donor, **told: Any) -> Donation:
    """Three gauges of 800.000 đồng."""
    data = {"donor": donor.pk, "what": "Máy đo huyết áp", "counted_in": "cái", "quantity": "3", "source": "SOCIAL"}
    data |= {"unit_value_vnd": 800_000, "valued_by": "Hóa đơn của nhà tài trợ", "received_on": DAY}
    return do(verbs.RECEIVE_GOODS, by, **(data | told))


def work(by: User, donor: Donor, **told: Any) -> Donation:
    """Two and a half days at 250.000 đồng."""
    data = {"donor": donor.pk, "what": "Sửa nhà", "days": "2,5", "day_value_vnd": 250_000, "source": "SOCIAL"}
    return do(verbs.RECEIVE_WORK, by, **(data | {"valued_by": "Giá công tại xã", "received_on": DAY} | told))


def pass_on(by: User, donation: Donation, cast: Cast, **told: Any) -> DonationShare:
    """A part for club 1."""
    return do(verbs.PASS_ON_DONATION, by, **({"donation": donation.pk, "club": cast.club.pk, "handed_on": DAY} | told))
