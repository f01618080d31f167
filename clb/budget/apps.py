"""The budget app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.papers.sources import Source, register_source
from clb.web.nav import NavGroup, NavItem, register_nav


class BudgetConfig(AppConfig):
    """Ngân sách."""

    name = "clb.budget"
    verbose_name = "Ngân sách"

    def ready(self) -> None:
        """Add the menu entry, and the paper that takes a number."""
        from .sources import find_settlement  # noqa: PLC0415 -- app ready

        register_source(Source("budget.settlement", _("Báo cáo quyết toán năm"), "REPORT", find_settlement))
        register_nav(NavItem(_("Ngân sách"), "budget:index", "budget.read", "coins", 15, NavGroup.MONEY))
