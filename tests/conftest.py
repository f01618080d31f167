"""The world that whole-system tests look at: made once a module, and each test undoes what it did there."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings

from tests.world import World, make_world


@pytest.fixture(scope="module")
def world_of_the_module(stored_once: Path) -> tuple[World, Path]:
    return make_world(), stored_once


@pytest.fixture
def world(db: None, world_of_the_module: tuple[World, Path]) -> World:
    world, settings.MEDIA_ROOT = world_of_the_module
    return deepcopy(world)
