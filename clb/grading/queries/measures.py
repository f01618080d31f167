"""What records say about clubs: each measure answers for many clubs at once, by the queries that own the facts.

A share is kept as what was counted and of how many. `is_hidden` measures count people whose health or care is nobody
else's business: they give points, and their numbers are never stored or told here (docs/decisions/0110).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from clb.care.queries.counts import by_club, kept_months, volunteers_on
from clb.clubs.models import Club
from clb.clubs.panels import compositions
from clb.clubs.rules import composition_findings
from clb.exchanges.models import ExchangeClub
from clb.fund.models import CashCount, ClubBook, MonthClosing, Place
from clb.fund.queries.arrears import arrears_by_club
from clb.fund.queries.start_fund import start_funds_vnd
from clb.grading.rules.scoring import Words
from clb.health.queries.coverage import checked_by_club
from clb.kernel.dates import on_day
from clb.ledger.models import Entry
from clb.meetings.queries.coverage import LONGEST, coverage_of
from clb.meetings.queries.owed import MOST_MONTHS, Months, Record, records_of, spans
from clb.meetings.rules.calendar import last_whole_months
from clb.members.models import Membership
from clb.members.queries import quick_counts_by_club
from clb.members.queries.counts import KINDS
from clb.places.models import RANK, UnitLink
from clb.places.queries import nation
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, indicators

AREAS, BANDS, FUNDS, LATE_DAYS = 8, 4, 2, 30
IN_NEED = ("poor", "near_poor", "hardship")


@dataclass(frozen=True)
class Reading:
    """What was counted of one club; of a share also of how many."""

    numerator: int
    denominator: int | None = None


@dataclass
class Over:
    """Some clubs from a first day to the day `on`; what several measures need is asked for once."""

    clubs: QuerySet[Club]
    first: date
    on: date

    @cached_property
    def months(self) -> Months:
        """The whole months within, the last MOST_MONTHS of them at most."""
        ends = [end for piece in spans(self.first, self.on) for end in piece.ends]
        return Months(tuple(ends[-MOST_MONTHS:]))

    @cached_property
    def records(self) -> dict[UUID, Record]:
        """The months for which each club owed a meeting and those that it held: months in which it worked."""
        return records_of(self.clubs, self.months)

    @cached_property
    def ask(self) -> Ask:
        """The same as indicators are asked."""
        ask = Ask(nation(), self.on, self.first, self.on)
        ask.__dict__["clubs"] = self.clubs
        return ask


Readings = dict[UUID, Reading]


@dataclass(frozen=True)
class Measure:
    """A figure that a criterion may be answered by. `noun` stands after a count ('buổi'); `evidence` are addresses
    with the right that opens each, the best first; `load` leaves out clubs of which there is nothing. What was
    missed of an `is_past` measure can't be made up: only what was done and never written down adds to it."""

    code: str
    what: Words
    noun: Words
    load: Callable[[Over], Readings]
    is_share: bool = True
    of: int | None = None
    is_money: bool = False
    is_hidden: bool = False
    is_past: bool = False
    evidence: tuple[tuple[str, str], ...] = ()

    def value(self, reading: Reading) -> Fraction | None:
        """The count, or the share in per cent; None where there is nothing to share."""
        if not self.is_share:
            return Fraction(reading.numerator)
        return Fraction(100 * reading.numerator, reading.denominator) if reading.denominator else None

    def nothing(self) -> Reading:
        """What is read of a club that `load` left out."""
        return Reading(0, 0 if self.is_share else None)


def _areas(over: Over) -> Readings:
    found = coverage_of(over.clubs, last_whole_months(over.on, LONGEST), over.on)
    return {one.club.pk: Reading(one.covered) for one in found}


def _meetings(over: Over) -> Readings:
    return {pk: Reading(r.held.bit_count(), r.owed.bit_count()) for pk, r in over.records.items()}


def _attendance(over: Over) -> Readings:
    each_club = indicators()["club.attendance"].each_club
    assert each_club is not None
    return {pk: Reading(v.numerator, v.denominator) for pk, v in each_club(over.ask).items()}


def _checked(over: Over) -> Readings:
    members = quick_counts_by_club(over.clubs, over.on)
    checked = checked_by_club(over.clubs, over.on)
    return {pk: Reading(checked.get(pk, 0), counts.members) for pk, counts in members.items()}


def _volunteers(over: Over) -> Readings:
    return {pk: Reading(n) for pk, n in by_club(volunteers_on(over.clubs, over.on)).items()}


def _visits(over: Over) -> Readings:
    rows = kept_months(over.clubs, over.first, over.on).order_by().values_list("club")
    return {pk: Reading(done, planned) for pk, done, planned in rows.annotate(Sum("done"), Sum("planned"))}


def _learning(over: Over) -> Readings:
    rows = ExchangeClub.objects.filter(
        club__in=over.clubs.values("pk"), exchange__held_on__range=(over.first, over.on)
    ).order_by()
    return {pk: Reading(n) for pk, n in rows.values_list("club").annotate(Count("pk"))}


def _bands(over: Over) -> Readings:
    paths = paths_of(over.clubs, over.on)
    units = dict(over.clubs.order_by().values_list("pk", "unit"))
    found = {}
    for pk, composition in compositions(over.clubs, over.on).items():
        findings = composition_findings(composition, on=over.on, path=paths.get(units[pk], ()))
        found[pk] = Reading(sum(finding.ok for finding in findings))
    return found


def paths_of(clubs: QuerySet[Club], day: date) -> dict[int, tuple[str, ...]]:
    """The keys of the units above each club's unit and its own, nation first, by unit id; one query."""
    links = UnitLink.objects.filter(on_day(day), below__in=clubs.order_by().values("unit"), is_heir=False)
    found: dict[int, list[tuple[int, str]]] = {}
    for below, level, key in links.values_list("below", "above__level", "above__key"):
        found.setdefault(below, []).append((RANK[level], key))
    return {below: tuple(key for _rank, key in sorted(keys)) for below, keys in found.items()}


def _start_fund(over: Over) -> Readings:
    return {pk: Reading(vnd) for pk, vnd in start_funds_vnd(over.clubs).items()}


def _books(over: Over) -> QuerySet[ClubBook]:
    """Books of either fund in which something was written by the day."""
    written = Entry.objects.filter(book=OuterRef("book"), happened_on__lte=over.on)
    return ClubBook.objects.filter(Exists(written), club__in=over.clubs.values("pk")).order_by()


def _two_funds(over: Over) -> Readings:
    return {pk: Reading(n) for pk, n in _books(over).values_list("club").annotate(Count("fund", distinct=True))}


def _closed(over: Over) -> Readings:
    """Months worked that are closed in every fund that has something written in its book."""
    closings = MonthClosing.objects.filter(reopened_at__isnull=True, club__in=over.clubs.values("pk")).order_by()
    last = {(pk, fund): month for pk, fund, month in closings.values_list("club", "fund").annotate(Max("month"))}
    until: dict[UUID, date] = {}
    for pk, fund in _books(over).values_list("club", "fund"):
        month = last.get((pk, fund), date.min)
        until[pk] = min(month, until.get(pk, month))
    found = {}
    for pk, record in over.records.items():
        closed = sum(1 << i for i, first in enumerate(over.months.firsts) if first <= until.get(pk, date.min))
        found[pk] = Reading((closed & record.owed).bit_count(), record.owed.bit_count())
    return found


def _counted(over: Over) -> Readings:
    """Months worked in which the cash box of a fund was counted."""
    place = {first: 1 << i for i, first in enumerate(over.months.firsts)}
    rows = CashCount.objects.filter(
        club__in=over.clubs.values("pk"), place=Place.BOX, counted_on__range=(over.first, over.on)
    )
    bits: dict[UUID, int] = {}
    for pk, month in rows.order_by().annotate(m=TruncMonth("counted_on")).values_list("club", "m").distinct():
        bits[pk] = bits.get(pk, 0) | place.get(month, 0)
    return {
        pk: Reading((bits.get(pk, 0) & record.owed).bit_count(), record.owed.bit_count())
        for pk, record in over.records.items()
    }


def _risk(over: Over) -> Readings:
    ratios = {pk: one.par(LATE_DAYS) for pk, one in arrears_by_club(over.clubs, over.on).items()}
    return {pk: Reading(ratio.numerator_vnd, ratio.denominator_vnd) for pk, ratio in ratios.items()}


def _poor_first(over: Over) -> Readings:
    """Of members of poor, near-poor and hard-pressed households, those who were ever lent something by their club."""
    borrowers = indicators()["members.borrowers_share"].records
    lent, all_of_them = (_in_need(borrowers(over.ask, part), over.on) for part in (NUMERATOR, DENOMINATOR))
    return {pk: Reading(lent.get(pk, 0), n) for pk, n in all_of_them.items()}


def _in_need(members: QuerySet[Membership], on: date) -> dict[UUID, int]:
    wanted = Q()
    for name in IN_NEED:
        wanted |= KINDS[name].filter(on)
    return dict(members.filter(wanted).order_by().values_list("club").annotate(Count("pk")))


MEASURES: dict[str, Measure] = {
    m.code: m
    for m in (
        Measure(
            "areas",
            _("Số mảng hoạt động làm đủ, trong tám mảng"),
            _("mảng"),
            _areas,
            is_share=False,
            of=AREAS,
            evidence=(("meetings:coverage", "clubs.read"),),
        ),
        Measure(
            "meetings",
            _("Buổi sinh hoạt hằng tháng đã họp, trong số tháng phải họp của kỳ"),
            _("tháng"),
            _meetings,
            is_past=True,
            evidence=(("meetings:calendar", "clubs.read"),),
        ),
        Measure(
            "attendance",
            _("Lượt có mặt, trong số lượt điểm danh, 12 tháng trọn vẹn gần nhất"),
            _("lượt"),
            _attendance,
            is_past=True,
            evidence=(("meetings:attendance", "meetings.read"),),
        ),
        Measure(
            "checked",
            _("Thành viên đã khám sức khỏe định kỳ trong năm"),
            _("người"),
            _checked,
            is_hidden=True,
            evidence=(("health:coverage", "clubs.read"),),
        ),
        Measure(
            "volunteers",
            _("Tình nguyện viên chăm sóc tại nhà"),
            _("người"),
            _volunteers,
            is_share=False,
            evidence=(("care:volunteers", "care.read"), ("care:index", "care.read_counts")),
        ),
        Measure(
            "visits",
            _("Lần hẹn chăm sóc tại nhà đã đến, trong số lần hẹn"),
            _("lần"),
            _visits,
            is_hidden=True,
            is_past=True,
            evidence=(("care:club", "care.read"), ("care:index", "care.read_counts")),
        ),
        Measure(
            "learning",
            _("Buổi tập huấn, nói chuyện, giao lưu đã dự trong kỳ"),
            _("buổi"),
            _learning,
            is_share=False,
            evidence=(("exchanges:index", "exchanges.read"),),
        ),
        Measure(
            "bands",
            _("Số mức cơ cấu thành viên đạt được, trong bốn mức"),
            _("mức"),
            _bands,
            is_share=False,
            of=BANDS,
            evidence=(("clubs:club", "clubs.read"),),
        ),
        Measure(
            "start_fund",
            _("Quỹ ban đầu đến hết ngày thành lập"),
            _("đồng"),
            _start_fund,
            is_share=False,
            is_money=True,
            evidence=(("fund:start_fund", "fund.read"),),
        ),
        Measure(
            "two_funds",
            _("Quỹ đã có chứng từ trong sổ"),
            _("quỹ"),
            _two_funds,
            is_share=False,
            of=FUNDS,
            evidence=(("fund:money", "fund.read"),),
        ),
        Measure(
            "closed",
            _("Tháng đã khóa sổ, trong số tháng hoạt động của kỳ"),
            _("tháng"),
            _closed,
            evidence=(("fund:closings", "fund.read"),),
        ),
        Measure(
            "counted",
            _("Tháng có kiểm quỹ tiền mặt, trong số tháng hoạt động của kỳ"),
            _("tháng"),
            _counted,
            is_past=True,
            evidence=(("fund:boxes", "fund.read"),),
        ),
        Measure(
            "risk",
            _("Gốc của các khoản vay trễ trên 30 ngày, trong toàn bộ gốc còn nợ"),
            _("đồng"),
            _risk,
            is_money=True,
            evidence=(("fund:club_arrears", "fund.read"),),
        ),
        Measure(
            "poor_first",
            _("Thành viên hộ nghèo, cận nghèo, hoàn cảnh khó khăn đã được câu lạc bộ cho vay"),
            _("người"),
            _poor_first,
            evidence=(("lending:queue", "lending.read"), ("fund:open_loans", "fund.read")),
        ),
    )
}


def measure_clubs(clubs: QuerySet[Club], first: date, on: date, codes: Sequence[str]) -> dict[str, Readings]:
    """What the measures `codes` read of every one of `clubs`, in a number of queries that does not grow with them."""
    over = Over(clubs, first, on)
    ids = list(clubs.order_by().values_list("pk", flat=True))
    found: dict[str, Any] = {}
    for code in dict.fromkeys(codes):
        measure = MEASURES[code]
        read = measure.load(over)
        found[code] = {pk: read.get(pk) or measure.nothing() for pk in ids}
    return found
