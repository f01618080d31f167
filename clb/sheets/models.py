"""An uploaded list on its way to being imported, its faults, and the mappings that a unit has used."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User


class Kind(models.TextChoices):
    """What the rows of a list are."""

    MEMBERS = "MEMBERS", _("Thành viên")
    CLUBS = "CLUBS", _("Câu lạc bộ")
    CHECK_UPS = "CHECK_UPS", _("Kết quả khám sức khỏe định kỳ của trạm y tế")


def row_name(sheet: int, row: int) -> str:
    """A row as the id of its act and the question about it know it."""
    return f"{sheet}:{row}"


class SheetBatchQuerySet(models.QuerySet["SheetBatch"]):
    """Lists that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Lists at units where `user` may do what their rows do: they show the rows' own values."""
        members = Q(kind=Kind.MEMBERS, unit__in=user.reach("members.add_member").values("below"))
        clubs = Q(kind=Kind.CLUBS, unit__in=user.reach("clubs.found_club").values("below"))
        # A list of check-ups holds values of health: whoever may not write these down there does not see it.
        health = Q(kind=Kind.CHECK_UPS, unit__in=user.reach("health.record_station_result").values("below"))
        return self.filter(members | clubs | health)


class SheetBatch(models.Model):
    """One uploaded list and how far it has come. It is its own place in the queue (docs/decisions/0040)."""

    class State(models.TextChoices):
        """How far it has come."""

        UPLOADED = "UPLOADED", _("Chờ chọn cột")
        CHECK_WAITING = "CHECK_WAITING", _("Đang kiểm tra thử")
        CHECKED = "CHECKED", _("Đã kiểm tra, chưa nhập")
        IMPORT_WAITING = "IMPORT_WAITING", _("Đang nhập")
        IMPORTED = "IMPORTED", _("Đã nhập")
        UNDO_WAITING = "UNDO_WAITING", _("Đang hoàn tác")
        UNDONE = "UNDONE", _("Đã hoàn tác")
        FAILED = "FAILED", _("Không làm được")

    WAITING = (State.CHECK_WAITING, State.IMPORT_WAITING, State.UNDO_WAITING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(_("danh sách"), max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("địa bàn"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người nhập"))
    file_name = models.CharField(_("tệp"), max_length=200)
    state = models.CharField(_("tình trạng"), max_length=15, choices=State.choices, default=State.UPLOADED)
    options = models.JSONField(_("lựa chọn"), default=dict)
    result = models.JSONField(_("kết quả"), default=dict)
    done_rows = models.JSONField(_("dòng đã nhập"), default=list)
    attempts = models.IntegerField(_("lần thử"), default=0)
    made_at = models.DateTimeField(_("gửi lên lúc"), auto_now_add=True)
    queued_at = models.DateTimeField(_("xếp hàng lúc"), null=True)
    imported_at = models.DateTimeField(_("nhập lúc"), null=True)

    objects = SheetBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("đợt nhập")
        indexes = [models.Index(fields=["state", "queued_at"], name="sheet_batch_by_state")]

    def __str__(self) -> str:
        return self.file_name or str(_("Danh sách đã xóa tệp"))

    @property
    def is_waiting(self) -> bool:
        """Is the worker to do something with it?"""
        return self.state in self.WAITING

    def act_id(self, sheet: int, row: int) -> uuid.UUID:
        """The id of the act of one row: the same however often the list is run."""
        return uuid.uuid5(self.pk, row_name(sheet, row))


class SheetFile(models.Model):
    """The bytes that were sent and the same list back with its faults marked. Dropped when no longer needed."""

    batch = models.OneToOneField(SheetBatch, models.CASCADE, related_name="file", verbose_name=_("đợt nhập"))
    content = models.BinaryField(_("tệp gửi lên"))
    report = models.BinaryField(_("tệp báo lỗi"), null=True)

    class Meta:
        verbose_name = _("tệp của đợt nhập")

    def __str__(self) -> str:
        return str(self.batch_id)


class SheetFault(models.Model):
    """A cell that can't be taken as it is, or a row that someone must be asked about."""

    class Kind(models.TextChoices):
        """What is to be done about it."""

        FAULT = "FAULT", _("Cần sửa")
        ASK = "ASK", _("Có thể trùng, cần trả lời")
        EXISTS = "EXISTS", _("Đã có, bỏ qua")

    batch = models.ForeignKey(SheetBatch, models.CASCADE, related_name="faults", verbose_name=_("đợt nhập"))
    kind = models.CharField(_("loại"), max_length=6, choices=Kind.choices)
    sheet = models.IntegerField(_("số trang tính"))
    sheet_name = models.CharField(_("trang tính"), max_length=100)
    row = models.IntegerField(_("dòng"))
    column = models.IntegerField(_("số cột"), null=True)
    title = models.CharField(_("cột"), max_length=200, blank=True)
    value = models.CharField(_("giá trị"), max_length=200, blank=True)
    reason = models.TextField(_("vì sao"))

    class Meta:
        verbose_name = _("lỗi của đợt nhập")
        indexes = [models.Index(fields=["batch", "kind", "sheet", "row"], name="sheet_fault_in_order")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.sheet}:{self.row}"

    @property
    def letter(self) -> str:
        """The column as Excel names it."""
        n, letters = (self.column if self.column is not None else -1) + 1, ""
        while n > 0:
            n, rest = divmod(n - 1, 26)
            letters = chr(65 + rest) + letters
        return letters


class SheetMapping(models.Model):
    """What a unit said the titles of such a list mean, so that it need not say it again."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", verbose_name=_("địa bàn"))
    kind = models.CharField(_("danh sách"), max_length=10, choices=Kind.choices)
    head_key = models.CharField(max_length=64)
    columns = models.JSONField(_("cột"))

    class Meta:
        verbose_name = _("cách hiểu cột")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "head_key"], name="one_mapping_per_unit_and_head")
        ]

    def __str__(self) -> str:
        return self.head_key
