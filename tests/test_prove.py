"""A few clubs' random but lawful business, then every account by three programs. `make prove` does it for 200 clubs."""

from pathlib import Path

import pytest

from bench.business import ACTS, MONTH_END, Business, found_clubs
from bench.programs import our_balances, their_balances
from clb.kernel.commands import commands
from clb.kernel.selfcheck import run_checks

# Those that move no money, and those that the business does by another name or together with others.
NO_MONEY = {
    "attach_voucher",
    "record_payer",
    "forget_payer",
    "take_back_loan_change",
    "receive_stock",
    "move_stock",
    "value_stock",
}
NO_MONEY |= {"take_back_stock_move"}
TOGETHER = {"receive_fee", "repay_loan", "collect_repayments", "earmark_gift", "book_gap", "reopen_month"}
TOGETHER |= {"open_books", "reverse_opening"}


def test_every_way_to_move_money_takes_part() -> None:
    ways = {name.removeprefix("fund.") for name in commands() if name.startswith("fund.")}
    assert ways == {*ACTS, *MONTH_END} | NO_MONEY | TOGETHER


@pytest.mark.django_db
def test_three_programs_agree_on_every_account_to_the_dong(tmp_path: Path) -> None:
    clubs: list[Business] = found_clubs(2, members=6, months=7, seed=3)
    for business in clubs:
        business.run(7)
        ours = our_balances(business.club)
        assert len(ours) > 10
        assert their_balances(business.club, tmp_path) == {"hledger": ours, "beancount": ours}
    done = clubs[0].done + clubs[1].done
    assert done.total() > 60
    assert done["open_books"] == 1  # the other club goes on from its start fund
    assert {name: told for name, told in run_checks().items() if told} == {}
