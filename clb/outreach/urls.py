"""Addresses under /truyen-thong/."""

from django.urls import path

from .views import board, broadcasts, materials, planning

app_name = "outreach"

urlpatterns = [
    path("", board.index, name="index"),
    path("bang.xlsx", board.workbook, name="workbook"),
    path("bang.<str:file_format>", board.paper, name="paper"),
    # the plan
    path("ke-hoach/", planning.lines, name="lines"),
    path("ke-hoach/them/", planning.plan, name="plan_outreach"),
    path("ke-hoach/<int:planned_outreach_id>/sua/", planning.correct, name="correct_planned_outreach"),
    path("ke-hoach/<int:planned_outreach_id>/bo/", planning.drop, name="drop_planned_outreach"),
    # what was told
    path("da-lam/", broadcasts.told, name="told"),
    path("da-lam/ghi/", broadcasts.record, name="record_broadcast"),
    path("da-lam/<uuid:broadcast_id>/", broadcasts.broadcast, name="broadcast"),
    path("da-lam/<uuid:broadcast_id>/sua/", broadcasts.correct, name="correct_broadcast"),
    path("da-lam/<uuid:broadcast_id>/bo/", broadcasts.drop, name="drop_broadcast"),
    path("da-lam/<uuid:broadcast_id>/bang-chung/", broadcasts.attach_proof, name="attach_proof"),
    path("da-lam/<uuid:broadcast_id>/tai-lieu/<uuid:material_id>/", broadcasts.use_material, name="use_material"),
    path("bang-chung/<int:broadcast_proof_id>/", broadcasts.proof, name="proof"),
    path("bang-chung/<int:broadcast_proof_id>/bo/", broadcasts.drop_proof, name="drop_proof"),
    path("tai-lieu-da-dung/<int:material_use_id>/bo/", broadcasts.unuse_material, name="unuse_material"),
    # the library
    path("tai-lieu/", materials.library, name="library"),
    path("tai-lieu/them/", materials.add, name="add_material"),
    path("tai-lieu/<uuid:material_id>/", materials.material, name="material"),
    path("tai-lieu/<uuid:material_id>/sua/", materials.correct, name="correct_material"),
    path("tai-lieu/<uuid:material_id>/bo/", materials.drop, name="drop_material"),
    path("tai-lieu/<uuid:material_id>/tep/", materials.attach_file, name="attach_material_file"),
    path("tep-tai-lieu/<int:material_file_id>/", materials.file, name="material_file"),
    path("tep-tai-lieu/<int:material_file_id>/bo/", materials.drop_file, name="drop_material_file"),
]
