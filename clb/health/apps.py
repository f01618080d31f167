"""The health app."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Sức khỏe."""

    name = "clb.health"
    verbose_name = "Sức khỏe"
