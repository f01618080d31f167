"""The world that whole-system tests look at: made once a module, and each test undoes what it did there."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse

from clb.web import errors
from tests.world import World, make_world


@pytest.fixture(scope="module")
def world_of_the_module(stored_once: Path) -> tuple[World, Path]:
    return make_world(), stored_once


@pytest.fixture
def world(db: None, world_of_the_module: tuple[World, Path]) -> World:
    world, settings.MEDIA_ROOT = world_of_the_module
    return deepcopy(world)


@pytest.fixture
def plain_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal answers with its status only: what its page looks like costs more than the refusal."""
    monkeypatch.setattr(errors, "_page", lambda request, status, *told: HttpResponse(status=status))
