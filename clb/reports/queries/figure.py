"""An indicator's figure as a report freezes it."""

from __future__ import annotations

from clb.plans.indicators.registry import Ask, Indicator
from clb.reports.rules.figures import Figure


def figure_of(indicator: Indicator, ask: Ask) -> Figure:
    """The indicator's figure with its definition, as a report freezes it."""
    value = indicator.value(ask)
    return Figure(
        key=indicator.code,
        label=str(indicator.what),
        unit=indicator.unit,
        numerator=value.numerator,
        denominator=value.denominator,
        note=str(value.note),
        version=indicator.version,
        numerator_text=str(indicator.numerator_text),
        denominator_text=str(indicator.denominator_text),
    )
