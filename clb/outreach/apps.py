"""The outreach app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavItem, register_nav


class OutreachConfig(AppConfig):
    """Truyền thông."""

    name = "clb.outreach"
    verbose_name = "Truyền thông"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Truyền thông"), "outreach:index", "outreach.read", "message-circle", 22))
