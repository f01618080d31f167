"""Readings recorded, corrected and erased. Their numbers never enter the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import HealthCheck
from clb.health.rules import CORRECT, VALUES, Reading, reading_of, sitting
from clb.kernel.batches import CHUNK
from clb.members.models import Person

from .ground import STORED, Asked, Ground
from .months import refresh_for_people

Done = HealthCheck | ValidationError


@transaction.atomic
def record_checks(
    *, by: User, club: Club, on: date, place: str, rows: Sequence[Reading], replaces: Collection[str] = ()
) -> dict[str, HealthCheck]:
    """Write down every row, all or none; the reading of each by its key. The number of queries does not grow.

    Where another value of the same day and place is recorded the row says whether it adds or corrects (`same_day`),
    else it is asked; what a row leaves empty stays as it was, but for the values named in `replaces`. A danger value
    whose row says so opens a referral. Raises ValidationError whose `error_dict` holds each wrong row's key, or `on`
    for an impossible day; an error's `code` is the row's own field, `is_sure`, `referral` and `same_day` where
    something is asked first. Without the person's own consent of that day nothing is recorded.
    """
    if not rows:
        return {}
    assert len({row.key for row in rows}) == len(rows), "each row has a key of its own"
    if told_off := _wrong_day(club, on):
        raise ValidationError({"on": told_off})
    asked = [Asked(club, on, place, row) for row in rows]
    ground = Ground(asked)
    told: dict[str, list[ValidationError]] = {}
    seen = set[UUID]()
    for one in asked:
        person = one.row.person.pk
        if wrong := list(ground.wrong(one, is_second=person in seen)):
            told[one.row.key] = [ValidationError(said, code=field) for field, said in wrong]
        seen.add(person)
    if told:
        raise ValidationError(told)
    found = {one.row.key: ground.take(one, replaces) for one in asked}
    ground.store()
    return found


def _wrong_day(club: Club, on: date) -> str:
    """Why nothing can have been measured at a club on a day; '' where it can."""
    is_possible = club.founded_on <= on <= timezone.localdate()
    return "" if is_possible else _("Ngày đo phải từ ngày thành lập câu lạc bộ đến hôm nay.")


def drop_checks(*, by: User, checks: Sequence[HealthCheck]) -> None:
    """Erase readings that were recorded wrong, or that a person does not want kept. Nothing of them stays."""
    HealthCheck.objects.filter(pk__in=[check.pk for check in checks]).delete()
    if checks:
        first = min(check.measured_on for check in checks)
        refresh_for_people([check.person_id for check in checks], first)


def clear_values(*, by: User, checks: Sequence[HealthCheck], values: Collection[str]) -> None:
    """Take these values out of readings; a reading of which nothing is left goes."""
    kept, empty = list[HealthCheck](), list[HealthCheck]()
    for check in checks:
        for name in values:
            setattr(check, name, None)
        if "systolic_mmhg" in values:
            check.pressures = []
        is_empty = all(getattr(check, name) is None for name in VALUES)
        (empty if is_empty else kept).append(check)
    HealthCheck.objects.bulk_update(kept, STORED, batch_size=CHUNK)
    if empty:
        drop_checks(by=by, checks=empty)


def move_checks(*, by: User, club: Club, on: date, place: str, checks: Sequence[HealthCheck]) -> list[HealthCheck]:
    """The readings were taken on another day: they are recorded for it, in the same order. Raises as record_checks."""
    asked = [reading_of(check, str(check.pk)) for check in checks]
    drop_checks(by=by, checks=checks)
    made = record_checks(by=by, club=club, on=on, place=place, rows=asked)
    return [made[row.key] for row in asked]


# --- Each alone -------------------------------------------------------------------------------------------------

# As the form calls them.
FIELDS = {"weight_g": "weight_kg", "height_mm": "height_cm", "waist_mm": "waist_cm", "glucose_umol_l": "glucose_mmol_l"}
NAMED = ("pulse_bpm", "is_fasting", "is_sure", "referral", "same_day")  # of a row, called so here too


def record_check(
    *,
    by: User,
    club: Club,
    person: Person,
    measured_on: date,
    place: str,
    pressures: Sequence[tuple[int | None, int | None]] = (),
    pulse_bpm: int | None = None,
    weight_kg: Decimal | None = None,
    height_cm: Decimal | None = None,
    waist_cm: Decimal | None = None,
    glucose_mmol_l: Decimal | None = None,
    is_fasting: bool | None = None,
    is_sure: bool = False,
    referral: str = "",
    same_day: str = "",
) -> HealthCheck:
    """`record_each_check` with one row. Raises what that tells."""
    row = {name: value for name, value in locals().items() if name != "by"}
    (done,) = record_each_check(by=by, rows=[row])
    if isinstance(done, ValidationError):
        raise done
    return done


@transaction.atomic
def record_each_check(*, by: User, rows: Sequence[Mapping[str, Any]]) -> list[Done]:
    """Each row (the arguments of `record_check`) in order, as if it came alone: the reading, or why not.

    Readings are judged and taken as by `record_checks`, in kilograms, centimetres and mmol/L; refusals stand beside the
    field they are about. `pressures` are the readings of one sitting; a single one may be half, to be told so. Only who
    may read health there corrects what is recorded: nobody writes over what they cannot see.
    """
    units = {row["club"].unit_id for row in rows if row.get("same_day") == CORRECT}
    readable = by.held_among("health.read", units) if units else set()
    asked = [_asked(row, readable) for row in rows]
    ground = Ground([one for one in asked if isinstance(one, Asked)])
    done: list[Done] = []
    for one in asked:
        if isinstance(one, ValidationError):
            done.append(one)
        elif told := _told(ground.wrong(one)):
            done.append(ValidationError(told))
        else:
            done.append(ground.take(one))
    ground.store()
    return done


def _asked(told: Mapping[str, Any], readable: Collection[int]) -> Asked | ValidationError:
    """A row as it is judged, in the units that are stored."""
    club, on = told["club"], told["measured_on"]
    if told.get("same_day") == CORRECT and club.unit_id not in readable:
        told_off = _("Bạn không xem được lần đo đã ghi nên không sửa được: hãy thêm lần đo, hoặc nhờ chủ nhiệm sửa.")
        return ValidationError({"same_day": told_off})
    if wrong_day := _wrong_day(club, on):
        return ValidationError({"measured_on": wrong_day})
    pressures = told.get("pressures", ())
    upper, lower = pressures[0] if pressures else (None, None)
    whole = tuple((a, b) for a, b in pressures if a is not None and b is not None)
    if len(whole) > 1:
        upper, lower = sitting(whole, on=on)
    row = Reading(
        "",
        told["person"],
        upper,
        lower,
        weight_g=_whole(told.get("weight_kg"), 1_000),
        height_mm=_whole(told.get("height_cm"), 10),
        waist_mm=_whole(told.get("waist_cm"), 10),
        glucose_umol_l=_whole(told.get("glucose_mmol_l"), 1_000),
        pressures=whole if len(whole) > 1 else (),
        **{name: told[name] for name in NAMED if name in told},
    )
    return Asked(club, on, told["place"], row)


def _told(wrong: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Refusals by the fields of the form."""
    found: dict[str, list[str]] = {}
    for field, said in wrong:
        found.setdefault(FIELDS.get(field, field), []).append(said)
    return found


def _whole(value: Decimal | None, per: int) -> int | None:
    return None if value is None else int(value * per)


def drop_check(*, by: User, check: HealthCheck) -> Person:
    """`drop_checks` with one; the person whose it was."""
    drop_checks(by=by, checks=[check])
    return check.person
