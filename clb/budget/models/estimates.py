"""Estimates: what an agency asks for a year, line by line, what the finance office cuts, what is approved."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.places.models import Unit

from .periods import AGENCIES, BudgetLine, BudgetYear, Source, roles_of


class EstimateQuerySet(models.QuerySet["Estimate"]):
    """Estimates that a person may see."""

    def visible_to(self, user: User) -> Self:
        """All of a place where `user` reads every unit's money; else those of the own office at a unit in reach."""
        all_of = Q(year__period__place__in=user.reach("budget.read_all").values("below"))
        own = Q(unit__in=user.reach("budget.read").values("below"), agency__in=roles_of(user))
        return self.filter(all_of | own)


class Estimate(models.Model):
    """What one agency at one unit asks for a year."""

    class Status(models.TextChoices):
        """The steps: nobody but the next step's holder moves it on."""

        DRAFT = "DRAFT", _("Đang lập")
        SUBMITTED = "SUBMITTED", _("Đã gửi, chờ thẩm định")
        REVIEWED = "REVIEWED", _("Đã thẩm định, chờ duyệt")
        APPROVED = "APPROVED", _("Đã duyệt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    year = models.ForeignKey(BudgetYear, models.PROTECT, related_name="estimates", verbose_name=_("năm"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="budget_estimates", verbose_name=_("đơn vị lập"))
    agency = models.CharField(_("cơ quan lập"), max_length=20, choices=AGENCIES)
    status = models.CharField(_("tình trạng"), max_length=9, choices=Status.choices, default=Status.DRAFT)
    submitted_on = models.DateField(_("gửi ngày"), null=True)
    reviewed_on = models.DateField(_("thẩm định ngày"), null=True)
    approved_on = models.DateField(_("duyệt ngày"), null=True)
    decision_number = models.CharField(_("số quyết định duyệt"), max_length=60, blank=True)
    returned_because = models.CharField(_("trả lại vì sao"), max_length=300, blank=True)

    objects = EstimateQuerySet.as_manager()

    class Meta:
        verbose_name = _("dự toán")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "agency"],
                condition=~Q(status="APPROVED"),
                name="one_open_estimate_of_an_agency",
                violation_error_message=_("Cơ quan này đang có một dự toán chưa duyệt xong cho năm ấy."),
            ),
            models.CheckConstraint(
                condition=~Q(status="APPROVED") | Q(approved_on__isnull=False) & ~Q(decision_number=""),
                name="estimate_is_approved_by_a_decision",
                violation_error_message=_("Dự toán được duyệt phải có số quyết định và ngày."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_agency_display()} {self.year_id}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("budget:estimate", args=[self.pk])

    @property
    def may_change(self) -> bool:
        """Is it still with those who draw it up?"""
        return self.status == self.Status.DRAFT


class EstimateRow(models.Model):
    """One line of an estimate out of one source: quantity × norm, and what was agreed to."""

    estimate = models.ForeignKey(Estimate, models.CASCADE, related_name="rows", verbose_name=_("dự toán"))
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="estimated", verbose_name=_("nội dung chi"))
    source = models.CharField(_("nguồn"), max_length=9, choices=Source.choices)
    quantity = models.PositiveIntegerField(_("số lượng"))
    norm_vnd = models.BigIntegerField(_("định mức (đồng)"))
    asked_vnd = models.BigIntegerField(_("đề nghị (đồng)"))
    agreed_vnd = models.BigIntegerField(_("thẩm định (đồng)"), null=True)
    cut_because = models.CharField(_("cắt giảm vì sao"), max_length=300, blank=True)
    note = models.CharField(_("thuyết minh"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("dòng của dự toán")
        ordering = ["line__number", "source", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["estimate", "line", "source"], name="estimate_row_once_a_source"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, norm_vnd__gt=0, asked_vnd=F("quantity") * F("norm_vnd")),
                name="estimate_row_is_quantity_times_norm",
                violation_error_message=_("Số tiền phải bằng số lượng nhân định mức."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_vnd__isnull=True) | Q(agreed_vnd__gte=0, agreed_vnd__lte=F("asked_vnd")),
                name="estimate_row_agreed_within_what_was_asked",
                violation_error_message=_("Số thẩm định không được hơn số đề nghị."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_vnd__isnull=True) | Q(agreed_vnd=F("asked_vnd")) | ~Q(cut_because=""),
                name="estimate_row_is_cut_for_a_reason",
                violation_error_message=_("Hãy ghi cắt giảm vì sao."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.asked_vnd}"
