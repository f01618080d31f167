"""How readings are judged. Pure: a class is a hint to see a doctor, never a diagnosis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clb.law.classes import HOME, OFFICE, PressureClass, PressureTable, pressure_table
from clb.members.models import Person

from .models import DIASTOLIC_MMHG, HEIGHT_MM, SYSTOLIC_MMHG, WEIGHT_G, HealthCheck


@dataclass(frozen=True)
class Reading:
    """What was measured of one person, in mmHg, grams and millimetres; `key` is the caller's own name for the row."""

    key: str
    person: Person
    systolic_mmhg: int | None = None
    diastolic_mmhg: int | None = None
    weight_g: int | None = None
    height_mm: int | None = None


@dataclass(frozen=True)
class PressureHint:
    """The class of a reading, by which table."""

    held: PressureClass
    table: PressureTable
    is_isolated_systolic: bool


def pressure_hint(systolic_mmhg: int, diastolic_mmhg: int, *, place: str, on: date) -> PressureHint:
    """The class of a pair of values by the table of that day for where it was measured; the higher class counts."""
    table = pressure_table(HOME if place == HealthCheck.Place.HOME else OFFICE, on=on)
    is_isolated = table.is_isolated_systolic(systolic_mmhg, diastolic_mmhg)
    return PressureHint(table.class_of(systolic_mmhg, diastolic_mmhg), table, is_isolated)


Fault = tuple[str, str]  # the field of the row, and the sentence


def faults(reading: Reading) -> Iterator[Fault]:
    """What is wrong with the numbers of one row: nothing written, half a pressure, or beyond reason."""
    upper, lower = reading.systolic_mmhg, reading.diastolic_mmhg
    if upper is None and lower is None and reading.weight_g is None and reading.height_mm is None:
        yield "systolic_mmhg", _("Hãy ghi ít nhất một số đo.")
    if (upper is None) != (lower is None):
        yield "systolic_mmhg" if upper is None else "diastolic_mmhg", _("Huyết áp phải ghi đủ hai số.")
    if not _within(upper, SYSTOLIC_MMHG):
        yield "systolic_mmhg", _("Số trên (tâm thu) phải từ 50 đến 300 mmHg.")
    if not _within(lower, DIASTOLIC_MMHG):
        yield "diastolic_mmhg", _("Số dưới (tâm trương) phải từ 20 đến 200 mmHg.")
    elif upper is not None and lower is not None and upper <= lower:
        yield "diastolic_mmhg", _("Số trên phải lớn hơn số dưới.")
    if not _within(reading.weight_g, WEIGHT_G):
        yield "weight_g", _("Cân nặng phải từ 10 đến 300 kg.")
    if not _within(reading.height_mm, HEIGHT_MM):
        yield "height_mm", _("Chiều cao phải từ 50 đến 250 cm.")


def _within(value: int | None, bounds: tuple[int, int]) -> bool:
    return value is None or bounds[0] <= value <= bounds[1]
