"""A report's content, computed from what the apps below know: the same figures as their own pages. It reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation

from clb.law.norms import all_norms, nearest
from clb.members.models import Membership
from clb.papers.layout import day_words
from clb.places.models import Unit
from clb.places.queries import name_on, path_keys, within_sentence
from clb.plans.indicators.registry import Ask, Indicator, indicators
from clb.plans.models import Plan
from clb.reports.models import Content, ReportType
from clb.reports.rules.drafting import BY_HAND
from clb.reports.rules.figures import Body, Figure, Section
from clb.reports.rules.periods import Span, period_words

from .above import further_sections
from .annexed import annexed
from .boards import duties_section, targets_section
from .compare import compared_section
from .figure import figure_of

_REVIEWS = (Content.REVIEW, Content.CLOSING)
NORMS: tuple[str, ...] = ("club.size", "club.women_share", "club.older_share", "club.young_share", "club.start_fund")
NORMS += ("health.published_from", "care.volunteers")

# Which indicators stand under which heading; one that ends in "." takes all of that beginning.
_OWN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("members", "Thành viên", ("members.total", "members.women", "members.older", "members.poor", "members.near_poor")),
    (
        "meetings",
        "Sinh hoạt, tám mảng hoạt động",
        ("meetings.", "clubs.meeting_monthly", "clubs.all_areas", "members.helped"),
    ),
    ("fund", "Quỹ, vốn vay", ("clubs.start_fund", "members.borrowers_share", "loans.")),
    ("health", "Sức khỏe, chăm sóc tại nhà", ("health.", "care.", "clubs.enough_volunteers")),
)
_PLACE = (
    (
        "clubs",
        "Tổ chức câu lạc bộ",
        ("clubs.total", "clubs.founded", "clubs.kept", "clubs.founded_members", "clubs.founded_older", "communes."),
    ),
    *_OWN,
)


def plan_for(unit: Unit, span: Span) -> Plan | None:
    """The confirmed plan of the lowest place at or above `unit` that runs in the period, the one that ends last."""
    plans = Plan.objects.filter(status=Plan.Status.CONFIRMED, from_on__lte=span.until_on, until_on__gte=span.from_on)
    around = plans.filter(place__links_down__below=unit).select_related("place").distinct()
    return max(around, key=lambda plan: (plan.place.rank, plan.until_on, plan.pk), default=None)


def last_day(span: Span, today: date) -> date:
    """The day whose figures a report tells: the period's last, or today while it runs."""
    return min(span.until_on, today)


def content_of(type: ReportType, unit: Unit, span: Span, on: date, plan: Plan | None, office: dict[str, str]) -> Body:
    """Everything that a report of `unit` says on the figures of `on`, on the map of that day. In Vietnamese.

    `office` tells in whose name it is drawn up (see issuer.office_at). The number of queries does not grow with the
    number of clubs or of units below.
    """
    with translation.override("vi"):
        ask = Ask(unit, on, span.from_on, span.until_on)
        about = _about(type, unit, span, on, plan) | office
        return Body(about, tuple(_sections(type, ask, plan)), tuple(_norms(unit, on)), tuple(annexed(type, ask)))


def _about(type: ReportType, unit: Unit, span: Span, on: date, plan: Plan | None) -> dict[str, Any]:
    name = name_on(unit, on)
    following = Plan.objects.filter(follows=plan, status=Plan.Status.CONFIRMED).first() if plan else None
    return {
        "title": type.title,
        "content": type.content,
        "level": unit.level,
        "unit": unit.key,
        "unit_name": name,
        "unit_within": within_sentence(name) if unit.level != Unit.Level.CLUB else name,
        "period": period_words(type.rhythm, span),
        "period_from": span.from_on.isoformat(),
        "period_until": span.until_on.isoformat(),
        "on": on.isoformat(),
        "on_words": day_words(on),
        "map_on": unit.seen_on(on).isoformat(),
        "plan": named(plan) if plan else "",
        "plan_id": plan.pk if plan else None,
        "plan_version": plan.text_hash[:12] if plan else "",
        "next_plan": named(following) if following else "",
        "software": settings.VERSION,
        "computed_at": timezone.localtime().isoformat(timespec="seconds"),
    }


def named(plan: Plan) -> str:
    """'Kế hoạch số 296/KH-UBND', or by its title where the number is not known."""
    kind = plan.get_kind_display()
    return f"{kind} số {plan.number}" if plan.number else f"{kind} {plan.title[:1].lower()}{plan.title[1:]}"


def _norms(unit: Unit, on: date) -> list[dict[str, Any]]:
    path, found = path_keys(unit, on), []
    for id in NORMS:
        norm = nearest(all_norms().get(id, ()), on=on, path=path)
        if norm is not None:
            bounds = {"min": _text(norm.min), "max": _text(norm.max)}
            source = {"source": norm.source.doc, "clause": norm.source.clause, "trust": norm.source.trust}
            since = norm.since.isoformat()
            found.append(
                {"id": id, "what": norm.what, "unit": norm.unit, "at": norm.at, "since": since} | bounds | source
            )
    return found


def _text(bound: Any) -> str:
    return "" if bound is None else str(bound)


def _sections(type: ReportType, ask: Ask, plan: Plan | None) -> list[Section]:
    known = indicators()
    if type.content == Content.AGENCY:
        found = [duties_section(plan, ask.on, type.office)]
        return [*found, *_by_hand("shortcomings", "proposals", "next")]
    if type.content == Content.CLUB:
        return [*_figures(_OWN, ask, known), *_by_hand("shortcomings", "proposals")]
    found = _figures(_PLACE, ask, known)
    found += [targets_section(plan, ask), duties_section(plan, ask.on)]
    found += further_sections(ask, known, is_review=type.content in _REVIEWS)
    found += [compared_section(ask, known)]
    hand = ("shortcomings", "lessons", "proposals", "next")
    return [*found, *_by_hand(*(hand if type.content in _REVIEWS else hand[:1] + hand[2:]))]


def _by_hand(*keys: str) -> list[Section]:
    return [Section(key, BY_HAND[key]) for key in keys]


def chosen(known: dict[str, Indicator], wanted: Sequence[str]) -> list[str]:
    """Codes of `wanted` in their order; "loans." stands for all that begin so. Those said of each club are left out."""
    found: list[str] = []
    for want in wanted:
        found += [c for c in known if (c.startswith(want) if want.endswith(".") else c == want) and c not in found]
    return found


def _figures(
    headings: Sequence[tuple[str, str, tuple[str, ...]]], ask: Ask, known: dict[str, Indicator]
) -> list[Section]:
    found = []
    for key, title, wanted in headings:
        figures = [figure_of(known[code], ask) for code in chosen(known, wanted)]
        if key == "members":
            figures += _comings(ask)
        found.append(Section(key, title, tuple(figures)))
    return found


def _comings(ask: Ask) -> list[Figure]:
    rows: QuerySet[Membership] = Membership.objects.filter(club__in=ask.clubs)
    joined = rows.filter(from_on__gte=ask.period_from, from_on__lte=ask.on).count()
    left = rows.filter(until_on__gte=ask.period_from, until_on__lte=ask.on).count()
    told = "người có ngày %s trong kỳ, tính đến ngày số liệu"
    return [
        Figure("members.joined", "Thành viên vào trong kỳ", "người", joined, numerator_text=told % "vào câu lạc bộ"),
        Figure("members.left", "Thành viên thôi trong kỳ", "người", left, numerator_text=told % "cuối ở câu lạc bộ"),
    ]
