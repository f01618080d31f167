"""Visits: of a place in a time, the last one of each club, one visit with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max, QuerySet

from clb.access.models import User
from clb.clubs.models import Club
from clb.law.norms import limit
from clb.places.models import Unit
from clb.places.queries import ancestors
from clb.supervision.models import ChecklistAnswer, ChecklistVersion, Recount, SampleItem, SampleKind, SupervisionVisit
from clb.supervision.rules.checklists import Checklist, default_checklist
from clb.supervision.rules.samples import Score


def visits_within(clubs: QuerySet[Club], first: date, last: date) -> QuerySet[SupervisionVisit]:
    """Visits to `clubs` carried out from `first` to `last`, the newest first."""
    rows = SupervisionVisit.objects.filter(club__in=clubs.order_by().values("pk"), carried_on__range=(first, last))
    return rows.select_related("club", "programme__unit").order_by("-carried_on", "pk")


def last_visits(clubs: QuerySet[Club], on: date) -> dict[UUID, date]:
    """The day of the last visit carried out by `on`, by club; clubs never visited are left out. One query."""
    rows = SupervisionVisit.objects.filter(club__in=clubs.order_by().values("pk"), carried_on__lte=on).order_by()
    return dict(rows.values_list("club").annotate(Max("carried_on")))


def checklist_for(unit: Unit, on: date) -> Checklist:
    """The checklist of the nearest place that has one in force on a day, else the default. Two queries."""
    path = [*ancestors(unit, on), unit]
    depth = {place.pk: n for n, place in enumerate(path)}
    rows = ChecklistVersion.objects.filter(unit__in=depth, from_on__lte=on)
    found = max(rows, key=lambda row: (depth[row.unit_id], row.from_on), default=None)
    return Checklist(found.title, found.document, found.sections) if found else default_checklist(on)


def units_with(user: User, right: str) -> QuerySet[Unit]:
    """Units where `user` holds `right` by an office there, not all that lie below."""
    held = user.reach(right).filter(above=F("below")).values("below")
    return Unit.objects.filter(pk__in=held).order_by("pk")


@dataclass(frozen=True)
class Question:
    """A question of a visit's checklist with what was answered, '' where nothing was yet."""

    key: str
    text: str
    answer: str
    answer_shown: str
    note: str


@dataclass(frozen=True)
class Section:
    """Questions under one title."""

    title: str
    questions: tuple[Question, ...]


def answered_sections(visit: SupervisionVisit) -> list[Section]:
    """The checklist of a visit with its answers, in the order of the paper; one query."""
    answers = {row.question: row for row in ChecklistAnswer.objects.filter(visit=visit)}
    return [
        Section(section["title"], tuple(_question(q, answers.get(q["key"])) for q in section["questions"]))
        for section in visit.sections
    ]


def _question(asked: dict[str, str], row: ChecklistAnswer | None) -> Question:
    if row is None:
        return Question(asked["key"], asked["text"], "", "", "")
    return Question(asked["key"], asked["text"], row.answer, str(row.get_answer_display()), row.note)


@dataclass(frozen=True)
class KindScore:
    """What the recount of one kind came to; `population` is what the sample was drawn from."""

    kind: SampleKind
    population: int
    score: Score
    share_from: int

    @property
    def told(self) -> str:
        """'9/10 (90%)', of a small sample only the numbers."""
        return self.score.told(self.share_from)


@dataclass(frozen=True)
class RecountCard:
    """A recount without names: its lot, each kind, and all together."""

    recount: Recount
    kinds: tuple[KindScore, ...]
    total: Score
    share_from: int

    @property
    def told(self) -> str:
        """All kinds together."""
        return self.total.told(self.share_from)


def recount_card(visit: SupervisionVisit, on: date) -> RecountCard | None:
    """What the recount of a visit came to; None where no lot was drawn."""
    recount = Recount.objects.filter(visit=visit).select_related("meeting").first()
    if recount is None:
        return None
    share_from = limit("supervision.share_from", on=on)
    kinds = tuple(
        KindScore(kind, recount.populations.get(kind, 0), Score.stored(recount.totals[kind]), share_from)
        for kind in SampleKind
        if kind in recount.totals
    )
    return RecountCard(recount, kinds, sum((kind.score for kind in kinds), Score()), share_from)


def sample_items(recount: Recount) -> Sequence[SampleItem]:
    """The lines of the sample with people and loans; only for whoever may read names. One query."""
    rows = SampleItem.objects.filter(recount=recount)
    found = rows.select_related("membership__person__household", "loan__person")
    order: dict[Any, int] = {kind: n for n, kind in enumerate(SampleKind)}
    return sorted(found, key=lambda item: (order[item.kind], item.number))
