"""The dispatch app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.papers.sources import register_button
from clb.web.nav import NavItem, register_nav


class DispatchConfig(AppConfig):
    """Văn bản đi."""

    name = "clb.dispatch"
    verbose_name = "Văn bản đi"

    def ready(self) -> None:
        """Add the menu entry, and tell other pages where a paper takes its number."""
        from .buttons import address_of  # noqa: PLC0415 -- app ready

        register_nav(NavItem(_("Văn bản đi"), "dispatch:index", "dispatch.read", "clipboard-list", 41))
        register_button(address_of)
