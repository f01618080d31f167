"""The kernel app: the journal and its guard."""

from django.apps import AppConfig

from .append_only import keep_append_only


class KernelConfig(AppConfig):
    """Puts the guard on the journal."""

    name = "clb.kernel"
    verbose_name = "Hạt nhân"

    def ready(self) -> None:
        """Keep the journal append-only."""
        keep_append_only(self, "kernel_act")
