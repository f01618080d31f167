"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Tệp."""

    name = "clb.files"
    verbose_name = "Tệp"
