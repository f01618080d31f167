"""What is asked about state money. `unit_money` is the stable read for desks and reports."""

from .clubs import ClubMoney, club_money, clubs_of_period, entries_to_link
from .documents import document_rows, documents_of, vouchers_vnd
from .estimates import estimates_of
from .longevity import longevity_table
from .money import DIMENSIONS, Fact, TableRow, UnitMoney, facts_of, open_cells, table, unit_money, year_state

__all__ = [
    "DIMENSIONS",
    "ClubMoney",
    "Fact",
    "TableRow",
    "UnitMoney",
    "club_money",
    "clubs_of_period",
    "document_rows",
    "documents_of",
    "entries_to_link",
    "estimates_of",
    "facts_of",
    "longevity_table",
    "open_cells",
    "table",
    "unit_money",
    "vouchers_vnd",
    "year_state",
]
