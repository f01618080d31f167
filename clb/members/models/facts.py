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
        """Ordinary ones of people whom `user` may see; sensitive ones where `user` may read such things today, unless
        the person has taken the agreement back."""
        clubs = user.reach("members.read_sensitive").values("below")
        private = Membership.objects.filter(person=models.OuterRef("person"), club__unit__in=clubs)
        seen = self.filter(person__in=Person.objects.visible_to(user))
        return seen.filter(Q(kind__in=Circumstance.ORDINARY) | models.Exists(private)).readable()

    def readable(self) -> Self:
        """Without sensitive ones whose agreement was taken back."""
        return self.filter(Q(kind__in=Circumstance.ORDINARY) | not_withheld(Consent.Purpose.SENSITIVE))


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

    person = models.ForeignKey(Person, models.CASCADE, related_name="circumstances", verbose_name=_("người"))
    kind = models.CharField(_("hoàn cảnh"), max_length=15, choices=Kind.choices)
    ethnic_group = models.CharField(_("dân tộc"), max_length=60, blank=True)

    objects = CircumstanceQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("hoàn cảnh theo thời gian")
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

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("người"))
    purpose = models.CharField(_("mục đích"), max_length=12, choices=Purpose.choices)
    answer = models.CharField(_("trả lời"), max_length=7, choices=Answer.choices)
    given_on = models.DateField(_("ngày trả lời"))
    proof = models.CharField(_("bằng chứng"), max_length=7, choices=Proof.choices)
    proof_note = models.CharField(_("nơi giữ bằng chứng"), max_length=200, blank=True)
    # Kept as long as the person is, also of an answer taken back: it shows that what was done then was agreed to.
    proof_file = models.OneToOneField(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tệp bằng chứng")
    )
    withdrawn_on = models.DateField(_("ngày rút lại"), null=True, blank=True)
    # Which words were told before the answer (law/notices); empty where it is not known.
    told_version = models.CharField(_("bản giải thích đã đọc"), max_length=20, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("sự đồng ý")
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


class Withheld(models.Model):
    """What is recorded of a person for one purpose may not be read by anyone: the agreement was taken back.

    It lies there until the days that the rule of keeping gives are over, so that a slip can be put right, and is then
    erased. An agreement given anew takes the row away.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="withheld", verbose_name=_("người"))
    purpose = models.CharField(_("mục đích"), max_length=12, choices=Consent.Purpose.choices)
    since_on = models.DateField(_("từ ngày"))

    class Meta:
        verbose_name = _("dữ liệu không được xem")
        constraints = [models.UniqueConstraint(fields=["person", "purpose"], name="withheld_once_per_purpose")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


def not_withheld(purpose: str, person: str = "person") -> Q:
    """A condition for rows whose person (by the path `person`) has not taken back the agreement for `purpose`."""
    return Q(~models.Exists(Withheld.objects.filter(person=models.OuterRef(person), purpose=purpose)))
