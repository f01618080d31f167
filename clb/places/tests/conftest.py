"""The former district and its successors, without the rest of the nation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
import yaml

from clb.places.models import UNKNOWN_START, Unit
from clb.places.services import found_unit
from clb.places.services.reference import DATA, SINCE, load_older
from conftest import make_club

EVE = date(2025, 6, 30)
DAY = date(2025, 7, 1)
LATER = date(2026, 3, 1)
OLD = ("29971", "29956", "29974", "29980", "29983", "29992", "29998", "29995", "29977", "29962")
NEW = {
    "C29971.2025": "Xã Thường Phước",
    "C29983.2025": "Xã Long Khánh",
    "C29992.2025": "Xã Long Phú Thuận",
    "C29978.2025": "Phường Thường Lạc",
    "C30154.2025": "Xã Tân Long",
    "C28297.2025": "Phường Long Thuận",
}


@dataclass
class District:
    """Units by key, and a club in each of the ten old communes, by the commune's old code."""

    unit: Callable[[str], Unit]
    clubs: dict[str, Unit]


def at(key: str) -> Unit:
    """The unit as it is stored now."""
    return Unit.objects.get(key=key)


@pytest.fixture
def ground(db: None) -> Callable[[str], Unit]:
    """The old units, those that took them over, and the events of 1/7/2025; gives units by key."""
    nation = found_unit(key="vn", level="NATION", name="Việt Nam", parent=None, from_on=UNKNOWN_START)
    province = found_unit(
        key="P82.2025", level="PROVINCE", name="Tỉnh Đồng Tháp", code="82", parent=nation, from_on=SINCE
    )
    for key, name in NEW.items():
        found_unit(key=key, level="COMMUNE", name=name, code=key[1:6], parent=province, from_on=SINCE)
    for file in DATA.glob("*.yaml"):
        load_older(yaml.safe_load(file.read_text("utf8")))
    return at


@pytest.fixture
def district(ground: Callable[[str], Unit]) -> District:
    """The ground with one club of 2019 in each old commune, written down today."""
    clubs = {code: make_club(at(f"C{code}.cu"), f"CLB {code}", founded_on=date(2019, 5, 1)).unit for code in OLD}
    return District(ground, {code: at(club.key) for code, club in clubs.items()})
