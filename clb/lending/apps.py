"""The lending app."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Xin vay, xét vay, thăm người vay."""

    name = "clb.lending"
    verbose_name = "Xin vay, xét vay"
