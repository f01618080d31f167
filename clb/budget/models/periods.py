"""A budget period of a place, its years and its lines."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.kernel.dates import on_day
from clb.ledger.models import Book
from clb.places.models import Unit
from clb.plans.models import Plan

# The bodies that a plan gives money to; a club is a unit, not a body.
AGENCIES = [
    (role.value, role.label)
    for role in (
        Role.ASSOCIATION,
        Role.FINANCE,
        Role.HEALTH,
        Role.CULTURE,
        Role.LABOUR,
        Role.FRONT,
        Role.WOMEN,
        Role.YOUTH,
        Role.COMMUNE,
        Role.GOVERNMENT,
    )
]


def roles_of(user: User) -> set[str]:
    """The offices that `user` holds today, wherever: whose lines are the own ones."""
    held = Assignment.objects.filter(on_day(timezone.localdate()), user=user)
    return set(held.values_list("role", flat=True))


class Source(models.TextChoices):
    """Where money comes from: the budget of a level, or another lawful source that the plan names."""

    CENTRAL = "CENTRAL", _("Ngân sách trung ương")
    PROVINCE = "PROVINCE", _("Ngân sách tỉnh")
    DISTRICT = "DISTRICT", _("Ngân sách huyện")
    COMMUNE = "COMMUNE", _("Ngân sách xã")
    SECURITY = "SECURITY", _("Quỹ an sinh xã hội")
    ELDERCARE = "ELDERCARE", _("Quỹ chăm sóc và phát huy vai trò người cao tuổi")
    LOCALFUND = "LOCALFUND", _("Quỹ hợp pháp khác tại địa phương")
    PROJECT = "PROJECT", _("Chương trình, dự án")
    SOCIAL = "SOCIAL", _("Đóng góp xã hội hóa")


class BudgetPeriodQuerySet(models.QuerySet["BudgetPeriod"]):
    """Periods that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Periods of places whose budget `user` reads, in totals at least."""
        return self.filter(place__in=user.reach("budget.read").values("below"))


class BudgetPeriod(models.Model):
    """Some years of a place's money for a plan, from the first estimate to the closing settlement."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="budget_periods", verbose_name=_("địa bàn"))
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        related_name="budget_periods",
        verbose_name=_("kế hoạch được thực hiện"),
        blank=True,
    )
    name = models.CharField(_("tên"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("năm đầu"))
    last_year = models.PositiveSmallIntegerField(_("năm cuối"))
    second_from_vnd = models.BigIntegerField(
        _("giải ngân từ số tiền này phải có người thứ hai đồng ý"), null=True, blank=True
    )
    closed_on = models.DateField(_("quyết toán giai đoạn ngày"), null=True, blank=True)
    closing_number = models.CharField(_("số quyết định quyết toán giai đoạn"), max_length=60, blank=True)

    objects = BudgetPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("giai đoạn ngân sách")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")) & Q(last_year__lte=F("first_year") + 20),
                name="budget_period_of_one_to_twenty_one_years",
                violation_error_message=_("Năm cuối phải từ năm đầu trở đi, cả giai đoạn không quá 20 năm."),
            ),
            models.CheckConstraint(
                condition=Q(second_from_vnd__isnull=True) | Q(second_from_vnd__gt=0),
                name="budget_second_from_a_sum",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:period", args=[self.pk])


class BudgetYear(models.Model):
    """One year of a period, with a book of its own. Whoever holds the book's lock writes this year's money."""

    period = models.ForeignKey(BudgetPeriod, models.PROTECT, related_name="years", verbose_name=_("giai đoạn"))
    year = models.PositiveSmallIntegerField(_("năm"))
    book = models.OneToOneField(Book, models.PROTECT, related_name="budget_year", verbose_name=_("sổ"))

    class Meta:
        verbose_name = _("năm ngân sách")
        constraints = [models.UniqueConstraint(fields=["period", "year"], name="budget_year_once_a_period")]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:year", args=[self.pk])


class BudgetLine(models.Model):
    """What money is for: a line of the estimate, the agency that works it, and the norm or price of one unit."""

    class Kind(models.TextChoices):
        """What lines are for."""

        TRAINING = "TRAINING", _("Tập huấn, tài liệu")
        START_SUPPORT = "START_SUPPORT", _("Hỗ trợ quỹ ban đầu của câu lạc bộ")
        ACTIVITY = "ACTIVITY", _("Hỗ trợ hoạt động của câu lạc bộ")
        HEALTH = "HEALTH", _("Chăm sóc sức khỏe")
        COMMUNICATION = "COMMUNICATION", _("Truyền thông")
        SUPERVISION = "SUPERVISION", _("Giám sát, kiểm tra")
        REVIEW = "REVIEW", _("Sơ kết, tổng kết")
        EXCHANGE = "EXCHANGE", _("Tham quan, giao lưu")
        LONGEVITY = "LONGEVITY", _("Chúc thọ, mừng thọ")
        OTHER = "OTHER", _("Chi khác")

    period = models.ForeignKey(BudgetPeriod, models.PROTECT, related_name="lines", verbose_name=_("giai đoạn"))
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    name = models.CharField(_("nội dung chi"), max_length=200)
    kind = models.CharField(_("nhóm chi"), max_length=13, choices=Kind.choices)
    agency = models.CharField(_("cơ quan thực hiện"), max_length=20, choices=AGENCIES)
    measure = models.CharField(_("đơn vị tính"), max_length=40)
    norm_vnd = models.BigIntegerField(_("định mức, đơn giá (đồng)"), null=True, blank=True)
    norm_basis = models.CharField(_("căn cứ của định mức (văn bản, số, ngày)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("dòng dự toán")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "number"],
                name="budget_line_number_once_a_period",
                violation_error_message=_("Số thứ tự này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(norm_vnd__isnull=True) | Q(norm_vnd__gt=0),
                name="budget_norm_of_something",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
