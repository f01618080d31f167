"""The api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """API."""

    name = "clb.api"
    verbose_name = "API"
