"""The phone's own code without a browser, by the Node that Playwright brings."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from clb.signin.rules import pin_fault

UNITS = Path(__file__).parent / "phone_units"
TRICKY = (
    "112233",
    "121212",
    "123123",
    "010190",
    "19900101",
    "31021999",
    "090807",
    "987654",
    "12345a",
    "12345",
    "000000",
)
SEED = 20261126


def node() -> str:
    """Node as Playwright's package carries it; no other is asked for."""
    driver = pytest.importorskip("playwright._impl._driver")
    return str(driver.compute_driver_executable()[0])


def judged_pins() -> list[tuple[str, str]]:
    """PINs of all kinds with what the server says of them."""
    chance = random.Random(SEED)
    some = ["".join(chance.choices("0123456789", k=chance.randint(5, 13))) for _ in range(700)]
    some += ["".join(chance.choices("0123", k=chance.choice((6, 8)))) for _ in range(700)]
    return [(pin, pin_fault(pin)) for pin in (*TRICKY, *some)]


def test_the_phones_own_code(tmp_path: Path) -> None:
    table = tmp_path / "pins.json"
    table.write_text(json.dumps(judged_pins()), "utf8")
    files = sorted(str(file) for file in UNITS.glob("*.test.js"))
    assert len(files) >= 5
    told = subprocess.run(
        [node(), "--test", *files],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "CLB_JUDGED_PINS": str(table)},
    )
    assert told.returncode == 0, told.stdout[-6000:] + told.stderr[-2000:]
    assert "# skipped 0" in told.stdout or "skipped 0" in told.stdout
