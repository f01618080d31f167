"""Cells of a frozen table, as a page shows them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from clb.reports.rules import figures

register = template.Library()


@register.filter
def told(cell: figures.Cell) -> str:
    """A number as Vietnamese papers write it, words as they are, a stroke for nothing."""
    return "—" if cell in (None, "") else figures.told(cell) if isinstance(cell, int) else str(cell)


@register.filter
def headed(grid: figures.Grid, row: Iterable[figures.Cell]) -> list[tuple[figures.Head, figures.Cell]]:
    """The cells of a row with their heads."""
    return list(zip(grid.heads, row, strict=True))
