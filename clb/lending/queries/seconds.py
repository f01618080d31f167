"""Does handing over a loan wait for a second person?"""

from __future__ import annotations

from typing import Any

from clb.clubs.queries.seconds import wants_second
from clb.lending.models import LoanDecision, LoanRequest


def disbursing_needs_second(form: Any) -> bool:
    """A form with `request`: judged by what was asked for and what was granted, whichever is more."""
    request: LoanRequest = form.cleaned_data["request"]
    granted = LoanDecision.objects.filter(request=request).values_list("amount_vnd", flat=True)
    return wants_second(request.club, max(request.amount_vnd, *filter(None, granted), 0))
