"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Trang đầu."""

    name = "clb.home"
    verbose_name = "Trang đầu"
