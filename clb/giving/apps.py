"""The giving app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class GivingConfig(AppConfig):
    """Vận động nguồn lực."""

    name = "clb.giving"
    verbose_name = "Vận động nguồn lực"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(
            NavItem(_("Vận động nguồn lực"), "giving:index", "giving.read", "heart-handshake", 45, NavGroup.MONEY)
        )
