"""The tabular app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class TabularConfig(AppConfig):
    """Biểu số liệu."""

    name = "clb.tabular"
    verbose_name = "Biểu số liệu"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Biểu số liệu"), "tabular:index", "plans.read", "chart-bar", 33, NavGroup.PLANS))
