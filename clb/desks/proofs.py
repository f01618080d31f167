"""What the software knows beside a duty: meetings, check-ups, trainings and visits, clubs founded, plans of communes.

Counts of a ground in a period that name nobody; registered here because the desks lie above all that is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.access.models import User
from clb.budget.models import BudgetDocument
from clb.clubs.models import Club
from clb.exchanges.models import Exchange
from clb.giving.queries.totals import raised
from clb.health.models import CheckUpCampaign
from clb.kernel.money import grouped, vnd
from clb.meetings.models import Meeting
from clb.outreach.models import Broadcast
from clb.places.models import Unit
from clb.places.queries import within, within_with_ended
from clb.plans.models import Plan
from clb.plans.proofs import Counted, Proof, Record, register_proof
from clb.supervision.models import SupervisionVisit

RECORDS_SHOWN = 50


def _n(count: int) -> str:
    return grouped(str(count))


def _meetings(ground: Unit, first: date, last: date) -> Counted:
    clubs = Club.objects.filter(unit__in=within(ground, last)).alive_on(last)
    held = Meeting.objects.filter(club=OuterRef("pk"), held_on__range=(first, last), first_closed_at__isnull=False)
    met = clubs.filter(Exists(held)).count()
    told = {"met": _n(met), "all": _n(clubs.count()), "n": _n(_held(clubs, first, last))}
    said = _("%(met)s trên %(all)s câu lạc bộ có sinh hoạt; %(n)s buổi đã ghi xong biên bản")
    return Counted(said % told, reverse("meetings:index"))


def _held(clubs: QuerySet[Club], first: date, last: date) -> int:
    rows = Meeting.objects.filter(club__in=clubs, held_on__range=(first, last), first_closed_at__isnull=False)
    return rows.count()


def _campaigns(ground: Unit, first: date, last: date) -> Counted:
    rows = CheckUpCampaign.objects.filter(unit__in=within_with_ended(ground, last), held_on__range=(first, last))
    return Counted(_("%s đợt khám sức khỏe đã ghi") % _n(rows.count()), reverse("health:index"))


def _campaign_records(user: User, ground: Unit, first: date, last: date) -> Sequence[Record]:
    rows = CheckUpCampaign.objects.visible_to(user).filter(
        unit__in=within_with_ended(ground, last), held_on__range=(first, last)
    )
    rows = rows.order_by("-held_on", "pk")[:RECORDS_SHOWN]
    return [Record(str(row.pk), f"{row.held_on:%d/%m/%Y}, {row.venue}"[:180]) for row in rows]


def _exchanges(ground: Unit, first: date, last: date) -> Counted:
    below = within_with_ended(ground, last)
    ours = Q(unit__in=below) | Q(clubs__club__unit__in=below)
    n = Exchange.objects.filter(ours, held_on__range=(first, last)).distinct().count()
    return Counted(_("%s buổi tập huấn, giao lưu đã ghi") % _n(n), reverse("exchanges:index"))


def _exchange_records(user: User, ground: Unit, first: date, last: date) -> Sequence[Record]:
    rows = Exchange.objects.visible_to(user).filter(held_on__range=(first, last)).order_by("-held_on", "pk")
    return [Record(str(row.pk), f"{row.held_on:%d/%m/%Y}, {row.title}"[:180]) for row in rows[:RECORDS_SHOWN]]


def _founded(ground: Unit, first: date, last: date) -> Counted:
    n = Club.objects.filter(unit__in=within(ground, last), founded_on__range=(first, last)).count()
    return Counted(_("%s câu lạc bộ thành lập mới") % _n(n), reverse("clubs:index"))


def _kept(ground: Unit, first: date, last: date) -> Counted:
    clubs = Club.objects.filter(unit__in=within(ground, last), founded_on__lte=last)
    told = {"n": _n(clubs.alive_on(last).count()), "all": _n(clubs.count())}
    return Counted(_("%(n)s trên %(all)s câu lạc bộ đã thành lập còn hoạt động") % told, reverse("clubs:index"))


def _plans(ground: Unit, first: date, last: date) -> Counted:
    communes = Unit.objects.on(ground.seen_on(last)).filter(
        level=Unit.Level.COMMUNE, pk__in=within(ground, ground.seen_on(last))
    )
    planned = Plan.objects.filter(place=OuterRef("pk"), status=Plan.Status.CONFIRMED, from_on__lte=last)
    told = {"n": _n(communes.filter(Exists(planned)).count()), "all": _n(communes.count())}
    return Counted(_("%(n)s trên %(all)s xã có kế hoạch trong phần mềm") % told, reverse("plans:index"))


def _broadcasts(ground: Unit, first: date, last: date) -> Counted:
    rows = Broadcast.objects.filter(unit__in=within_with_ended(ground, last), told_on__range=(first, last))
    sums = rows.aggregate(times=Sum("times"), minutes=Sum("minutes"))
    told = {"n": _n(sums["times"] or 0), "minutes": _n(sums["minutes"] or 0)}
    return Counted(_("%(n)s lần truyền thông đã ghi, %(minutes)s phút phát") % told, reverse("outreach:index"))


def _broadcast_records(user: User, ground: Unit, first: date, last: date) -> Sequence[Record]:
    rows = Broadcast.objects.visible_to(user).filter(told_on__range=(first, last)).order_by("-told_on", "pk")
    return [Record(str(row.pk), f"{row.told_on:%d/%m/%Y}, {row.topic}"[:180]) for row in rows[:RECORDS_SHOWN]]


def _broadcast_page(key: str) -> str:
    return reverse("outreach:broadcast", args=[key])


def _visits(ground: Unit, first: date, last: date) -> Counted:
    rows = SupervisionVisit.objects.filter(club__unit__in=within(ground, last), carried_on__range=(first, last))
    told = {"n": _n(rows.count()), "clubs": _n(rows.values("club").distinct().count())}
    return Counted(_("%(n)s lần giám sát tại %(clubs)s câu lạc bộ") % told, reverse("supervision:index"))


def _visit_records(user: User, ground: Unit, first: date, last: date) -> Sequence[Record]:
    rows = SupervisionVisit.objects.visible_to(user).filter(carried_on__range=(first, last)).select_related("club")
    rows = rows.order_by("-carried_on", "pk")[:RECORDS_SHOWN]
    return [Record(str(row.pk), f"{row.carried_on:%d/%m/%Y}, {row.club.name}"[:180]) for row in rows]


def _visit_page(key: str) -> str:
    return reverse("supervision:visit", args=[key])


def _settled(ground: Unit, first: date, last: date) -> Counted:
    rows = BudgetDocument.objects.standing().filter(kind=BudgetDocument.Kind.SETTLEMENT, approval__isnull=False)
    rows = rows.filter(
        year__period__place__in=within_with_ended(ground, last), year__year__range=(first.year, last.year)
    )
    years = ", ".join(str(year) for year in rows.values_list("year__year", flat=True).order_by("year__year").distinct())
    told = _("Quyết toán đã phê duyệt của năm %s") % years if years else _("Chưa có quyết toán năm nào được phê duyệt")
    return Counted(told, reverse("budget:index"))


def _raised(ground: Unit, first: date, last: date) -> Counted:
    got = raised(ground, first, last)
    told = {"n": _n(got.donations), "cash": vnd(got.cash_vnd), "other": vnd(got.goods_vnd + got.work_vnd)}
    said = _("%(n)s khoản vận động đã ghi: tiền %(cash)s; hiện vật, ngày công trị giá %(other)s")
    return Counted(said % told, reverse("giving:totals"))


def _exchange_page(key: str) -> str:
    return reverse("exchanges:exchange", args=[key])


def _health_page(_key: str) -> str:
    return reverse("health:index")


def register_all() -> None:
    """The kinds in the order in which a duty's words are tried."""
    register_proof(
        Proof(
            "meetings",
            gettext_lazy("Buổi sinh hoạt của các câu lạc bộ"),
            ("sinh hoat cau lac bo", "sinh hoat moi thang", "de cau lac bo sinh hoat"),
            _meetings,
        ),
        Proof(
            "check_ups",
            gettext_lazy("Đợt khám sức khỏe định kỳ"),
            ("kham suc khoe",),
            _campaigns,
            _campaign_records,
            _health_page,
        ),
        Proof(
            "exchanges",
            gettext_lazy("Tập huấn, tham quan, giao lưu"),
            ("giao luu", "tham quan", "tap huan"),
            _exchanges,
            _exchange_records,
            _exchange_page,
        ),
        Proof("founded", gettext_lazy("Câu lạc bộ thành lập mới"), ("thanh lap cau lac bo", "chon xa"), _founded),
        Proof("kept", gettext_lazy("Câu lạc bộ còn hoạt động"), ("duy tri", "ra soat, danh gia", "ra soat"), _kept),
        Proof(
            "broadcasts",
            gettext_lazy("Truyền thông đã làm"),
            ("tuyen truyen", "truyen thong", "truyen thanh", "dua tin"),
            _broadcasts,
            _broadcast_records,
            _broadcast_page,
        ),
        Proof(
            "supervision",
            gettext_lazy("Giám sát câu lạc bộ"),
            ("giam sat",),
            _visits,
            _visit_records,
            _visit_page,
        ),
        Proof("settled", gettext_lazy("Quyết toán ngân sách"), ("quyet toan",), _settled),
        Proof(
            "raised",
            gettext_lazy("Nguồn lực vận động được"),
            ("van dong nguon luc", "van dong cac nguon luc", "huy dong nguon luc"),
            _raised,
        ),
        Proof(
            "plans", gettext_lazy("Kế hoạch của các xã"), ("ke hoach nhan rong", "lap va trien khai ke hoach"), _plans
        ),
    )
