"""The phone app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav
from clb.web.today import register_today


class PhoneConfig(AppConfig):
    """Điện thoại, có mạng hay không có mạng."""

    name = "clb.phone"
    verbose_name = "Điện thoại"

    def ready(self) -> None:
        """Add the menu entries and the lines of the first page."""
        from .today import phone_lines  # noqa: PLC0415 -- app ready

        office = NavGroup.OFFICE
        register_nav(
            NavItem(_("Dùng trên điện thoại"), "phone:devices", "phone.make_key", "device-mobile", 5, NavGroup.TODAY),
            NavItem(_("Điện thoại chưa đồng bộ"), "phone:syncing", "phone.read", "refresh", 96, office),
        )
        register_today(phone_lines)
