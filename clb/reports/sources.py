"""Reports that take a number of the register: of the version that stands, and of a plan's progress on a day."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.dispatch.models import OutgoingPaper
from clb.dispatch.queries import bodies_for
from clb.papers.sources import Found, as_uuid
from clb.plans.models import Plan
from clb.plans.queries.targets import may_see_figures

from .issuer import COUNCILS, issuer_of
from .models import Report, Snapshot
from .progress import progress_paper
from .queries.owed import writes_for
from .queries.reports import handed_in
from .report_paper import report_paper
from .rules.figures import Body

SOURCE = "reports.report"


def find_report(user: User, key: str) -> Found | None:
    """What was handed in last and stands, for those who write the report; the key is the snapshot's."""
    snapshot = Snapshot.objects.filter(pk=as_uuid(key), report__in=Report.objects.visible_to(user)).first()
    if snapshot is None or not may_number(user, snapshot.report, snapshot):
        return None
    edition = handed_in(snapshot.report)
    if edition is None:
        return None
    return Found(report_paper(edition, numbered=True), snapshot.report.unit, agencies_of(edition.body))


def agencies_of(body: Body) -> frozenset[str]:
    """The offices in whose register it belongs: that which drew it up; the two roles of a People's Committee as one."""
    office = str(body.about.get("office") or Role.GOVERNMENT)
    return frozenset(str(role.value) for role in COUNCILS) if office in COUNCILS else frozenset({office})


def has_register(user: User, report: Report, body: Body) -> bool:
    """Does `user` keep the register in which the report belongs?"""
    return bodies_for(user).filter(unit=report.unit_id, agency__in=agencies_of(body)).exists()


def may_number(user: User, report: Report, snapshot: Snapshot) -> bool:
    """Is it the version that stands, and does `user` write for the unit?"""
    stands = report.state in (Report.State.SUBMITTED, Report.State.ACCEPTED) and snapshot.version == report.version
    return stands and writes_for(user, report.type, report.unit, timezone.localdate())


def registered(snapshot: Snapshot) -> OutgoingPaper | None:
    """The paper as which a version went out."""
    rows = OutgoingPaper.objects.filter(source=SOURCE, source_key=str(snapshot.pk), status=OutgoingPaper.Status.ISSUED)
    return rows.order_by("pk").first()


def find_progress(user: User, key: str) -> Found | None:
    """The progress of a plan on a day ('12.2026-06-30'), for whoever may see its figures."""
    pk, _dot, day = key.partition(".")
    today = timezone.localdate()
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    plans = Plan.objects.visible_to(user).filter(status=Plan.Status.CONFIRMED).select_related("place")
    plan = plans.filter(pk=int(pk)).first() if pk.isascii() and pk.isdecimal() and len(pk) < 10 else None
    if plan is None or not may_see_figures(user, plan.place, today):
        return None
    return Found(progress_paper(plan, on, issuer_of(user, today), user), plan.place)
