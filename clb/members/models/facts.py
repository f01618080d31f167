"""Circumstances of a person through time, each recorded by itself; most of them are sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.files.models import StoredFile
from clb.kernel.dates import Period, PeriodQuerySet

from .people import Membership, Person

if TYPE_CHECKING:
    from clb.access.models import User


class CircumstanceQuerySet(PeriodQuerySet):
    """Circumstances that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Ordinary ones of people whom `user` may see; sensitive ones where `user` may read such things today."""
        clubs = user.reach("members.read_sensitive").values("below")
        private = Membership.objects.filter(person=models.OuterRef("person"), club__unit__in=clubs)
        seen = self.filter(person__in=Person.objects.visible_to(user))
        return seen.filter(Q(kind__in=Circumstance.ORDINARY) | models.Exists(private))


class Circumstance(Period):
    """Something that held of a person from a day until a day. No row means that nobody has said, not that it is not."""

    class Kind(models.TextChoices):
        """What may be recorded. NO_PENSION: asked, and the person receives no pension and no monthly benefit."""

        LIVES_ALONE = "LIVES_ALONE", _("Sống một mình")
        DISABLED = "DISABLED", _("Khuyết tật")
        ETHNIC_MINORITY = "ETHNIC_MINORITY", _("Dân tộc thiểu số")
        NO_PENSION = "NO_PENSION", _("Đã hỏi: không có lương hưu, trợ cấp bảo hiểm xã hội hằng tháng")
        PENSION = "PENSION", _("Có lương hưu")
        MONTHLY_BENEFIT = "MONTHLY_BENEFIT", _("Có trợ cấp bảo hiểm xã hội hằng tháng")
        APPLIED = "APPLIED", _("Đã làm đơn xin trợ cấp hưu trí xã hội")
        SOCIAL_PENSION = "SOCIAL_PENSION", _("Đang hưởng trợ cấp hưu trí xã hội")

    # Whoever reads members may know this; the rest wants `members.read_sensitive`.
    ORDINARY = (Kind.LIVES_ALONE,)

    person = models.ForeignKey(Person, models.CASCADE, related_name="circumstances", verbose_name="người")
    kind = models.CharField("hoàn cảnh", max_length=15, choices=Kind.choices)
    ethnic_group = models.CharField(_("dân tộc"), max_length=60, blank=True)

    objects = CircumstanceQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = "hoàn cảnh theo thời gian"
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(until_on__isnull=True),
                name="circumstance_open_once_per_person_and_kind",
                violation_error_message=_("Hoàn cảnh này đang được ghi."),
            ),
            models.CheckConstraint(
                condition=Q(kind="ETHNIC_MINORITY") | Q(ethnic_group=""),
                name="ethnic_group_only_of_a_minority",
                violation_error_message=_("Chỉ ghi tên dân tộc khi chọn «Dân tộc thiểu số»."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.ethnic_group}" if self.ethnic_group else self.get_kind_display()


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Answers that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of people whom `user` may see."""
        return self.filter(person__in=Person.objects.visible_to(user))


class Consent(models.Model):
    """A person's own answer about one use of what is recorded of them: yes or no, how it can be proven, since when.

    No row means that nobody has asked. There is no default answer (Law 91/2025/QH15).
    """

    class Purpose(models.TextChoices):
        """What the person is asked about, each by itself."""

        CLUB_RECORDS = "CLUB_RECORDS", _("Ghi tên, ngày sinh, nơi ở để sinh hoạt câu lạc bộ")
        CONTACT = "CONTACT", _("Giữ số điện thoại, người thân để liên lạc")
        HEALTH = "HEALTH", _("Ghi số đo sức khỏe")
        SENSITIVE = "SENSITIVE", _("Ghi khuyết tật, dân tộc, lương hưu, trợ cấp để bảo đảm quyền lợi")
        PHOTO = "PHOTO", _("Giữ và dùng ảnh")

    class Answer(models.TextChoices):
        """What was said."""

        AGREED = "AGREED", _("Đồng ý")
        REFUSED = "REFUSED", _("Không đồng ý")

    class Proof(models.TextChoices):
        """How the answer can be shown again."""

        PAPER = "PAPER", _("Giấy có chữ ký hoặc điểm chỉ")
        VOICE = "VOICE", _("Ghi âm lời nói")
        DIGITAL = "DIGITAL", _("Xác nhận điện tử")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name="người")
    purpose = models.CharField("mục đích", max_length=12, choices=Purpose.choices)
    answer = models.CharField("trả lời", max_length=7, choices=Answer.choices)
    given_on = models.DateField("ngày trả lời")
    proof = models.CharField("bằng chứng", max_length=7, choices=Proof.choices)
    proof_note = models.CharField("nơi giữ bằng chứng", max_length=200, blank=True)
    # Kept as long as the person is, also of an answer taken back: it shows that what was done then was agreed to.
    proof_file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp bằng chứng")
    )
    withdrawn_on = models.DateField("ngày rút lại", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "sự đồng ý"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="consent_one_open_answer_per_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("Ngày rút lại không được trước ngày trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_answer_display()}"
