"""Text that lies in the database only encrypted: numbers of identity papers, notes on someone's health.

The keys live outside the database, so its file, a dump or a backup alone tells nothing. What is encrypted cannot be
searched, sorted or compared by the database; an empty text stays empty, so that "nothing was told" can be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from .keyfile import kept_keys, write_keys
from .tables.append_only import guarded_tables

AT_ONCE = 500  # rows that a rotation holds in one transaction


class Hidden(str):
    """A text that shows itself on purpose only: `str()` and templates give it, `repr()`, so logs and traces, do not."""

    def __repr__(self) -> str:
        return "'•••'"


class EncryptedTextField(TextField):  # type: ignore[type-arg]
    """A text that is encrypted on its way into the database; `max_length` counts the characters of the plain text.

    Only `isnull` and `exact` with an empty text may be asked of it; every other lookup raises FieldError.
    """

    @cached_property
    def validators(self) -> list[Any]:
        """Those of any text, and the length."""
        longest = [MaxLengthValidator(self.max_length)] if self.max_length else []
        return [*super().validators, *longest]

    def get_prep_value(self, value: Any) -> Any:
        """The token that is stored."""
        if value is None or value == "" or hasattr(value, "resolve_expression"):
            return value
        return seal(str(value))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The plain text, which shows itself on purpose only."""
        return Hidden(unseal(value)) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing but whether there is something."""
        if lookup_name not in {"isnull", "exact"}:
            raise FieldError(f"{self.name} is encrypted: it cannot be asked with {lookup_name}")
        return _EmptyOnly if lookup_name == "exact" else super().get_lookup(lookup_name)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a table that is never changed: its rows could not follow when the key changes."""
        found: list[checks.CheckMessage] = super().check(**kwargs)
        if self.model._meta.db_table in guarded_tables():
            found.append(checks.Error("An append-only table cannot hold an encrypted text.", obj=self, id="clb.E001"))
        return found


class _EmptyOnly(models.lookups.Exact):
    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError("an encrypted text can be compared with the empty text only")
        return ""


def seal(text: str) -> str:
    """Encrypt with the newest key: a token, another one each time."""
    return _ring().encrypt(text.encode("utf8")).decode("ascii")


def unseal(token: str) -> str:
    """The text of a token. Raises ImproperlyConfigured where its key is not among ours."""
    for _attempt in range(2):
        try:
            return _ring().decrypt(token.encode("ascii")).decode("utf8")
        except InvalidToken:
            _ring.cache_clear()  # another process may have laid down a newer key since
    raise ImproperlyConfigured("The key of an encrypted text is missing: see CLB_FIELD_KEYS, field-keys in CLB_DATA.")


@cache
def _ring() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in field_keys()])


def field_keys() -> list[str]:
    """The keys, newest first: from CLB_FIELD_KEYS, else from the file that is made at the first use, mode 600."""
    if settings.FIELD_KEYS:
        return list(settings.FIELD_KEYS)
    return kept_keys(Path(settings.FIELD_KEYS_FILE), new_key)


def new_key() -> str:
    """A key as CLB_FIELD_KEYS takes it."""
    return Fernet.generate_key().decode("ascii")


def add_key() -> None:
    """Put a new key before the others, from now on used for everything written. The old ones still read.

    Raises ImproperlyConfigured where the keys come from CLB_FIELD_KEYS: whoever set it puts the new one there.
    """
    if settings.FIELD_KEYS:
        raise ImproperlyConfigured("The keys come from CLB_FIELD_KEYS: put a new one before the others there.")
    write_keys(Path(settings.FIELD_KEYS_FILE), [new_key(), *field_keys()])
    _ring.cache_clear()


def drop_old_keys() -> int:
    """Take every key but the newest away; how many went. Only after `reseal_all` of every process."""
    old = field_keys()[1:]
    if not settings.FIELD_KEYS:
        write_keys(Path(settings.FIELD_KEYS_FILE), field_keys()[:1])
        _ring.cache_clear()
    return len(old)


def encrypted_fields() -> list[tuple[type[Model], EncryptedTextField]]:
    """Every encrypted text of every app."""
    found = ((model, f) for model in apps.get_models(include_auto_created=True) for f in model._meta.local_fields)
    return [(model, f) for model, f in found if isinstance(f, EncryptedTextField)]


def reseal_all() -> int:
    """Encrypt anew whatever an older key encrypted, some rows at a time; how many. Stopped, it may be begun again."""
    return sum(len(rows) for model, f in encrypted_fields() for rows in _resealed(model, f))


def older_tokens() -> int:
    """How many texts still need an older key."""
    newest = Fernet(field_keys()[0])
    tokens = (t for model, f in encrypted_fields() for _pk, t in _tokens(model, f).iterator(chunk_size=AT_ONCE))
    return sum(not _opens(newest, token) for token in tokens)


def _resealed(model: type[Model], f: EncryptedTextField) -> Iterator[list[Any]]:
    newest, last = Fernet(field_keys()[0]), None
    while True:
        with transaction.atomic():
            rows = _tokens(model, f).select_for_update().order_by("pk")
            part = list((rows.filter(pk__gt=last) if last is not None else rows)[:AT_ONCE])
            old = [(pk, token) for pk, token in part if not _opens(newest, token)]
            for pk, token in old:
                again = Value(seal(unseal(token)), output_field=TextField())
                model._base_manager.filter(pk=pk).update(**{f.name: again})
        yield [pk for pk, _token in old]
        if len(part) < AT_ONCE:
            return
        last = part[-1][0]


def _tokens(model: type[Model], f: EncryptedTextField) -> Any:
    """Keys and tokens as they are stored."""
    told = model._base_manager.exclude(**{f.name: ""}).exclude(**{f"{f.name}__isnull": True})
    return told.annotate(sealed_text=Cast(f.name, TextField())).values_list("pk", "sealed_text")


def _opens(key: Fernet, token: str) -> bool:
    try:
        key.decrypt(token.encode("ascii"))
    except InvalidToken:
        return False
    return True
