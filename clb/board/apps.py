"""The board app."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    """Ban chủ nhiệm."""

    name = "clb.board"
    verbose_name = "Ban chủ nhiệm"
