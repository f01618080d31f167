"""Weight and blood pressure taken at a meeting; the values are the health app's from the first moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clb.health.models import HealthCheck
from clb.health.rules import CORRECT
from clb.health.services import Reading, clear_values, move_checks, record_checks
from clb.meetings.models import MeetingReading

from .patching import Recording, Values

VALUES = ("systolic_mmhg", "diastolic_mmhg", "weight_g")
_ELSEWHERE = _("Ngày này đã ghi số khác ở trang Đo sức khỏe. Hãy thêm lần đo hoặc sửa ở trang ấy, và bỏ số ở đây.")
ANSWERS = ("is_sure", "referral")  # to what health asks back about a row


class _Known:
    """A reading as the patch compares it: the values with the version of the meeting's row."""

    def __init__(self, row: MeetingReading) -> None:
        self.row, self.version = row, row.version
        for name in VALUES:
            setattr(self, name, getattr(row.check_up, name))


def take_readings(rec: Recording, rows: Sequence[Mapping[str, Any]]) -> None:
    """Readings by membership: pressures in mmHg, weight in grams. What health refuses or asks is told beside it."""
    if not rows:
        return
    people: dict[UUID, Any] = {}
    wanted: dict[UUID, Values | None] = {}
    answers: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        member = rec.member("readings", row["membership"])
        if member is None:
            continue
        people[member.person_id] = member
        wanted[member.person_id] = None if row.get("is_removed") else {name: row[name] for name in VALUES}
        answers[member.person_id] = {name: row[name] for name in ANSWERS if row.get(name)}
    patch = rec.patch("readings", _stored(rec), wanted, _shown)
    # What the meeting wrote goes; what else was measured of the person that day stays.
    gone = [known.row for known in patch.gone]
    MeetingReading.objects.filter(pk__in=[row.pk for row in gone]).delete()
    clear_values(by=rec.by, checks=[row.check_up for row in gone], values=VALUES)
    values = dict(patch.new) | {known.row.check_up.person_id: v for known, v in patch.changed}
    for known, _values in patch.changed:  # what the meeting wrote was seen when it was changed
        answers[known.row.check_up.person_id]["same_day"] = CORRECT
    checks = _recorded(rec, people, {key: {**v, **answers.get(key, {})} for key, v in values.items()})
    MeetingReading.objects.filter(pk__in=[known.row.pk for known, _values in patch.changed]).delete()
    MeetingReading.objects.bulk_create(
        MeetingReading(meeting=rec.meeting, check_up=check, version=rec.version) for check in checks.values()
    )


def _stored(rec: Recording) -> dict[UUID, _Known]:
    rows = rec.meeting.readings.select_related("check_up__club")
    return {row.check_up.person_id: _Known(row) for row in rows}


def _shown(known: _Known) -> str:
    pressure = f"{known.systolic_mmhg}/{known.diastolic_mmhg}" if known.systolic_mmhg else ""  # type: ignore[attr-defined]
    weight = f"{known.weight_g / 1000:g} kg" if known.weight_g else ""  # type: ignore[attr-defined]
    return ", ".join(filter(None, [pressure, weight]))


def _recorded(rec: Recording, people: Mapping[UUID, Any], values: Mapping[UUID, Values]) -> dict[UUID, HealthCheck]:
    """Health's rows by person; refusals and questions go beside the rows that they are about."""
    asked = [Reading(key=str(key), person=people[key].person, **v) for key, v in values.items()]
    if not asked:
        return {}
    club, on, place = rec.meeting.club, rec.meeting.held_on, HealthCheck.Place.CLUB
    try:
        made = record_checks(by=rec.by, club=club, on=on, place=place, rows=asked, replaces=VALUES)
    except ValidationError as error:
        for key, errors in error.error_dict.items():
            for one in errors:
                if key == "on":
                    raise ValidationError({"held_on": one.messages}) from error
                column = one.code if one.code in ANSWERS else ""
                for message in [_ELSEWHERE] if one.code == "same_day" else one.messages:
                    rec.wrong("readings", people[UUID(key)].pk, str(message), column)
        return {}
    return {UUID(key): check for key, check in made.items()}


def move_readings(rec: Recording, on: date) -> None:
    """The meeting was on another day, and so were its readings."""
    rows = list(rec.meeting.readings.select_related("check_up__person", "check_up__club"))
    if not rows:
        return
    versions, checks = [row.version for row in rows], [row.check_up for row in rows]
    club = rec.meeting.club
    made = move_checks(by=rec.by, club=club, on=on, place=HealthCheck.Place.CLUB, checks=checks)
    MeetingReading.objects.bulk_create(
        MeetingReading(meeting=rec.meeting, check_up=check, version=version)
        for check, version in zip(made, versions, strict=True)
    )
