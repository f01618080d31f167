"""Planning outreach, recording what was told and keeping the library. The only writer of this app."""

from .broadcasts import (
    attach_proof,
    correct_broadcast,
    drop_broadcast,
    drop_proof,
    record_broadcast,
    unuse_material,
    use_material,
)
from .materials import add_material, attach_material_file, correct_material, drop_material, drop_material_file
from .planning import correct_planned_outreach, drop_planned_outreach, plan_outreach

__all__ = [
    "add_material",
    "attach_material_file",
    "attach_proof",
    "correct_broadcast",
    "correct_material",
    "correct_planned_outreach",
    "drop_broadcast",
    "drop_material",
    "drop_material_file",
    "drop_planned_outreach",
    "drop_proof",
    "plan_outreach",
    "record_broadcast",
    "unuse_material",
    "use_material",
]
