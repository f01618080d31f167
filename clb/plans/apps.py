"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Kế hoạch."""

    name = "clb.plans"
    verbose_name = "Kế hoạch"
