"""`clb places`: load the units, and see any of them on any day."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clb.kernel.dates import DayField
from clb.places.models import Unit, UnitEvent, UnitVersion
from clb.places.queries import awaiting_assignment, children, names_on, nation, units_called
from clb.places.queries.cards import EventRow, Kinship, Named, UnitCard, event_rows, unit_card, worklist
from clb.places.services import load_reference_tree


class Command(BaseCommand):
    """One verb of the command line with five of its own."""

    help = "Đơn vị qua thời gian: nạp, xem một đơn vị vào một ngày, cây, biến động, danh sách chờ gán."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """load | show NAME-OR-CODE [--on] | tree [NAME-OR-CODE] [--on] | events [--on] | waiting."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="nạp các đơn vị của cả nước và các đơn vị cũ; chạy lại không sao")
        show = verbs.add_parser("show", help="xem một đơn vị: thuộc đâu, có gì, từ đâu, về đâu")
        show.add_argument("word", help="tên (có dấu hay không), mã hoặc khóa")
        tree = verbs.add_parser("tree", help="các đơn vị ngay dưới một đơn vị, mặc định là cả nước")
        tree.add_argument("word", nargs="?", default="", help="tên, mã hoặc khóa")
        events = verbs.add_parser("events", help="các biến động đã ghi")
        verbs.add_parser("waiting", help="các đơn vị chờ gán vì nơi cũ đã bị chia")
        for verb in (show, tree, events):
            verb.add_argument("--on", default="", metavar="NGÀY", help="ngày xem, ví dụ 2025-06-30 hoặc 30/06/2025")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the verb."""
        day = self._day(options.get("on", ""))
        match options["verb"]:
            case "load":
                self._load()
            case "show":
                unit = self._unit(options["word"], day, bool(options["on"]))
                self._write([*_card_lines(unit_card(unit, day)), *_children_lines(unit, day)])
            case "tree":
                unit = self._unit(options["word"], day, bool(options["on"])) if options["word"] else self._nation()
                self._write(_children_lines(unit, day))
            case "events":
                events = UnitEvent.objects.order_by("happened_on", "pk")
                self._write(_event_lines(event_rows(events.filter(happened_on=day) if options["on"] else events)))
            case "waiting":
                self._write(_waiting_lines())

    def _write(self, lines: Iterable[str]) -> None:
        self.stdout.write("\n".join(lines))

    def _day(self, text: str) -> date:
        try:
            return (DayField().clean(text) if text else None) or timezone.localdate()
        except ValidationError as error:
            raise CommandError(error.messages[0]) from None

    def _load(self) -> None:
        begun = time.monotonic()
        came = load_reference_tree()
        standing = Unit.objects.on(timezone.localdate())
        levels = {level: standing.filter(level=level).count() for level in (Unit.Level.PROVINCE, Unit.Level.COMMUNE)}
        self.stdout.write(
            f"Đã nạp thêm {came} đơn vị trong {time.monotonic() - begun:.1f} giây. "
            f"Hôm nay có {levels[Unit.Level.PROVINCE]} tỉnh, thành phố và {levels[Unit.Level.COMMUNE]} xã, phường."
        )

    def _nation(self) -> Unit:
        if not Unit.objects.exists():
            raise CommandError("Chưa có đơn vị nào. Hãy nạp trước: clb places load")
        return nation()

    def _unit(self, word: str, day: date, is_day_given: bool) -> Unit:
        self._nation()
        found = units_called(word, day, is_day_given=is_day_given)
        if not found:
            raise CommandError(f"Không có đơn vị nào mang tên, mã hay khóa «{word}» vào ngày {day:%d/%m/%Y}.")
        if len(found) == 1:
            return found[0].unit
        choices = "\n".join(f"  {line}" for line in _choice_lines(found, day))
        raise CommandError(f"Có nhiều đơn vị như vậy. Hãy gõ khóa của một trong các đơn vị này:\n{choices}")


def _choice_lines(found: list[UnitVersion], day: date) -> Iterable[str]:
    parents = names_on({v.parent_id for v in found if v.parent_id}, day)
    for v in found:
        ended = f", đến hết {v.unit.until_on:%d/%m/%Y}" if v.unit.until_on else ""
        yield f"{v.unit.key:<14} {v.name} ({v.code or 'không mã'}), thuộc {parents.get(v.parent_id or 0, '—')}{ended}"


def _named(it: Named | None) -> str:
    return "—" if it is None else f"{it.name} ({it.code})" if it.code else it.name


def _period(it: Unit | UnitVersion) -> str:
    since = "chưa rõ ngày" if it.is_start_unknown else f"{it.from_on:%d/%m/%Y}"
    return f"{since} – {f'{it.until_on:%d/%m/%Y}' if it.until_on else 'nay'}"


def _card_lines(card: UnitCard) -> Iterable[str]:
    name = (card.version or card.versions[0]).name
    yield f"{name}  [{card.unit.key}]"
    yield f"  Cấp:      {card.unit.get_level_display()}"
    if card.version is None:
        yield f"  Ngày {card.on:%d/%m/%Y} chưa có đơn vị này; có từ {card.unit.from_on:%d/%m/%Y}."
    else:
        yield f"  Mã:       {card.version.code or '—'}"
        yield f"  Thuộc:    {' › '.join(up.name for up in card.path) or '—'}" + (" (chờ gán)" if card.waits else "")
    yield f"  Tồn tại:  {_period(card.unit)}"
    if card.unit.source:
        yield f"  Nguồn:    {card.unit.source} ({card.unit.get_trust_display()})"
    if card.has_ended:
        yield f"  Đã kết thúc; thông tin ở trên là của ngày {card.seen_on:%d/%m/%Y}."
    for title, kinships in (("Địa bàn nay thuộc", card.successors), ("Hình thành từ", card.predecessors)):
        if kinships:
            yield f"  {title}:"
            yield from (f"    {line}" for line in map(_kin_line, kinships))
    if len(card.versions) > 1:
        yield "  Qua các thời kỳ:"
        for v in card.versions:
            wait = " (chờ gán)" if v.awaits_assignment else ""
            parent = card.parents.get(v.parent_id or 0, "—")
            yield f"    {_period(v)}: {v.name}, {v.code or 'không mã'}, thuộc {parent}{wait}"


def _kin_line(kin: Kinship) -> str:
    part = ", một phần" if kin.is_partial else ""
    event = kin.event
    paper = f"{event.get_kind_display()} {event.happened_on:%d/%m/%Y}, {event.legal_doc}; {event.get_trust_display()}"
    return f"{_named(kin.other)}{part}  [{paper}]"


def _children_lines(unit: Unit, day: date) -> Iterable[str]:
    rows = list(children(unit, day))
    yield f"  Trực thuộc vào ngày {unit.seen_on(day):%d/%m/%Y}: {len(rows)}"
    for v in rows:
        yield f"    {v.code or '':<6} {v.name}{' (chờ gán)' if v.awaits_assignment else ''}  [{v.unit.key}]"


def _event_lines(rows: list[EventRow]) -> Iterable[str]:
    for row in rows:
        event = row.event
        paper = f"{event.legal_doc} ({event.get_trust_display()})"
        yield f"{event.happened_on:%d/%m/%Y}  {event.get_kind_display()}: {paper}"
        for p in row.passings:
            part = ", một phần" if p.is_partial else ""
            yield f"    {_named(p.before)} → {_named(p.after)}{part}"
        if event.note:
            yield f"    {event.note}"
    if not rows:
        yield "Chưa ghi biến động nào."


def _waiting_lines() -> Iterable[str]:
    rows = worklist(list(awaiting_assignment()))
    for row in rows:
        yield f"{row.name}  [{row.unit.key}]: trước thuộc {_named(row.before)}, chờ từ {row.since:%d/%m/%Y}"
        yield f"    có thể về: {', '.join(map(_named, row.choices))}"
    yield f"{len(rows)} đơn vị chờ gán."
