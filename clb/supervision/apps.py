"""The supervision app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.papers.sources import Source, register_source
from clb.web.nav import NavItem, register_nav


class SupervisionConfig(AppConfig):
    """Giám sát."""

    name = "clb.supervision"
    verbose_name = "Giám sát"

    def ready(self) -> None:
        """Add the menu entry, the papers that take a number, and the rule of how long names of a recount stay."""
        from . import keeping  # noqa: F401, PLC0415 -- app ready
        from .sources import find_minutes, find_plan  # noqa: PLC0415 -- app ready

        register_source(Source("supervision.plan", _("Kế hoạch giám sát năm"), "PLAN", find_plan))
        register_source(Source("supervision.minutes", _("Biên bản giám sát"), "MINUTES", find_minutes))

        register_nav(NavItem(_("Giám sát"), "supervision:index", "supervision.read", "eye", 14))
