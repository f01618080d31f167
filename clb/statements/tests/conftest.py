"""The club with its little history of money: stored once a module, and each test undoes what it did there."""

from __future__ import annotations

from copy import deepcopy

import pytest

from conftest import Cast, make_cast

from .made import Money, make_money


@pytest.fixture(scope="module")
def history_of_the_module(stored_once: object) -> tuple[Cast, Money]:
    cast = make_cast()
    return cast, make_money(cast)


@pytest.fixture
def history(db: None, history_of_the_module: tuple[Cast, Money]) -> tuple[Cast, Money]:
    return deepcopy(history_of_the_module)


@pytest.fixture
def cast(history: tuple[Cast, Money]) -> Cast:
    """The cast; club 1 has money, club 2 has none."""
    return history[0]


@pytest.fixture
def money(history: tuple[Cast, Money]) -> Money:
    return history[1]
