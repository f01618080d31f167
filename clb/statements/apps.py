"""The statements app."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Sổ sách, công khai."""

    name = "clb.statements"
    verbose_name = "Sổ sách, công khai"
