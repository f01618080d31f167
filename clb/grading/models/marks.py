"""What people say on a sheet: points with their reason and what proves them, and appeals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.files.models import StoredFile

from .rounds import Level, Sheet
from .scorecards import Criterion

if TYPE_CHECKING:
    from clb.access.models import User


WORDS = "grading.read_words"


class Mark(models.Model):
    """The points that one level gives in one criterion. `stood` are those that stood before it (none: a blank).

    Whoever changes what stood says why; whoever fills a blank says on what it rests.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks", verbose_name=_("phiếu"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks", verbose_name=_("tiêu chí"))
    level = models.CharField(_("cấp"), max_length=7, choices=Level.choices)
    points = models.DecimalField(_("điểm"), max_digits=4, decimal_places=1)
    stood = models.DecimalField(_("điểm trước đó"), max_digits=4, decimal_places=1, null=True)
    reason = models.CharField(_("lý do"), max_length=400, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người chấm"))
    made_at = models.DateTimeField(_("lúc"), auto_now=True)

    class Meta:
        verbose_name = _("điểm người chấm cho")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion", "level"], name="criterion_marked_once_a_level"),
            models.CheckConstraint(
                condition=Q(points__gte=0),
                name="mark_is_not_negative",
                violation_error_message=_("Điểm không được dưới 0."),
            ),
            models.CheckConstraint(
                condition=Q(stood__isnull=False, stood=F("points")) | ~Q(reason=""),
                name="mark_says_why",
                violation_error_message=_("Hãy ghi lý do, dựa vào đâu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.criterion_id} {self.points}"


class MarkFileQuerySet(models.QuerySet["MarkFile"]):
    """Files that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs where `user` reads what people said of grades today: a picture may show somebody."""
        return self.filter(sheet__club__unit__in=user.reach(WORDS).values("below"))


class MarkFile(models.Model):
    """A photo or a paper that proves what was said in one criterion."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="files", verbose_name=_("phiếu"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("tiêu chí"))
    level = models.CharField(_("cấp"), max_length=7, choices=Level.choices)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="grading_mark_file", verbose_name=_("tệp"))

    objects = MarkFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("bằng chứng của điểm")

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.file_id}"


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs where `user` reads what people said of grades today: words may name somebody."""
        return self.filter(sheet__club__unit__in=user.reach(WORDS).values("below"))


class Appeal(models.Model):
    """A club does not agree with its result; those who gave it answer."""

    class Answer(models.TextChoices):
        """What was answered."""

        ACCEPTED = "ACCEPTED", _("Đồng ý xem lại")
        REFUSED = "REFUSED", _("Giữ nguyên kết quả")

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="appeals", verbose_name=_("phiếu"))
    text = models.TextField(_("câu lạc bộ nêu"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ai gửi"))
    made_at = models.DateTimeField(_("gửi lúc"), auto_now_add=True)
    answer = models.CharField(_("trả lời"), max_length=8, choices=Answer.choices, blank=True)
    answer_text = models.TextField(_("lời trả lời"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ai trả lời")
    )
    answered_on = models.DateField(_("trả lời ngày"), null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("khiếu nại kết quả xếp loại")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(answer=""),
                name="one_open_appeal_per_sheet",
                violation_error_message=_("Câu lạc bộ đã gửi khiếu nại, đang chờ trả lời."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(answer_text="") & Q(answered_on__isnull=False),
                name="appeal_answered_in_words",
                violation_error_message=_("Hãy ghi lời trả lời."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.answer}"
