"""What a phone needs to write readings down: who agreed, the tables of classes, what is asked again.

A reading itself goes only to whoever may read health. The tables are public; they go as lines of which the first that
fits holds, so that the phone looks up and judges nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import HealthCheck
from clb.health.queries import agreed_among, check_rows_of_many
from clb.health.queries.readings import CheckRow, clubs_with, members_to_measure
from clb.health.queries.referrals import referred_among
from clb.health.rules import REFERRAL_ANSWERS, usual_norms
from clb.kernel.dates import years_before
from clb.law.classes import FASTING, HOME, OFFICE, RANDOM, WAIST, PressureTable, ValueTable, pressure_table, value_table
from clb.law.norms import Norm, Source, norm
from clb.law.notices import notice_on

Rows = dict[str, dict[str, Any]]
Line = dict[str, Any]
# As the form of readings calls them, in the unit of the norms.
TYPED = {"weight_g": "weight_kg", "height_mm": "height_cm", "waist_mm": "waist_cm", "glucose_umol_l": "glucose_mmol_l"}
RECORD, READ = "health.record_check", "health.read"


def measuring_rows(user: User, clubs: Sequence[Club], on: date) -> Rows:
    """`measure`: of each member whether readings may be recorded, and for whoever may read health the last one and an
    open referral; `table`: classes; `ask`: what is asked again. Nothing for whoever may not record readings."""
    here = list(clubs_with(user, RECORD).filter(pk__in=[club.pk for club in clubs]))
    if not here:
        return {}
    may_read = set(clubs_with(user, READ).filter(pk__in=[club.pk for club in here]).values_list("pk", flat=True))
    rows: Rows = {}
    for club in here:
        rows |= _members(user, club, on, may_read=club.pk in may_read)
    return rows | table_rows(on) | {"ask:health": asked(on)}


def _members(user: User, club: Club, on: date, *, may_read: bool) -> Rows:
    found = [m.person for m in members_to_measure(club, on)]
    people = [person.pk for person in found]
    agreed = agreed_among(people, on)
    rows: Rows = {f"measure:{pk}": {"club": str(club.pk), "agreed": pk in agreed} for pk in people}
    if not user.may("members.read", club.unit):  # the station has no list of members but must know whom it measures
        for person in found:
            named = {"name": person.full_name, "sex": person.sex, "year": person.birth_on.year}
            rows[f"measure:{person.pk}"] |= named
    if may_read:
        for pk in referred_among(club, people) & agreed:
            rows[f"measure:{pk}"]["referred"] = True
        for pk, row in _last(user, club, agreed, on).items():
            rows[f"measure:{pk}"]["last"] = _told(row)
    return rows


def _last(user: User, club: Club, people: set[UUID], on: date) -> dict[UUID, CheckRow]:
    """The newest reading of each in the last year, with its classes."""
    seen = HealthCheck.objects.visible_to(user).filter(club=club, person__in=people)
    seen = seen.filter(measured_on__gt=years_before(on, 1), measured_on__lte=on)
    newest = dict(seen.order_by().values_list("person").annotate(Max("measured_on")))
    rows = seen.filter(measured_on__in=set(newest.values())).select_related("person").order_by("measured_on", "pk")
    found = {check.person_id: check for check in rows if newest[check.person_id] == check.measured_on}
    return {row.check.person_id: row for row in check_rows_of_many(list(found.values()))}


def _told(row: CheckRow) -> dict[str, Any]:
    check, hints = row.check, [hint for hint in (row.hint, *row.values) if hint]
    return {
        "on": check.measured_on.isoformat(),
        "place": check.place,
        "values": [value for value in _values(row) if value],
        "classes": [[hint.held.name, hint.table.what, hint.table.version] for hint in hints],
        "go_by": row.go_by.isoformat() if row.go_by else None,
    }


def _values(row: CheckRow) -> list[str]:
    check = row.check
    pair = f"{check.systolic_mmhg}/{check.diastolic_mmhg} mmHg" if check.systolic_mmhg else ""
    return [
        pair,
        f"{check.pulse_bpm} {_('lần/phút')}" if check.pulse_bpm else "",
        _decimal(check.weight_g, 1_000, "kg"),
        _decimal(check.waist_mm, 10, "cm"),
        _decimal(check.glucose_umol_l, 1_000, "mmol/L"),
    ]


def _decimal(value: int | None, per: int, unit: str) -> str:
    return "" if value is None else f"{value / per:g} {unit}".replace(".", ",")


# --- Tables, which name nobody ----------------------------------------------------------------------------------


def table_rows(on: date) -> Rows:
    """The tables in force on a day, each with its version and source: of its lines the first that fits holds."""
    tables: Rows = {f"table:{name}": _pressure(pressure_table(name, on=on)) for name in (OFFICE, HOME)}
    for name, field in (
        (f"{WAIST}.FEMALE", "waist_cm"),
        (f"{WAIST}.MALE", "waist_cm"),
        (FASTING, "glucose_mmol_l"),
        (RANDOM, "glucose_mmol_l"),
    ):
        tables[f"table:{name}"] = _value(value_table(name, on=on), field)
    return tables


def _pressure(table: PressureTable) -> dict[str, Any]:
    """Classes that ask for a doctor from the highest down, then the low one, then the others from the highest down."""
    high = [c for c in reversed(table.classes) if c.refers]
    usual = [c for c in reversed(table.classes) if not c.refers]
    lines = [_line(c, ">=") for c in high] + [_line(table.low, "<")] + [_line(c, ">=") for c in usual]
    return _table(table, lines, table.classes[0].source)


def _line(held: Any, sign: str) -> Line:
    bounds = (("systolic_mmhg", held.systolic_mmhg), ("diastolic_mmhg", held.diastolic_mmhg))
    any_of = [[field, sign, line] for field, line in bounds]
    return {"name": held.name, "any": any_of, "refers": held.refers, "danger": held.is_danger}


def _value(table: ValueTable, field: str) -> dict[str, Any]:
    lines = [
        {"name": c.name, "any": [[field, ">=", _number(c.line)]], "refers": c.refers, "danger": False}
        for c in reversed(table.classes)
    ]
    return _table(table, lines, table.classes[0].source)


def _table(table: PressureTable | ValueTable, lines: list[Line], source: Source) -> dict[str, Any]:
    told = {"what": table.what, "unit": table.unit, "version": table.version}
    return told | {"source": f"{source.doc}; {source.clause}", "lines": lines}


def asked(on: date) -> dict[str, Any]:
    """What is looked at again before it is taken, as lines like those of the tables, with the server's own words.

    `order`: the first value is larger than the second; `together`: of these values all or none.
    """
    usual = [{"words": words, "any": _outside(named, TYPED.get(name, name))} for name, named, words in usual_norms(on)]
    told = notice_on(on)
    pressure, glucose = ["systolic_mmhg", "diastolic_mmhg"], ["glucose_mmol_l", "is_fasting"]
    return {
        "usual": usual,
        "order": [[*pressure, _("Số trên phải lớn hơn số dưới.")]],
        "together": [
            [pressure, _("Huyết áp phải ghi đủ hai số.")],
            [glucose, _("Đường huyết: hãy ghi đo lúc đói hay không.")],
        ],
        "usual_words": _(
            "Số khác thường: %s. Hãy đo lại hoặc xem lại; nếu đúng thì đánh dấu «Đã xem lại, số này đúng»."
        ),
        "danger": _outside(norm("health.danger_glucose", on=on), "glucose_mmol_l"),
        "danger_words": _(
            "Số đo ở mức cần đi khám ngay (gợi ý, không phải chẩn đoán). Hãy chọn có chuyển khám hay không."
        ),
        "answers": [[value, str(label)] for value, label in REFERRAL_ANSWERS],
        "notice": [told.intro, told.purposes["HEALTH"], *told.rights],
    }


def _outside(found: Norm, field: str) -> list[list[Any]]:
    """Conditions of which one holds where a value is not within the bounds of a norm."""
    any_of: list[list[Any]] = []
    if found.min is not None:
        any_of.append([field, "<=" if found.is_min_strict else "<", _number(found.min)])
    if found.max is not None:
        any_of.append([field, ">=" if found.is_max_strict else ">", _number(found.max)])
    return any_of


def _number(value: int | Fraction) -> int | float:
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)
