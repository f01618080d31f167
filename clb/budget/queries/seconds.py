"""Does a release wait for a second person?"""

from __future__ import annotations

from typing import Any


def releasing_needs_second(form: Any) -> bool:
    """A form with `cell` and `amount_vnd`: judged by what its period says."""
    told = form.cleaned_data
    least: int | None = told["cell"].year.period.second_from_vnd
    return least is not None and told["amount_vnd"] >= least
