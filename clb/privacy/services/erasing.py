"""Everything about a person goes but what the books need; there a code stands in place of the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.services import face_to_face
from clb.clubs.models import Club
from clb.files.models import StoredFile
from clb.files.services import drop_file
from clb.members.held import Erase, Held, all_held
from clb.members.models import Household, Person
from clb.members.services.erasing import hide_identity, leave_household
from clb.members.services.people import clubs_of
from clb.privacy.models import DataRequest, Erasure
from clb.privacy.queries.people import erased_code, hindrances, id_hash, marks_of, one_person, restriction_of
from clb.privacy.rules import Marks, scrubbed

from .requests import accepted, finished
from .restricting import give_back
from .traces import empty_write_ahead_log, erased_hashes, remember_erased

AT_ONCE = 500
BY_MEMBERS = (Person, Household)  # hide_identity and leave_household see to these


def erase_person(*, by: User, request: DataRequest) -> DataRequest:
    """Erase the person of an accepted request to delete, with every record that was linked as the same person.

    Raises PermissionDenied to a program and to whoever did not prove who they are just now, ValidationError where
    something must be settled first (see queries.people.hindrances).
    """
    face_to_face(by)
    found = accepted(request)
    if found.kind != DataRequest.Kind.DELETE:
        raise ValidationError(_("Đây không phải yêu cầu xóa."))
    if told := hindrances(found.person):
        raise ValidationError(told)
    erase(found.person, by=by, request=found)
    found.refresh_from_db()
    return finished(found, timezone.localdate(), "Đã xóa dữ liệu của người này.")


@transaction.atomic
def erase(person: Person, *, by: User | None, request: DataRequest | None) -> Counter[str]:
    """Erase a person in every table that the table of held data names. Gives how many rows went and stayed."""
    for one in one_person(person):
        if restriction := restriction_of(one):  # what lies aside must be known, to be looked for in words
            give_back(restriction)
    person.refresh_from_db()
    people, (marks, _unsure) = one_person(person), marks_of(person)
    clubs, codes = clubs_of(*people), {p.pk: erased_code(p) for p in people}
    counts = Counter[str]()
    lines = list(all_held())
    for line in lines:
        if line.erase is not None:
            for one in people:
                line.erase(one)
    for line in lines:
        counts.update(remove(line, line.rows(*people).values_list("pk", flat=True)))
    for line in lines:
        counts["words"] += scrub(line, clubs, marks)
    for one in people:
        leave_household(one)
        hide_identity(one, codes[one.pk])
    for one in people:
        told = {"request": request, "by": by, "counts": dict(counts)}
        Erasure.objects.update_or_create(id_hash=id_hash(one), defaults=told)
    hashes = [id_hash(one) for one in people]
    transaction.on_commit(lambda: remember_erased(hashes))
    transaction.on_commit(empty_write_ahead_log)
    return counts


def remove(line: Held, pks: Collection[Any]) -> Counter[str]:
    """Delete rows of a line with their files, or empty what of them may not stay. Gives how many."""
    rows, done = line.model._base_manager.filter(pk__in=list(pks)), Counter[str]()
    if line.model in BY_MEMBERS or line.on_erasure == Erase.OWN:
        return done
    files = [file for name in line.files for file in rows.exclude(**{name: None}).values_list(name, flat=True)]
    if line.on_erasure == Erase.DELETE:
        done["deleted"] = rows.count()
        rows.delete()
    elif line.blank or line.files:
        done["kept"] = rows.update(**{name: _empty(line, name) for name in (*line.blank, *line.files)})
    else:
        done["kept"] = rows.count()
    for stored in StoredFile.objects.filter(pk__in=files):
        drop_file(stored)
    return done


def _empty(line: Held, name: str) -> Any:
    return None if line.model._meta.get_field(name).null else ""


def scrub(line: Held, clubs: Collection[Club], marks: Marks) -> int:
    """Put the code wherever words of a line, in these clubs, tell the person. Gives in how many rows."""
    if not line.words or not line.clubs:
        return 0
    rows = line.model._base_manager.filter(**{f"{line.clubs}__in": [club.pk for club in clubs]})
    changed = 0
    for pk, *texts in rows.values_list("pk", *line.words).distinct().iterator(AT_ONCE):
        found = [scrubbed(text, marks) for text in texts]
        if found != texts:
            told = {name: _fitting(line, name, text) for name, text in zip(line.words, found, strict=True)}
            line.model._base_manager.filter(pk=pk).update(**told)
            changed += 1
    return changed


def _fitting(line: Held, name: str, text: Any) -> Any:
    longest = getattr(line.model._meta.get_field(name), "max_length", None)
    return text[:longest] if longest and isinstance(text, str) else text


def reapply_erasures() -> int:
    """Erase again whoever the file of marks names and the database still knows: an older backup was put back."""
    marks, done = erased_hashes(), 0
    known = set(Erasure.objects.values_list("id_hash", flat=True))
    for person in Person.objects.only("pk").iterator(AT_ONCE) if marks - known else ():
        if id_hash(person) in marks - known and not Erasure.objects.filter(id_hash=id_hash(person)).exists():
            erase(Person.objects.get(pk=person.pk), by=None, request=None)
            done += 1
    return done
