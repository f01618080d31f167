"""The seconds app."""

from django.apps import AppConfig


class SecondsConfig(AppConfig):
    """Chờ người thứ hai."""

    name = "clb.seconds"
    verbose_name = "Chờ người thứ hai"

    def ready(self) -> None:
        """Keep what waits."""
        from clb.kernel.waiting import register_keeper  # noqa: PLC0415 -- app ready

        from .services import keep_waiting  # noqa: PLC0415 -- app ready

        register_keeper(keep_waiting)
