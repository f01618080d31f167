"""What agencies plan to tell people, what they told, and what they tell it with."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.files.models import StoredFile
from clb.places.models import Unit
from clb.plans.models import Task

from .channels import channel_name
from .quarters import Quarter

if TYPE_CHECKING:
    from clb.access.models import User

READ = "outreach.read"


class HereQuerySet(models.QuerySet[Any]):
    """Rows of an agency at a unit."""

    def visible_to(self, user: User) -> Self:
        """Those of units where `user` may read outreach today."""
        return self.filter(unit__in=user.reach(READ).values("below"))


class OfAgency(models.Model):
    """Whose it is: an agency, by the office of its people, at a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("nơi"))
    agency = models.CharField(_("cơ quan"), max_length=20, choices=Role.choices)

    class Meta:
        abstract = True


class PlannedOutreach(OfAgency):
    """How often an agency means to tell people of something by a channel in a quarter.

    `kept` and `late` are sums of the broadcasts that carry it out, kept by the services: those of the quarter, at most
    as many as planned; and those after it, at most as many as were missing.
    """

    quarter_end = models.DateField(_("ngày cuối quý"))
    channel = models.CharField(_("kênh"), max_length=20)
    topic = models.CharField(_("chủ đề"), max_length=200)
    campaign = models.CharField(_("thuộc đợt"), max_length=120, blank=True)
    planned = models.PositiveSmallIntegerField(_("số lần dự kiến"))
    kept = models.PositiveSmallIntegerField(_("số lần đã làm trong quý"), default=0)
    late = models.PositiveSmallIntegerField(_("số lần làm trễ"), default=0)
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, related_name="outreach", verbose_name=_("phục vụ nhiệm vụ của kế hoạch")
    )

    objects = HereQuerySet.as_manager()

    class Meta:
        verbose_name = _("mục kế hoạch truyền thông")
        indexes = [models.Index(fields=["unit", "quarter_end"], name="outreach_plan_here")]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned__gte=1),
                name="planned_outreach_at_least_once",
                violation_error_message=_("Số lần dự kiến phải từ 1."),
            ),
            models.CheckConstraint(
                condition=Q(kept__lte=F("planned")) & Q(late__lte=F("planned") - F("kept")),
                name="planned_outreach_counts_no_more_than_planned",
                violation_error_message=_("Số lần đã làm tính cho một mục không quá số lần dự kiến."),
            ),
            models.UniqueConstraint(
                fields=["unit", "agency", "quarter_end", "channel", "topic"],
                name="planned_outreach_once",
                violation_error_message=_("Kế hoạch quý này đã có mục cùng kênh, cùng chủ đề."),
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def quarter(self) -> Quarter:
        """Its quarter."""
        return Quarter.of(self.quarter_end)

    @property
    def channel_name(self) -> str:
        """Its channel in words."""
        return channel_name(self.channel)


class Broadcast(OfAgency):
    """Something was told to people, once or several times on one day, by an agency through a channel."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    channel = models.CharField(_("kênh"), max_length=20)
    topic = models.CharField(_("chủ đề"), max_length=200)
    told_on = models.DateField(_("ngày"))
    times = models.PositiveSmallIntegerField(_("số lần"), default=1)
    minutes = models.PositiveIntegerField(_("tổng số phút phát"), default=0)
    reach = models.PositiveIntegerField(_("số người nghe, xem (ước tính)"), null=True)
    reach_how = models.CharField(_("ước tính bằng cách nào"), max_length=200, blank=True)
    cost_vnd = models.BigIntegerField(_("chi phí"), null=True)
    cost_ref = models.CharField(_("dòng dự toán, chứng từ"), max_length=120, blank=True)
    link = models.URLField(_("đường dẫn"), max_length=400, blank=True)
    carries_out = models.ForeignKey(
        PlannedOutreach, models.SET_NULL, null=True, related_name="broadcasts", verbose_name=_("theo mục kế hoạch")
    )

    objects = HereQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần truyền thông")
        indexes = [models.Index(fields=["unit", "told_on"], name="broadcast_here")]
        constraints = [
            models.CheckConstraint(
                condition=Q(times__gte=1),
                name="broadcast_at_least_once",
                violation_error_message=_("Số lần phải từ 1."),
            ),
            models.CheckConstraint(
                condition=Q(reach__isnull=True) | ~Q(reach_how=""),
                name="broadcast_reach_says_how",
                violation_error_message=_("Đã ghi số người thì ghi cả cách ước tính."),
            ),
            models.CheckConstraint(
                condition=Q(cost_vnd__isnull=True) | Q(cost_vnd__gte=0),
                name="broadcast_costs_nothing_or_more",
                violation_error_message=_("Chi phí không được dưới 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def channel_name(self) -> str:
        """Its channel in words."""
        return channel_name(self.channel)


class BroadcastProof(models.Model):
    """A picture, a sound or a paper that shows a broadcast."""

    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="proofs", verbose_name=_("lần truyền thông"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="broadcast_proof", verbose_name=_("tệp"))

    class Meta:
        verbose_name = _("bằng chứng của lần truyền thông")

    def __str__(self) -> str:
        return str(self.file_id)


class MaterialQuerySet(models.QuerySet["Material"]):
    """The library."""

    def visible_to(self, user: User) -> Self:
        """All of it for whoever reads outreach anywhere: it is made to be passed on."""
        return self if user.may_anywhere(READ) else self.none()


class Material(OfAgency):
    """Something to tell people with: a script, a leaflet, a picture, a recording."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(_("tên tài liệu"), max_length=200)
    topic = models.CharField(_("chủ đề"), max_length=200)
    origin = models.CharField(_("nguồn, giấy phép dùng"), max_length=300)
    link = models.URLField(_("đường dẫn"), max_length=400, blank=True)
    search_key = models.CharField(max_length=720, db_index=True)
    added_on = models.DateField(_("đưa vào ngày"))
    used_in = models.ManyToManyField(Broadcast, through="MaterialUse", related_name="materials")

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("tài liệu truyền thông")

    def __str__(self) -> str:
        return self.title


class MaterialFile(models.Model):
    """A file of a material."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="files", verbose_name=_("tài liệu"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="material_file", verbose_name=_("tệp"))

    class Meta:
        verbose_name = _("tệp của tài liệu")

    def __str__(self) -> str:
        return str(self.file_id)


class MaterialUse(models.Model):
    """A broadcast used a material."""

    material = models.ForeignKey(Material, models.CASCADE, related_name="uses", verbose_name=_("tài liệu"))
    broadcast = models.ForeignKey(Broadcast, models.CASCADE, related_name="uses", verbose_name=_("lần truyền thông"))

    class Meta:
        verbose_name = _("lần dùng tài liệu")
        constraints = [models.UniqueConstraint(fields=["material", "broadcast"], name="material_used_once_a_broadcast")]

    def __str__(self) -> str:
        return f"{self.material_id} {self.broadcast_id}"
