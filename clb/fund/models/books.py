"""The books of a club's two funds, and who may give money."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.ledger.models import Book


class ClubBook(models.Model):
    """One of a club's two funds, kept as a book of its own."""

    class Fund(models.TextChoices):
        """The two funds that every club runs."""

        INCOME = "INCOME", _("Quỹ tăng thu nhập")
        OPERATING = "OPERATING", _("Quỹ hoạt động")

    club = models.ForeignKey(Club, models.PROTECT, related_name="books", verbose_name=_("câu lạc bộ"))
    fund = models.CharField(_("quỹ"), max_length=10, choices=Fund.choices)
    book = models.OneToOneField(Book, models.PROTECT, related_name="club_book", verbose_name=_("sổ"))

    class Meta:
        verbose_name = _("quỹ của câu lạc bộ")
        constraints = [models.UniqueConstraint(fields=["club", "fund"], name="one_book_per_club_and_fund")]

    def __str__(self) -> str:
        return f"{self.club_id} {self.get_fund_display()}"


class Place(models.TextChoices):
    """Where a fund's money lies."""

    BOX = "BOX", _("Tiền mặt trong hộp")
    BANK = "BANK", _("Tiền gửi ngân hàng")


class FundSource(models.TextChoices):
    """Who gave money: each source has an account of its own in the book."""

    STATE_BUDGET = "STATE_BUDGET", _("Ngân sách nhà nước")
    SOCIAL_SECURITY_FUND = "SOCIAL_SECURITY_FUND", _("Quỹ an sinh xã hội")
    ELDER_CARE_FUND = "ELDER_CARE_FUND", _("Quỹ chăm sóc và phát huy vai trò người cao tuổi")
    OTHER_LOCAL_FUND = "OTHER_LOCAL_FUND", _("Quỹ hợp pháp khác tại địa phương")
    SOCIAL = "SOCIAL", _("Đóng góp xã hội hóa")
    MEMBERS = "MEMBERS", _("Thành viên góp")
    PROJECT = "PROJECT", _("Chương trình, dự án")
