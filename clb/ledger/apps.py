"""The ledger app and the guard on its rows."""

from django.apps import AppConfig

from clb.kernel.append_only import keep_append_only


class LedgerConfig(AppConfig):
    """Puts the guard on entries and transfers."""

    name = "clb.ledger"
    verbose_name = "Sổ kế toán"

    def ready(self) -> None:
        """Keep entries and transfers append-only."""
        keep_append_only(self, "ledger_entry", "ledger_transfer")
