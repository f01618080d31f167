"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, roles and tokens."""

    name = "clb.access"
    verbose_name = "Quyền truy cập"

    def ready(self) -> None:
        """Hear of sign-ins."""
        from .entries import listen  # noqa: PLC0415 -- app ready

        listen()
