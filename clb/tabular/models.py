"""Forms of tables that units own, in versions, and tables that are filled in the background."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User

EDITS = "tabular.edit_form"


class TableFormQuerySet(models.QuerySet["TableForm"]):
    """Forms that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Forms in force for everyone who reads plans somewhere; drafts only where `user` may work on them."""
        if not user.may_anywhere("plans.read"):
            return self.none()
        mine = Q(unit__in=user.reach(EDITS).values("below"))
        issued = FormVersion.objects.filter(form=models.OuterRef("pk"), issued_on__isnull=False)
        return self.filter(mine | models.Exists(issued))


class TableForm(models.Model):
    """A form of a table that a unit owns. What it looks like stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="table_forms", verbose_name=_("đơn vị sở hữu"))
    name = models.CharField(_("tên mẫu biểu"), max_length=200)
    retired_on = models.DateField(_("thôi dùng từ ngày"), null=True)

    objects = TableFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu biểu số liệu")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(retired_on__isnull=True),
                name="table_form_named_once_a_unit",
                violation_error_message=_("Đơn vị này đã có một mẫu biểu cùng tên."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class FormVersion(models.Model):
    """One version of a form. A draft has no day of issue and may change; an issued one never does."""

    form = models.ForeignKey(TableForm, models.CASCADE, related_name="versions", verbose_name=_("mẫu biểu"))
    number = models.PositiveSmallIntegerField(_("lần"))
    design = models.JSONField(_("nội dung mẫu"))
    issued_on = models.DateField(_("dùng từ ngày"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người lập"))
    made_at = models.DateTimeField(_("lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần lập mẫu biểu")
        ordering = ["form", "number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_numbered_once"),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(issued_on__isnull=True),
                name="form_has_one_draft",
                violation_error_message=_("Mẫu biểu này đang có một bản nháp."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.number}"

    @property
    def is_draft(self) -> bool:
        """May it still change?"""
        return self.issued_on is None


class TableRunQuerySet(models.QuerySet["TableRun"]):
    """Tables filled in the background that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of places where `user` reads plans; with clubs as rows, where `user` reads clubs too."""
        plans, clubs = (Q(place__in=user.reach(name).values("below")) for name in ("plans.read", "clubs.read"))
        return self.filter(plans & (Q(names_clubs=False) | clubs))


class TableRun(models.Model):
    """A large table that is filled in the background: what was asked, how far it is, the files it became."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "WAITING", _("Đang lập")
        DONE = "DONE", _("Đã lập xong")
        CANCELLED = "CANCELLED", _("Đã hủy")
        FAILED = "FAILED", _("Không làm được")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(_("biểu"), max_length=200)
    design = models.JSONField(_("nội dung mẫu"))
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    on = models.DateField(_("tính đến ngày"))
    first = models.DateField(_("kỳ từ ngày"))
    last = models.DateField(_("kỳ đến ngày"))
    map_on = models.DateField(_("bản đồ ngày"))
    names_clubs = models.BooleanField(_("nêu tên câu lạc bộ"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người yêu cầu"))
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("lần thử"), default=0)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    ordered_at = models.DateTimeField(_("yêu cầu lúc"), auto_now_add=True)
    finished_at = models.DateTimeField(_("xong lúc"), null=True)
    rows = models.PositiveIntegerField(_("số dòng"), default=0)
    beginning = models.JSONField(_("các dòng đầu"), default=dict)

    objects = TableRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần lập biểu lớn")
        indexes = [models.Index(fields=["state", "ordered_at"], name="table_run_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="table_run_period_in_order",
                violation_error_message=_("Ngày cuối kỳ không được trước ngày đầu kỳ."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        """Is the worker to fill it?"""
        return self.state == self.State.WAITING


class TableFile(models.Model):
    """A file that a large table became."""

    class Ending(models.TextChoices):
        """What kind of file."""

        XLSX = "xlsx", _("Excel")
        CSV = "csv", _("CSV")

    run = models.ForeignKey(TableRun, models.CASCADE, related_name="files", verbose_name=_("lần lập biểu lớn"))
    ending = models.CharField(_("loại tệp"), max_length=4, choices=Ending.choices)
    content = models.BinaryField(_("tệp"))

    class Meta:
        verbose_name = _("tệp của biểu lớn")
        constraints = [models.UniqueConstraint(fields=["run", "ending"], name="table_file_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.run_id}.{self.ending}"
