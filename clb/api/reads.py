"""Reads: resources with paging and the same rights as the pages."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from clb.access.http import SignedInRequest
from clb.clubs.models import Club, ClubStatus
from clb.kernel.dates import on_day
from clb.kernel.text import plain
from clb.members.models import Membership
from clb.members.queries import belonging
from clb.places.models import Unit, UnitVersion
from clb.plans.indicators.registry import DENOMINATOR, NUMERATOR, Ask, Indicator, Value, indicators
from clb.plans.models import Plan
from clb.plans.queries.targets import default_day, may_see_figures, target_board

router = Router(tags=["Đọc"])


class Pages(LimitOffsetPagination):
    """`limit` (at most 200) and `offset`; the answer is `items` and `count`."""

    class Input(Schema):
        """The page wanted."""

        limit: int = Field(50, ge=1, le=200)
        offset: int = Field(0, ge=0, le=10_000_000)


class UnitOut(Schema):
    """A unit as it was on the day asked."""

    key: str = Field(alias="unit.key")
    level: str = Field(alias="unit.level")
    name: str
    code: str
    parent: str | None = Field(None, alias="parent.key")
    from_on: date
    until_on: date | None


@router.get("/units", response=list[UnitOut], summary="Đơn vị vào một ngày")
@paginate(Pages)
def units(
    request: SignedInRequest, on: date | None = None, q: str = "", level: str = "", under: str = ""
) -> QuerySet[UnitVersion]:
    """Units other than clubs, by name without diacritics or by code."""
    _require(request, "places.read")
    found = UnitVersion.objects.filter(on_day(on or timezone.localdate())).exclude(unit__level=Unit.Level.CLUB)
    if q:
        found = found.filter(Q(search_key__contains=plain(q)) | Q(code=q[:10]))
    if level:
        found = found.filter(unit__level=level)
    if under:
        found = found.filter(parent__key=under)
    return found.select_related("unit", "parent").order_by("search_key", "pk")


class ClubOut(Schema):
    """A club with its status on the day asked."""

    id: UUID
    unit: str = Field(alias="unit.key")
    name: str
    founded_on: date
    founding_decision: str


class ClubDetail(ClubOut):
    """A club with its whole history of status."""

    statuses: list[dict[str, Any]]

    @staticmethod
    def resolve_statuses(club: Club) -> list[dict[str, Any]]:
        """Every status with its days and reason, oldest first."""
        rows = club.statuses.order_by("from_on")
        return list(rows.values("status", "from_on", "until_on", "reason", "document"))


@router.get("/clubs", response=list[ClubOut], summary="Câu lạc bộ")
@paginate(Pages)
def clubs(request: SignedInRequest, q: str = "", on: date | None = None, status: str = "") -> QuerySet[Club]:
    """The clubs that you may see, by name; with `on` and `status` those in that state on that day."""
    found = Club.objects.visible_to(request.user).select_related("unit")
    if q:
        found = found.filter(search_key__contains=plain(q))
    if status:
        in_state = ClubStatus.objects.on(on or timezone.localdate()).filter(status=status).values("club")
        found = found.filter(pk__in=in_state)
    elif on:
        found = found.alive_on(on)
    return found.order_by("search_key", "pk")


@router.get("/clubs/{club_id}", response=ClubDetail, summary="Một câu lạc bộ")
def club(request: SignedInRequest, club_id: UUID) -> Club:
    """One club."""
    return get_object_or_404(Club.objects.visible_to(request.user).select_related("unit"), pk=club_id)


class MemberOut(Schema):
    """A membership with the person, for those who may read members there."""

    id: UUID
    club_id: UUID
    person_id: UUID
    full_name: str = Field(alias="person.full_name")
    sex: str = Field(alias="person.sex")
    birth: str = Field(alias="person.birth_shown")
    from_on: date
    until_on: date | None
    leaving_reason: str


@router.get("/clubs/{club_id}/members", response=list[MemberOut], summary="Thành viên của một câu lạc bộ")
@paginate(Pages)
def members(request: SignedInRequest, club_id: UUID, on: date | None = None, q: str = "") -> QuerySet[Membership]:
    """Members on a day, by given name; of two records of one person the main one."""
    home = get_object_or_404(Club.objects.visible_to(request.user), pk=club_id)
    found = belonging(on or timezone.localdate()).visible_to(request.user).filter(club=home)
    if not request.user.may("members.read", home.unit):
        raise PermissionDenied
    for token in plain(q).split():
        found = found.filter(person__search_key__contains=token)
    return found.select_related("person").order_by("person__sort_key", "pk")


class PlanOut(Schema):
    """A decision or a plan."""

    id: int
    kind: str
    number: str
    title: str
    issued_on: date | None
    issuer: str
    place: str = Field(alias="place.key")
    from_on: date
    until_on: date
    status: str
    implements: int | None = Field(None, alias="implements_id")
    follows: int | None = Field(None, alias="follows_id")


@router.get("/plans", response=list[PlanOut], summary="Kế hoạch")
@paginate(Pages)
def plans(request: SignedInRequest) -> QuerySet[Plan]:
    """The plans that you may see, newest period first."""
    return Plan.objects.visible_to(request.user).select_related("place").order_by("-from_on", "pk")


class ValueOut(Schema):
    """A figure with what it is made of."""

    numerator: int
    denominator: int | None
    percent: float | None = None
    note: str = ""


def _value(value: Value) -> ValueOut:
    share = value.exact if value.denominator is not None else None
    percent = None if share is None else round(float(share), 2)
    return ValueOut(numerator=value.numerator, denominator=value.denominator, percent=percent, note=value.note)


class TargetOut(Schema):
    """A target: what is wanted, what is reached, where it stands."""

    id: int
    text: str
    wanted: str
    scope: str
    indicator: str
    state: str
    reason: str
    value: ValueOut | None
    misses: int


@router.get("/plans/{plan_id}/targets", response=list[TargetOut], summary="Chỉ tiêu của kế hoạch, tính vào một ngày")
def targets(request: SignedInRequest, plan_id: int, on: date | None = None, unit: str = "") -> list[TargetOut]:
    """Every target with its live figure; `unit` is the key of another ground than the plan's own."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("place"), pk=plan_id)
    ground = get_object_or_404(Unit, key=unit) if unit else plan.place
    _require_figures(request, ground)
    rows = target_board(plan, ground, on or default_day(plan, timezone.localdate()))
    return [
        TargetOut(
            id=row.target.pk,
            text=row.target.text,
            wanted=row.wanted,
            scope=row.target.scope,
            indicator=row.target.indicator,
            state=row.state,
            reason=row.judgement.reason,
            value=_value(row.value) if row.value else None,
            misses=row.misses_total,
        )
        for row in rows
    ]


class TaskOut(Schema):
    """A duty of a plan."""

    id: int
    agency: str | None = None
    text: str
    rhythm: str
    part: str
    due_on: date | None

    @staticmethod
    def resolve_agency(task: Any) -> str | None:
        """The head under which the duty stands, or none: nobody owns it."""
        return task.agency.text if task.agency else None


@router.get("/plans/{plan_id}/tasks", response=list[TaskOut], summary="Nhiệm vụ của kế hoạch")
@paginate(Pages)
def tasks(request: SignedInRequest, plan_id: int) -> QuerySet[Any]:
    """Every duty in the plan's order."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=plan_id)
    return plan.tasks.select_related("agency").order_by("order", "pk")


class IndicatorOut(Schema):
    """A definition."""

    code: str
    version: int
    what: str
    unit: str
    numerator_text: str
    denominator_text: str
    is_cumulative: bool
    disaggregations: list[str]

    @staticmethod
    def resolve_what(indicator: Indicator) -> str:
        """In the caller's language."""
        return str(indicator.what)

    @staticmethod
    def resolve_numerator_text(indicator: Indicator) -> str:
        """In the caller's language."""
        return str(indicator.numerator_text)

    @staticmethod
    def resolve_denominator_text(indicator: Indicator) -> str:
        """In the caller's language."""
        return str(indicator.denominator_text)


@router.get("/indicators", response=list[IndicatorOut], summary="Định nghĩa các chỉ số")
@paginate(Pages)
def indicator_list(request: SignedInRequest) -> list[Indicator]:
    """Every definition."""
    return list(indicators().values())


class Asked(Schema):
    """Of which unit, on which day, in which period."""

    unit: str
    on: date
    period_from: date
    period_until: date


class FigureOut(Asked):
    """A figure of an indicator with its breakdown."""

    indicator: str
    version: int
    value: ValueOut
    breakdown: dict[str, list[dict[str, Any]]]


def _asked(request: SignedInRequest, code: str, asked: Asked) -> tuple[Indicator, Ask]:
    indicator = indicators().get(code)
    if indicator is None:
        raise Http404
    ground = get_object_or_404(Unit, key=asked.unit)
    _require_figures(request, ground)
    return indicator, Ask(ground, asked.on, asked.period_from, asked.period_until)


@router.get("/indicators/{code}/value", response=FigureOut, summary="Trị số của một chỉ số")
def indicator_value(request: SignedInRequest, code: str, asked: Query[Asked]) -> FigureOut:
    """The figure on a day at a place, with numerator and denominator."""
    indicator, ask = _asked(request, code, asked)
    value = indicator.value(ask)
    parts = {
        title: [{"label": p.label, "numerator": p.numerator, "denominator": p.denominator} for p in lines]
        for title, lines in value.breakdown
    }
    return FigureOut(**asked.dict(), indicator=code, version=indicator.version, value=_value(value), breakdown=parts)


class RecordOut(Schema):
    """A record behind a figure: a club, a membership (only where you may read members), a commune, a meeting…"""

    kind: str
    id: str
    name: str
    club: str

    @staticmethod
    def resolve_kind(row: Any) -> str:
        """`membership`, `club`, `unit`, or what else the indicator counts."""
        return "unit" if isinstance(row, UnitVersion) else str(row._meta.model_name)

    @staticmethod
    def resolve_id(row: Any) -> str:
        """The record's id, for a unit its key."""
        return row.unit.key if isinstance(row, UnitVersion) else str(row.pk)

    @staticmethod
    def resolve_name(row: Any) -> str:
        """Of the person, the club or the unit; as the record calls itself."""
        if isinstance(row, Membership):
            return row.person.full_name
        return row.record_name if hasattr(row, "record_name") else row.name

    @staticmethod
    def resolve_club(row: Any) -> str:
        """The club of a membership, a meeting, a month."""
        return row.club.name if hasattr(row, "club") and not isinstance(row, Club) else ""


@router.get("/indicators/{code}/records", response=list[RecordOut], summary="Các bản ghi đã đếm")
@paginate(Pages)
def indicator_records(request: SignedInRequest, code: str, asked: Query[Asked], part: str = NUMERATOR) -> QuerySet[Any]:
    """Exactly the records counted in the numerator (`tu`) or the denominator (`mau`), as far as you may see them."""
    indicator, ask = _asked(request, code, asked)
    rows = indicator.records(ask, DENOMINATOR if part == DENOMINATOR else NUMERATOR)
    return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows


def _require(request: SignedInRequest, right: str) -> None:
    if not request.user.may_anywhere(right):
        raise PermissionDenied


def _require_figures(request: SignedInRequest, ground: Unit) -> None:
    if not may_see_figures(request.user, ground, timezone.localdate()):
        raise Http404
