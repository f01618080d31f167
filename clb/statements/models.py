"""What a club's meeting decided to show on the board of its money, and who gave and wishes to stay unnamed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.fund.models import Receipt
from clb.kernel.dates import Period, PeriodQuerySet


class Disclosure(Period):
    """One thing beyond the totals that a club shows on its board, from a day on, by the decision of a meeting.

    No row: it is not shown.
    """

    class Item(models.TextChoices):
        """What a meeting may decide to show."""

        BORROWERS = "BORROWERS", _("Tên người đang vay và số còn nợ")
        DONORS = "DONORS", _("Tên người, nơi ủng hộ và số tiền")

    club = models.ForeignKey(Club, models.PROTECT, related_name="disclosures", verbose_name=_("câu lạc bộ"))
    item = models.CharField(_("công khai điều gì"), max_length=9, choices=Item.choices)
    adopted_by = models.CharField(_("cuộc họp đã quyết định"), max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("quyết định công khai")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(fields=["club", "item", "from_on"], name="disclosure_begins_once_a_day"),
            models.UniqueConstraint(
                fields=["club", "item"],
                condition=Q(until_on__isnull=True),
                name="club_has_one_open_disclosure_per_item",
                violation_error_message=_("Điều này đang được công khai rồi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.item}"


class UnnamedGift(models.Model):
    """Whoever gave this wishes to stay unnamed: no board shows the name, whatever the meeting decided."""

    receipt = models.OneToOneField(Receipt, models.CASCADE, related_name="unnamed", verbose_name=_("phiếu nhận ủng hộ"))

    class Meta:
        verbose_name = _("người tặng không nêu tên")

    def __str__(self) -> str:
        return str(self.receipt_id)
