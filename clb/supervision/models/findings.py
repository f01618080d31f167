"""What a visit found wrong, what is to be done about it until when, what proves it, and what help was given."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.files.models import StoredFile

from .programmes import BODIES
from .visits import SupervisionVisit

if TYPE_CHECKING:
    from clb.access.models import User


class FindingKind(models.TextChoices):
    """What a finding is about; the same kind again at the same club is a repeat."""

    MEETINGS = "MEETINGS", _("Sinh hoạt, điểm danh, biên bản")
    MEMBERS = "MEMBERS", _("Danh sách, cơ cấu thành viên")
    BOARD = "BOARD", _("Ban chủ nhiệm, quy chế")
    BOOKS = "BOOKS", _("Sổ sách, chứng từ")
    CASH = "CASH", _("Tiền mặt, kiểm quỹ")
    LOANS = "LOANS", _("Cho vay, thu nợ")
    CARE = "CARE", _("Chăm sóc tại nhà, sức khỏe")
    AREAS = "AREAS", _("Tám mảng hoạt động")
    OTHER = "OTHER", _("Việc khác")


class Severity(models.TextChoices):
    """How bad it is."""

    LOW = "LOW", _("Nhẹ")
    MEDIUM = "MEDIUM", _("Vừa")
    HIGH = "HIGH", _("Nặng")


class FindingQuerySet(models.QuerySet["SupervisionFinding"]):
    """Findings that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Findings at clubs where `user` may read supervision today."""
        return self.filter(club__unit__in=user.reach("supervision.read").values("below"))

    def open_on(self, day: object) -> Self:
        """Found by `day` and not closed by then."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), found_on__lte=day)


class SupervisionFinding(models.Model):
    """Something that is not as it should be at a club. It names no member."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey(SupervisionVisit, models.PROTECT, related_name="findings", verbose_name=_("lần giám sát"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="supervision_findings", verbose_name=_("câu lạc bộ"))
    number = models.PositiveSmallIntegerField(_("số"))
    kind = models.CharField(_("về việc gì"), max_length=8, choices=FindingKind.choices)
    severity = models.CharField(_("mức độ"), max_length=6, choices=Severity.choices)
    text = models.TextField(_("phát hiện"), max_length=1000)
    body = models.CharField(_("cơ quan phát hiện"), max_length=20, choices=BODIES)
    found_on = models.DateField(_("ngày phát hiện"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    # The last day of what is to be done, and the day on which all of it was verified; both follow from the actions.
    due_on = models.DateField(_("hạn khắc phục"), null=True)
    closed_on = models.DateField(_("ngày khắc phục xong"), null=True)
    is_fixed_at_once = models.BooleanField(_("đã khắc phục tại chỗ"), default=False)
    club_answer = models.TextField(_("câu lạc bộ trả lời"), max_length=1000, blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("phát hiện giám sát")
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="supervision_finding_once_a_number"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("found_on")),
                name="supervision_finding_closed_after_it_was_found",
            ),
        ]
        indexes = [
            models.Index(fields=["club", "kind", "found_on"], name="finding_by_club_and_kind"),
            models.Index(fields=["due_on"], name="finding_by_due_day"),
            models.Index(fields=["closed_on", "club"], name="finding_by_closing"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.number}"

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.club.name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        due = f"{self.due_on:%d/%m/%Y}" if self.due_on else "—"
        done = f"{self.closed_on:%d/%m/%Y}" if self.closed_on else "—"
        return f"{self.get_kind_display()}: {due} → {done}"


class ActionQuerySet(models.QuerySet["CorrectiveAction"]):
    """Corrective actions that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of findings at clubs where `user` may read supervision today."""
        return self.filter(finding__club__unit__in=user.reach("supervision.read").values("below"))

    def waiting(self) -> Self:
        """Not verified yet."""
        return self.filter(verified_on__isnull=True)


class CorrectiveAction(models.Model):
    """What somebody is to do about a finding until a day; done by the club, verified by the team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    finding = models.ForeignKey(SupervisionFinding, models.CASCADE, related_name="actions", verbose_name=_("phát hiện"))
    text = models.CharField(_("việc phải làm"), max_length=300)
    owner = models.CharField(_("ai làm"), max_length=120)
    due_on = models.DateField(_("hạn"))
    done_on = models.DateField(_("câu lạc bộ báo xong ngày"), null=True)
    done_words = models.CharField(_("đã làm thế nào"), max_length=500, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người báo")
    )
    returned_on = models.DateField(_("đoàn trả lại ngày"), null=True)
    returned_because = models.CharField(_("vì sao trả lại"), max_length=300, blank=True)
    verified_on = models.DateField(_("đoàn xác nhận ngày"), null=True)
    verified_words = models.CharField(_("xác nhận thế nào"), max_length=300, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người xác nhận")
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc khắc phục")
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(done_on__isnull=False, verified_on__gte=F("done_on")),
                name="corrective_action_done_before_verified",
                violation_error_message=_("Ngày xác nhận không được trước ngày báo xong."),
            )
        ]
        indexes = [models.Index(fields=["verified_on", "due_on"], name="corrective_action_waiting")]

    def __str__(self) -> str:
        return self.text


class SupervisionFile(models.Model):
    """A photo or a paper: of a finding, or of what was done about it."""

    finding = models.ForeignKey(
        SupervisionFinding, models.CASCADE, null=True, related_name="files", verbose_name=_("phát hiện")
    )
    action = models.ForeignKey(
        CorrectiveAction, models.CASCADE, null=True, related_name="files", verbose_name=_("việc khắc phục")
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="supervision_file", verbose_name=_("tệp"))

    class Meta:
        verbose_name = _("bằng chứng giám sát")
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, action__isnull=True) | Q(finding__isnull=True, action__isnull=False),
                name="supervision_file_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding_id or self.action_id}"


class SupportGiven(models.Model):
    """Technical help that the team gave at a visit."""

    class Kind(models.TextChoices):
        """What it was about."""

        BOOKS = "BOOKS", _("Ghi sổ, chứng từ")
        LENDING = "LENDING", _("Xét vay, thu nợ")
        MEETINGS = "MEETINGS", _("Tổ chức sinh hoạt")
        CARE = "CARE", _("Chăm sóc tại nhà, sức khỏe")
        SOFTWARE = "SOFTWARE", _("Dùng phần mềm")
        OTHER = "OTHER", _("Việc khác")

    visit = models.ForeignKey(SupervisionVisit, models.CASCADE, related_name="support", verbose_name=_("lần giám sát"))
    kind = models.CharField(_("về việc gì"), max_length=8, choices=Kind.choices)
    text = models.CharField(_("đã hướng dẫn gì"), max_length=500)
    people = models.PositiveSmallIntegerField(_("số người được hướng dẫn"))
    body = models.CharField(_("cơ quan hướng dẫn"), max_length=20, choices=BODIES)

    class Meta:
        verbose_name = _("hỗ trợ kỹ thuật")
        constraints = [
            models.CheckConstraint(
                condition=Q(people__gte=1),
                name="support_given_to_somebody",
                violation_error_message=_("Số người phải từ 1."),
            )
        ]

    def __str__(self) -> str:
        return self.text
