"""Which records are one person, and what must be settled before a person can be erased."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.board.models import BoardPost
from clb.fund.models import ClubDebt, Loan
from clb.kernel.dates import on_day
from clb.ledger.queries import balances_vnd
from clb.members.held import Erase, Held, all_held
from clb.members.models import Membership, NextOfKin, Person, Twin
from clb.privacy.models import Erasure, Restriction
from clb.privacy.rules import Marks


def id_hash(person: Person) -> str:
    """The mark by which an erased person is known again: nobody finds the id, let alone the name, from it."""
    return hashlib.sha256(person.pk.bytes).hexdigest()


def code_of(person: Person, word: str) -> str:
    """A code in place of the name: `word` says why, six signs tell one from another. It is stored, so it is Vietnamese
    whoever asks."""
    return f"{word} {id_hash(person)[:6].upper()}"


def erased_code(person: Person) -> str:
    """The code of a person who is erased."""
    return code_of(person, "Người đã xóa dữ liệu")


def one_person(person: Person) -> list[Person]:
    """All records that were linked as this person, itself first."""
    mains = set(Twin.objects.filter(twin=person).values_list("kept", flat=True)) | {person.pk}
    twins = set(Twin.objects.filter(kept__in=mains).values_list("twin", flat=True))
    others = Person.objects.filter(pk__in=(mains | twins) - {person.pk}).order_by("pk")
    return [person, *others]


def is_erased(person: Person) -> bool:
    """Was this person erased?"""
    return Erasure.objects.filter(id_hash=id_hash(person)).exists()


def restriction_of(person: Person) -> Restriction | None:
    """The restriction that stands; None where none does."""
    return Restriction.objects.filter(person=person, until_on__isnull=True).first()


def hindrances(person: Person) -> list[str]:
    """What the law or the books ask to be settled before the person's data may be erased, in words."""
    people, told = [p.pk for p in one_person(person)], []
    today = timezone.localdate()
    if Membership.objects.filter(person__in=people, until_on__isnull=True).exists():
        told.append(_("Người này còn là thành viên: hãy ghi thôi là thành viên trước."))
    if Loan.objects.filter(person__in=people, closed_on__isnull=True).exists():
        told.append(_("Còn khoản vay chưa trả xong: phải giữ tên người vay cho đến khi xong."))
    if BoardPost.objects.filter(on_day(today), person__in=people).exists():
        told.append(_("Đang giữ chức trong ban chủ nhiệm: hãy ghi thôi chức trước."))
    debts = [debt.account for debt in ClubDebt.objects.filter(person__in=people).select_related("account")]
    if any(balances_vnd(debts).values()):
        told.append(_("Câu lạc bộ còn nợ người này tiền: hãy trả xong trước."))
    return told


@dataclass(frozen=True)
class Ambiguous:
    """A name of the person that others in the same clubs bear: free words with it are left, for someone to look."""

    name: str
    bearers: int


def marks_of(person: Person) -> tuple[Marks, list[Ambiguous]]:
    """What tells the person in free words, and the names among it that cannot be told from another's."""
    people = one_person(person)
    code, ids = erased_code(person), [p.pk for p in people]
    words, unsure = list[str](), list[Ambiguous]()
    for name in _names(people):
        others = _bearers(name, ids)
        if others:
            unsure.append(Ambiguous(name, others))
        else:
            words.append(name)
    digits = {p.phone for p in people} | {str(p.id_number) for p in people}
    digits |= set(NextOfKin.objects.filter(person__in=ids).values_list("phone", flat=True))
    own = {str(pk) for pk in ids} | {
        str(pk) for pk in Membership.objects.filter(person__in=ids).values_list("pk", flat=True)
    }
    words.sort(key=len, reverse=True)
    return Marks(tuple(words), tuple(sorted(d for d in digits if d)), frozenset(own), code), unsure


def _names(people: list[Person]) -> list[str]:
    found: set[str] = {p.full_name for p in people} | {p.known_as for p in people if len(p.known_as.split()) > 1}
    found |= set(NextOfKin.objects.filter(person__in=[p.pk for p in people]).values_list("name", flat=True))
    for p in people:
        alone = (
            p.household
            and p.household.address
            and not p.household.people.exclude(pk__in=[q.pk for q in people]).exists()
        )
        if alone and p.household and len(p.household.address) >= SHORTEST_ADDRESS:
            found.add(p.household.address)
    return sorted(name for name in found if name)


SHORTEST_ADDRESS = 6  # «Tổ 3» is told of many


def _bearers(name: str, ids: list[UUID]) -> int:
    """How many other people of the same clubs bear this name, as theirs or as what they are called."""
    clubs = Membership.objects.filter(person__in=ids).values("club")
    here = Membership.objects.filter(club__in=clubs).exclude(person__in=ids).values("person")
    return Person.objects.filter(Q(full_name__iexact=name) | Q(known_as__iexact=name), pk__in=here).count()


@dataclass(frozen=True)
class ErasurePreview:
    """What will happen to a person's data: rows by line that go and that stay, what must be settled first, names that
    are left in words, and the other records of the same person."""

    gone: tuple[tuple[Held, int], ...]
    kept: tuple[tuple[Held, int], ...]
    hindrances: tuple[str, ...]
    unsure: tuple[Ambiguous, ...]
    twins: tuple[Person, ...]


def erasure_preview(person: Person) -> ErasurePreview:
    """As an erasure would find it now; lines without rows are left out."""
    people = one_person(person)
    counted = [(line, line.rows(*people).count()) for line in all_held() if line.paths]
    found = [(line, count) for line, count in counted if count]
    return ErasurePreview(
        gone=tuple(row for row in found if row[0].on_erasure == Erase.DELETE),
        kept=tuple(row for row in found if row[0].on_erasure != Erase.DELETE),
        hindrances=tuple(hindrances(person)),
        unsure=tuple(marks_of(person)[1]),
        twins=tuple(people[1:]),
    )
