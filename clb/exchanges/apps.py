"""The exchanges app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class ExchangesConfig(AppConfig):
    """Tập huấn, giao lưu."""

    name = "clb.exchanges"
    verbose_name = "Tập huấn, giao lưu"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(
            NavItem(_("Tập huấn, giao lưu"), "exchanges:index", "exchanges.read", "heart-handshake", 13, NavGroup.CLUBS)
        )
