"""Rounds as their pages show them: how far they are, how many clubs have which grade in each place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.access.queries import offices
from clb.access.roles import GRANTS
from clb.grading.models import Appeal, Mark, Round, Sheet, SheetStep
from clb.grading.rules import GRADES, Grade
from clb.kernel.dates import on_day
from clb.places.models import RANK, Unit, UnitLink, UnitVersion
from clb.places.queries import children, names_on

Stage = Sheet.Stage
GRADED_LEVELS = [level for level in RANK if RANK[level] <= RANK[Unit.Level.COMMUNE]]


def places_for(user: User, right: str) -> QuerySet[Unit]:
    """Units for which `user` may do `right`: those where it is held and those right below, down to communes."""
    today = timezone.localdate()
    held = [office.unit_id for office in offices(user, today) if right in GRANTS[office.role]]
    below = Q(pk__in=[])
    for unit in Unit.objects.filter(pk__in=held):
        rows = UnitVersion.objects.filter(on_day(unit.seen_on(today)), parent=unit)
        below |= Q(pk__in=rows.values("unit"))
    return Unit.objects.filter(Q(pk__in=held) | below, level__in=GRADED_LEVELS).order_by("pk")


def rounds_seen_by(user: User) -> QuerySet[Round]:
    """Rounds that `user` may see, the open ones and the newest period first."""
    rows = Round.objects.visible_to(user).select_related("place", "scorecard")
    return rows.order_by(F("locked_on").asc(nulls_first=True), "-period_until", "-opened_on", "pk")


def sheets_seen_by(user: User, round: Round) -> QuerySet[Sheet]:
    """The sheets of a round that `user` may see: all of them for those who read its whole place."""
    rows = round.sheets.all()
    if not user.may("grading.read", round.place):
        rows = rows.filter(club__unit__in=user.reach("grading.read").values("below"))
    return rows.select_related("club", "club__unit")


@dataclass(frozen=True)
class Spread:
    """How many clubs have which grade; `whole` are those that are graded in the round, `out` those that are not."""

    key: str
    name: str
    commune: int | None
    good: int
    fair: int
    average: int
    weak: int
    out: int
    waiting: int

    @property
    def whole(self) -> int:
        """Clubs in the round that are graded."""
        return self.good + self.fair + self.average + self.weak

    @property
    def counts(self) -> list[tuple[Grade, int]]:
        """By grade, the best first."""
        return list(zip(GRADES, (self.good, self.fair, self.average, self.weak), strict=True))


def spread_of(sheets: QuerySet[Sheet], name: str = "") -> Spread:
    """The grades of `sheets` together; one query."""
    return Spread("", name, None, **sheets.order_by().aggregate(**_counts()))


def spread_by_place(round: Round, sheets: QuerySet[Sheet]) -> list[Spread]:
    """The same for each commune, by name; for each unit right below the place where that is higher than a commune (a
    nation's provinces). Four queries at most."""
    day = round.map_on
    rows: list[dict[str, Any]] = list(sheets.order_by().values("commune").annotate(**_counts()))  # type: ignore[arg-type]  # rows of values
    home = _places_above(round, [row["commune"] for row in rows])
    sums: dict[int, Counter[str]] = {}
    for row in rows:
        commune = row.pop("commune")
        here = home.get(commune, commune)
        sums[here] = sums.get(here, Counter()) + Counter(row)
    names = names_on(sums, day)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=sums)}
    found = []
    for pk, n in sums.items():
        is_commune = units[pk].level == Unit.Level.COMMUNE
        counts = {name: n[name] for name in _counts()}
        found.append(Spread(key=units[pk].key, name=names[pk], commune=pk if is_commune else None, **counts))
    return sorted(found, key=lambda spread: spread.name)


def _places_above(round: Round, communes: list[int]) -> dict[int, int]:
    """The unit right below the round's place to which each commune belongs, where these are higher than communes."""
    below = [version.unit for version in children(round.place, round.map_on)]
    higher = [unit.pk for unit in below if unit.rank < RANK[Unit.Level.COMMUNE]]
    if not higher:
        return {}
    links = UnitLink.objects.filter(on_day(round.map_on), above__in=higher, below__in=communes, is_heir=False)
    return dict(links.values_list("below", "above"))


def _counts() -> dict[str, Any]:
    graded = ~Q(stage=Stage.LEFT_OUT)
    found = {grade.lower(): Count("pk", filter=graded & Q(grade=grade)) for grade in GRADES}
    found["out"] = Count("pk", filter=~graded)
    found["waiting"] = Count("pk", filter=graded & ~Q(stage__in=(Stage.TOLD, Stage.LOCKED)))
    return found


def by_stage(sheets: QuerySet[Sheet]) -> list[tuple[str, str, int]]:
    """Each step with its words and how many sheets are there, in order; empty ones left out."""
    counts = dict(sheets.order_by().values_list("stage").annotate(Count("pk")))
    return [(stage.value, str(stage.label), counts[stage.value]) for stage in Stage if stage.value in counts]


def open_appeals(appeals: QuerySet[Appeal], round: Round) -> QuerySet[Appeal]:
    """Those of `appeals` that wait for their answer in a round, the oldest first."""
    rows = appeals.filter(sheet__round=round, answer="")
    return rows.select_related("sheet__club").order_by("made_at")


def waiting_for(user: User, limit: int = 20) -> list[Sheet]:
    """Sheets of open rounds that wait for `user`: at their club, their commune, or with those who hold the round."""
    mine = Q(pk__in=[])
    for stage, right, unit in (
        (Stage.CLUB, "grading.send_own_sheet", "club__unit"),
        (Stage.COMMUNE, "grading.send_to_above", "commune"),
        (Stage.ABOVE, "grading.tell_result", "round__place"),
    ):
        mine |= Q(stage=stage, **{f"{unit}__in": user.reach(right).values("below")})
    rows = Sheet.objects.visible_to(user).filter(mine, round__locked_on__isnull=True)
    return list(rows.select_related("club", "round").order_by("round__period_until", "club__search_key", "pk")[:limit])


def filtered(round: Round, sheets: QuerySet[Sheet], *, stage: str, grade: str, place: str) -> QuerySet[Sheet]:
    """The sheets of one step, grade, place (by key), where these are asked for; by club."""
    if stage in Stage.values:
        sheets = sheets.filter(stage=stage)
    if grade in Grade.__members__:
        sheets = sheets.filter(grade=grade).exclude(stage=Stage.LEFT_OUT)
    if place:
        links = UnitLink.objects.filter(on_day(round.map_on), above__key=place, is_heir=False)
        sheets = sheets.filter(Q(commune__key=place) | Q(commune__in=links.values("below")))
    return sheets.order_by("club__search_key", "pk")


def is_begun(round: Round) -> bool:
    """Was a point given or a sheet sent on?"""
    return Mark.objects.filter(sheet__round=round).exists() or SheetStep.objects.filter(sheet__round=round).exists()


def rounds_at_work() -> QuerySet[Round]:
    """Rounds in which the worker has something to do: what somebody asked for, or sheets whose records nobody has read
    yet."""
    waiting = Sheet.objects.filter(round=OuterRef("pk"), measured_on__isnull=True).exclude(stage=Stage.LEFT_OUT)
    rows = Round.objects.filter(~Q(doing="") | Exists(waiting), locked_on__isnull=True)
    return rows.select_related("scorecard").order_by("opened_on", "pk")


@dataclass(frozen=True)
class Progress:
    """What the worker does in a round and how many of its sheets are through."""

    words: str
    done: int
    whole: int


def progress_of(round: Round) -> Progress | None:
    """What goes on in a round in the background; None where nothing does."""
    words = round.get_doing_display()
    if round.doing == Round.Doing.OPENING:
        return Progress(words, round.sheets.count(), max(round.doing_of, round.sheets.count()))
    left = (
        {
            Round.Doing.TELLING: round.sheets.filter(stage=Stage.ABOVE, blanks=0),
            Round.Doing.LOCKING: round.sheets.filter(stage=Stage.TOLD),
        }.get(Round.Doing(round.doing))
        if round.doing
        else None
    )
    if left is not None:
        return Progress(words, max(round.doing_of - left.count(), 0), round.doing_of)
    if not round.is_open:
        return None
    graded = round.sheets.exclude(stage=Stage.LEFT_OUT)
    counted = graded.aggregate(whole=Count("pk"), done=Count("pk", filter=Q(measured_on__isnull=False)))
    if counted["done"] == counted["whole"]:
        return None
    return Progress(_("Đang đọc sổ, chấm sẵn"), counted["done"], counted["whole"])
