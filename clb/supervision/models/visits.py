"""Visits of a programme: planned, carried out, concluded; who went, and what the checklist says."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club

from .programmes import BODIES, SupervisionProgramme

if TYPE_CHECKING:
    from clb.access.models import User


class SupervisionVisitQuerySet(models.QuerySet["SupervisionVisit"]):
    """Visits that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Visits to clubs where `user` may read supervision today."""
        return self.filter(club__unit__in=user.reach("supervision.read").values("below"))


class SupervisionVisit(models.Model):
    """A team goes to a club. Its questions are those of the checklist in force when it was planned."""

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "PLANNED", _("Đã xếp ngày")
        CARRIED_OUT = "CARRIED_OUT", _("Đã đến, chưa kết luận")
        CONCLUDED = "CONCLUDED", _("Đã kết luận")
        CANCELLED = "CANCELLED", _("Không đi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    programme = models.ForeignKey(
        SupervisionProgramme, models.PROTECT, related_name="visits", verbose_name=_("chương trình")
    )
    club = models.ForeignKey(Club, models.PROTECT, related_name="supervision_visits", verbose_name=_("câu lạc bộ"))
    planned_on = models.DateField(_("ngày dự kiến"))
    carried_on = models.DateField(_("ngày đến"), null=True)
    concluded_on = models.DateField(_("ngày kết luận"), null=True)
    cancelled_on = models.DateField(_("ngày bỏ"), null=True)
    cancelled_because = models.CharField(_("vì sao không đi"), max_length=300, blank=True)
    place = models.CharField(_("nơi làm việc"), max_length=200, blank=True)
    met_with = models.CharField(_("đại diện câu lạc bộ"), max_length=300, blank=True)
    summary = models.TextField(_("kết luận của đoàn"), max_length=4000, blank=True)
    club_words = models.TextField(_("ý kiến của câu lạc bộ"), max_length=4000, blank=True)
    checklist_title = models.CharField(_("tên phiếu"), max_length=200)
    checklist_source = models.CharField(_("phiếu theo văn bản"), max_length=200, blank=True)
    sections = models.JSONField(_("các mục và câu hỏi"))

    objects = SupervisionVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("lần giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "club"],
                condition=Q(concluded_on__isnull=True, cancelled_on__isnull=True),
                name="one_open_supervision_visit_a_club",
                violation_error_message=_("Câu lạc bộ này còn một lần giám sát chưa kết luận."),
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True) | Q(carried_on__isnull=False, concluded_on__gte=F("carried_on")),
                name="supervision_concluded_after_it_was_carried_out",
                violation_error_message=_("Ngày kết luận không được trước ngày đến."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | (Q(carried_on__isnull=True) & ~Q(cancelled_because="")),
                name="supervision_cancelled_before_it_was_carried_out",
            ),
        ]
        indexes = [
            models.Index(fields=["club", "carried_on"], name="supervision_visit_by_club"),
            models.Index(fields=["carried_on"], name="supervision_visit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.planned_on:%d/%m/%Y}"

    @property
    def state(self) -> SupervisionVisit.State:
        """How far it is."""
        if self.cancelled_on:
            return self.State.CANCELLED
        if self.concluded_on:
            return self.State.CONCLUDED
        return self.State.CARRIED_OUT if self.carried_on else self.State.PLANNED

    @property
    def is_open(self) -> bool:
        """May the team still write into it?"""
        return self.carried_on is not None and self.concluded_on is None

    @property
    def day(self) -> object:
        """The day on which it took place, else on which it is to."""
        return self.carried_on or self.planned_on

    @property
    def questions(self) -> dict[str, str]:
        """Every question by its key, in the order of the paper."""
        return {question["key"]: question["text"] for section in self.sections for question in section["questions"]}

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.club.name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        return f"{self.carried_on:%d/%m/%Y}" if self.carried_on else ""


class VisitTeamMember(models.Model):
    """Somebody of the team, from which body."""

    visit = models.ForeignKey(SupervisionVisit, models.CASCADE, related_name="team", verbose_name=_("lần giám sát"))
    body = models.CharField(_("cơ quan"), max_length=20, choices=BODIES)
    name = models.CharField(_("họ và tên"), max_length=120)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    is_head = models.BooleanField(_("trưởng đoàn"), default=False)

    class Meta:
        verbose_name = _("thành viên đoàn giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(is_head=True),
                name="one_head_of_a_supervision_team",
                violation_error_message=_("Đoàn đã có trưởng đoàn."),
            ),
            models.UniqueConstraint(
                fields=["visit", "body", "name"],
                name="supervision_team_member_once",
                violation_error_message=_("Người này đã có trong đoàn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.body}"


class ChecklistAnswer(models.Model):
    """What the team found to one question. No row: not looked at yet."""

    class Answer(models.TextChoices):
        """The answers, the same for every question."""

        YES = "YES", _("Đạt")
        PARTLY = "PARTLY", _("Một phần")
        NO = "NO", _("Chưa đạt")
        NONE = "NONE", _("Không có")

    visit = models.ForeignKey(SupervisionVisit, models.CASCADE, related_name="answers", verbose_name=_("lần giám sát"))
    question = models.CharField(_("câu hỏi"), max_length=20)
    answer = models.CharField(_("trả lời"), max_length=6, choices=Answer.choices)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("trả lời phiếu kiểm tra")
        constraints = [models.UniqueConstraint(fields=["visit", "question"], name="checklist_answer_once_a_question")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.question}"
