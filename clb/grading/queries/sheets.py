"""One sheet as its page and its paper show it: each criterion with what records say, who gave what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.grading.models import Criterion as StoredCriterion
from clb.grading.models import Mark, MarkFile, Sheet
from clb.grading.models.marks import WORDS
from clb.grading.models.rounds import Level
from clb.grading.rules import Card, Criterion, Raise, ways_up
from clb.grading.rules.raising import Step, count_to_reach, most_to_stay
from clb.grading.rules.scoring import exact_told, points_told
from clb.kernel.money import grouped, vnd

from .autos import auto_points, told
from .cards import card_of, criterion_of
from .measures import MEASURES, Measure

LEVELS = tuple(Level)


@dataclass(frozen=True)
class Given:
    """What one level said in a criterion."""

    level: Level
    points: Decimal
    reason: str
    by: str

    @property
    def label(self) -> str:
        """Whose word it is."""
        return str(self.level.label)


@dataclass(frozen=True)
class Line:
    """A criterion on a sheet: `auto` points from records (None: a person answers), what people gave, what counts."""

    pk: int
    criterion: Criterion
    told: str
    what: str
    auto: Decimal | None
    given: tuple[Given, ...]
    files: tuple[MarkFile, ...]
    evidence: str

    @property
    def points(self) -> Decimal | None:
        """What counts: the word of the highest level, else the records; None for a blank."""
        return self.given[-1].points if self.given else self.auto

    @property
    def is_blank(self) -> bool:
        """Must somebody still answer?"""
        return self.points is None

    @property
    def is_changed(self) -> bool:
        """Do the points differ from those of the records?"""
        return self.auto is not None and self.points != self.auto

    @property
    def is_full(self) -> bool:
        """Can nothing more be had?"""
        return self.points == self.criterion.max_points


@dataclass(frozen=True)
class Filled:
    """A sheet with its lines, in groups, in the scorecard's order. Words may name somebody: `reads_words` says whether
    reasons, notes, appeals and files are for this reader."""

    sheet: Sheet
    card: Card
    lines: tuple[Line, ...]
    reads_words: bool

    @property
    def groups(self) -> list[tuple[str, list[Line], Decimal, Decimal]]:
        """Each group with its lines, their points and the most that they can give."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.criterion.group, []).append(line)
        nothing = Decimal(0)
        return [
            (
                name,
                lines,
                sum((line.points or nothing for line in lines), nothing),
                sum((line.criterion.max_points for line in lines), nothing),
            )
            for name, lines in found.items()
        ]

    @property
    def points(self) -> dict[str, Decimal | None]:
        """What counts in each criterion, by code."""
        return {line.criterion.code: line.points for line in self.lines}

    @property
    def total(self) -> Decimal:
        """All points, blanks as nothing."""
        return sum((p for p in self.points.values() if p is not None), Decimal(0))


def marks_of(sheets: Iterable[Sheet]) -> dict[int, list[Mark]]:
    """The marks of each sheet by id, those of the lowest level first; one query."""
    rows = Mark.objects.filter(sheet__in=[sheet.pk for sheet in sheets]).select_related("by")
    found: dict[int, list[Mark]] = {}
    for row in sorted(rows, key=lambda mark: LEVELS.index(Level(mark.level))):
        found.setdefault(row.sheet_id, []).append(row)
    return found


def standing(auto: Mapping[str, Any], marks: Iterable[Mark], codes: Mapping[int, str]) -> dict[str, Decimal | None]:
    """What counts in each criterion of a sheet, from what records gave and marks in the order of their levels."""
    points: dict[str, Decimal | None] = dict.fromkeys(codes.values())
    points |= {code: value for code, value in auto_points(dict(auto)).items() if code in points}
    return points | {codes[mark.criterion_id]: Decimal(mark.points) for mark in marks}


def filled(sheet: Sheet, user: User) -> Filled:
    """The sheet as `user` sees it: links to evidence are those that this person may open. Seven queries."""
    rows = list(sheet.round.scorecard.criteria.all())
    marks: dict[int, list[Mark]] = {}
    for mark in marks_of([sheet]).get(sheet.pk, []):
        marks.setdefault(mark.criterion_id, []).append(mark)
    files: dict[int, list[MarkFile]] = {}
    for file in sheet.files.select_related("file").order_by("pk"):
        files.setdefault(file.criterion_id, []).append(file)
    rights = user.rights_at(sheet.club.unit)
    reads_words = WORDS in rights
    files = files if reads_words else {}
    lines = [_line(sheet, row, marks.get(row.pk, ()), files.get(row.pk, ()), rights) for row in rows]
    return Filled(sheet, card_of(sheet.round.scorecard), tuple(lines), reads_words)


def _line(
    sheet: Sheet, row: StoredCriterion, marks: Iterable[Mark], files: Iterable[MarkFile], rights: frozenset[str]
) -> Line:
    criterion, kept = criterion_of(row), sheet.auto.get(row.code)
    points = kept["p"] if kept else None
    return Line(
        pk=row.pk,
        criterion=criterion,
        told=told(criterion, kept),
        what=str(MEASURES[row.measure].what) if row.measure else "",
        auto=None if points is None else Decimal(points),
        given=tuple(_given(mark, WORDS in rights) for mark in marks),
        files=tuple(files),
        evidence=evidence_url(criterion, sheet.club, rights),
    )


def _given(mark: Mark, reads_words: bool) -> Given:
    words = (mark.reason, mark.by.called) if reads_words else ("", "")
    return Given(Level(mark.level), Decimal(mark.points), *words)


def evidence_url(criterion: Criterion, club: Club, rights: frozenset[str]) -> str:
    """The page of the records behind a criterion that whoever holds `rights` at the club may open; '' for a person's
    answer, which its own files and words prove."""
    if not criterion.measure:
        return ""
    for name, right in MEASURES[criterion.measure].evidence:
        if right in rights:
            return reverse(name) if name in _WITHOUT_CLUB else reverse(name, args=[club.pk])
    return reverse("clubs:club", args=[club.pk])


_WITHOUT_CLUB = {"exchanges:index", "health:coverage", "care:index"}


# --- What would raise it ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Advice:
    """One thing to do better, in plain words: what it is now, what it must become, how many points that brings; whether
    what was missed is past, so that only what was done and not written down still adds to it."""

    text: str
    now: str
    wanted: str
    gain: str
    is_past: bool


def raise_of(card: Card, points: Mapping[str, Decimal | None]) -> Raise:
    """What would raise a club with these points a grade."""
    total = sum((p for p in points.values() if p is not None), Decimal(0))
    past = {c.code for c in card.criteria if c.measure and MEASURES[c.measure].is_past}
    return ways_up(card, points, total=total, past=past)


def advised(found: Raise, auto: Mapping[str, Any]) -> list[Advice]:
    """The steps of a raise in words, with numbers where they may be told."""
    return [
        Advice(
            s.criterion.text,
            told(s.criterion, auto.get(s.criterion.code)),
            _wanted(s, auto),
            points_told(s.gain),
            MEASURES[s.criterion.measure].is_past,
        )
        for s in found.steps
    ]


def _wanted(step: Step, auto: Mapping[str, Any]) -> str:
    """'Thêm 2 tháng, thành 12 trên 12'; where numbers are hidden only the share: 'Từ 80% trở lên'."""
    criterion, measure = step.criterion, MEASURES[step.criterion.measure]
    kept = auto.get(criterion.code) or {}
    n, d = kept.get("n"), kept.get("d")
    if n is None or (measure.is_share and not d):
        words = _("Không quá %s%%.") if criterion.is_lower_better else _("Từ %s%% trở lên.")
        return words % exact_told(step.band.at)
    if criterion.is_lower_better:
        most = most_to_stay(step.band, d) if d is not None else int(step.band.at)
        return _("Giảm %(less)s, còn không quá %(most)s.") % {
            "less": _amount(measure, n - most),
            "most": _amount(measure, most),
        }
    least = count_to_reach(step.band, d) if d is not None else ceil(step.band.at)
    words = _("Thêm %(more)s, thành %(least)s trên %(all)s.") if d else _("Thêm %(more)s, thành %(least)s.")
    told = {"more": _amount(measure, least - n), "least": _amount(measure, least), "all": ""}
    if d:
        told |= {"least": grouped(f"{least:,}"), "all": _amount(measure, d)}
    return words % told


def _amount(measure: Measure, n: int) -> str:
    return vnd(n) if measure.is_money else f"{grouped(f'{n:,}')} {measure.noun}"


def sheets_of(user: User, club: Club) -> QuerySet[Sheet]:
    """The sheets of a club that `user` may see, the newest period first."""
    rows = Sheet.objects.visible_to(user).filter(club=club).select_related("round__scorecard", "club")
    return rows.order_by("-round__period_until", "-pk")
