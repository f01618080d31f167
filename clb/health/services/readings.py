"""Readings recorded, corrected and erased. Their numbers never enter the journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import HealthCheck, Referral
from clb.health.queries import agreed_among, referred_among
from clb.health.rules import (
    ADD,
    CORRECT,
    OPEN,
    OPEN_UNTOLD,
    VALUES,
    Reading,
    collisions,
    days_to_go,
    faults,
    is_danger,
    is_pressure_danger,
    questions,
    reading_of,
    sitting,
    with_stored,
)
from clb.kernel.batches import CHUNK
from clb.kernel.dates import on_day
from clb.members.models import Membership, Person

from .months import refresh_for_people

STORED = (*VALUES, "pressures")


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
    if not club.founded_on <= on <= timezone.localdate():
        raise ValidationError({"on": _("Ngày đo phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)  # two recordings of one person make one row
    before = {c.person_id: c for c in HealthCheck.objects.filter(club=club, measured_on=on, place=place)}
    _refuse(club, on, place, rows, before)
    asked, rows = rows, [_joined(row, before, on) for row in rows]
    new, changed = list[HealthCheck](), list[HealthCheck]()
    found = {}
    for row in rows:
        check = before.get(row.person.pk)
        if check is None:
            check = HealthCheck(person=row.person, club=club, measured_on=on, place=place)
            new.append(check)
        else:
            changed.append(check)
        _take(check, row, replaces)
        found[row.key] = check
    HealthCheck.objects.bulk_create(new, batch_size=CHUNK)
    HealthCheck.objects.bulk_update(changed, STORED, batch_size=CHUNK)
    _refer(club, on, place, [(row, found[row.key]) for row in asked])
    refresh_for_people([row.person.pk for row in rows], on)
    return found


def _joined(row: Reading, before: Mapping[UUID, HealthCheck], on: date) -> Reading:
    stored = before.get(row.person.pk)
    return with_stored(row, stored, on=on) if stored is not None and row.same_day == ADD else row


def _take(check: HealthCheck, row: Reading, replaces: Collection[str]) -> None:
    for name in VALUES:
        value = getattr(row, name)
        if value is not None or name in replaces:
            setattr(check, name, value)
    if row.systolic_mmhg is not None or "systolic_mmhg" in replaces:
        check.pressures = [list(pressure) for pressure in row.pressures]


def _refuse(club: Club, on: date, place: str, rows: Sequence[Reading], before: Mapping[UUID, HealthCheck]) -> None:
    people = [row.person.pk for row in rows]
    members = Membership.objects.filter(on_day(on), club=club, person__in=people)
    belong, agreed = set(members.values_list("person", flat=True)), agreed_among(people, on)
    in_danger = [row.person.pk for row in rows if not row.referral and is_danger(row, place=place, on=on)]
    referred = referred_among(club, in_danger) if in_danger else set()
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
        elif not wrong:
            wrong += questions(row, place=place, on=on, is_referred=row.person.pk in referred)
            wrong += collisions(row, before[row.person.pk]) if row.person.pk in before else ()
        seen.add(row.person.pk)
        if wrong:
            told[row.key] = [ValidationError(said, code=field) for field, said in wrong]
    if told:
        raise ValidationError(told)


def _refer(club: Club, on: date, place: str, taken: Sequence[tuple[Reading, HealthCheck]]) -> None:
    """A referral for each danger value whose row asks for one; who is referred already is left as it is."""
    wanted = [(row, check) for row, check in taken if row.referral in (OPEN, OPEN_UNTOLD)]
    wanted = [(row, check) for row, check in wanted if is_danger(row, place=place, on=on)]
    if not wanted:
        return
    already = referred_among(club, [row.person.pk for row, _check in wanted])
    Referral.objects.bulk_create(
        Referral(
            person=row.person,
            club=club,
            check_up=check,
            reason=_reason(row, place, on),
            is_danger=True,
            opened_on=on,
            to=Referral.To.STATION,
            due_on=on + timedelta(days=days_to_go(True, on=on)),
            told_person=row.referral == OPEN,
        )
        for row, check in wanted
        if row.person.pk not in already
    )


def _reason(row: Reading, place: str, on: date) -> str:
    is_pressure = is_pressure_danger(row, place=place, on=on)
    return Referral.Reason.PRESSURE if is_pressure else Referral.Reason.GLUCOSE


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


# --- One person alone -------------------------------------------------------------------------------------------

ROW = "row"
# As the form calls them.
FIELDS = {"on": "measured_on", "weight_g": "weight_kg", "height_mm": "height_cm", "waist_mm": "waist_cm"}
FIELDS |= {"glucose_umol_l": "glucose_mmol_l"}


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
    """`record_checks` with one row, in kilograms, centimetres and mmol/L; refusals stand beside the field they are
    about. `pressures` are the readings of one sitting; a single one may be half, to be told so. Only who may read
    health there corrects what is recorded: nobody writes over what they cannot see."""
    if same_day == CORRECT and not by.may("health.read", club.unit):
        told_off = _("Bạn không xem được lần đo đã ghi nên không sửa được: hãy thêm lần đo, hoặc nhờ chủ nhiệm sửa.")
        raise ValidationError({"same_day": told_off})
    upper, lower = pressures[0] if pressures else (None, None)
    whole = tuple((a, b) for a, b in pressures if a is not None and b is not None)
    if len(whole) > 1:
        upper, lower = sitting(whole, on=measured_on)
    row = Reading(
        ROW,
        person,
        upper,
        lower,
        weight_g=_whole(weight_kg, 1_000),
        height_mm=_whole(height_cm, 10),
        pulse_bpm=pulse_bpm,
        waist_mm=_whole(waist_cm, 10),
        glucose_umol_l=_whole(glucose_mmol_l, 1_000),
        is_fasting=is_fasting,
        pressures=whole if len(whole) > 1 else (),
        is_sure=is_sure,
        referral=referral,
        same_day=same_day,
    )
    try:
        return record_checks(by=by, club=club, on=measured_on, place=place, rows=[row])[ROW]
    except ValidationError as error:
        told: dict[str, list[str]] = {}
        for key, errors in error.error_dict.items():
            for one in errors:
                code = "on" if key == "on" else str(one.code)
                told.setdefault(FIELDS.get(code, code), []).extend(one.messages)
        raise ValidationError(told) from error


def _whole(value: Decimal | None, per: int) -> int | None:
    return None if value is None else int(value * per)


def drop_check(*, by: User, check: HealthCheck) -> Person:
    """`drop_checks` with one; the person whose it was."""
    drop_checks(by=by, checks=[check])
    return check.person
