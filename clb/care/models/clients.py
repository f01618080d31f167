"""Who is cared for at home, by whom, what was agreed to do, and how much help the person needs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import Period, PeriodQuerySet
from clb.kernel.encrypted import EncryptedTextField
from clb.members.models import Consent, Person, not_withheld

from .listed import Listed
from .volunteers import Volunteer
from .words import CareKind, Days

if TYPE_CHECKING:
    from clb.access.models import User


class CareClientQuerySet(PeriodQuerySet):
    """People cared for, as far as someone may see them."""

    def visible_to(self, user: User) -> Self:
        """Those of clubs where `user` may read care; to a volunteer, those whom this volunteer cares for today."""
        today = timezone.localdate()
        here = user.reach("care.read_own").values("below")
        oneself = Volunteer.objects.on(today).filter(person__signs_in__user=user, club__unit__in=here)
        mine = CareAssignment.objects.on(today).filter(client=OuterRef("pk"), volunteer__in=oneself.values("pk"))
        stands_in = Q(roster_changes__volunteer__in=oneself.values("pk"), roster_changes__planned_on=today)
        asked = Q(club__unit__in=user.reach("care.read").values("below")) | Exists(mine)
        return self.filter(asked | Exists(CareClient.objects.filter(stands_in, pk=OuterRef("pk"))))


class CareClient(Listed, Period):
    """Someone is cared for at home by a club, from a day until a day; a member of it or not."""

    class EndReason(models.TextChoices):
        """Why the care ended."""

        BETTER = "BETTER", _("Đã khá, tự lo được")
        MOVED = "MOVED", _("Chuyển nơi ở, vào nơi chăm sóc khác")
        DIED = "DIED", _("Qua đời")
        REFUSED = "REFUSED", _("Người được chăm sóc không muốn nữa")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    club = models.ForeignKey(Club, models.PROTECT, related_name="care_clients", verbose_name=_("câu lạc bộ"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="care_clients", verbose_name=_("người"))
    wished_sex = models.CharField(_("muốn người chăm sóc là"), max_length=6, choices=Person.Sex.choices, blank=True)
    end_reason = models.CharField(_("lý do thôi"), max_length=7, choices=EndReason.choices, blank=True)

    objects = CareClientQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("người được chăm sóc tại nhà")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["club", "person"],
                condition=Q(until_on__isnull=True),
                name="care_client_once_per_club_at_a_time",
                violation_error_message=_("Người này đang được câu lạc bộ chăm sóc."),
            ),
        ]
        indexes = [models.Index(fields=["club", "from_on", "until_on"], name="care_client_by_club_and_day")]

    def __str__(self) -> str:
        return str(self.person_id)


class CarePlan(Period):
    """What was agreed for a client: on which days somebody comes and what for. A plan has a last day, to look at anew.

    Planned visits are not stored: they are the days of the week named here, within these days.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    client = models.ForeignKey(CareClient, models.CASCADE, related_name="plans", verbose_name=_("người được chăm sóc"))
    weekdays = models.PositiveSmallIntegerField(_("ngày đến"))
    every_weeks = models.PositiveSmallIntegerField(_("mấy tuần một lần"), default=1)
    kinds = models.JSONField(_("chăm sóc gì"), default=list)
    aims = EncryptedTextField(_("mong đạt được gì"), blank=True, default="")
    review_on = models.DateField(_("ngày xem lại"))

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("kế hoạch chăm sóc")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(until_on__isnull=False),
                name="care_plan_has_a_last_day",
                violation_error_message=_("Kế hoạch chăm sóc phải có ngày cuối."),
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=Days.ALL),
                name="care_plan_on_some_day",
                violation_error_message=_("Hãy chọn ít nhất một ngày trong tuần."),
            ),
            models.CheckConstraint(
                condition=Q(every_weeks__gte=1, every_weeks__lte=4),
                name="care_plan_every_one_to_four_weeks",
                violation_error_message=_("Cách nhau từ 1 đến 4 tuần."),
            ),
        ]
        indexes = [models.Index(fields=["client", "from_on", "until_on"], name="care_plan_by_client_and_day")]

    def __str__(self) -> str:
        return self.rhythm

    @property
    def rhythm(self) -> str:
        """'Thứ Hai, Thứ Năm; mỗi tuần' or '…; 2 tuần một lần'."""
        each = _("mỗi tuần") if self.every_weeks == 1 else _("%s tuần một lần") % self.every_weeks
        return f"{Days.shown(self.weekdays)}; {each}"

    @property
    def kinds_shown(self) -> list[str]:
        """Kinds of care agreed on, in words."""
        return [str(kind.label) for kind in CareKind if kind.value in self.kinds]


class CareAssignment(Period):
    """A volunteer cares for a client from a day until a day; a client may have two."""

    client = models.ForeignKey(
        CareClient, models.CASCADE, related_name="assignments", verbose_name=_("người được chăm sóc")
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, related_name="assignments", verbose_name=_("tình nguyện viên")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("phân công chăm sóc")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["client", "volunteer"],
                condition=Q(until_on__isnull=True),
                name="care_assignment_once_at_a_time",
                violation_error_message=_("Tình nguyện viên này đang chăm sóc người ấy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.volunteer_id}"


Row = TypeVar("Row", bound=models.Model)


class OfVisibleClientQuerySet(models.QuerySet[Row]):
    """Rows about clients, as far as someone may see those."""

    def visible_to(self, user: User) -> Self:
        """Of the clients that `user` may see."""
        return self.filter(client__in=CareClient.objects.visible_to(user).values("pk"))


class NeedsAssessmentQuerySet(OfVisibleClientQuerySet["NeedsAssessment"]):
    """Assessments that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Of the clients that `user` may see, unless the person took the agreement back."""
        return super().visible_to(user).filter(not_withheld(Consent.Purpose.HEALTH, "client__person"))


class NeedsAssessment(models.Model):
    """The answers to one scale of needs on one day, with the score by the table in force then. A hint, no diagnosis."""

    class Scale(models.TextChoices):
        """Which scale; the questions are in clb/law/scales."""

        ADL = "ADL", _("Sinh hoạt hằng ngày (ADL)")
        IADL = "IADL", _("Sinh hoạt có dụng cụ, công việc (IADL)")
        ICOPE = "ICOPE", _("Sàng lọc nhanh năng lực nội tại")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    client = models.ForeignKey(
        CareClient, models.CASCADE, related_name="assessments", verbose_name=_("người được chăm sóc")
    )
    scale = models.CharField(_("thang"), max_length=5, choices=Scale.choices)
    version = models.DateField(_("bản của thang, từ ngày"))
    assessed_on = models.DateField(_("ngày đánh giá"))
    assessor = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("người đánh giá"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người ghi")
    )
    answers = models.JSONField(_("trả lời"))
    score = models.PositiveSmallIntegerField(_("điểm"))

    objects = NeedsAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("đánh giá nhu cầu chăm sóc")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "scale", "assessed_on"],
                name="assessed_once_a_day_on_a_scale",
                violation_error_message=_("Ngày ấy đã có đánh giá theo thang này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scale_display()} {self.assessed_on:%d/%m/%Y}"
