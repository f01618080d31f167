"""The founding app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.papers.sources import Source, register_source
from clb.web.nav import NavGroup, NavItem, register_nav


class FoundingConfig(AppConfig):
    """Thành lập câu lạc bộ."""

    name = "clb.founding"
    verbose_name = "Thành lập"

    def ready(self) -> None:
        """Add the menu entry, and the decision to the papers that take a number."""
        from .sources import find_decision  # noqa: PLC0415 -- app ready

        title = _("Quyết định thành lập câu lạc bộ")
        register_source(Source("founding.decision", title, "DECISION", find_decision, names_members=True))
        register_nav(NavItem(_("Thành lập"), "founding:index", "founding.read", "flag", 14, NavGroup.CLUBS))
