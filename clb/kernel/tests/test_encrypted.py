"""Texts that lie encrypted: nothing readable in the table, keys that change, nothing told by mistake."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from clb.kernel import encrypted
from clb.kernel.encrypted import Hidden, field_keys, older_tokens, seal, unseal
from clb.members.models import Person
from conftest import make_person

NUMBER = "087150012345"


@pytest.fixture(autouse=True)
def keys_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keys of this test only."""
    monkeypatch.setattr(settings, "FIELD_KEYS", [])
    monkeypatch.setattr(settings, "FIELD_KEYS_FILE", tmp_path / "field-keys")
    encrypted._ring.cache_clear()
    yield tmp_path / "field-keys"
    encrypted._ring.cache_clear()


def stored(person: Person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM members_person WHERE search_key = %s", [person.search_key])
        return str(cursor.fetchone()[0])


def with_number(name: str = "Trần Thị Số") -> Person:
    person = make_person(name)
    person.id_number = NUMBER
    person.save(update_fields=["id_number"])
    return person


@pytest.mark.django_db
def test_a_number_lies_encrypted_and_reads_as_it_was() -> None:
    person, none = with_number(), make_person("Trần Không Số")
    assert NUMBER not in stored(person) and stored(person).startswith("gAAAA") and stored(none) == ""
    again = Person.objects.get(pk=person.pk)
    assert again.id_number == NUMBER and f"{again.id_number}" == NUMBER
    assert NUMBER not in repr(again.id_number) and NUMBER not in repr(Person.objects.values("id_number"))
    assert set(Person.objects.filter(id_number="")) == {none} and Person.objects.exclude(id_number="").get() == person
    Person.objects.bulk_update([again], ["id_number"])
    assert Person.objects.get(pk=person.pk).id_number == NUMBER


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", [{"id_number": NUMBER}, {"id_number__startswith": "087"}, {"id_number__in": [NUMBER]}]
)
def test_it_cannot_be_searched(asked: dict[str, Any]) -> None:
    with_number()
    with pytest.raises(FieldError):
        Person.objects.filter(**asked).exists()


def test_its_length_is_that_of_the_plain_text() -> None:
    field = Person._meta.get_field("id_number")
    field.clean(NUMBER, None)
    with pytest.raises(ValidationError):
        field.clean(NUMBER + "6", None)


@pytest.mark.django_db
def test_the_key_is_changed_and_the_old_one_is_dropped_only_when_nothing_needs_it(keys_aside: Path) -> None:
    people = [with_number(f"Trần Thị {word}") for word in ("Một", "Hai", "Ba")]
    assert stat.S_IMODE(keys_aside.stat().st_mode) == 0o600
    (old,) = field_keys()
    before = [stored(p) for p in people]

    encrypted.add_key()
    assert unseal(before[0]) == NUMBER and older_tokens() == 3
    with pytest.raises(CommandError):
        call_command("keys", "retire")
    call_command("keys", "rotate")
    assert older_tokens() == 0 and old in field_keys() and stat.S_IMODE(keys_aside.stat().st_mode) == 0o600
    call_command("keys", "retire")

    assert len(field_keys()) == 1 and old not in field_keys()
    assert [Person.objects.get(pk=p.pk).id_number for p in people] == [NUMBER] * 3
    with pytest.raises(ImproperlyConfigured) as error:
        unseal(before[0])
    assert NUMBER not in str(error.value)


@pytest.mark.django_db
def test_another_process_reads_what_a_newer_key_wrote(keys_aside: Path) -> None:
    seal("x")
    newer = Fernet.generate_key().decode()
    keys_aside.write_text("\n".join([newer, *field_keys()]))  # not told to this process
    assert unseal(Fernet(newer).encrypt(b"087").decode()) == "087"


def test_keys_of_the_environment_are_not_written_down(monkeypatch: pytest.MonkeyPatch, keys_aside: Path) -> None:
    monkeypatch.setattr(settings, "FIELD_KEYS", [Fernet.generate_key().decode()])
    assert unseal(seal("087")) == "087" and not keys_aside.exists()
    with pytest.raises(ImproperlyConfigured):
        encrypted.add_key()


def test_a_hidden_text_is_a_text() -> None:
    assert Hidden("a") == "a" and f"{Hidden('a')}" == "a" and repr([Hidden("a")]) == "['•••']"
