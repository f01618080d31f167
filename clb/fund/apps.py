"""The fund app."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """Quỹ."""

    name = "clb.fund"
    verbose_name = "Quỹ"
