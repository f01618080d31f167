"""What requests and visits show on a loan's page: on which request it was granted, how the borrower was followed up."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.fund.loan_panels import LoanPanel, register_loan_panel
from clb.fund.models import Loan

from .commands import RECORD_VISIT
from .models import Disbursement
from .queries import visits_of


def _panel(rights: frozenset[str], loan: Loan, day: date) -> dict[str, Any] | None:
    if "lending.read" not in rights:
        return None
    bound = Disbursement.objects.filter(loan=loan).select_related("decision__request").first()
    return {
        "decision": bound.decision if bound else None,
        "visits": visits_of(loan).filter(visited_on__lte=day)[:3],
        "may_visit": RECORD_VISIT.name in rights,
    }


register_loan_panel(LoanPanel("lending/_loan_panel.html", _panel, order=10))
