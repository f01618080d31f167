"""A club on its way: the intention, its steps and conditions, who will join, and who promised money."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.board.models import BoardPost
from clb.clubs.models import Club
from clb.fund.models import FundSource
from clb.members.models import HouseholdClass, Person
from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User


class FoundingQuerySet(models.QuerySet["Founding"]):
    """Foundings that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Foundings at places where `user` may read them today."""
        return self.filter(place__in=user.reach("founding.read").values("below"))

    def under_way(self) -> Self:
        """Neither ended in a club nor given up."""
        return self.filter(club__isnull=True, dropped_on__isnull=True)


class Founding(models.Model):
    """The intention to found a club at a commune or hamlet, until the club lives or the intention is given up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="foundings", verbose_name=_("nơi"))
    name = models.CharField(_("tên câu lạc bộ"), max_length=200)
    need = models.TextField(_("nhu cầu"))
    started_on = models.DateField(_("bắt đầu ngày"))
    decision_number = models.CharField(_("số quyết định"), max_length=60, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=100, blank=True)
    signer_name = models.CharField(_("người ký"), max_length=120, blank=True)
    launched_on = models.DateField(_("ngày ra mắt"), null=True)
    venue = models.CharField(_("nơi ra mắt"), max_length=200, blank=True)
    activity_plan = models.TextField(_("kế hoạch hoạt động năm"), blank=True)
    club = models.OneToOneField(Club, models.PROTECT, null=True, related_name="founding", verbose_name=_("câu lạc bộ"))
    dropped_on = models.DateField(_("thôi ngày"), null=True)
    dropped_reason = models.CharField(_("lý do thôi"), max_length=300, blank=True)

    objects = FoundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc thành lập câu lạc bộ")
        constraints = [
            models.CheckConstraint(
                condition=Q(club__isnull=True) | (Q(decided_on__isnull=False) & Q(launched_on__isnull=False)),
                name="a_founded_club_has_decision_and_launch",
            ),
            models.CheckConstraint(
                condition=Q(club__isnull=True) | Q(dropped_on__isnull=True), name="founded_or_given_up_not_both"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Neither ended in a club nor given up."""
        return self.club_id is None and self.dropped_on is None


# Who may answer for a step or a condition of a founding.
OWNERS = (Role.COMMUNE, Role.ASSOCIATION, Role.LABOUR, Role.FRONT, Role.WOMEN, Role.YOUTH, Role.GOVERNMENT)
OWNER_CHOICES = [(role.value, role.label) for role in OWNERS]


class FoundingStep(models.Model):
    """One step on the way, with the office at the place that answers for it."""

    class Kind(models.TextChoices):
        """The steps that were seen in practice, in their usual order."""

        CHOOSE = "CHOOSE", _("Chọn nơi: nhu cầu, điều kiện")
        INTERIM_BOARD = "INTERIM_BOARD", _("Lập ban chủ nhiệm lâm thời")
        RECRUIT = "RECRUIT", _("Vận động thành viên")
        START_FUND = "START_FUND", _("Vận động quỹ ban đầu")
        ASSOCIATION_MEETING = "ASSOCIATION_MEETING", _("Họp Ban Chấp hành Hội Người cao tuổi cấp xã")
        DECISION = "DECISION", _("Quyết định của Ủy ban nhân dân cấp xã")
        LAUNCH = "LAUNCH", _("Lễ ra mắt: quy chế, kế hoạch hoạt động, ban chủ nhiệm")

    founding = models.ForeignKey(Founding, models.CASCADE, related_name="steps", verbose_name=_("việc thành lập"))
    kind = models.CharField(_("bước"), max_length=20, choices=Kind.choices)
    owner_role = models.CharField(_("phụ trách"), max_length=20, choices=OWNER_CHOICES)
    due_on = models.DateField(_("hạn"))
    done_on = models.DateField(_("xong ngày"), null=True)
    evidence = models.TextField(_("bằng chứng"), blank=True)

    class Meta:
        verbose_name = _("bước thành lập")
        constraints = [models.UniqueConstraint(fields=["founding", "kind"], name="founding_has_each_step_once")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class FoundingCondition(models.Model):
    """Something that should be ready before the club starts; owned, dated, and added or dropped by whoever leads."""

    founding = models.ForeignKey(Founding, models.CASCADE, related_name="conditions", verbose_name=_("việc thành lập"))
    text = models.CharField(_("điều kiện"), max_length=300)
    source = models.CharField(_("căn cứ"), max_length=200, blank=True)
    owner_role = models.CharField(_("phụ trách"), max_length=20, choices=OWNER_CHOICES)
    due_on = models.DateField(_("hạn"))
    met_on = models.DateField(_("đạt ngày"), null=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    dropped_on = models.DateField(_("bỏ ngày"), null=True)

    class Meta:
        verbose_name = _("điều kiện thành lập")

    def __str__(self) -> str:
        return self.text


class Recruit(models.Model):
    """Someone who will join, known before there is a club. Becomes a member at the launch, and the row goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    founding = models.ForeignKey(Founding, models.CASCADE, related_name="recruits", verbose_name=_("việc thành lập"))
    full_name = models.CharField(_("họ và tên"), max_length=120)
    sort_key = models.CharField(max_length=120)
    sex = models.CharField(_("giới tính"), max_length=6, choices=Person.Sex.choices)
    birth_on = models.DateField(_("ngày sinh"))
    is_birth_year_only = models.BooleanField(_("chỉ biết năm sinh"), default=False)
    household_class = models.CharField(_("diện hộ"), max_length=10, choices=HouseholdClass.Class.choices, blank=True)
    post = models.CharField(_("chức danh dự kiến"), max_length=10, choices=BoardPost.Post.choices, blank=True)
    title = models.CharField(_("tên chức danh"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("người đăng ký vào câu lạc bộ")

    def __str__(self) -> str:
        return self.full_name

    birth_shown = Person.birth_shown
    age_on = Person.age_on

    @property
    def post_shown(self) -> str:
        """The post as it will be called; empty for a plain member."""
        return self.title if self.post == BoardPost.Post.OTHER else str(self.get_post_display() or "")


class Pledge(models.Model):
    """Money promised to the start fund, and the day on which it was handed over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    founding = models.ForeignKey(Founding, models.CASCADE, related_name="pledges", verbose_name=_("việc thành lập"))
    source = models.CharField(_("nguồn"), max_length=20, choices=FundSource.choices)
    amount_vnd = models.BigIntegerField(_("số tiền"))
    pledged_on = models.DateField(_("hứa ngày"))
    collected_on = models.DateField(_("đã nhận ngày"), null=True)

    class Meta:
        verbose_name = _("khoản hứa góp quỹ ban đầu")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0),
                name="pledge_amount_positive",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.founding_id} {self.source} {self.amount_vnd}"
