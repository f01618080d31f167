"""The grading app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.papers.sources import Source, register_source
from clb.web.nav import NavItem, register_nav


class GradingConfig(AppConfig):
    """Xếp loại."""

    name = "clb.grading"
    verbose_name = "Xếp loại"

    def ready(self) -> None:
        """Add the menu entry, and the paper that takes a number."""
        from .sources import find_decision  # noqa: PLC0415 -- app ready

        register_source(
            Source("grading.decision", _("Quyết định công nhận kết quả xếp loại"), "DECISION", find_decision)
        )
        register_nav(NavItem(_("Xếp loại câu lạc bộ"), "grading:index", "grading.read", "list-check", 14))
