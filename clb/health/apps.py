"""The health app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class HealthConfig(AppConfig):
    """Sức khỏe."""

    name = "clb.health"
    verbose_name = "Sức khỏe"

    def ready(self) -> None:
        """Let the months of readings follow those of members, and add the menu entry."""
        from clb.members.services.summaries import Follower, register_follower  # noqa: PLC0415 -- app ready

        from .services.months import add_health_months, refresh_health_months  # noqa: PLC0415 -- app ready

        register_follower(Follower(refresh_health_months, add_health_months))
        register_nav(NavItem(_("Sức khỏe"), "health:index", "clubs.read", "heart-handshake", 12, NavGroup.CARE))
