"""A recount: a sample drawn by lot of what a club has written down, held against people and the box."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.fund.models import ClubBook, Loan
from clb.meetings.models import Attendance, Meeting
from clb.members.models import Membership

from .visits import SupervisionVisit


class SampleKind(models.TextChoices):
    """What is recounted."""

    MEMBER = "MEMBER", _("Thành viên")
    CASH = "CASH", _("Tiền mặt trong hộp")
    LOAN = "LOAN", _("Khoản vay")
    ATTENDANCE = "ATTENDANCE", _("Điểm danh một buổi")


class Outcome(models.TextChoices):
    """What came of one line of the sample. Only RIGHT, WRONG and UNKNOWN count."""

    RIGHT = "RIGHT", _("Đúng")
    WRONG = "WRONG", _("Có, nhưng khác sổ")
    UNKNOWN = "UNKNOWN", _("Không có, không ai biết")
    UNREACHED = "UNREACHED", _("Chưa gặp được")


class Recount(models.Model):
    """The lot of one visit: its seed and what it was drawn from stay, so that anybody can draw it again.

    `totals` holds sampled, right, checked and unreached by kind; it stays when the lines go (docs/decisions/0113).
    """

    visit = models.OneToOneField(
        SupervisionVisit, models.CASCADE, related_name="recount", verbose_name=_("lần giám sát")
    )
    drawn_on = models.DateField(_("đối chiếu theo sổ ngày"))
    seed = models.PositiveIntegerField(_("số bốc mẫu"))
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, related_name="recounts", verbose_name=_("buổi họp được đối chiếu")
    )
    populations = models.JSONField(_("bốc từ bao nhiêu"), default=dict)
    totals = models.JSONField(_("kết quả theo loại"), default=dict)
    right = models.PositiveIntegerField(_("số đúng"), default=0)
    checked = models.PositiveIntegerField(_("số đã đối chiếu"), default=0)

    class Meta:
        verbose_name = _("lần đối chiếu mẫu")
        constraints = [models.CheckConstraint(condition=Q(right__lte=F("checked")), name="recount_right_of_checked")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.seed}"

    @property
    def record_name(self) -> str:
        """What a list of counted records calls it."""
        return self.visit.club.name

    @property
    def record_detail(self) -> str:
        """What such a list says beside the name."""
        return f"{self.right}/{self.checked}"


class SampleItem(models.Model):
    """One line of the sample. What the book said is frozen when the lot is drawn; the club's records never change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    recount = models.ForeignKey(Recount, models.CASCADE, related_name="items", verbose_name=_("lần đối chiếu"))
    kind = models.CharField(_("loại"), max_length=10, choices=SampleKind.choices)
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    membership = models.ForeignKey(
        Membership, models.CASCADE, null=True, related_name="+", verbose_name=_("thành viên")
    )
    loan = models.ForeignKey(Loan, models.CASCADE, null=True, related_name="+", verbose_name=_("khoản vay"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices, blank=True)
    mark = models.CharField(_("điểm danh trong sổ"), max_length=7, choices=Attendance.Mark.choices, blank=True)
    book_vnd = models.BigIntegerField(_("số tiền theo sổ"), null=True)
    outcome = models.CharField(_("kết quả"), max_length=9, choices=Outcome.choices, blank=True)
    found_vnd = models.BigIntegerField(_("số tiền thực tế"), null=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dòng của mẫu đối chiếu")
        constraints = [
            models.UniqueConstraint(fields=["recount", "kind", "number"], name="sample_item_once_a_number"),
            models.CheckConstraint(
                condition=Q(kind="MEMBER", membership__isnull=False, loan__isnull=True, fund="", mark="")
                | Q(kind="ATTENDANCE", membership__isnull=False, loan__isnull=True, fund="") & ~Q(mark="")
                | Q(kind="LOAN", membership__isnull=True, loan__isnull=False, book_vnd__isnull=False)
                | Q(kind="CASH", membership__isnull=True, loan__isnull=True, book_vnd__isnull=False) & ~Q(fund=""),
                name="sample_item_is_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(found_vnd__isnull=True) | Q(found_vnd__gte=0),
                name="sample_found_is_not_negative",
                violation_error_message=_("Số tiền không thể nhỏ hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def gap_vnd(self) -> int | None:
        """Found less book, whole đồng; None where nothing was found out."""
        return None if self.found_vnd is None or self.book_vnd is None else self.found_vnd - self.book_vnd
