"""Readings recorded, corrected and erased. Their numbers never enter the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.batches import CHUNK
from clb.kernel.dates import on_day
from clb.members.models import Membership, Person

from .models import HealthCheck
from .queries import agreed_among
from .rules import Reading, faults

__all__ = ["Reading", "drop_check", "drop_checks", "record_check", "record_checks"]

VALUES = ("systolic_mmhg", "diastolic_mmhg", "weight_g", "height_mm")


@transaction.atomic
def record_checks(*, by: User, club: Club, on: date, place: str, rows: Sequence[Reading]) -> dict[str, HealthCheck]:
    """Write down every row, all or none; the reading of each by its key. The number of queries does not grow.

    Who was recorded before for the same day and place is corrected: what a row leaves empty stays as it was. Raises
    ValidationError whose `error_dict` holds each wrong row's key, or `on` for an impossible day; an error's `code` is
    the row's own field. Without the person's own consent of that day nothing is recorded.
    """
    if not rows:
        return {}
    assert len({row.key for row in rows}) == len(rows), "each row has a key of its own"
    if not club.founded_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("Ngày đo phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)  # two recordings of one person make one row
    _refuse(club, on, rows)
    before = {c.person_id: c for c in HealthCheck.objects.filter(club=club, measured_on=on, place=place)}
    new, changed = list[HealthCheck](), list[HealthCheck]()
    found = {}
    for row in rows:
        check = before.get(row.person.pk)
        if check is None:
            check = HealthCheck(person=row.person, club=club, measured_on=on, place=place)
            new.append(check)
        else:
            changed.append(check)
        for name in VALUES:
            value = getattr(row, name)
            setattr(check, name, getattr(check, name) if value is None else value)
        found[row.key] = check
    HealthCheck.objects.bulk_create(new, batch_size=CHUNK)
    HealthCheck.objects.bulk_update(changed, VALUES, batch_size=CHUNK)
    return found


def _refuse(club: Club, on: date, rows: Sequence[Reading]) -> None:
    people = [row.person.pk for row in rows]
    members = Membership.objects.filter(on_day(on), club=club, person__in=people)
    belong, agreed = set(members.values_list("person", flat=True)), agreed_among(people, on)
    told: dict[str, list[ValidationError]] = {}
    seen = set[UUID]()
    for row in rows:
        wrong = list(faults(row))
        if row.person.pk not in belong:
            wrong.append(("person", _("Người này không là thành viên của câu lạc bộ vào ngày đo.")))
        elif row.person.pk not in agreed:
            wrong.append(("person", _("Chưa ghi sự đồng ý cho ghi số đo sức khỏe của người này.")))
        elif row.person.pk in seen:
            wrong.append(("person", _("Người này có hai dòng.")))
        seen.add(row.person.pk)
        if wrong:
            told[row.key] = [ValidationError(said, code=field) for field, said in wrong]
    if told:
        raise ValidationError(told)


def drop_checks(*, by: User, checks: Sequence[HealthCheck]) -> None:
    """Erase readings that were recorded wrong, or that a person does not want kept. Nothing of them stays."""
    HealthCheck.objects.filter(pk__in=[check.pk for check in checks]).delete()


# --- One person alone -------------------------------------------------------------------------------------------

ROW = "row"
FIELDS = {"on": "measured_on", "weight_g": "weight_kg", "height_mm": "height_cm"}  # as the form calls them


def record_check(
    *,
    by: User,
    club: Club,
    person: Person,
    measured_on: date,
    place: str,
    systolic_mmhg: int | None = None,
    diastolic_mmhg: int | None = None,
    weight_kg: Decimal | None = None,
    height_cm: Decimal | None = None,
) -> HealthCheck:
    """`record_checks` with one row, in kilograms and centimetres; refusals stand beside the field they are about."""
    grams = None if weight_kg is None else int(weight_kg * 1_000)
    row = Reading(ROW, person, systolic_mmhg, diastolic_mmhg, grams, None if height_cm is None else int(height_cm * 10))
    try:
        return record_checks(by=by, club=club, on=measured_on, place=place, rows=[row])[ROW]
    except ValidationError as error:
        told: dict[str, list[str]] = {}
        for key, errors in error.error_dict.items():
            for one in errors:
                code = "on" if key == "on" else str(one.code)
                told.setdefault(FIELDS.get(code, code), []).extend(one.messages)
        raise ValidationError(told) from error


def drop_check(*, by: User, check: HealthCheck) -> Person:
    """`drop_checks` with one; the person whose it was."""
    drop_checks(by=by, checks=[check])
    return check.person
