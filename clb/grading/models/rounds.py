"""A round of grading, and the sheet of each club in it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.places.models import Unit

from .scorecards import Scorecard

if TYPE_CHECKING:
    from clb.access.models import User


GRADES = ("GOOD", "FAIR", "AVERAGE", "WEAK")  # what they are called and look like, rules.Grade says


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Those of places where `user` reads grades, and those in which a club of theirs is graded."""
        here = user.reach("grading.read").values("below")
        graded = Sheet.objects.filter(round=models.OuterRef("pk"), club__unit__in=here)
        return self.filter(Q(place__in=here) | models.Exists(graded))


class Round(models.Model):
    """The clubs of a place are graded for a period by one scorecard, on the map of one day.

    `doing` is what somebody asked for and the worker does, as it takes longer than a person should wait; how far it is,
    its sheets say themselves.
    """

    class Doing(models.TextChoices):
        """What goes on in the background."""

        OPENING = "OPENING", _("Đang lập phiếu")
        TELLING = "TELLING", _("Đang báo kết quả")
        LOCKING = "LOCKING", _("Đang chốt kết quả")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="grading_rounds", verbose_name=_("địa bàn"))
    scorecard = models.ForeignKey(Scorecard, models.PROTECT, related_name="rounds", verbose_name=_("bảng điểm"))
    title = models.CharField(_("tên vòng"), max_length=200)
    body = models.CharField(_("cơ quan xếp loại"), max_length=200)
    period_from = models.DateField(_("kỳ từ ngày"))
    period_until = models.DateField(_("đến hết ngày"))
    map_on = models.DateField(_("địa giới ngày"))
    clubs_due_on = models.DateField(_("câu lạc bộ tự chấm xong trước"), null=True)
    opened_on = models.DateField(_("mở ngày"))
    locked_on = models.DateField(_("chốt ngày"), null=True)
    decision = models.CharField(_("quyết định công nhận"), max_length=200, blank=True)
    doing = models.CharField(_("việc đang làm trong nền"), max_length=7, choices=Doing.choices, blank=True)
    doing_of = models.PositiveIntegerField(_("số phiếu của việc ấy"), default=0)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ai yêu cầu")
    )
    asked_on = models.DateField(_("yêu cầu ngày"), null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("vòng xếp loại")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_until__gte=F("period_from")),
                name="round_period_ends_after_it_begins",
                violation_error_message=_("Ngày cuối không được trước ngày đầu."),
            ),
            models.UniqueConstraint(
                fields=["place", "period_from", "period_until"],
                name="place_is_graded_once_a_period",
                violation_error_message=_("Nơi này đã có vòng xếp loại của kỳ ấy."),
            ),
            models.CheckConstraint(
                condition=Q(doing="") | Q(asked_by__isnull=False, asked_on__isnull=False, locked_on__isnull=True),
                name="work_on_a_round_says_who_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Is it neither locked nor being locked?"""
        return self.locked_on is None and self.doing != self.Doing.LOCKING


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Sheets that a person may see."""

    def visible_to(self, user: User) -> Self:
        """Of clubs where `user` reads grades today."""
        return self.filter(club__unit__in=user.reach("grading.read").values("below"))


class Level(models.TextChoices):
    """Who gives points, from below."""

    CLUB = "CLUB", _("Câu lạc bộ tự chấm")
    COMMUNE = "COMMUNE", _("Cấp xã xét")
    ABOVE = "ABOVE", _("Cấp trên kết luận")


class Sheet(models.Model):
    """One club in one round. What records said (`auto`) is kept as it was measured, for the day `measured_on`.

    `auto` holds for each criterion of records what was counted and its points as text. `final` is written when the
    round is locked and never again: each criterion's points and whose word they were.
    """

    class Stage(models.TextChoices):
        """At whom the sheet is."""

        CLUB = "CLUB", _("Câu lạc bộ đang tự chấm")
        COMMUNE = "COMMUNE", _("Cấp xã đang xét")
        ABOVE = "ABOVE", _("Cấp trên đang kết luận")
        TOLD = "TOLD", _("Đã báo kết quả")
        LOCKED = "LOCKED", _("Đã chốt")
        LEFT_OUT = "LEFT_OUT", _("Không xếp loại")

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets", verbose_name=_("vòng"))
    club = models.ForeignKey(Club, models.PROTECT, related_name="grading_sheets", verbose_name=_("câu lạc bộ"))
    commune = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("xã, phường"))
    stage = models.CharField(_("bước"), max_length=8, choices=Stage.choices, default=Stage.CLUB)
    why_out = models.CharField(_("vì sao không xếp loại"), max_length=300, blank=True)
    told = models.CharField(_("điều cần biết về câu lạc bộ trong kỳ"), max_length=300, blank=True)
    measured_on = models.DateField(_("số liệu đến ngày"), null=True)
    auto = models.JSONField(_("số liệu từ sổ"), default=dict)
    points = models.DecimalField(_("điểm"), max_digits=5, decimal_places=1, null=True)
    auto_points = models.DecimalField(_("điểm từ sổ"), max_digits=5, decimal_places=1, null=True)
    blanks = models.PositiveSmallIntegerField(_("tiêu chí chưa có điểm"), default=0)
    grade = models.CharField(_("loại"), max_length=7, blank=True)
    locked_on = models.DateField(_("chốt ngày"), null=True)
    final = models.JSONField(_("điểm đã chốt"), default=dict)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("phiếu xếp loại")
        constraints = [
            models.UniqueConstraint(fields=["round", "club"], name="club_graded_once_a_round"),
            models.CheckConstraint(
                condition=~Q(stage="LOCKED") | Q(locked_on__isnull=False, points__isnull=False) & ~Q(grade=""),
                name="locked_sheet_has_its_grade",
            ),
            models.CheckConstraint(condition=Q(grade__in=("", *GRADES)), name="sheet_grade_is_known"),
            models.CheckConstraint(condition=~Q(stage="LEFT_OUT") | ~Q(why_out=""), name="left_out_says_why"),
        ]
        indexes = [
            models.Index(fields=["club", "measured_on"], name="sheet_by_club_and_day"),
            models.Index(fields=["round", "stage"], name="sheet_by_round_and_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.club_id}"

    @property
    def is_at_level(self) -> bool:
        """Is it with somebody who gives points?"""
        return self.stage in Level.values


class SheetStep(models.Model):
    """A sheet went on, back, aside: from which step to which, by whom, why."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="steps", verbose_name=_("phiếu"))
    from_stage = models.CharField(_("từ bước"), max_length=8, choices=Sheet.Stage.choices)
    to_stage = models.CharField(_("đến bước"), max_length=8, choices=Sheet.Stage.choices)
    points = models.DecimalField(_("điểm lúc ấy"), max_digits=5, decimal_places=1, null=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ai"))
    made_at = models.DateTimeField(_("lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("bước của phiếu xếp loại")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.to_stage}"
