"""The members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Thành viên."""

    name = "clb.members"
    verbose_name = "Thành viên"
