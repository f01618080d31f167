"""Money counted, held against the books as they stood; and what was decided about a difference."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club

from .books import ClubBook, Place
from .receipts import Receipt


class CashCount(models.Model):
    """What one fund had in its box or bank on a day, and what the book said. Never edited; a new count is a new row."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="cash_counts", verbose_name=_("câu lạc bộ"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=ClubBook.Fund.choices)
    place = models.CharField(_("đếm ở đâu"), max_length=4, choices=Place.choices, default=Place.BOX)
    counted_on = models.DateField(_("ngày đếm"))
    counted_vnd = models.BigIntegerField(_("tiền đếm được"))
    book_vnd = models.BigIntegerField(_("tiền theo sổ"))
    reason = models.CharField(_("vì sao lệch"), max_length=300, blank=True)
    # Of the fund's book when it was counted: later entries of earlier days don't make the count wrong.
    last_number = models.PositiveIntegerField(_("số chứng từ cuối lúc đếm"), null=True)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("lần kiểm quỹ")
        constraints = [
            models.UniqueConstraint(fields=["club", "fund", "counted_on", "made_at"], name="cash_count_once_a_moment"),
            models.CheckConstraint(
                condition=Q(counted_vnd__gte=0),
                name="cash_counted_is_not_negative",
                violation_error_message=_("Tiền đếm được không thể nhỏ hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(counted_vnd=F("book_vnd")) | ~Q(reason=""),
                name="cash_difference_is_explained",
                violation_error_message=_("Tiền đếm được lệch với sổ: hãy ghi vì sao."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fund_display()} {self.counted_on:%d/%m/%Y}"

    @property
    def gap_vnd(self) -> int:
        """Counted less book: above 0 there is too much, below 0 something is missing."""
        return self.counted_vnd - self.book_vnd


class BookedGap(models.Model):
    """A difference that was written into the books by decision. It counts as long as its receipt was not reversed."""

    count = models.ForeignKey(CashCount, models.PROTECT, related_name="bookings", verbose_name=_("lần kiểm quỹ"))
    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="booked_gap", verbose_name=_("phiếu"))
    decision = models.CharField(_("theo quyết định nào"), max_length=300)

    class Meta:
        verbose_name = _("ghi tiền thừa, thiếu")

    def __str__(self) -> str:
        return f"{self.count_id} {self.receipt_id}"
