"""The rights of telling people; granted to roles in roles.py. The library is everyone's."""

OUTREACH_WORK = {
    "outreach.plan_outreach",
    "outreach.correct_planned_outreach",
    "outreach.drop_planned_outreach",
    "outreach.record_broadcast",
    "outreach.correct_broadcast",
    "outreach.drop_broadcast",
    "outreach.attach_proof",
    "outreach.drop_proof",
    "outreach.use_material",
    "outreach.unuse_material",
    "outreach.add_material",
    "outreach.correct_material",
    "outreach.drop_material",
    "outreach.attach_material_file",
    "outreach.drop_material_file",
}
