"""Weight and blood pressure taken at a meeting; the values are the health app's from the first moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from clb.health.models import HealthCheck
from clb.health.services import Reading, drop_checks, record_checks
from clb.meetings.models import MeetingReading

from .patching import Recording, Values

VALUES = ("systolic_mmhg", "diastolic_mmhg", "weight_g")


class _Known:
    """A reading as the patch compares it: the values with the version of the meeting's row."""

    def __init__(self, row: MeetingReading) -> None:
        self.row, self.version = row, row.version
        for name in VALUES:
            setattr(self, name, getattr(row.check_up, name))


def take_readings(rec: Recording, rows: Sequence[Mapping[str, Any]]) -> None:
    """Readings by membership: pressures in mmHg, weight in grams. What health refuses is told beside its row."""
    if not rows:
        return
    people: dict[UUID, Any] = {}
    wanted: dict[UUID, Values | None] = {}
    for row in rows:
        member = rec.member("readings", row["membership"])
        if member is None:
            continue
        people[member.person_id] = member
        wanted[member.person_id] = None if row.get("is_removed") else {name: row[name] for name in VALUES}
    patch = rec.patch("readings", _stored(rec), wanted, _shown)
    # A reading that changed is taken anew, so that a number taken out of it is gone.
    stale = [*patch.gone, *(known for known, _values in patch.changed)]
    drop_checks(by=rec.by, checks=[known.row.check_up for known in stale])
    values = dict(patch.new) | {known.row.check_up.person_id: v for known, v in patch.changed}
    checks = _recorded(rec, rec.meeting.held_on, people, values)
    MeetingReading.objects.bulk_create(
        MeetingReading(meeting=rec.meeting, check_up=check, version=rec.version) for check in checks.values()
    )


def _stored(rec: Recording) -> dict[UUID, _Known]:
    rows = rec.meeting.readings.select_related("check_up")
    return {row.check_up.person_id: _Known(row) for row in rows}


def _shown(known: _Known) -> str:
    pressure = f"{known.systolic_mmhg}/{known.diastolic_mmhg}" if known.systolic_mmhg else ""  # type: ignore[attr-defined]
    weight = f"{known.weight_g / 1000:g} kg" if known.weight_g else ""  # type: ignore[attr-defined]
    return ", ".join(filter(None, [pressure, weight]))


def _recorded(
    rec: Recording, on: date, people: Mapping[UUID, Any], values: Mapping[UUID, Values]
) -> dict[UUID, HealthCheck]:
    """Health's rows by person; refusals go beside the rows that they are about."""
    asked = [Reading(key=str(key), person=people[key].person, **v) for key, v in values.items()]
    if not asked:
        return {}
    try:
        made = record_checks(by=rec.by, club=rec.meeting.club, on=on, place=HealthCheck.Place.CLUB, rows=asked)
    except ValidationError as error:
        for key, errors in error.error_dict.items():
            for message in [message for one in errors for message in one.messages]:
                if key == "on":
                    raise ValidationError({"held_on": message}) from error
                rec.wrong("readings", people[UUID(key)].pk, message)
        return {}
    return {UUID(key): check for key, check in made.items()}


def move_readings(rec: Recording, on: date) -> None:
    """The meeting was on another day, and so were its readings."""
    rows = list(rec.meeting.readings.select_related("check_up__person"))
    if not rows:
        return
    asked = [
        Reading(key=str(row.pk), person=row.check_up.person, **{name: getattr(row.check_up, name) for name in VALUES})
        for row in rows
    ]
    versions = {str(row.pk): row.version for row in rows}
    drop_checks(by=rec.by, checks=[row.check_up for row in rows])
    made = record_checks(by=rec.by, club=rec.meeting.club, on=on, place=HealthCheck.Place.CLUB, rows=asked)
    MeetingReading.objects.bulk_create(
        MeetingReading(meeting=rec.meeting, check_up=check, version=versions[key]) for key, check in made.items()
    )
