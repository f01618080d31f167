"""Events as the law knows them: founding, renaming, merging, splitting, abolishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clb.kernel.text import plain, tidy
from clb.places.models import Succession, Unit, UnitEvent, UnitVersion
from clb.places.queries import name_on, unit_called

from .tree import close_unit, found_unit, relink, rename_unit

Kind = UnitEvent.Kind
_SHORT = {"PROVINCE": "P", "DISTRICT": "D", "COMMUNE": "C", "HAMLET": "H"}


@dataclass(frozen=True)
class Step:
    """In an event: `after` took the ground of `before`, all or a part; `other_ground`: and more that is not loaded.

    Nobody before: founded. Nobody after: abolished. The same before and after: renamed.
    """

    before: Unit | None
    after: Unit | None
    is_partial: bool = False
    has_other_ground: bool = False


@dataclass(frozen=True)
class Change:
    """A step as a person writes it: codes or keys, that of `before` as on the eve, that of `after` as on the day."""

    before: str
    after: str = ""
    is_partial: bool = False

    def __str__(self) -> str:
        return f"{self.before} -> {self.after}{' (một phần)' if self.is_partial else ''}"


@dataclass(frozen=True)
class NewUnit:
    """A unit that an event founds; `parent` is a code or a key."""

    level: str
    name: str
    code: str
    parent: str

    def __str__(self) -> str:
        return f"{self.level} | {self.code} | {self.name} | {self.parent}"


@dataclass(frozen=True)
class NewName:
    """Another name, and another code where one is given, of a unit that goes on; `unit` is a code or a key."""

    unit: str
    name: str
    code: str = ""

    def __str__(self) -> str:
        return f"{self.unit} | {self.name} | {self.code}"


@transaction.atomic
def apply_event(
    *, key: str, kind: str, on: date, legal_doc: str, trust: str, steps: list[Step], note: str = ""
) -> UnitEvent:
    """Let an event happen: the units before it end on the eve, what lay under them moves, their heirs get the rights.

    Raises ValidationError where a unit had ended or begins only later, something later is recorded of it,
    the steps do not fit the kind, or the event is recorded already.
    """
    eve = on - timedelta(days=1)
    ending = list(dict.fromkeys(s.before for s in steps if s.before is not None and s.before != s.after))
    _check_news(key, on, ending)
    _check_shape(kind, steps, note)
    ending = list(Unit.objects.select_for_update(no_key=True).filter(pk__in=[unit.pk for unit in ending]))
    for unit in ending:
        _check_may_end(unit, on, {step.after for step in steps})
    for step in steps:
        if step.after is not None:
            _check_stands(step.after, on)
    event = UnitEvent.objects.create(key=key, kind=kind, happened_on=on, legal_doc=legal_doc, trust=trust, note=note)
    Succession.objects.bulk_create(
        Succession(
            event=event, before=s.before, after=s.after, is_partial=s.is_partial, has_other_ground=s.has_other_ground
        )
        for s in steps
    )
    # All end first, so that none of them is taken for an heir.
    Unit.objects.filter(pk__in=[unit.pk for unit in ending]).update(until_on=eve)
    relink([pk for unit in ending for pk in close_unit(unit, last_day=eve)])
    return event


def _check_news(key: str, on: date, ending: list[Unit]) -> None:
    again = Succession.objects.filter(event__happened_on=on, before__in=ending).exclude(after=F("before"))
    if UnitEvent.objects.filter(key=key).exists() or again.exists():
        raise ValidationError(_("Biến động này đã được ghi."))


def _check_shape(kind: str, steps: list[Step], note: str) -> None:
    """Do the steps look like an event of that kind?"""
    befores = {s.before for s in steps if s.before and s.before != s.after}
    afters = {s.after for s in steps if s.after and s.before and s.before != s.after}
    is_partial = any(s.is_partial for s in steps)
    wrong = {
        Kind.FOUND: (bool(befores) or not steps, _("Thành lập thì chỉ ghi đơn vị mới, không ghi đơn vị cũ.")),
        Kind.RENAME: (bool(befores) or not steps, _("Đổi tên thì chỉ ghi đơn vị và tên mới, không ghi đơn vị cũ.")),
        Kind.MERGE: (
            not befores or len(afters) != 1 or is_partial or any(s.after is None for s in steps),
            _("Nhập thì mọi đơn vị cũ về trọn một đơn vị. Đơn vị chỉ về một phần thì ghi là chia, tách."),
        ),
        Kind.SPLIT: (
            len(befores) != 1 or len(afters) < 2 or any(not s.is_partial for s in steps if s.before),
            _("Chia, tách thì một đơn vị cũ thành ít nhất hai đơn vị, mỗi đơn vị nhận một phần."),
        ),
        Kind.ABOLISH: (
            not befores or bool(afters) or not note.strip(),
            _("Bãi bỏ thì không có đơn vị kế thừa, và phải ghi chú vì sao."),
        ),
        Kind.ABOLISH_LEVEL: (not befores, _("Bỏ một cấp thì phải ghi các đơn vị của cấp ấy.")),
    }[Kind(kind)]
    if wrong[0]:
        raise ValidationError({"changes": wrong[1]})


def _check_may_end(unit: Unit, on: date, after: set[Unit | None]) -> None:
    words = {"unit": name_on(unit, on), "day": on.strftime("%d/%m/%Y")}
    if unit in after:
        _refuse_itself(unit, on)
    if unit.until_on is not None:
        raise ValidationError({"changes": _("%(unit)s đã kết thúc trước ngày %(day)s.") % words})
    if unit.from_on >= on:
        raise ValidationError({"changes": _("%(unit)s chưa có trước ngày %(day)s.") % words})
    received = unit.predecessors.filter(event__happened_on__gte=on).exclude(before=unit)
    if unit.versions.filter(from_on__gt=on).exists() or received.exists():
        raise ValidationError({"happened_on": _("%(unit)s đã có thay đổi ghi cho ngày sau ngày %(day)s.") % words})


def _refuse_itself(unit: Unit, on: date) -> NoReturn:
    sentence = _("%(unit)s không thể kế thừa chính nó. Nếu vẫn giữ tên, hãy ghi một đơn vị mới cùng tên.")
    raise ValidationError({"changes": sentence % {"unit": name_on(unit, on)}})


def _check_stands(unit: Unit, on: date) -> None:
    if unit.from_on > on or (unit.until_on is not None and unit.until_on < on):
        words = {"unit": name_on(unit, on), "day": on.strftime("%d/%m/%Y")}
        raise ValidationError({"changes": _("Đơn vị kế thừa %(unit)s không có vào ngày %(day)s.") % words})


@transaction.atomic
def record_event(
    *,
    by: Any,
    kind: str,
    happened_on: date,
    legal_doc: str,
    trust: str,
    changes: list[Change],
    new_units: list[NewUnit],
    new_names: list[NewName],
    note: str = "",
) -> UnitEvent:
    """An event as an officer writes it: new units first, then new names, then who took whose ground.

    Raises ValidationError as `apply_event`, and for codes that no unit bears on that day.
    """
    eve = happened_on - timedelta(days=1)
    if new_names and kind != Kind.RENAME:
        raise ValidationError({"new_names": _("Đổi tên thì ghi thành một biến động riêng.")})
    if new_units and kind == Kind.RENAME:
        raise ValidationError({"new_units": _("Thành lập thì ghi thành một biến động riêng.")})
    steps = [Step(None, _found(new, happened_on)) for new in new_units]
    for new_name in new_names:
        unit = _called("new_names", new_name.unit, eve)
        steps.append(Step(unit, unit))
    for change in changes:
        before = _called("changes", change.before, eve)
        after = _called("changes", change.after, happened_on) if change.after else None
        if before == after:
            _refuse_itself(before, happened_on)
        steps.append(Step(before, after, change.is_partial))
    event = apply_event(
        key=_event_key(kind, happened_on, steps),
        kind=kind,
        on=happened_on,
        legal_doc=tidy(legal_doc),
        trust=trust,
        steps=steps,
        note=tidy(note),
    )
    for new_name in new_names:
        unit = _called("new_names", new_name.unit, eve)
        rename_unit(unit, name=new_name.name, code=new_name.code or None, on=happened_on)
    _check_codes("new_units", [new.code for new in new_units], happened_on)
    _check_codes("new_names", [new.code for new in new_names], happened_on)
    return event


def _check_codes(field: str, codes: list[str], on: date) -> None:
    """After the event no two units bear the same code; told is the one that bore it before."""
    for code in filter(None, codes):
        bearers = [v.name for v in UnitVersion.objects.on(on).filter(code=code).order_by("from_on", "pk")]
        if len(bearers) > 1:
            raise ValidationError({field: _("Mã %(code)s đang là của %(unit)s.") % {"code": code, "unit": bearers[0]}})


def _found(new: NewUnit, on: date) -> Unit:
    parent = _called("new_units", new.parent, on)
    try:
        return found_unit(
            key=_new_key(new, on), level=new.level, name=new.name, code=new.code, parent=parent, from_on=on
        )
    except ValidationError as error:
        raise ValidationError({"new_units": error.messages}) from None


def _new_key(new: NewUnit, on: date) -> str:
    """A name for ever: level, code (or name) and year, with the day where that is taken."""
    bare = f"{_SHORT[new.level]}{new.code or plain(new.name).replace(' ', '-')[:30]}"
    for key in (f"{bare}.{on:%Y}", f"{bare}.{on:%Y-%m-%d}"):
        if not Unit.objects.filter(key=key).exists():
            return key
    raise ValidationError({"new_units": _("Đơn vị mới mang mã %s đã được ghi.") % (new.code or new.name)})


def _event_key(kind: str, on: date, steps: list[Step]) -> str:
    first = next((s.before or s.after for s in steps if s.before), steps[0].after if steps else None)
    return f"{on}/{kind}/{first.key if first else ''}"


def _called(field: str, word: str, on: date) -> Unit:
    unit = unit_called(word, on)
    if unit is None:
        words = {"word": word, "day": on.strftime("%d/%m/%Y")}
        raise ValidationError({field: _("Không có đơn vị nào mang mã hoặc khóa «%(word)s» vào ngày %(day)s.") % words})
    return unit
