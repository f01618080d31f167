"""What happened to a year's money. The sums stand in the ledger; here is what each account and each entry is about."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.files.models import StoredFile
from clb.ledger.models import Account, Entry, Transfer
from clb.places.models import Unit

from .periods import BudgetLine, BudgetYear, Source, roles_of


class Stage(models.TextChoices):
    """Where a đồng of a year stands. Money moves from one stage to the next, never out of nothing."""

    GIVEN = "GIVEN", _("Được giao")
    BROUGHT = "BROUGHT", _("Năm trước chuyển sang")
    UNALLOCATED = "UNALLOCATED", _("Chưa phân bổ")
    ALLOCATED = "ALLOCATED", _("Đã phân bổ, chưa giải ngân")
    RELEASED = "RELEASED", _("Đã giải ngân, chưa quyết toán")
    SPENT = "SPENT", _("Đã quyết toán")
    PAID_BACK = "PAID_BACK", _("Đã giải ngân, nộp trả")
    CANCELLED = "CANCELLED", _("Chưa giải ngân, hủy dự toán")
    CARRIED = "CARRIED", _("Chuyển sang năm sau")


OF_SOURCE = (Stage.GIVEN, Stage.UNALLOCATED)


class BudgetAccount(models.Model):
    """What an account of a year's book holds: a stage, of one source; of one line at one unit where it got so far."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="budget", verbose_name=_("tài khoản"))
    year = models.ForeignKey(BudgetYear, models.PROTECT, related_name="accounts", verbose_name=_("năm"))
    stage = models.CharField(_("giai đoạn của tiền"), max_length=11, choices=Stage.choices)
    source = models.CharField(_("nguồn"), max_length=9, choices=Source.choices)
    line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, related_name="accounts", verbose_name=_("nội dung chi")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="budget_accounts", verbose_name=_("đơn vị sử dụng")
    )

    class Meta:
        verbose_name = _("tài khoản ngân sách")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "stage", "source", "line", "unit"],
                condition=Q(line__isnull=False),
                name="budget_account_once_a_line_and_unit",
            ),
            models.UniqueConstraint(
                fields=["year", "stage", "source"],
                condition=Q(line__isnull=True),
                name="budget_account_once_a_source",
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True, unit__isnull=True) | Q(line__isnull=False, unit__isnull=False),
                name="budget_account_of_a_line_at_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["GIVEN", "UNALLOCATED"], line__isnull=True)
                | Q(stage="CANCELLED")
                | Q(line__isnull=False) & ~Q(stage__in=["GIVEN", "UNALLOCATED"]),
                name="budget_account_as_far_as_its_stage",
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="budget_account_by_unit")]

    def __str__(self) -> str:
        return f"{self.stage} {self.source} {self.line_id} {self.unit_id}"


class DocumentQuerySet(models.QuerySet["BudgetDocument"]):
    """Documents that a person may see."""

    def visible_to(self, user: User) -> Self:
        """All of a place where `user` reads every unit's money; else those that touch a line of the own office at a
        unit in reach."""
        all_of = Q(year__period__place__in=user.reach("budget.read_all").values("below"))
        reached = user.reach("budget.read").values("below")
        mine = BudgetAccount.objects.filter(line__agency__in=roles_of(user), unit__in=reached).values("account")
        lines = Transfer.objects.filter(entry=OuterRef("entry"))
        return self.filter(all_of | Exists(lines.filter(debit__in=mine)) | Exists(lines.filter(credit__in=mine)))

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(entry__reversed_by__isnull=True)


class BudgetDocument(models.Model):
    """A decision or a voucher: one entry of the year's book with its number, and what it was for.

    It counts as long as its entry was not reversed; a reversal is an entry without a document of its own.
    """

    class Kind(models.TextChoices):
        """What is done with money."""

        GIVEN = "GIVEN", _("Giao dự toán")
        BROUGHT = "BROUGHT", _("Năm trước chuyển sang")
        ALLOCATION = "ALLOCATION", _("Phân bổ")
        ADJUSTMENT = "ADJUSTMENT", _("Điều chỉnh")
        TAKE_OVER = "TAKE_OVER", _("Đơn vị kế thừa nhận")
        RELEASE = "RELEASE", _("Giải ngân")
        SETTLEMENT = "SETTLEMENT", _("Quyết toán năm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="budget_document", verbose_name=_("bút toán"))
    year = models.ForeignKey(BudgetYear, models.PROTECT, related_name="documents", verbose_name=_("năm"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    number = models.CharField(_("số quyết định, chứng từ"), max_length=60)
    reason = models.CharField(_("nội dung, lý do"), max_length=300, blank=True)
    payee = models.CharField(_("người, nơi nhận tiền"), max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="budget_documents", verbose_name=_("bản chụp")
    )
    taken_back_because = models.CharField(_("đảo vì sao"), max_length=300, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("chứng từ ngân sách")
        constraints = [
            models.CheckConstraint(
                condition=~Q(number=""),
                name="budget_document_has_a_number",
                violation_error_message=_("Hãy ghi số quyết định, chứng từ."),
            )
        ]
        indexes = [models.Index(fields=["year", "kind"], name="budget_document_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:document", args=[self.pk])


class SettlementApproval(models.Model):
    """Whoever stands above the finance office approved a year's settlement: from then on it is not taken back."""

    document = models.OneToOneField(
        BudgetDocument, models.PROTECT, related_name="approval", verbose_name=_("quyết toán năm")
    )
    number = models.CharField(_("số quyết định phê duyệt"), max_length=60)
    approved_on = models.DateField(_("phê duyệt ngày"))

    class Meta:
        verbose_name = _("phê duyệt quyết toán")

    def __str__(self) -> str:
        return self.number


class ClubReceiptLink(models.Model):
    """A release to a club and the club's own entry of the same money: two books that must say the same."""

    document = models.OneToOneField(
        BudgetDocument, models.CASCADE, related_name="club_receipt", verbose_name=_("chứng từ giải ngân")
    )
    entry = models.OneToOneField(
        Entry, models.PROTECT, related_name="budget_release", verbose_name=_("phiếu thu trong sổ câu lạc bộ")
    )

    class Meta:
        verbose_name = _("phiếu thu của câu lạc bộ ứng với giải ngân")

    def __str__(self) -> str:
        return f"{self.document_id} {self.entry_id}"
