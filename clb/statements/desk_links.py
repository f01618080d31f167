"""What statements put on the treasurer's desk."""

from django.utils.translation import gettext_lazy as _

from clb.fund.desk import DeskLink, Group, register_desk, register_pages

READ = "fund.read"

register_desk(
    DeskLink(Group.BOOKS, _("Sổ quỹ"), "statements:cash_book", READ, "file-text", 1),
    DeskLink(Group.BOOKS, _("Sổ cho vay"), "statements:loan_book", READ, "file-text", 2),
    DeskLink(Group.BOOKS, _("Bảng công khai quỹ"), "statements:board", READ, "eye", 3),
    DeskLink(Group.BOOKS, _("Sổ theo tài khoản, sổ cái"), "statements:fund_book", READ, "file-text", 30),
    DeskLink(Group.BOOKS, _("Sức khỏe của quỹ, tính thử"), "statements:health", READ, "chart-line", 40),
    DeskLink(Group.BOOKS, _("Dấu hiệu nên xem lại"), "statements:club_signals", READ, "eye", 50),
)
register_pages(slip="statements:slip", passbook="statements:passbook")
