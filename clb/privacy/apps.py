"""The privacy app: what the law on personal data asks of a club, a commune and this program."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clb.web.nav import NavGroup, NavItem, register_nav


class PrivacyConfig(AppConfig):
    """Consent, requests of people about their data, erasure, keeping, breaches."""

    name = "clb.privacy"
    verbose_name = "Dữ liệu cá nhân"

    def ready(self) -> None:
        """Add the menu entry."""
        register_nav(NavItem(_("Dữ liệu cá nhân"), "privacy:index", "privacy.read", "lock", 60, NavGroup.OFFICE))
