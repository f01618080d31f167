"""What a province's and the nation's people open: the target board, lists and searches, at full size."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.clubs.models import Club
from clb.clubs.queries import communes_of, find_clubs, statuses_on
from clb.members.models import Person
from clb.members.queries import find_people, with_memberships
from clb.places.models import Unit
from clb.plans.models import Plan, Target
from clb.plans.queries.targets import target_board

from .cases import A_DAY, PERIOD
from .nation import BEGIN

Way = Callable[[], Any]
SHARE, COUNT, EACH, TOTAL = Target.Measure.SHARE, Target.Measure.COUNT, Target.Scope.EACH_CLUB, Target.Scope.TOTAL

# A plan of the size of those we know, each target bound to an indicator.
TARGETS: tuple[tuple[str, str, str, int | None, int | None], ...] = (
    ("clubs.founded", COUNT, TOTAL, 300, None),
    ("clubs.founded_members", COUNT, TOTAL, 15_000, None),
    ("clubs.founded_older", COUNT, TOTAL, 9_000, None),
    ("clubs.start_fund", Target.Measure.MONEY_VND, EACH, 20_000_000, None),
    ("clubs.kept", SHARE, TOTAL, 100, None),
    ("club.size", COUNT, EACH, 50, 70),
    ("club.women_share", SHARE, EACH, 60, 70),
    ("club.young_share", SHARE, EACH, 30, 40),
    ("clubs.good_share", SHARE, TOTAL, 70, None),
)


def confirmed_plan(place: Unit) -> Plan:
    """A confirmed plan of `place` with the targets above."""
    plan = Plan.objects.create(
        kind=Plan.Kind.PLAN,
        title="Kế hoạch sinh ra để đo tốc độ",
        place=place,
        from_on=PERIOD[0],
        until_on=PERIOD[1],
        status=Plan.Status.CONFIRMED,
        confirmed_on=PERIOD[0],
    )
    for order, (code, measure, scope, low, high) in enumerate(TARGETS, start=1):
        Target.objects.create(
            plan=plan, order=order, text=code, subject=code, measure=measure, scope=scope, minimum=low, maximum=high,
            indicator=code,
        )  # fmt: skip
    return plan


def officer(name: str, place: Unit, role: str = Role.ASSOCIATION) -> User:
    """Someone with an office at `place`."""
    user = User.objects.create_user(name)
    Assignment.objects.create(user=user, role=role, unit=place, from_on=BEGIN)
    return user


def ways(province: Unit, nation: Unit, today: date) -> dict[str, Way]:
    """What to open, by its name in the table."""
    local, central = officer("do-tinh", province), officer("do-trung-uong", nation)
    commune = Unit.objects.filter(level="COMMUNE", links_up__above=province).order_by("pk")[0]
    club = Unit.objects.filter(level="CLUB", links_up__above=commune).order_by("pk")[0]
    near, keeper = officer("do-xa", commune), officer("do-quy", club, Role.TREASURER)
    plan, great_plan = confirmed_plan(province), confirmed_plan(nation)
    found: dict[str, Way] = {
        "Bảng chỉ tiêu của một tỉnh, 9 chỉ tiêu": lambda: target_board(plan, province, A_DAY),
        "Bảng chỉ tiêu cả nước, 9 chỉ tiêu": lambda: target_board(great_plan, nation, A_DAY),
        "Danh sách câu lạc bộ của tỉnh, trang đầu": lambda: _club_page(local, today),
        "Danh sách câu lạc bộ cả nước, tìm «so 1234»": lambda: _club_page(central, today, "so 1234"),
        "Tìm «nguyen thi dep» trong một câu lạc bộ": lambda: _people_page(keeper, "nguyen thi dep"),
        "Tìm «nguyen» trong một câu lạc bộ": lambda: _people_page(keeper, "nguyen"),
        "Tìm «nguyen thi dep» trong xã": lambda: _people_page(near, "nguyen thi dep"),
        "Tìm «dep thi nguy» trong tỉnh": lambda: _people_page(local, "dep thi nguy"),
        "Tìm «nguyen thi dep» trong tỉnh": lambda: _people_page(local, "nguyen thi dep"),
        "Tìm «nguyen thi dep» trong cả nước": lambda: _people_page(central, "nguyen thi dep"),
        "Tìm «dep» trong cả nước": lambda: _people_page(central, "dep"),
        "Tìm «nguyen» trong cả nước": lambda: _people_page(central, "nguyen"),
        "Tìm tên không ai có trong cả nước": lambda: _people_page(central, "xyz khong co"),
    }
    for what, user, address in (
        ("Trang kế hoạch của tỉnh", local, _address("plans:plan", plan.pk)),
        ("Trang cộng dồn cả nước", central, _address("indicators:roll_up")),
        ("Trang câu lạc bộ của tỉnh", local, _address("clubs:index")),
        ("Lịch sinh hoạt của tỉnh trong tháng", local, _address("meetings:place_calendar", query="?thang=2026-10")),
        ("Lịch sinh hoạt cả nước trong tháng", central, _address("meetings:place_calendar", query="?thang=2026-10")),
        ("Lịch sinh hoạt của một câu lạc bộ", keeper, _address("meetings:calendar", club.club.pk)),
        ("Tám mảng, các câu lạc bộ của tỉnh", local, _address("meetings:place_coverage")),
        ("Cảnh báo sớm của tỉnh", local, _address("meetings:warnings")),
        ("Trang đầu của tỉnh", local, _address("home:home")),
        ("Chỉ số họp hằng tháng, cả nước", central, _address("indicators:indicator", "clubs.meeting_monthly")),
        ("Chỉ số tám mảng, cả nước", central, _address("indicators:indicator", "clubs.all_areas")),
        ("Trang thành viên, tìm «nguyen thi dep»", central, _address("members:index", query="?q=nguyen+thi+dep")),
    ):
        if address:
            found[f"{what} ({address})"] = _opened(user, address)
    return found


def _address(name: str, *args: Any, query: str = "") -> str:
    """None yet for a page that is still to come."""
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""


def _opened(user: User, address: str) -> Way:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def way() -> None:
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"

    return way


def _club_page(user: User, today: date, text: str = "") -> list[Any]:
    """The rows of the first page with state and commune, and the number of pages."""
    page = Paginator(find_clubs(Club.objects.visible_to(user), text).order_by("search_key", "pk"), 50).page(1)
    shown = Club.objects.filter(pk__in=[club.pk for club in page])
    return [page.paginator.num_pages, list(page), statuses_on(shown, today), communes_of(shown, today)]


def _people_page(user: User, text: str) -> list[Any]:
    """The first page of those found, with their memberships, and how many there are."""
    page = Paginator(find_people(user, text), 50).page(1)
    return [page.paginator.count, list(with_memberships(Person.objects.filter(pk__in=list(page)), user))]
