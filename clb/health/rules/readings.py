"""How readings are judged. Pure: a class is a hint to see a doctor, never a diagnosis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.health.models import (
    DIASTOLIC_MMHG,
    GLUCOSE_UMOL_L,
    HEIGHT_MM,
    PULSE_BPM,
    SYSTOLIC_MMHG,
    WAIST_MM,
    WEIGHT_G,
    HealthCheck,
)
from clb.law.classes import (
    BMI,
    FASTING,
    HOME,
    OFFICE,
    RANDOM,
    WAIST,
    PressureClass,
    PressureTable,
    ValueClass,
    ValueTable,
    pressure_table,
    value_table,
)
from clb.law.norms import Norm, limit, norm
from clb.members.models import Person

# What is said to a danger value: a referral is opened, and was the person told? Or none is.
OPEN, OPEN_UNTOLD, NONE = "OPEN", "OPEN_UNTOLD", "NONE"
REFERRAL_ANSWERS = (
    (OPEN, gettext_lazy("Chuyển khám, đã báo người này")),
    (OPEN_UNTOLD, gettext_lazy("Chuyển khám, chưa báo được")),
    (NONE, gettext_lazy("Không chuyển khám")),
)
# What is said where another reading of the same day and place is recorded: one more, or it was wrong.
ADD, CORRECT = "ADD", "CORRECT"
AGAIN_ANSWERS = (
    (ADD, gettext_lazy("Thêm một lần đo huyết áp nữa")),
    (CORRECT, gettext_lazy("Sửa: số đã ghi trước là ghi nhầm")),
)
VALUES = (
    "systolic_mmhg",
    "diastolic_mmhg",
    "pulse_bpm",
    "weight_g",
    "height_mm",
    "waist_mm",
    "glucose_umol_l",
    "is_fasting",
)


@dataclass(frozen=True)
class Reading:
    """What was measured of one person, in mmHg, beats a minute, grams, millimetres, µmol/L; `key` is the caller's own
    name for the row.

    `pressures` are all readings of the sitting, [upper, lower] in order, where there were several; the two fields are
    then what they come to. `is_sure`: unusual values were looked at again. `referral`: what is said to a danger value;
    `same_day`: to values that are recorded otherwise for that day and place.
    """

    key: str
    person: Person
    systolic_mmhg: int | None = None
    diastolic_mmhg: int | None = None
    weight_g: int | None = None
    height_mm: int | None = None
    pulse_bpm: int | None = None
    waist_mm: int | None = None
    glucose_umol_l: int | None = None
    is_fasting: bool | None = None
    pressures: tuple[tuple[int, int], ...] = ()
    is_sure: bool = False
    referral: str = ""
    same_day: str = ""


def reading_of(check: HealthCheck, key: str) -> Reading:
    """A stored reading as it is recorded again: nothing is asked about it once more."""
    values = {name: getattr(check, name) for name in VALUES}
    pressures = tuple((upper, lower) for upper, lower in check.pressures)
    return Reading(key, check.person, **values, pressures=pressures, is_sure=True, referral=NONE, same_day=ADD)


def sitting(pressures: Sequence[tuple[int, int]], *, on: date) -> tuple[int, int]:
    """What several readings of one sitting come to, in whole mmHg, halves upward: the mean, without the first where
    there were as many as the norm of that day says."""
    skips = len(pressures) >= limit("health.sitting_skips_first_from", on=on)
    counted = pressures[1:] if skips else pressures
    upper, lower = (Fraction(sum(p[i] for p in counted), len(counted)) for i in (0, 1))
    return int(upper + Fraction(1, 2)), int(lower + Fraction(1, 2))


# --- Classes ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PressureHint:
    """The class of a reading, by which table."""

    held: PressureClass
    table: PressureTable
    is_isolated_systolic: bool


@dataclass(frozen=True)
class ValueHint:
    """The class of one value, in the unit of the table, by which table."""

    value: Fraction
    held: ValueClass
    table: ValueTable


def pressure_hint(systolic_mmhg: int, diastolic_mmhg: int, *, place: str, on: date) -> PressureHint:
    """The class of a pair of values by the table of that day for where it was measured; the higher class counts."""
    table = pressure_table(HOME if place == HealthCheck.Place.HOME else OFFICE, on=on)
    is_isolated = table.is_isolated_systolic(systolic_mmhg, diastolic_mmhg)
    return PressureHint(table.class_of(systolic_mmhg, diastolic_mmhg), table, is_isolated)


def bmi_hint(weight_g: int, height_mm: int, *, on: date) -> ValueHint:
    """The class of the body mass index in kg/m², exact."""
    return _hint(BMI, Fraction(weight_g * 1_000, height_mm * height_mm), on)


def waist_hint(waist_mm: int, sex: str, *, on: date) -> ValueHint:
    """The class of a waist in cm, by the table of the person's sex."""
    return _hint(f"{WAIST}.{sex}", Fraction(waist_mm, 10), on)


def glucose_hint(glucose_umol_l: int, is_fasting: bool, *, on: date) -> ValueHint:
    """The class of glucose in mmol/L, by the table of fasting or of any time."""
    return _hint(FASTING if is_fasting else RANDOM, Fraction(glucose_umol_l, 1_000), on)


def _hint(table_id: str, value: Fraction, on: date) -> ValueHint:
    table = value_table(table_id, on=on)
    return ValueHint(value, table.class_of(value), table)


def is_danger(reading: Reading, *, place: str, on: date) -> bool:
    """Is the pressure in a class at which a referral is asked for at once, or glucose beyond its marks?"""
    return is_pressure_danger(reading, place=place, on=on) or is_glucose_danger(reading.glucose_umol_l, on=on)


def is_pressure_danger(reading: Reading, *, place: str, on: date) -> bool:
    """Is the pressure in a class at which a referral is asked for at once?"""
    upper, lower = reading.systolic_mmhg, reading.diastolic_mmhg
    if upper is None or lower is None:
        return False
    return pressure_hint(upper, lower, place=place, on=on).held.is_danger


def is_glucose_danger(glucose_umol_l: int | None, *, on: date) -> bool:
    """Is glucose outside the marks of the day's norm?"""
    if glucose_umol_l is None:
        return False
    return not norm("health.danger_glucose", on=on).holds(Fraction(glucose_umol_l, 1_000))


def days_to_go(danger: bool, *, on: date) -> int:
    """Within how many days somebody who is referred should be seen."""
    return limit("health.danger_referral_days" if danger else "health.referral_days", on=on)


# --- What is wrong, what is asked again -------------------------------------------------------------------------

Fault = tuple[str, str]  # the field of the row, and the sentence


def faults(reading: Reading) -> Iterator[Fault]:
    """What is wrong with the numbers of one row: nothing written, half a pressure, or beyond reason."""
    upper, lower = reading.systolic_mmhg, reading.diastolic_mmhg
    if all(getattr(reading, name) is None for name in VALUES if name != "is_fasting"):
        yield "systolic_mmhg", _("Hãy ghi ít nhất một số đo.")
    if (upper is None) != (lower is None):
        yield "systolic_mmhg" if upper is None else "diastolic_mmhg", _("Huyết áp phải ghi đủ hai số.")
    if not _within(upper, SYSTOLIC_MMHG):
        yield "systolic_mmhg", _("Số trên (tâm thu) phải từ 50 đến 300 mmHg.")
    if not _within(lower, DIASTOLIC_MMHG):
        yield "diastolic_mmhg", _("Số dưới (tâm trương) phải từ 20 đến 200 mmHg.")
    elif upper is not None and lower is not None and upper <= lower:
        yield "diastolic_mmhg", _("Số trên phải lớn hơn số dưới.")
    if not _within(reading.pulse_bpm, PULSE_BPM):
        yield "pulse_bpm", _("Mạch phải từ 20 đến 250 lần/phút.")
    if not _within(reading.weight_g, WEIGHT_G):
        yield "weight_g", _("Cân nặng phải từ 10 đến 300 kg.")
    if not _within(reading.height_mm, HEIGHT_MM):
        yield "height_mm", _("Chiều cao phải từ 50 đến 250 cm.")
    if not _within(reading.waist_mm, WAIST_MM):
        yield "waist_mm", _("Vòng eo phải từ 30 đến 250 cm.")
    yield from _faults_of_glucose(reading)


def _faults_of_glucose(reading: Reading) -> Iterator[Fault]:
    if not _within(reading.glucose_umol_l, GLUCOSE_UMOL_L):
        yield "glucose_umol_l", _("Đường huyết phải từ 0,5 đến 60 mmol/L.")
    if reading.glucose_umol_l is not None and reading.is_fasting is None:
        yield "is_fasting", _("Đường huyết: hãy ghi đo lúc đói hay không.")
    if reading.glucose_umol_l is None and reading.is_fasting is not None:
        yield "glucose_umol_l", _("Hãy ghi đường huyết là bao nhiêu.")


def _within(value: int | None, bounds: tuple[int, int]) -> bool:
    return value is None or bounds[0] <= value <= bounds[1]


# Value, the norm of what is usual, its divisor to the norm's unit, and what it is called.
_USUAL = (
    ("systolic_mmhg", "health.usual_systolic", 1, gettext_lazy("số trên")),
    ("diastolic_mmhg", "health.usual_diastolic", 1, gettext_lazy("số dưới")),
    ("pulse_bpm", "health.usual_pulse", 1, gettext_lazy("mạch")),
    ("weight_g", "health.usual_weight", 1_000, gettext_lazy("cân nặng")),
    ("height_mm", "health.usual_height", 10, gettext_lazy("chiều cao")),
    ("waist_mm", "health.usual_waist", 10, gettext_lazy("vòng eo")),
    ("glucose_umol_l", "health.usual_glucose", 1_000, gettext_lazy("đường huyết")),
)


def usual_norms(on: date) -> Iterator[tuple[str, Norm, str]]:
    """What is usual of each value on a day: the value's name here, the norm in its own unit, the value in words."""
    for name, norm_id, _per, words in _USUAL:
        yield name, norm(norm_id, on=on), str(words)


def unusual(reading: Reading, *, on: date) -> list[str]:
    """What is possible but seldom, and so asked again, in words: a slip of the pen looks like this."""
    found = []
    for name, norm_id, per, words in _USUAL:
        value = getattr(reading, name)
        if value is not None and not norm(norm_id, on=on).holds(Fraction(value, per)):
            found.append(str(words))
    return found


def questions(reading: Reading, *, place: str, on: date, is_referred: bool) -> Iterator[Fault]:
    """What is asked before a row is taken: unusual values to be looked at again, a danger value about a referral.

    `is_referred`: a referral of the person is open already.
    """
    seldom = [] if reading.is_sure else unusual(reading, on=on)
    if seldom:
        told = _("Số khác thường: %s. Hãy đo lại hoặc xem lại; nếu đúng thì đánh dấu «Đã xem lại, số này đúng».")
        yield "is_sure", told % ", ".join(seldom)
    if not reading.referral and not is_referred and is_danger(reading, place=place, on=on):
        told = _("Số đo ở mức cần đi khám ngay (gợi ý, không phải chẩn đoán). Hãy chọn có chuyển khám hay không.")
        yield "referral", told


def collisions(reading: Reading, stored: HealthCheck) -> Iterator[Fault]:
    """What is asked where the same day and place holds other values already, which must not be lost unseen."""
    told = _("Ngày ấy ở nơi ấy đã có lần đo của người này, số khác. Hãy chọn thêm lần đo hay sửa lần đã ghi.")
    both = {n: (getattr(reading, n), getattr(stored, n)) for n in VALUES}
    other = {name for name, (now, before) in both.items() if None not in (now, before) and now != before}
    if other and not reading.same_day:
        yield "same_day", told
    elif reading.same_day == ADD and other & {"glucose_umol_l", "is_fasting"}:
        yield "glucose_umol_l", _("Đường huyết ngày ấy ở nơi ấy đã ghi số khác. Nếu ghi nhầm thì hãy sửa lần đã ghi.")


def with_stored(reading: Reading, stored: HealthCheck, *, on: date) -> Reading:
    """One more reading: its pressures follow those of the sitting that is stored, and count together."""
    upper, lower = stored.systolic_mmhg, stored.diastolic_mmhg
    new = _pressures(reading.pressures, reading.systolic_mmhg, reading.diastolic_mmhg)
    before = _pressures([(a, b) for a, b in stored.pressures], upper, lower)
    if not new or not before or new == before:
        return reading
    every = (*before, *new)
    mean = sitting(every, on=on)
    return replace(reading, systolic_mmhg=mean[0], diastolic_mmhg=mean[1], pressures=every)


def _pressures(many: Sequence[tuple[int, int]], upper: int | None, lower: int | None) -> tuple[tuple[int, int], ...]:
    if many or upper is None or lower is None:
        return tuple(many)
    return ((upper, lower),)
