"""The clubs app."""

from django.apps import AppConfig


class ClubsConfig(AppConfig):
    """Câu lạc bộ."""

    name = "clb.clubs"
    verbose_name = "Câu lạc bộ"
