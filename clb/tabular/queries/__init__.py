"""What is asked about tables: measures, filled tables, forms, large tables under way."""

from .filled import Difference, Filled, FilledCell, FilledColumn, FilledRow, differences, exact_of
from .ground import MOST_ROWS, NotOnMap, RowKind, TooLarge
from .measures import Measure, check_design, faults_of, measures
from .proposals import Proposal, proposal, proposals
from .table import compute, may_fill

__all__ = [
    "MOST_ROWS",
    "Difference",
    "Filled",
    "FilledCell",
    "FilledColumn",
    "FilledRow",
    "Measure",
    "NotOnMap",
    "Proposal",
    "RowKind",
    "TooLarge",
    "check_design",
    "compute",
    "differences",
    "exact_of",
    "faults_of",
    "may_fill",
    "measures",
    "proposal",
    "proposals",
]
