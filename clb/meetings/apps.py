"""The meetings app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class MeetingsConfig(AppConfig):
    """Sinh hoạt."""

    name = "clb.meetings"
    verbose_name = "Sinh hoạt"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Sinh hoạt"), "meetings:index", "clubs.read", "calendar", 11, NavGroup.CLUBS))
