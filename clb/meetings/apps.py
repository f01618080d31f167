"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Sinh hoạt."""

    name = "clb.meetings"
    verbose_name = "Sinh hoạt"
