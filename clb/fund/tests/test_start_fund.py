"""Money into the start fund, and back out by reversal."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from clb.fund.commands import RECEIVE_START_FUND, REVERSE_START_FUND
from clb.kernel.commands import Outcome, run
from clb.ledger.models import Entry, Transfer
from conftest import Cast


def receive(cast: Cast, by: object = None, act: uuid.UUID | None = None, **changes: object) -> Outcome:
    data = {
        "club": cast.club.pk,
        "amount_vnd": "20.000.000",
        "source": "SOCIAL",
        "received_on": "05/01/2026",
        **changes,
    }
    return run(RECEIVE_START_FUND, by=by or cast.lan, data=data, id=act)


def total() -> int:
    return sum(
        t.amount_vnd if t.debit.code == "cash" else -t.amount_vnd for t in Transfer.objects.select_related("debit")
    )


def test_money_received_twice_is_two_entries_and_a_second_click_is_one(cast: Cast) -> None:
    act = uuid.uuid4()
    assert [receive(cast, act=act).status for _ in range(2)] == ["done", "already"]
    assert receive(cast, amount_vnd="5 triệu").status == "done"
    assert (Entry.objects.count(), total()) == (2, 25_000_000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount_vnd": "0"}, "amount_vnd"),
        ({"amount_vnd": "-5"}, "amount_vnd"),
        ({"amount_vnd": "20,5"}, "amount_vnd"),
        ({"source": "LOTTERY"}, "source"),
        ({"received_on": "01/01/2099"}, "received_on"),
        ({"received_on": "30/02/2026"}, "received_on"),
    ],
)
def test_a_bad_line_is_refused_beside_its_field(cast: Cast, changes: dict[str, object], field: str) -> None:
    outcome = receive(cast, **changes)
    assert (outcome.status, list(outcome.errors), Entry.objects.count()) == ("rejected", [field], 0)


def test_a_receipt_is_taken_back_once(cast: Cast) -> None:
    entry = receive(cast).result
    data = {"entry": entry.pk, "reversed_on": "06/01/2026"}
    assert [run(REVERSE_START_FUND, by=cast.lan, data=data).status for _ in range(2)] == ["done", "rejected"]
    assert (Entry.objects.count(), total()) == (2, 0)
    assert Entry.objects.get(reverses=entry).happened_on == date(2026, 1, 6)


def test_only_the_treasurer_of_the_club_takes_money(cast: Cast) -> None:
    assert list(receive(cast, by=cast.hoa).errors) == ["club"]
    for user in (cast.binh, cast.tai, cast.xuan):
        with pytest.raises(PermissionDenied):
            receive(cast, by=user)
    assert Entry.objects.count() == 0
