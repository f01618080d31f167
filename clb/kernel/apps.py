"""The kernel app: the journal and its guard."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from .tables.append_only import keep_append_only


class KernelConfig(AppConfig):
    """Puts the guard on the journal, and lays its strands."""

    name = "clb.kernel"
    verbose_name = "Hạt nhân"

    def ready(self) -> None:
        """Keep the journal append-only, with strands to be written in."""
        keep_append_only(self, "kernel_act", "kernel_event", "kernel_checkpoint")
        post_migrate.connect(_lay, sender=self, dispatch_uid="strands")


def _lay(using: str, **_: Any) -> None:
    from .journal.chains import lay_strands  # noqa: PLC0415 -- app ready

    lay_strands(using)
