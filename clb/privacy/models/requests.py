"""What a person asked for, and the two heaviest answers: everything put aside, everything erased."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.files.models import StoredFile
from clb.kernel.dates import Period
from clb.kernel.encrypted import EncryptedTextField
from clb.members.models import Person

if TYPE_CHECKING:
    from clb.access.models import User


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    """Requests that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs where `user` may read requests today."""
        return self.filter(club__unit__in=user.reach("privacy.read").values("below"))

    def open(self) -> Self:
        """Neither refused nor done."""
        return self.filter(done_on__isnull=True).exclude(answer=DataRequest.Answer.REFUSED)


class DataRequest(models.Model):
    """A person asks something about the data that are held. Each step is a day; words are encrypted and erasable."""

    class Kind(models.TextChoices):
        """The rights of Law 91/2025/QH15."""

        SEE = "SEE", _("Xem, xin bản sao dữ liệu")
        CORRECT = "CORRECT", _("Sửa dữ liệu")
        DELETE = "DELETE", _("Xóa dữ liệu")
        RESTRICT = "RESTRICT", _("Hạn chế xử lý dữ liệu")
        OBJECT = "OBJECT", _("Phản đối xử lý dữ liệu")
        WITHDRAW = "WITHDRAW", _("Rút lại sự đồng ý")

    class Way(models.TextChoices):
        """How it came."""

        PAPER = "PAPER", _("Giấy")
        SPOKEN = "SPOKEN", _("Nói trực tiếp, điện thoại")
        DIGITAL = "DIGITAL", _("Thư điện tử, tin nhắn")

    class Proof(models.TextChoices):
        """How it can be shown that the person asked: nobody's data are taken out on somebody's word alone."""

        PAPER = "PAPER", _("Đơn có chữ ký, đã chụp hoặc quét")
        SIGNED = "SIGNED", _("Chính người ấy ký vào sổ tại nơi tiếp nhận")

    class Answer(models.TextChoices):
        """What was said first."""

        ACCEPTED = "ACCEPTED", _("Nhận làm")
        REFUSED = "REFUSED", _("Không làm được, có lý do")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests", verbose_name=_("người"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="data_requests", verbose_name=_("câu lạc bộ"))
    kind = models.CharField(_("yêu cầu"), max_length=8, choices=Kind.choices)
    way = models.CharField(_("nhận bằng"), max_length=7, choices=Way.choices)
    received_on = models.DateField(_("ngày nhận"))
    words = EncryptedTextField(_("nội dung yêu cầu"), max_length=2000, blank=True, default="")
    asked_by = EncryptedTextField(_("người nộp thay"), max_length=200, blank=True, default="")
    is_shared = models.BooleanField(_("dữ liệu đã đưa cho bên khác"), default=False)
    proof = models.CharField(_("bằng chứng"), max_length=6, choices=Proof.choices, blank=True, default="")
    proof_file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp bằng chứng")
    )
    answered_on = models.DateField(_("ngày trả lời"), null=True)
    answer = models.CharField(_("trả lời"), max_length=8, choices=Answer.choices, blank=True)
    reason = EncryptedTextField(_("lý do"), max_length=1000, blank=True, default="")
    extended_days = models.PositiveSmallIntegerField(_("gia hạn thêm (ngày)"), default=0)
    extension_reason = EncryptedTextField(_("lý do gia hạn"), max_length=500, blank=True, default="")
    done_on = models.DateField(_("ngày làm xong"), null=True)
    outcome = EncryptedTextField(_("kết quả"), max_length=1000, blank=True, default="")

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu về dữ liệu cá nhân")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="data_request_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                name="data_request_answered_after_received",
                violation_error_message=_("Ngày trả lời không được trước ngày nhận."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(answer="ACCEPTED", done_on__gte=F("answered_on")),
                name="data_request_done_after_accepted",
                violation_error_message=_("Ngày làm xong không được trước ngày trả lời."),
            ),
        ]
        indexes = [models.Index(fields=["club", "received_on"], name="data_request_by_club_and_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.received_on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        """Is something left to do?"""
        return self.done_on is None and self.answer != self.Answer.REFUSED


class Restriction(Period):
    """The person's data may be kept but not used: they are put aside here, encrypted, and come back when it ends.

    Only whoever handles the request reads them. Everywhere else the person bears a code.
    """

    request = models.OneToOneField(
        DataRequest, models.PROTECT, related_name="restriction", verbose_name=_("theo yêu cầu")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="restrictions", verbose_name=_("người"))
    put_aside = EncryptedTextField(_("dữ liệu cất riêng"), blank=True, default="")
    photo = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ảnh cất riêng")
    )

    class Meta(Period.Meta):
        verbose_name = _("hạn chế xử lý")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person"], condition=Q(until_on__isnull=True), name="person_restricted_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on:%d/%m/%Y}"


class Erasure(models.Model):
    """A person was erased. Only a hash of the id is kept, so that an older backup can be erased again."""

    id_hash = models.CharField(_("dấu của mã"), max_length=64, unique=True)
    request = models.ForeignKey(
        DataRequest, models.PROTECT, null=True, related_name="erasures", verbose_name=_("theo yêu cầu")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người làm")
    )
    erased_at = models.DateTimeField(_("lúc"), auto_now_add=True)
    counts = models.JSONField(_("số dòng đã xóa, đã giữ"), default=dict)

    class Meta:
        verbose_name = _("lần xóa dữ liệu của một người")

    def __str__(self) -> str:
        return self.id_hash[:8]
