"""Two accounting programs that are not ours, asked for the balance of every account in a journal that we wrote."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterable
from pathlib import Path

from clb.clubs.models import Club
from clb.fund.queries.journals import ENDINGS, club_journal, named_books
from clb.ledger.journals import balances_by_name
from clb.ledger.models import Account
from clb.ledger.queries import balances_vnd

Balances = dict[str, int]  # whole đồng by the account's name in the journal, debit above 0; nothing where 0


def our_balances(club: Club) -> Balances:
    """What our books say."""
    held = balances_vnd(Account.objects.filter(book__club_book__club=club))
    return _without_zero(balances_by_name(named_books(club), held).items())


def their_balances(club: Club, folder: Path) -> dict[str, Balances]:
    """What each program reads out of the journal of `club`, written into `folder`. Raises where one refuses it."""
    found = {}
    for program, ending in ENDINGS.items():
        path = folder / f"{club.pk}.{ending}"
        path.write_text("".join(club_journal(club, program)), encoding="utf-8")
        found[program] = hledger_balances(path) if program == "hledger" else beancount_balances(path)
    return found


def hledger_balances(path: Path) -> Balances:
    """By hledger itself, checked strictly."""
    for verb in (["check", "--strict"], ["check", "accounts", "commodities"]):
        subprocess.run(["hledger", "-f", path, *verb], check=True, capture_output=True)
    asked = ["hledger", "-f", path, "balance", "--flat", "--empty", "--no-total", "--output-format", "csv"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    rows = csv.DictReader(told.splitlines())
    return _without_zero((row["account"], _vnd(row["balance"])) for row in rows)


def _vnd(text: str) -> int:
    return int(text.replace("VND", "").strip().rstrip(".") or 0)


def beancount_balances(path: Path) -> Balances:
    """By beancount itself. Raises AssertionError with its complaints where it has any."""
    from beancount import loader  # type: ignore[import-not-found]  # noqa: PLC0415 -- slow import
    from beancount.core import realization  # type: ignore[import-not-found]  # noqa: PLC0415 -- slow import

    entries, errors, _options = loader.load_file(str(path))
    assert not errors, errors[:3]
    found = {}
    for real in realization.iter_children(realization.realize(entries)):
        for position in real.balance:
            assert position.units.currency == "VND"
            assert position.units.number == int(position.units.number)
            found[real.account] = int(position.units.number)
    return _without_zero(found.items())


def _without_zero(found: Iterable[tuple[str, int]]) -> Balances:
    return {name: vnd for name, vnd in found if vnd}
