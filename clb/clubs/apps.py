"""The clubs app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class ClubsConfig(AppConfig):
    """Câu lạc bộ."""

    name = "clb.clubs"
    verbose_name = "Câu lạc bộ"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Câu lạc bộ"), "clubs:index", "clubs.read", "users-group", 10, NavGroup.CLUBS))
