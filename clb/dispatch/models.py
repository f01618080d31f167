"""Bodies that issue papers, the numbers that they gave, and the drafts from which papers are made."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.files.models import StoredFile
from clb.places.models import Unit

from .kinds import kind_name

if TYPE_CHECKING:
    from clb.access.models import User

READ = "dispatch.read"
NAMES = "members.read"  # besides, where a paper names members


class BodyQuerySet(models.QuerySet["IssuingBody"]):
    """Issuing bodies."""

    def visible_to(self, user: User) -> Self:
        """Those at units where `user` may read registers today."""
        return self.filter(unit__in=user.reach(READ).values("below"))


class IssuingBody(models.Model):
    """A body in whose name papers go out: how it is written at their head, and how it counts its numbers."""

    class Counting(models.TextChoices):
        """Which papers share one run of numbers within a year."""

        EACH_KIND = "EACH_KIND", _("Mỗi loại văn bản một dãy số")
        LETTERS_APART = "LETTERS_APART", _("Công văn một dãy, các loại khác chung một dãy")
        TOGETHER = "TOGETHER", _("Mọi loại chung một dãy số")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="issuing_bodies", verbose_name=_("nơi"))
    agency = models.CharField(_("cơ quan"), max_length=20, choices=Role.choices)
    name = models.CharField(_("tên cơ quan ban hành"), max_length=200)
    superior = models.CharField(_("tên cơ quan cấp trên"), max_length=200, blank=True)
    place = models.CharField(_("địa danh"), max_length=100)
    letters = models.CharField(_("chữ viết tắt của cơ quan"), max_length=20)
    counting = models.CharField(_("cách đánh số"), max_length=14, choices=Counting.choices)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan ban hành")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "agency"],
                name="issuing_body_once_a_place",
                violation_error_message=_("Cơ quan này đã có sổ văn bản đi."),
            )
        ]

    def __str__(self) -> str:
        return " ".join(self.name.split())

    def series_of(self, kind: str) -> str:
        """The run of numbers of a kind: the kind itself, LETTER, or '' for those counted together."""
        if self.counting == self.Counting.EACH_KIND:
            return kind
        is_apart = self.counting == self.Counting.LETTERS_APART and kind == "LETTER"
        return kind if is_apart else ""


class NumberSeries(models.Model):
    """A run of numbers of a body in a year. `begins_after`: the last number given on paper before this register."""

    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="series", verbose_name=_("cơ quan ban hành"))
    year = models.PositiveSmallIntegerField(_("năm"))
    series = models.CharField(_("dãy"), max_length=20, blank=True)
    begins_after = models.PositiveIntegerField(_("số cuối đã dùng trên giấy"), default=0)
    last_number = models.PositiveIntegerField(_("số cuối đã lấy"), default=0)

    class Meta:
        verbose_name = _("dãy số văn bản")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "series"], name="number_series_once_a_year"),
            models.CheckConstraint(condition=Q(last_number__gte=F("begins_after")), name="number_series_goes_up"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.series} {self.last_number}"


class OfBodyQuerySet(models.QuerySet[Any]):
    """Rows of an issuing body."""

    def visible_to(self, user: User) -> Self:
        """Those of bodies that `user` may see; not those that name members, where they may not read members."""
        rows = self.filter(body__unit__in=user.reach(READ).values("below"))
        if not hasattr(self.model, "names_members"):
            return rows
        return rows.filter(Q(names_members=False) | Q(body__unit__in=user.reach(NAMES).values("below")))


class OutgoingPaper(models.Model):
    """A number given, and the paper that bears it, frozen as it went out."""

    class Status(models.TextChoices):
        """A number is given, then borne by a paper, or cancelled with a reason. It is never taken back."""

        RESERVED = "RESERVED", _("Giữ số")
        ISSUED = "ISSUED", _("Đã ban hành")
        CANCELLED = "CANCELLED", _("Hủy số")

    class Urgency(models.TextChoices):
        """Marks of urgency."""

        URGENT = "URGENT", _("Khẩn")
        VERY_URGENT = "VERY_URGENT", _("Thượng khẩn")
        EXPRESS = "EXPRESS", _("Hỏa tốc")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="papers", verbose_name=_("cơ quan ban hành"))
    year = models.PositiveSmallIntegerField(_("năm"))
    series = models.CharField(_("dãy"), max_length=20, blank=True)
    number = models.PositiveIntegerField(_("số"))
    symbol = models.CharField(_("ký hiệu"), max_length=40)
    kind = models.CharField(_("loại văn bản"), max_length=20)
    subject = models.CharField(_("trích yếu"), max_length=400)
    dated_on = models.DateField(_("ngày của văn bản"))
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    recipients = models.JSONField(_("nơi nhận"), default=list, blank=True)
    urgency = models.CharField(_("độ khẩn"), max_length=12, choices=Urgency.choices, blank=True)
    status = models.CharField(_("tình trạng"), max_length=10, choices=Status.choices)
    reason = models.CharField(_("lý do hủy"), max_length=300, blank=True)
    made_from = models.CharField(_("lập từ"), max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)
    source_key = models.CharField(max_length=60, blank=True)
    names_members = models.BooleanField(_("có nêu tên thành viên"), default=False)
    pdf = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("tệp PDF"))
    docx = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("tệp Word"))
    signed = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("bản đã ký, quét lại")
    )
    taken_by = models.ForeignKey("access.User", models.PROTECT, related_name="+", verbose_name=_("người lấy số"))
    taken_at = models.DateTimeField(_("lấy số lúc"), auto_now_add=True)

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản đi")
        indexes = [models.Index(fields=["body", "year", "-dated_on"], name="outgoing_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "series", "number"],
                name="outgoing_number_once",
                violation_error_message=_("Số này đã được dùng."),
            ),
            models.UniqueConstraint(
                fields=["body", "source", "source_key"],
                condition=~Q(source="") & ~Q(status="CANCELLED"),
                name="outgoing_source_once",
                violation_error_message=_("Văn bản này đã vào sổ."),
            ),
            models.CheckConstraint(
                condition=~Q(status="CANCELLED") | ~Q(reason=""),
                name="outgoing_cancelled_says_why",
                violation_error_message=_("Hãy ghi lý do hủy."),
            ),
            models.CheckConstraint(
                condition=~Q(status="ISSUED") | Q(docx__isnull=False), name="outgoing_issued_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.shown

    @property
    def shown(self) -> str:
        """Number and symbol, as the paper bears them: '05/QĐ-UBND'."""
        return f"{self.number:02}/{self.symbol}"

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return kind_name(self.kind)


class RecipientList(models.Model):
    """Lines of «Nơi nhận» kept under a name."""

    body = models.ForeignKey(
        IssuingBody, models.CASCADE, related_name="recipient_lists", verbose_name=_("cơ quan ban hành")
    )
    name = models.CharField(_("tên danh sách"), max_length=100)
    lines = models.TextField(_("các nơi nhận"), max_length=2000)

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("danh sách nơi nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"],
                name="recipient_list_named_once",
                violation_error_message=_("Đã có danh sách tên này."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A paper being written: what an officer types, from which one block model makes the docx and the PDF."""

    class SignForm(models.TextChoices):
        """By which authority the signer signs."""

        DIRECT = "", _("Ký trực tiếp")
        DEPUTY = "KT.", _("KT. (ký thay)")
        ORDER = "TL.", _("TL. (thừa lệnh)")
        MANDATE = "TUQ.", _("TUQ. (thừa ủy quyền)")
        ACTING = "Q.", _("Q. (quyền)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    body = models.ForeignKey(IssuingBody, models.PROTECT, related_name="drafts", verbose_name=_("cơ quan ban hành"))
    kind = models.CharField(_("loại văn bản"), max_length=20)
    subject = models.CharField(_("trích yếu"), max_length=400)
    to = models.TextField(_("kính gửi"), max_length=1000, blank=True)
    text = models.TextField(_("nội dung"), max_length=40_000)
    recipients = models.TextField(_("nơi nhận"), max_length=2000, blank=True)
    urgency = models.CharField(_("độ khẩn"), max_length=12, choices=OutgoingPaper.Urgency.choices, blank=True)
    collective = models.CharField(_("thay mặt (TM.)"), max_length=150, blank=True)
    sign_form = models.CharField(_("thẩm quyền ký"), max_length=4, choices=SignForm.choices, blank=True)
    head_title = models.CharField(_("chức vụ người đứng đầu"), max_length=100, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=100)
    signer_name = models.CharField(_("họ tên người ký"), max_length=120, blank=True)
    co_signers = models.TextField(_("người cùng ký"), max_length=1000, blank=True)
    names_members = models.BooleanField(_("có nêu tên thành viên"), default=False)
    changed_at = models.DateTimeField(_("sửa lúc"), auto_now=True)
    paper = models.OneToOneField(
        OutgoingPaper, models.PROTECT, null=True, related_name="draft", verbose_name=_("văn bản đã ban hành")
    )

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("dự thảo văn bản")

    def __str__(self) -> str:
        return self.subject

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return kind_name(self.kind)


class DraftAnnex(models.Model):
    """A text or a table that goes with a draft, upright or across."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="annexes", verbose_name=_("dự thảo"))
    title = models.CharField(_("tên phụ lục"), max_length=200)
    text = models.TextField(_("lời và bảng"), max_length=60_000)
    is_landscape = models.BooleanField(_("trang ngang"), default=False)

    class Meta:
        verbose_name = _("phụ lục của dự thảo")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
