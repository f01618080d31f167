"""The home app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class HomeConfig(AppConfig):
    """Trang đầu."""

    name = "clb.home"
    verbose_name = "Trang đầu"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Hôm nay"), "home:home", "", "home", 0, NavGroup.TODAY))
