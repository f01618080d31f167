"""The ledger app and the guard on its rows."""

from django.apps import AppConfig

from clb.kernel.tables.append_only import keep_append_only


class LedgerConfig(AppConfig):
    """Puts the guard on what is written once."""

    name = "clb.ledger"
    verbose_name = "Sổ kế toán"

    def ready(self) -> None:
        """Keep entries, transfers and closings append-only."""
        keep_append_only(self, "ledger_entry", "ledger_transfer", "ledger_closing")
