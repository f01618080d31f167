"""The sheets app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class SheetsConfig(AppConfig):
    """Lists in Excel and CSV become clubs and members."""

    name = "clb.sheets"
    verbose_name = "Nhập từ Excel"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Nhập từ Excel"), "sheets:index", "sheets.upload_sheet", "upload", 45, NavGroup.OFFICE))
