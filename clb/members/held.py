"""What every app holds about a person: how it is shown to them, how long it stays, how it is erased.

Each app tells it in a `held.py` of its own, a line for each of its models: `holds(Held(...))` where rows or words may
be about someone, `holds_nobody(...)` where none can. A test refuses a model without a line. The register of processing,
the export of a person's data, erasure and the rules of keeping all read this one table (docs/decisions/0088).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from .models import (
    Circumstance,
    ClubMonth,
    Consent,
    Household,
    HouseholdClass,
    Membership,
    NameWord,
    NextOfKin,
    Person,
    PersonPhoto,
    ToldApart,
    Twin,
    Withheld,
)

Words = str | Promise
Purpose = Consent.Purpose


class Group(StrEnum):
    """Kinds of personal data, as the register of processing lists them; the first four are the law's."""

    BASIC = "BASIC"
    CONTACT = "CONTACT"
    SENSITIVE = "SENSITIVE"
    HEALTH = "HEALTH"
    MONEY = "MONEY"
    ACTIVITY = "ACTIVITY"
    ACCOUNT = "ACCOUNT"

    @property
    def label(self) -> Words:
        """In words."""
        return GROUPS[self]


GROUPS: dict[Group, Words] = {
    Group.BASIC: _("Dữ liệu cơ bản"),
    Group.CONTACT: _("Liên lạc, người thân, ảnh"),
    Group.SENSITIVE: _("Hoàn cảnh (nhạy cảm)"),
    Group.HEALTH: _("Sức khỏe, chăm sóc (nhạy cảm)"),
    Group.MONEY: _("Tiền, vay vốn, hiện vật"),
    Group.ACTIVITY: _("Sinh hoạt, hoạt động"),
    Group.ACCOUNT: _("Tên đăng nhập"),
}


class Erase(StrEnum):
    """What becomes of rows about a person who is erased."""

    DELETE = "DELETE"  # the row goes, with its files
    KEEP = "KEEP"  # the row stays with the pseudonym in place of the person, its words in `blank` emptied
    OWN = "OWN"  # `erase` does it


@dataclass(frozen=True)
class Held:
    """A line: what a model holds about a person.

    `paths` lead from the model to Person (any of them makes the row one about the person); none where only words may
    name somebody. `blank` are fields emptied when the row stays, `words` those in which names are replaced when rows
    stay, also rows about others; `clubs` leads to the club, within which a name is looked for. `files` lead to
    StoredFile and go in either case unless in `kept_files`. `consent`: the purpose without which rows may not be read.
    `only` narrows the rows of a consent. `dated` is the day of a row, from which its time of keeping counts. `shown`
    are the fields of an export, all but technical ones where empty.
    """

    model: type[Model]
    group: Group
    why: Words
    paths: tuple[str, ...] = ()
    on_erasure: Erase = Erase.KEEP
    kept_because: Words = ""
    blank: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    clubs: str = ""
    files: tuple[str, ...] = ()
    kept_files: tuple[str, ...] = ()
    dated: str = ""
    consent: str = ""
    only: Q | None = None
    shown: tuple[str, ...] = ()
    erase: Callable[[Person], None] | None = None

    def __post_init__(self) -> None:
        """Whoever keeps a row says why; who erases in an own way has one."""
        assert self.on_erasure != Erase.KEEP or self.kept_because or not self.paths, f"{self.model}: kept, not said why"
        assert (self.on_erasure == Erase.OWN) == (self.erase is not None), f"{self.model}: OWN goes with `erase`"

    @property
    def what(self) -> str:
        """What a row is, in words."""
        return str(self.model._meta.verbose_name)

    def rows(self, *people: Person) -> QuerySet[Any]:
        """Rows about any of `people`."""
        if not self.paths:
            return self.model._base_manager.none()
        about = Q()
        for path in self.paths:
            about |= Q(**{f"{path}__in": [p.pk for p in people]})
        # Asked once more by key, since paths over many rows would name a row twice.
        found = self.model._base_manager.filter(about).values("pk")
        return self.model._base_manager.filter(pk__in=found)


_HELD: dict[type[Model], list[Held]] = {}
_NOBODY: dict[type[Model], Words] = {}


def holds(*lines: Held) -> None:
    """Add lines; call from an app's `held.py`."""
    for line in lines:
        _HELD.setdefault(line.model, []).append(line)


def holds_nobody(why: Words, *models: type[Model]) -> None:
    """These models hold nothing about any person, neither by a link nor in words; `why` says how one knows."""
    _NOBODY.update(dict.fromkeys(models, why))


@cache
def _discover() -> None:
    autodiscover_modules("held")


def all_held() -> Iterator[Held]:
    """Every line of every app."""
    _discover()
    for lines in _HELD.values():
        yield from lines


def told_of() -> frozenset[type[Model]]:
    """Models of which something is said."""
    _discover()
    return frozenset(_HELD) | frozenset(_NOBODY)


def held_of_nobody() -> dict[type[Model], Words]:
    """Models that hold nobody, each with why."""
    _discover()
    return dict(_NOBODY)


CLUB_LIFE = _("Sinh hoạt, chăm lo thành viên của câu lạc bộ")
RIGHTS = _("Bảo đảm quyền lợi theo luật: trợ cấp, chúc thọ, hộ nghèo")
COUNTED = _("Số đếm từng tháng đã báo cáo; không còn nêu tên")
PROVEN = _("Chứng minh việc đã làm là có sự đồng ý; không còn nêu tên, không còn tệp")

holds(
    Held(
        Person,
        Group.BASIC,
        CLUB_LIFE,
        ("pk",),
        kept_because=_("Sổ sách và số đếm cần một dòng; tên thay bằng mã, chỉ còn giới tính và năm sinh"),
        blank=("known_as", "phone", "id_number", "household"),
        shown=("full_name", "known_as", "sex", "birth_on", "died_on", "phone", "id_number"),
    ),
    Held(
        Household,
        Group.BASIC,
        CLUB_LIFE,
        ("people", "head"),
        kept_because=_("Là nơi ở của người khác trong hộ; không còn ai thì xóa"),
        blank=("head",),
        words=("address",),
        shown=("unit", "address"),
    ),
    Held(HouseholdClass, Group.BASIC, RIGHTS, ("person",), kept_because=COUNTED),
    Held(Membership, Group.BASIC, CLUB_LIFE, ("person",), kept_because=COUNTED),
    Held(NextOfKin, Group.CONTACT, CLUB_LIFE, ("person",), Erase.DELETE, consent=Purpose.CONTACT),
    Held(PersonPhoto, Group.CONTACT, CLUB_LIFE, ("person",), Erase.DELETE, files=("file",), consent=Purpose.PHOTO),
    Held(
        Circumstance,
        Group.SENSITIVE,
        RIGHTS,
        ("person",),
        Erase.DELETE,
        consent=Purpose.SENSITIVE,
        only=~Q(kind__in=Circumstance.ORDINARY),
    ),
    Held(
        Consent,
        Group.BASIC,
        _("Chứng minh sự đồng ý (Luật 91/2025/QH15)"),
        ("person",),
        kept_because=PROVEN,
        blank=("proof_note",),
        words=("told_version",),
        files=("proof_file",),
    ),
    Held(Twin, Group.BASIC, CLUB_LIFE, ("kept", "twin"), kept_because=_("Chỉ nối hai mã")),
    Held(ToldApart, Group.BASIC, CLUB_LIFE, ("one", "other"), Erase.DELETE),
    Held(Withheld, Group.BASIC, _("Chứng minh sự đồng ý (Luật 91/2025/QH15)"), ("person",), Erase.DELETE),
)
holds_nobody(_("Chỉ có số đếm"), ClubMonth)
holds_nobody(_("Chỉ mục tìm tên; tên không còn ai mang thì xóa cùng lúc"), NameWord)
