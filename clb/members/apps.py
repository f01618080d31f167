"""The members app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class MembersConfig(AppConfig):
    """Thành viên."""

    name = "clb.members"
    verbose_name = "Thành viên"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Thành viên"), "members:index", "members.read", "users", 12, NavGroup.CLUBS))
