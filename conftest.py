"""The cast of every test: a small tree, two clubs, and people who may and may not."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.db.models.signals import pre_migrate
from whitenoise.middleware import WhiteNoiseMiddleware

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.clubs.models import Club, ClubStatus
from clb.kernel.text import given_name_first, plain
from clb.members.models import HouseholdClass, Membership, Person
from clb.places.models import Unit
from clb.places.services import found_unit

BEGIN = date(2016, 1, 1)
gc.set_threshold(50_000, 20, 20)  # seldom: a tenth of the time went into it
settings.SECOND_FACTOR = "0"  # tests of clb.signin ask for it; all others sign officers in by the dozen
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose


def _search_by_parts_of_words(using: str, **_: Any) -> None:
    """What a migration gives PostgreSQL, for tables that are made as the models say (--no-migrations)."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks the database: what does not is the same on any, and once is enough."""
    for item in items:
        if {"db", "django_db_setup"} & {*getattr(item, "fixturenames", ())} or item.get_closest_marker("django_db"):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """The modules of the program and of its tests stay: looking through them for garbage again and again is lost."""
    gc.collect()
    gc.freeze()


_find_files, _files = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()


def _found_once(site: Any) -> None:
    """Each new client starts the site anew, which looks for every static file again: far dearer than most answers."""
    if not _files:
        _find_files(site)
        _files.update(site.files)
    site.files.update(_files)


WhiteNoiseMiddleware.add_files_from_finders = _found_once
pre_migrate.connect(_search_by_parts_of_words, weak=False)
settings.CALLS_PER_MINUTE = 0  # a test calls as often as it likes


@pytest.fixture(autouse=True)
def files_aside(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files that a test sends lie apart from those of any installation and of any other test; so do the marks that
    the journal leaves outside the database."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "files" / uuid4().hex
    settings.JOURNAL_MARKS_FILE = settings.MEDIA_ROOT.with_suffix(".marks")


def make_person(name: str = "Người Mẫu", *, sex: str = "FEMALE", birth_on: date = date(1955, 5, 5)) -> Person:
    """A person as stored, not through a command."""
    return Person.objects.create(
        full_name=name, search_key=plain(name), sort_key=given_name_first(name), sex=sex, birth_on=birth_on
    )


def make_member(
    club: Club,
    name: str = "Người Mẫu",
    *,
    sex: str = "FEMALE",
    birth_on: date = date(1955, 5, 5),
    from_on: date | None = None,
    until_on: date | None = None,
    household_class: str = "",
) -> Membership:
    """A member as stored. It does not refresh the month's counts; services do."""
    person = make_person(name, sex=sex, birth_on=birth_on)
    start = from_on or club.founded_on
    if household_class:
        HouseholdClass.objects.create(person=person, household_class=household_class, from_on=start)
    return Membership.objects.create(person=person, club=club, from_on=start, until_on=until_on)


def make_club(parent: Unit, name: str = "CLB Mẫu", *, founded_on: date = date(2018, 3, 1)) -> Club:
    """An active club as stored, its unit a leaf under `parent`."""
    key = f"clb-{Unit.objects.count()}"
    unit = found_unit(key=key, level="CLUB", name=name, parent=parent, from_on=founded_on)
    club = Club.objects.create(unit=unit, name=name, search_key=plain(name), founded_on=founded_on)
    ClubStatus.objects.create(club=club, status=ClubStatus.Status.ACTIVE, from_on=founded_on)
    return club


def make_user(name: str, role: str = "", unit: Unit | None = None) -> User:
    """A user, with one role at one unit where given."""
    user = User.objects.create_user(name)
    if role:
        assert unit is not None
        Assignment.objects.create(user=user, role=role, unit=unit, from_on=BEGIN)
    return user


@dataclass
class Cast:
    """Units: nation > province > xa (commune) with club 1, and xb with club 2; another province beside.

    lan keeps the books of club 1, binh chairs it, hoa keeps those of club 2; xuan is the officer of commune xa,
    dung of the province, hoi of the association of the province, tai its finance office; khach has no role.
    """

    nation: Unit
    province: Unit
    beside: Unit
    xa: Unit
    xb: Unit
    club: Club
    other_club: Club
    lan: User
    binh: User
    hoa: User
    xuan: User
    dung: User
    hoi: User
    tai: User
    khach: User


def make_cast() -> Cast:
    """Store the cast."""
    nation = found_unit(key="vn", level="NATION", name="Việt Nam", parent=None, from_on=BEGIN)
    province = found_unit(key="P1", level="PROVINCE", name="Tỉnh Mẫu", code="91", parent=nation, from_on=BEGIN)
    beside = found_unit(key="P2", level="PROVINCE", name="Tỉnh Bên", code="92", parent=nation, from_on=BEGIN)
    xa = found_unit(key="C1", level="COMMUNE", name="Xã Một", code="90001", parent=province, from_on=BEGIN)
    xb = found_unit(key="C2", level="COMMUNE", name="Xã Hai", code="90002", parent=province, from_on=BEGIN)
    club, other = make_club(xa, "CLB Một"), make_club(xb, "CLB Hai")
    return Cast(
        nation=nation,
        province=province,
        beside=beside,
        xa=xa,
        xb=xb,
        club=club,
        other_club=other,
        lan=make_user("lan", Role.TREASURER, club.unit),
        binh=make_user("binh", Role.CHAIR, club.unit),
        hoa=make_user("hoa", Role.TREASURER, other.unit),
        xuan=make_user("xuan", Role.COMMUNE, xa),
        dung=make_user("dung", Role.GOVERNMENT, province),
        hoi=make_user("hoi", Role.ASSOCIATION, province),
        tai=make_user("tai", Role.FINANCE, province),
        khach=make_user("khach"),
    )


@pytest.fixture(scope="module")
def stored_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """What a module's fixtures store after this stays for all tests of the module, each of which undoes its own.

    Gives the folder of the files they keep: a test that needs them sets MEDIA_ROOT to it.
    """
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), transaction.atomic():
        yield Path(settings.MEDIA_ROOT)
        transaction.set_rollback(True)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, in a transaction that is rolled back."""
    return make_cast()


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """For tests that really commit: lifts the guards afterwards, so that Django's flush can empty the tables."""
    yield
    from clb.kernel.tables.append_only import guarded_tables, unguard  # noqa: PLC0415 -- app ready

    for table in guarded_tables():
        unguard(table, "default")
