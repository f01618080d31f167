"""What happens to units. The only writer of the tree."""

from clb.places.models import UNKNOWN_START

from .assigning import assign_unit
from .events import Change, NewName, NewUnit, Step, apply_event, record_event
from .reference import load_reference_tree
from .tree import Seed, end_unit, found_unit, found_units, give_rights_to_heirs, move_unit, relink, rename_unit

__all__ = [
    "UNKNOWN_START",
    "Change",
    "NewName",
    "NewUnit",
    "Seed",
    "Step",
    "apply_event",
    "assign_unit",
    "end_unit",
    "found_unit",
    "found_units",
    "give_rights_to_heirs",
    "load_reference_tree",
    "move_unit",
    "record_event",
    "relink",
    "rename_unit",
]
