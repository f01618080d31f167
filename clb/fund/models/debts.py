"""What a club owes. How much is still owed stands in the books: each debt is an account of its own there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.ledger.models import Account
from clb.members.models import Person

from .books import ClubBook


class ClubDebt(models.Model):
    """Money that a fund borrowed from a person or an organisation, with interest or without."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="debts", verbose_name=_("câu lạc bộ"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    number = models.PositiveIntegerField(_("số khoản nợ"))
    account = models.OneToOneField(Account, models.PROTECT, related_name="debt", verbose_name=_("tài khoản"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("thành viên cho vay")
    )
    lender = models.CharField(_("người, nơi cho vay"), max_length=200, blank=True)
    principal_vnd = models.BigIntegerField(_("tiền vay"))
    rate_percent_year = models.DecimalField(_("lãi suất một năm (%)"), max_digits=5, decimal_places=2)
    borrowed_on = models.DateField(_("ngày vay"))
    due_on = models.DateField(_("hẹn trả ngày"), null=True)

    class Meta:
        verbose_name = _("khoản câu lạc bộ nợ")
        constraints = [
            models.UniqueConstraint(fields=["club", "number"], name="debt_number_once_per_club"),
            models.CheckConstraint(
                condition=Q(principal_vnd__gt=0),
                name="debt_of_something",
                violation_error_message=_("Số tiền phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(rate_percent_year__gte=0, rate_percent_year__lte=100),
                name="debt_rate_from_0_to_100_percent_a_year",
                violation_error_message=_("Lãi suất phải từ 0 đến 100% một năm."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """'Khoản nợ số 2', without the lender's name."""
        return gettext("Khoản nợ số %d") % self.number

    @property
    def lender_name(self) -> str:
        """Who lent; to be shown only to those who may read members there."""
        return self.person.full_name if self.person else self.lender
