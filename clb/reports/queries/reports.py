"""A report as its page shows it: figures, paragraphs, what befell it, what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from clb.access.models import User
from clb.journal.queries import ACTS, Line, Wanted, unit_journal
from clb.places.models import Unit
from clb.plans.models import Plan
from clb.reports.models import Passage, Report, Snapshot
from clb.reports.rules.figures import Body, Difference, Section, differences, read_body
from clb.reports.rules.periods import Span

from .annexed import tables_apart
from .content import content_of


@dataclass(frozen=True)
class Part:
    """A section with its paragraph; none where the section has none."""

    section: Section
    passage: Passage | None


@dataclass(frozen=True)
class Edition:
    """A report in one state of its: the draft in work or what was handed in as a version."""

    report: Report
    snapshot: Snapshot | None
    body: Body
    parts: tuple[Part, ...]

    @property
    def conflicts(self) -> list[Part]:
        """Parts whose figures changed under words that a person had written."""
        return [part for part in self.parts if part.passage is not None and part.passage.has_conflict]


def in_work(report: Report) -> Edition:
    """The draft as it stands."""
    return _edition(report, None, report.draft)


def handed_in(report: Report, version: int | None = None) -> Edition | None:
    """What was handed in as a version, by default the last; None where there is none."""
    rows = report.snapshots.order_by("-version")
    snapshot = rows.first() if version is None else rows.filter(version=version).first()
    return _edition(report, snapshot, snapshot.content) if snapshot else None


def _edition(report: Report, snapshot: Snapshot | None, content: str) -> Edition:
    body = read_body(content)
    passages = {p.key: p for p in Passage.objects.filter(report=report, snapshot=snapshot)}
    parts = tuple(Part(section, passages.get(section.key)) for section in body.sections)
    return Edition(report, snapshot, body, parts)


def recomputed(report: Report, snapshot: Snapshot) -> tuple[Body, list[Difference]]:
    """What the snapshot would say, were it computed now with the same day, map and plan; and where it differs."""
    before = read_body(snapshot.content)
    about = before.about
    span = Span(date.fromisoformat(about["period_from"]), date.fromisoformat(about["period_until"]))
    plan = Plan.objects.select_related("place").filter(pk=about["plan_id"] or 0).first()
    office = {key: about.get(key, "") for key in ("issuer", "superior", "issued_at", "office", "signs", "receiver")}
    on = date.fromisoformat(about["on"])
    after = content_of(report.type, report.unit, span, on, plan, office)
    return after, [*differences(before, after), *tables_apart(before, after)]


def acts_since(user: User, unit: Unit, snapshot: Snapshot) -> Sequence[Line]:
    """What was written on the ground of the report since it was handed in, as far as `user` reads the journal there;
    the newest thirty."""
    since = timezone.localtime(snapshot.made_at).date()
    page = unit_journal(user, unit, Wanted(group=ACTS, from_on=since))
    return [line for line in page.lines if line.at > snapshot.made_at]
