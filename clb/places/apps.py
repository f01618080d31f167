"""The places app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class PlacesConfig(AppConfig):
    """The tree of units."""

    name = "clb.places"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Đơn vị"), "places:index", "places.read", "map-pin", 60, NavGroup.OFFICE))
