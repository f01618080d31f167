"""Clubs and their status through time."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import Period, PeriodQuerySet
from clb.places.models import Unit, UnitLink

if TYPE_CHECKING:
    from clb.access.models import User


class ClubQuerySet(models.QuerySet["Club"]):
    """Clubs that a person may see, that lie somewhere, that lived on a day."""

    def visible_to(self, user: User) -> Self:
        """Clubs where `user` may read clubs today."""
        return self.filter(unit__in=user.reach("clubs.read").values("below"))

    def under(self, unit_ids: models.QuerySet[UnitLink, int]) -> Self:
        """Clubs whose unit is among `unit_ids` (see places.queries.within)."""
        return self.filter(unit__in=unit_ids)

    def alive_on(self, day: date) -> Self:
        """Clubs founded by `day` and not dissolved or merged away on it."""
        ended = ClubStatus.objects.on(day).filter(club=models.OuterRef("pk"), status__in=ClubStatus.ENDED)
        return self.filter(founded_on__lte=day).exclude(models.Exists(ended))


class Club(models.Model):
    """An Intergenerational Self-Help Club. Its unit is a leaf of the tree, so rights and totals reach it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="club", verbose_name=_("đơn vị"))
    name = models.CharField(_("tên câu lạc bộ"), max_length=200)
    search_key = models.CharField(max_length=200, db_index=True)
    founded_on = models.DateField(_("ngày thành lập"), db_index=True)
    founding_decision = models.CharField(_("quyết định thành lập"), max_length=200, blank=True)

    objects = ClubQuerySet.as_manager()

    class Meta:
        verbose_name = _("câu lạc bộ")

    def __str__(self) -> str:
        return self.name


class ClubStatus(Period):
    """What state a club was in, from a day until a day, and why. No club disappears silently."""

    class Status(models.TextChoices):
        """The states of a club's life."""

        ACTIVE = "ACTIVE", _("Hoạt động")
        WEAK = "WEAK", _("Hoạt động yếu")
        CONSOLIDATING = "CONSOLIDATING", _("Đang kiện toàn")
        SUSPENDED = "SUSPENDED", _("Tạm ngừng")
        DISSOLVED = "DISSOLVED", _("Giải thể")
        MERGED = "MERGED", _("Nhập vào câu lạc bộ khác")

    ENDED = (Status.DISSOLVED, Status.MERGED)
    LIVING = (Status.ACTIVE, Status.WEAK, Status.CONSOLIDATING, Status.SUSPENDED)

    club = models.ForeignKey(Club, models.PROTECT, related_name="statuses", verbose_name=_("câu lạc bộ"))
    status = models.CharField(_("tình trạng"), max_length=15, choices=Status.choices)
    reason = models.CharField(_("lý do"), max_length=300, blank=True)
    document = models.CharField(_("văn bản"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        Club, models.PROTECT, null=True, related_name="took_in", verbose_name=_("nhập vào câu lạc bộ")
    )

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("tình trạng câu lạc bộ")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["club", "from_on"], name="club_status_begins_once_a_day"),
            models.UniqueConstraint(
                fields=["club"], condition=Q(until_on__isnull=True), name="club_has_one_open_status"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status="MERGED"),
                name="only_a_merged_club_went_into_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.get_status_display()}"


class ConsolidationStep(models.Model):
    """Something to be done so that a weak club works again. Belongs to the period in which the club was weak."""

    WEAK = (ClubStatus.Status.WEAK, ClubStatus.Status.CONSOLIDATING)

    status = models.ForeignKey(
        ClubStatus, models.PROTECT, related_name="consolidation_steps", verbose_name=_("thời kỳ yếu")
    )
    text = models.CharField(_("việc"), max_length=300)
    owner = models.CharField(_("ai làm"), max_length=120)
    due_on = models.DateField(_("hạn"))
    done_on = models.DateField(_("xong ngày"), null=True)
    evidence = models.CharField(_("bằng chứng"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("việc kiện toàn")

    def __str__(self) -> str:
        return self.text


class CharterRule(Period):
    """One thing that a club's charter fixes, from a day on, with the meeting or document that adopted it."""

    class Item(models.TextChoices):
        """What the law leaves to the club."""

        FEE = "FEE", _("Hội phí (đồng mỗi tháng)")
        LOAN_CAP = "LOAN_CAP", _("Mức vay cao nhất (đồng)")
        RATE = "RATE", _("Lãi suất cho vay (% mỗi năm)")
        TERM = "TERM", _("Thời hạn vay dài nhất (tháng)")
        QUORUM = "QUORUM", _("Số thành viên phải có mặt để quyết định (%)")
        MEETING_DAY = "MEETING_DAY", _("Ngày sinh hoạt hằng tháng")
        METHOD = "METHOD", _("Cách trả nợ vay")
        GRACE = "GRACE", _("Ân hạn: số tháng đầu chưa phải trả gốc")
        ROUNDING = "ROUNDING", _("Làm tròn mỗi kỳ trả đến (đồng)")
        SPLIT = "SPLIT", _("Phần tiền lãi chuyển sang quỹ hoạt động (%)")
        QUEUE = "QUEUE", _("Thứ tự ưu tiên khi xét cho vay")
        VISIT_DAYS = "VISIT_DAYS", _("Thăm người vay cách nhau nhiều nhất (ngày)")
        SECOND_FROM = "SECOND_FROM", _("Từ số tiền này phải có người thứ hai đồng ý (đồng)")

    class Method(models.TextChoices):
        """How a loan is repaid; the words of METHOD."""

        BULLET = "BULLET", _("Trả lãi hằng tháng, trả gốc một lần khi đến hạn")
        EQUAL_PRINCIPAL = "EQUAL_PRINCIPAL", _("Gốc chia đều hằng tháng, lãi tính trên số còn nợ")
        DECLINING = "DECLINING", _("Mỗi tháng trả một số bằng nhau, lãi tính trên số còn nợ")
        FLAT = "FLAT", _("Mỗi tháng trả một số bằng nhau, lãi tính trên số vay ban đầu")

    class Priority(models.TextChoices):
        """Who comes first when there is not enough for all; QUEUE names them in the club's order, poor first."""

        POOR = "POOR", _("Hộ nghèo")
        NEAR_POOR = "NEAR_POOR", _("Hộ cận nghèo")
        HARDSHIP = "HARDSHIP", _("Hoàn cảnh khó khăn")
        WOMAN = "WOMAN", _("Phụ nữ")
        OLDER = "OLDER", _("Người cao tuổi")
        NEVER_BORROWED = "NEVER_BORROWED", _("Chưa vay lần nào")

    club = models.ForeignKey(Club, models.PROTECT, related_name="charter_rules", verbose_name=_("câu lạc bộ"))
    item = models.CharField(_("điều quy định"), max_length=12, choices=Item.choices)
    amount = models.DecimalField(_("mức"), max_digits=18, decimal_places=2, null=True)
    words = models.CharField(_("bằng lời"), max_length=200, blank=True)
    adopted_by = models.CharField(_("thông qua tại"), max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("điều của quy chế")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["club", "item", "from_on"], name="charter_rule_begins_once_a_day"),
            models.UniqueConstraint(
                fields=["club", "item"], condition=Q(until_on__isnull=True), name="club_has_one_open_rule_per_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.item}"

    @property
    def told(self) -> str:
        """What it says in words: a choice or an order by their names, else as written; empty for a number."""
        if self.item == self.Item.METHOD:
            return str(self.Method(self.words).label)
        if self.item == self.Item.QUEUE:
            return ", ".join(str(self.Priority(code).label) for code in self.words.split(","))
        return self.words
