"""One way to store a plan that was read: from a file, or from the demo's data."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from clb.access.roles import Role
from clb.places.models import Unit
from clb.plans.models import (
    ActivityArea,
    Agency,
    AgencyBody,
    MoneySource,
    Objective,
    Plan,
    PlanLine,
    Recipient,
    Target,
    Task,
)
from clb.plans.reading import draft as read

DECISION_KINDS = {"QUYET_DINH", "NGHI_QUYET"}
LONGEST_PLAN_YEARS = 5


def store_draft(draft: read.PlanDraft, place: Unit, implements: Plan | None = None) -> Plan:
    """A draft plan with every item, every line of the text, and what each line became."""
    head = draft.header
    from_on, until_on = _period(head)
    plan = Plan.objects.create(
        kind=Plan.Kind.DECISION if head.kind in DECISION_KINDS else Plan.Kind.PLAN,
        number=head.number or "",
        issued_on=head.issued_on,
        issuer=(head.issuer or "")[:200],
        signer_title=(head.signer_title or "")[:200],
        signer_name=(head.signer_name or "")[:120],
        title=head.title[:400],
        place=place,
        from_on=from_on,
        until_on=until_on,
        implements=implements or _implemented(head),
        status=Plan.Status.DRAFT,
        is_period_known=head.period_from is not None and head.period_until is not None,
        text_hash=hash_of(draft),
        lines=sorted({*head.lines, *(n for r in head.implements for n in r.lines)}),
    )
    _store_lines(plan, draft)
    _store_targets(plan, draft)
    _store_tasks(plan, draft)
    _store_rest(plan, draft)
    return plan


def hash_of(draft: read.PlanDraft) -> str:
    """The same for the same lines, whatever file they came in."""
    return sha256("\n".join(line.text for line in draft.lines).encode()).hexdigest()


def _period(head: read.Header) -> tuple[date, date]:
    """What the text says; else from the year after the paper that it carries out; a person confirms it."""
    issued = [r.issued_on for r in head.implements if r.issued_on] + ([head.issued_on] if head.issued_on else [])
    until_on = head.period_until
    from_on = head.period_from
    if from_on is None and issued:
        from_on = date(max(issued).year + (max(issued).month > 6), 1, 1)
    if until_on is None:
        until_on = date((from_on.year if from_on else date.today().year) + LONGEST_PLAN_YEARS - 1, 12, 31)
    if from_on is None or from_on > until_on:
        from_on = date(until_on.year, 1, 1)
    return from_on, until_on


def _implemented(head: read.Header) -> Plan | None:
    """The newest plan on record that the text says it carries out."""
    numbers = [r.number for r in head.implements if r.number]
    return Plan.objects.filter(number__in=numbers, status=Plan.Status.CONFIRMED).order_by("-issued_on").first()


def _store_lines(plan: Plan, draft: read.PlanDraft) -> None:
    aside = {n: PlanLine.Aside.HEADING for g in draft.groups for n in g.lines}
    aside |= {u.number: PlanLine.Aside[u.reason.name] for u in draft.unplaced}
    PlanLine.objects.bulk_create(
        PlanLine(plan=plan, number=n.number, page=n.page, text=n.text, set_aside=aside.get(n.number, ""))
        for n in draft.lines
    )


def _store_targets(plan: Plan, draft: read.PlanDraft) -> None:
    stored: list[Target] = []
    for order, t in enumerate(draft.targets, 1):
        stored.append(
            Target.objects.create(
                plan=plan,
                order=order,
                text=t.text,
                lines=list(t.lines),
                subject=t.subject[:200],
                measure=t.measure.value,
                unit=t.unit[:40],
                scope=t.scope.value,
                minimum=t.bound.minimum,
                maximum=t.bound.maximum,
                is_min_strict=t.bound.min_strict,
                is_max_strict=t.bound.max_strict,
                share_of=(t.of or "")[:200],
                is_aspiration=t.aspiration,
                deadline=t.deadline,
                place_name=(t.place_name or "")[:200],
                indicator=t.indicator or "",
                part_of=stored[t.parent] if t.parent is not None and t.parent < len(stored) else None,
            )
        )


def _store_tasks(plan: Plan, draft: read.PlanDraft) -> None:
    order = 0
    for number, a in enumerate(draft.agencies, 1):
        agency = Agency.objects.create(
            plan=plan, order=number, text=a.head, lines=list(a.lines), is_request=a.is_request
        )
        AgencyBody.objects.bulk_create(
            AgencyBody(agency=agency, name=name[:200], role=kind.value if kind.value in Role.values else "")
            for name, kind in zip(a.bodies, a.kinds, strict=True)
        )
        for task in a.tasks:
            order += 1
            _store_task(plan, order, task, agency=agency)
    for g in draft.groups:
        for task in g.tasks:
            order += 1
            _store_task(plan, order, task, group=g.title[:300])


def _store_task(plan: Plan, order: int, t: read.Task, agency: Agency | None = None, group: str = "") -> None:
    Task.objects.create(
        plan=plan,
        order=order,
        text=t.text,
        lines=list(t.lines),
        agency=agency,
        group=group,
        rhythm=t.rhythm.value,
        part=t.role.value,
        partners="; ".join(t.partners)[:500],
        due_on=t.due,
        due_month=t.due_month,
        due_day=t.due_day,
    )


def _store_rest(plan: Plan, draft: read.PlanDraft) -> None:
    Objective.objects.bulk_create(
        Objective(plan=plan, order=i, text=o.text, lines=list(o.lines)) for i, o in enumerate(draft.objectives, 1)
    )
    ActivityArea.objects.bulk_create(
        ActivityArea(plan=plan, order=a.code, code=a.code, text=a.text, lines=list(a.lines)) for a in draft.areas
    )
    MoneySource.objects.bulk_create(
        MoneySource(plan=plan, order=i, text=s.name, kind=s.kind.value, lines=list(s.lines))
        for i, s in enumerate(draft.sources, 1)
    )
    Recipient.objects.bulk_create(
        Recipient(plan=plan, order=i, text=r.text, lines=list(r.lines)) for i, r in enumerate(draft.recipients, 1)
    )
