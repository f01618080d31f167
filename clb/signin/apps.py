"""The signin app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class SigninConfig(AppConfig):
    """Cards, devices, PINs, second factors, sessions."""

    name = "clb.signin"
    verbose_name = "Đăng nhập"

    def ready(self) -> None:
        """Listen to what Django and allauth say of sign-ins; the menu."""
        from . import heard  # noqa: PLC0415 -- models must be there first

        heard.listen()
        register_nav(NavItem(_("Người dùng"), "access_users", "access.read", "user-plus", 95, NavGroup.OFFICE))
