"""A place's supervision in a year: who leads, who takes part, which clubs and why; and the checklist used there."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.clubs.models import Club
from clb.places.models import Unit

if TYPE_CHECKING:
    from clb.access.models import User

# Who may lead a programme or send somebody along, in the order of the plan's duties.
BODIES = tuple(
    (role.value, role.label)
    for role in (
        Role.ASSOCIATION,
        Role.LABOUR,
        Role.HEALTH,
        Role.FRONT,
        Role.WOMEN,
        Role.YOUTH,
        Role.FINANCE,
        Role.CULTURE,
        Role.COMMUNE,
        Role.GOVERNMENT,
    )
)


class ProgrammeQuerySet(models.QuerySet["SupervisionProgramme"]):
    """Programmes that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of places where `user` may read supervision today."""
        return self.filter(unit__in=user.reach("supervision.read").values("below"))


class SupervisionProgramme(models.Model):
    """A place's supervision in one year. A proposal until somebody approves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="supervision", verbose_name=_("địa bàn"))
    year = models.PositiveSmallIntegerField(_("năm"))
    lead = models.CharField(_("cơ quan chủ trì"), max_length=20, choices=BODIES)
    bodies = models.JSONField(_("cơ quan tham gia"), default=list)
    aims = models.TextField(_("mục đích, yêu cầu"), max_length=4000, blank=True)
    ranked_on = models.DateField(_("ngày xếp theo nguy cơ"))
    approved_on = models.DateField(_("ngày duyệt"), null=True)
    approved_as = models.CharField(_("văn bản duyệt"), max_length=200, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("chương trình giám sát năm")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="one_supervision_programme_a_year",
                violation_error_message=_("Nơi này đã có chương trình giám sát của năm ấy."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2016, year__lte=2100),
                name="supervision_programme_of_a_likely_year",
                violation_error_message=_("Năm phải từ 2016 đến 2100."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    @property
    def bodies_shown(self) -> list[str]:
        """Who takes part besides the lead, in words."""
        return [str(label) for body, label in BODIES if body in self.bodies and body != self.lead]


class SupervisionLine(models.Model):
    """A club in a programme, or left out of it, and why. Its reasons are those of the day of ranking."""

    class Chosen(models.TextChoices):
        """How the club came here."""

        RISK = "RISK", _("Theo nguy cơ")
        ADDED = "ADDED", _("Cán bộ thêm")

    programme = models.ForeignKey(
        SupervisionProgramme, models.CASCADE, related_name="lines", verbose_name=_("chương trình")
    )
    club = models.ForeignKey(Club, models.PROTECT, related_name="supervision_lines", verbose_name=_("câu lạc bộ"))
    chosen = models.CharField(_("chọn thế nào"), max_length=5, choices=Chosen.choices)
    is_in = models.BooleanField(_("có trong chương trình"), default=True)
    because = models.CharField(_("lý do thêm, bỏ"), max_length=300, blank=True)
    points = models.PositiveIntegerField(_("điểm nguy cơ"), default=0)
    reasons = models.JSONField(_("vì sao"), default=list)
    month = models.DateField(_("tháng dự kiến"), null=True)

    class Meta:
        verbose_name = _("câu lạc bộ trong chương trình giám sát")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "club"],
                name="club_once_in_a_supervision_programme",
                violation_error_message=_("Câu lạc bộ này đã có trong chương trình."),
            ),
            models.CheckConstraint(
                condition=Q(chosen="RISK", is_in=True) | ~Q(because=""),
                name="supervision_line_by_hand_says_why",
                violation_error_message=_("Thêm hoặc bỏ một câu lạc bộ thì phải ghi lý do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.club_id}"


class ChecklistVersion(models.Model):
    """The questions that visits of a place and below it ask from a day on, as decided there. Never edited."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="checklists", verbose_name=_("nơi dùng"))
    from_on = models.DateField(_("dùng từ ngày"))
    title = models.CharField(_("tên phiếu"), max_length=200)
    document = models.CharField(_("theo văn bản"), max_length=200, blank=True)
    sections = models.JSONField(_("các mục và câu hỏi"))

    class Meta:
        verbose_name = _("phiếu kiểm tra của một nơi")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "from_on"],
                name="checklist_begins_once_a_day",
                violation_error_message=_("Nơi này đã có phiếu dùng từ ngày ấy."),
            )
        ]

    def __str__(self) -> str:
        return self.title


def month_shown(month: date | None) -> str:
    """'05/2026', or nothing."""
    return f"{month:%m/%Y}" if month else ""
