"""The desks app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class DesksConfig(AppConfig):
    """Desks of the agencies: their duties, their money, what waits, their notes and proposals."""

    name = "clb.desks"
    verbose_name = "Bàn làm việc của cơ quan"

    def ready(self) -> None:
        """Add the menu entry, and what the software knows beside duties."""
        from .proofs import register_all  # noqa: PLC0415 -- app ready

        register_nav(NavItem(_("Bàn làm việc"), "desks:index", "desks.read", "clipboard-list", 2, NavGroup.TODAY))
        register_all()
