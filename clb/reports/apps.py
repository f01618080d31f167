"""The reports app: the calendar of reports, reports frozen as they were handed in, and their papers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.kernel.tables.append_only import keep_append_only
from clb.papers.sources import Source, register_source
from clb.web.nav import NavItem, register_nav


class ReportsConfig(AppConfig):
    """Báo cáo."""

    name = "clb.reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        """Keep snapshots as they are; add the menu entry and the papers that take a number."""
        from .sources import find_progress, find_report  # noqa: PLC0415 -- app ready

        register_source(Source("reports.report", _("Báo cáo đã nộp"), "REPORT", find_report))
        register_source(Source("reports.progress", _("Báo cáo tiến độ kế hoạch"), "REPORT", find_progress))
        keep_append_only(self, "reports_snapshot")
        register_nav(NavItem(_("Báo cáo"), "reports:index", "reports.read", "file-text", 25))
