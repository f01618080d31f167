"""What lay where on a day, what came of it, and what waits to be assigned."""

from .change import (
    Heir,
    choices_for,
    ground_taken,
    higher_common_ancestor,
    place_of_change,
    predecessors,
    successors,
    waiting_run,
)
from .search import find_units, former_units, units_called
from .tree import (
    NATION_KEY,
    ancestors,
    awaiting_assignment,
    children,
    find_by_code,
    name_on,
    names_on,
    nation,
    path_keys,
    unit_called,
    version_on,
    within,
)

__all__ = [
    "NATION_KEY",
    "Heir",
    "ancestors",
    "awaiting_assignment",
    "children",
    "choices_for",
    "find_by_code",
    "find_units",
    "former_units",
    "ground_taken",
    "higher_common_ancestor",
    "name_on",
    "names_on",
    "nation",
    "path_keys",
    "place_of_change",
    "predecessors",
    "successors",
    "unit_called",
    "units_called",
    "version_on",
    "waiting_run",
    "within",
]
