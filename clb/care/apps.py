"""The care app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class CareConfig(AppConfig):
    """Chăm sóc tại nhà."""

    name = "clb.care"
    verbose_name = "Chăm sóc tại nhà"

    def ready(self) -> None:
        """Add the menu entries: a volunteer's own people, and the clubs' care in numbers."""
        register_nav(
            NavItem(_("Người tôi chăm sóc"), "care:mine", "care.read_own", "heart-handshake", 1, NavGroup.TODAY)
        )
        register_nav(
            NavItem(_("Chăm sóc tại nhà"), "care:index", "care.read_counts", "heart-handshake", 12, NavGroup.CARE)
        )
