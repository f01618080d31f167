"""Where a club's books begin, and up to which month they are closed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.ledger.models import Entry

from .books import ClubBook


class Opening(models.Model):
    """The sheet by which a club with years on paper began its books here. Reversed as a whole, or not at all."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="openings", verbose_name=_("câu lạc bộ"))
    cut_off_on = models.DateField(_("ngày chốt sổ giấy"))
    entries = models.ManyToManyField(Entry, related_name="openings", verbose_name=_("chứng từ"))
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)
    reversed_on = models.DateField(_("đảo ngày"), null=True)
    reversed_because = models.CharField(_("đảo vì sao"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("số dư đầu kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["club"], condition=Q(reversed_on__isnull=True), name="books_are_opened_once_per_club"
            )
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.cut_off_on}"


class MonthClosing(models.Model):
    """A month of one fund's book in which nothing may change any more, and nothing before it; until it is reopened."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="closings", verbose_name=_("câu lạc bộ"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    month = models.DateField(_("tháng (ngày đầu tháng)"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ai khóa"))
    closed_at = models.DateTimeField(_("khóa lúc"), auto_now_add=True)
    note = models.CharField(_("ghi chú khi khóa"), max_length=300, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ai mở lại")
    )
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True)
    reopen_reason = models.CharField(_("mở lại vì sao"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lần khóa sổ")
        constraints = [
            models.UniqueConstraint(
                fields=["club", "fund", "month"],
                condition=Q(reopened_at__isnull=True),
                name="month_is_closed_once_per_fund",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopen_reason=""), name="reopening_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.month:%m/%Y}"
