"""The reports app: official papers made of what the apps below know. It reads everything and writes nothing."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Báo cáo."""

    name = "clb.reports"
    verbose_name = "Báo cáo"
