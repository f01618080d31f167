"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Trình diễn."""

    name = "clb.demo"
    verbose_name = "Trình diễn"
