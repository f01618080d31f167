"""The journal app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class JournalConfig(AppConfig):
    """Nhật ký: ai đã xem, ai đã sửa."""

    name = "clb.journal"
    verbose_name = "Nhật ký"

    def ready(self) -> None:
        """Add the menu entries."""
        register_nav(
            NavItem(_("Ai đã xem, ai đã sửa"), "journal:index", "journal.read", "history", 90, NavGroup.OFFICE)
        )
        register_nav(
            NavItem(_("Nhật ký an ninh"), "journal:security", "journal.read_security", "lock", 91, NavGroup.OFFICE)
        )
