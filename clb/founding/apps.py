"""The founding app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavItem, register_nav


class FoundingConfig(AppConfig):
    """Thành lập câu lạc bộ."""

    name = "clb.founding"
    verbose_name = "Thành lập"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Thành lập"), "founding:index", "founding.read", "flag", 14))
