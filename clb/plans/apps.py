"""The plans app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavItem, register_nav


class PlansConfig(AppConfig):
    """Plans, targets, duties, indicators."""

    name = "clb.plans"
    verbose_name = "Kế hoạch"

    def ready(self) -> None:
        """Add the menu entries."""
        register_nav(
            NavItem(_("Kế hoạch"), "plans:index", "plans.read", "target", 20),
            NavItem(_("Chỉ số"), "indicators:index", "plans.read", "chart-line", 30),
        )
