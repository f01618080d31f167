"""What people do with outreach."""

from django.utils.translation import gettext_lazy as _

from clb.kernel.commands import Command, register

from . import forms, services

PLAN_OUTREACH = Command(services.plan_outreach, forms.PlanOutreach, title=_("Thêm mục kế hoạch truyền thông"))
CORRECT_PLANNED_OUTREACH = Command(
    services.correct_planned_outreach, forms.CorrectPlannedOutreach, title=_("Sửa mục kế hoạch truyền thông")
)
DROP_PLANNED_OUTREACH = Command(
    services.drop_planned_outreach, forms.DropPlannedOutreach, title=_("Bỏ mục kế hoạch truyền thông")
)
RECORD_BROADCAST = Command(services.record_broadcast, forms.RecordBroadcast, title=_("Ghi lần truyền thông"))
CORRECT_BROADCAST = Command(services.correct_broadcast, forms.CorrectBroadcast, title=_("Sửa lần truyền thông"))
DROP_BROADCAST = Command(services.drop_broadcast, forms.DropBroadcast, title=_("Bỏ lần truyền thông ghi nhầm"))
ATTACH_PROOF = Command(services.attach_proof, forms.AttachProof, title=_("Thêm bằng chứng truyền thông"))
DROP_PROOF = Command(services.drop_proof, forms.DropProof, title=_("Bỏ bằng chứng truyền thông"))
USE_MATERIAL = Command(services.use_material, forms.UseMaterial, title=_("Ghi tài liệu đã dùng"))
UNUSE_MATERIAL = Command(services.unuse_material, forms.UnuseMaterial, title=_("Bỏ tài liệu ghi nhầm là đã dùng"))
ADD_MATERIAL = Command(services.add_material, forms.AddMaterial, title=_("Thêm tài liệu truyền thông"))
CORRECT_MATERIAL = Command(services.correct_material, forms.CorrectMaterial, title=_("Sửa tài liệu truyền thông"))
DROP_MATERIAL = Command(services.drop_material, forms.DropMaterial, title=_("Bỏ tài liệu truyền thông"))
ATTACH_MATERIAL_FILE = Command(
    services.attach_material_file, forms.AttachMaterialFile, title=_("Thêm tệp cho tài liệu truyền thông")
)
DROP_MATERIAL_FILE = Command(
    services.drop_material_file, forms.DropMaterialFile, title=_("Bỏ tệp của tài liệu truyền thông")
)

register(PLAN_OUTREACH, CORRECT_PLANNED_OUTREACH, DROP_PLANNED_OUTREACH)
register(RECORD_BROADCAST, CORRECT_BROADCAST, DROP_BROADCAST, ATTACH_PROOF, DROP_PROOF, USE_MATERIAL, UNUSE_MATERIAL)
register(ADD_MATERIAL, CORRECT_MATERIAL, DROP_MATERIAL, ATTACH_MATERIAL_FILE, DROP_MATERIAL_FILE)
