"""Findings and what is to be done about them: open, overdue, repeated; by club, place, body and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from clb.clubs.models import Club
from clb.law.norms import limit
from clb.places.models import RANK
from clb.supervision.models import CorrectiveAction, SupervisionFinding
from clb.supervision.rules.actions import ActionState, Escalation, escalated_words, escalation, state_of


@dataclass(frozen=True)
class OpenWork:
    """Of one club on a day: findings not closed, how many of them are past their due day, how many are severe."""

    findings: int
    overdue: int
    severe: int


def open_findings(clubs: QuerySet[Club], on: date, body: str = "") -> QuerySet[SupervisionFinding]:
    """Findings at `clubs` that were open at the end of `on`, the earliest due first; of one `body` where given."""
    rows = SupervisionFinding.objects.filter(club__in=clubs.order_by().values("pk")).open_on(on)
    rows = rows.filter(body=body) if body else rows
    return rows.order_by(F("due_on").asc(nulls_last=True), "found_on", "pk")


def open_by_club(clubs: QuerySet[Club], on: date, body: str = "") -> dict[UUID, OpenWork]:
    """The same counted by club, in one query; clubs without any are left out."""
    counts = {
        "findings": Count("pk"),
        "overdue": Count("pk", filter=Q(due_on__lt=on)),
        "severe": Count("pk", filter=Q(severity="HIGH")),
    }
    rows = open_findings(clubs, on, body).order_by().values_list("club").annotate(**counts)
    return {club: OpenWork(*counted) for club, *counted in rows}


def with_repeats(findings: QuerySet[SupervisionFinding], years: int) -> QuerySet[SupervisionFinding]:
    """`findings`, each with `is_repeat`: was the same kind found at the same club by an earlier visit within so many
    years before it?"""
    since = ExpressionWrapper(OuterRef("found_on") - timedelta(days=round(365.25 * years)), output_field=DateField())
    earlier = SupervisionFinding.objects.filter(
        ~Q(visit=OuterRef("visit")),
        club=OuterRef("club"),
        kind=OuterRef("kind"),
        found_on__lt=OuterRef("found_on"),
        found_on__gte=since,
    )
    return findings.annotate(is_repeat=Exists(earlier))


def repeat_years(on: date) -> int:
    """Within how many years the same kind is a repeat, where nobody chose another number."""
    return limit("supervision.repeat_years", on=on)


def earlier_alike(finding: SupervisionFinding, years: int) -> list[SupervisionFinding]:
    """The earlier findings that make it a repeat, the newest first."""
    days = timedelta(days=round(365.25 * years))
    rows = SupervisionFinding.objects.filter(club=finding.club_id, kind=finding.kind, found_on__lt=finding.found_on)
    rows = rows.filter(found_on__gte=finding.found_on - days).exclude(visit=finding.visit_id)
    return list(rows.select_related("visit").order_by("-found_on", "pk")[:10])


@dataclass(frozen=True)
class ActionRow:
    """A corrective action on a day: how it stands, how many days late, who must hear of it."""

    action: CorrectiveAction
    state: ActionState
    late_days: int
    level: Escalation

    @property
    def escalated(self) -> str:
        """Who must hear of it, in words; '' for nobody."""
        return escalated_words(self.level)


def action_rows(actions: Iterable[CorrectiveAction], today: date) -> list[ActionRow]:
    """Each of `actions` as it stands on `today`, in their order; no query."""
    lead, above = (limit(f"supervision.escalate_{who}_days", on=today) for who in ("lead", "above"))
    rows = []
    for one in actions:
        state = state_of(one.due_on, one.done_on, one.verified_on, today)
        late = (today - one.due_on).days if state == ActionState.OVERDUE else 0
        level = escalation(one.due_on, one.done_on, today, lead, above)
        rows.append(ActionRow(one, state, late, level))
    return rows


def actions_waiting(clubs: QuerySet[Club], today: date, body: str = "") -> QuerySet[CorrectiveAction]:
    """What at `clubs` is not verified yet, the earliest due first; of findings of one `body` where given."""
    rows = CorrectiveAction.objects.waiting().filter(finding__club__in=clubs.order_by().values("pk"))
    rows = rows.filter(finding__body=body) if body else rows
    return rows.select_related("finding__club").order_by("due_on", "pk")


def overdue(actions: QuerySet[CorrectiveAction], today: date, days: int = 0) -> QuerySet[CorrectiveAction]:
    """Those of `actions` that are more than `days` past their due day and not reported done."""
    return actions.filter(verified_on__isnull=True, done_on__isnull=True, due_on__lt=today - timedelta(days=days))


def escalated_to(clubs: QuerySet[Club], level: str, today: date) -> QuerySet[CorrectiveAction]:
    """Overdue work at `clubs` of which somebody at a unit of this level must hear: the place of the programme and the
    team hear after the first term, those above it after the second."""
    late = overdue(actions_waiting(clubs, today), today)
    lead, above = (limit(f"supervision.escalate_{who}_days", on=today) for who in ("lead", "above"))
    here = Q(finding__visit__programme__unit__level=level, due_on__lt=today - timedelta(days=lead))
    below = [lower for lower, rank in RANK.items() if rank > RANK[level]]
    higher = Q(finding__visit__programme__unit__level__in=below, due_on__lt=today - timedelta(days=above))
    return late if level == "CLUB" else late.filter(here | higher)


@dataclass(frozen=True)
class FindingRow:
    """A finding with its actions as they stand on a day, and whether it repeats an earlier one."""

    finding: SupervisionFinding
    actions: tuple[ActionRow, ...]
    is_repeat: bool

    @property
    def is_overdue(self) -> bool:
        """Is something about it past its day?"""
        return any(row.state == ActionState.OVERDUE for row in self.actions)


def finding_rows(findings: QuerySet[SupervisionFinding], today: date, years: int = 0) -> list[FindingRow]:
    """`findings` in their order, in two queries; `years` is the span of repeats, by default the norm's."""
    rows = with_repeats(findings, years or repeat_years(today)).select_related("club", "visit__programme")
    listed: Sequence[SupervisionFinding] = list(rows)
    actions: dict[UUID, list[CorrectiveAction]] = {}
    found = CorrectiveAction.objects.filter(finding__in=[row.pk for row in listed]).select_related("finding__club")
    for one in found.order_by("due_on", "pk"):
        actions.setdefault(one.finding_id, []).append(one)
    return [
        FindingRow(row, tuple(action_rows(actions.get(row.pk, ()), today)), row.is_repeat)  # type: ignore[attr-defined]
        for row in listed
    ]
