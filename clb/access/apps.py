"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, roles and tokens."""

    name = "clb.access"
    verbose_name = "Quyền truy cập"
