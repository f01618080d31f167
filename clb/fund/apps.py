"""The fund app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class FundConfig(AppConfig):
    """Quỹ."""

    name = "clb.fund"
    verbose_name = "Quỹ"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Vốn vay"), "fund:place_arrears", "fund.read", "coins", 13, NavGroup.MONEY))
