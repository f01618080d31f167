"""What the apps above show of a loan on its page: its request and decision, how the borrower was followed up.

The fund knows nothing of them; they put their part here, in a `loan_panels.py` of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.module_loading import autodiscover_modules

from .models import Loan


@dataclass(frozen=True)
class LoanPanel:
    """A part of a loan's page: `load(rights, loan, day)` gives what `template` shows to whoever holds these rights at
    the club, or None to show nothing. The template also knows `loan` and `on`."""

    template: str
    load: Callable[[frozenset[str], Loan, date], dict[str, Any] | None]
    order: int


_PANELS: dict[str, LoanPanel] = {}


def register_loan_panel(panel: LoanPanel) -> None:
    """Add a part to the loan's page."""
    _PANELS[panel.template] = panel


def loan_panels(rights: frozenset[str], loan: Loan, day: date) -> list[tuple[str, dict[str, Any]]]:
    """Templates in order with what each shows to whoever holds `rights` at the club."""
    autodiscover_modules("loan_panels")
    loaded = [(p.template, p.load(rights, loan, day)) for p in sorted(_PANELS.values(), key=lambda p: p.order)]
    return [(template, context) for template, context in loaded if context is not None]
