"""What is typed about outreach."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.files.fields import MediaField
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.plans.models import Task
from clb.plans.queries.duties import tasks_for

from .channels import channels
from .models import Broadcast, BroadcastProof, Material, MaterialFile, MaterialUse, PlannedOutreach
from .quarters import FIRST_YEAR, LAST_YEAR
from .queries import offices_for, own_lines

QUARTERS = (("1", _("Quý I")), ("2", _("Quý II")), ("3", _("Quý III")), ("4", _("Quý IV")))


def _channel() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Kênh"), choices=[(c.code, c.name) for c in channels().values()])


def _link() -> forms.URLField:
    return forms.URLField(
        label=_("Đường dẫn"),
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text=_("Bắt đầu bằng https://"),
    )


class TaskField(forms.ModelChoiceField):
    """A task by its first words and its plan."""

    def label_from_instance(self, obj: Any) -> str:
        """The task's words, shortened."""
        return f"{obj.text[:90]}{'…' if len(obj.text) > 90 else ''} ({obj.plan.title[:40]})"


class LineField(forms.ModelChoiceField):
    """A plan line by its quarter, channel and topic."""

    def label_from_instance(self, obj: Any) -> str:
        """'Quý III/2026 · Truyền thanh huyện · …'."""
        quarter = obj.quarter
        return f"{_('Quý')} {quarter.roman}/{quarter.year} · {obj.channel_name} · {obj.topic[:80]}"


class ForAgency(CommandForm):
    """Something that an agency of mine does at its unit."""

    right = ""
    office = forms.ChoiceField(label=_("Cơ quan"))

    def scope(self, by: Any) -> None:
        """My agencies."""
        self.offices = {one.value: one for one in offices_for(by, self.right, timezone.localdate())}
        self.narrow("office", [(value, one.label) for value, one in self.offices.items()])

    def clean(self) -> dict[str, Any]:
        """The service takes the agency and the unit apart."""
        cleaned: dict[str, Any] = super().clean() or {}
        found = self.offices.get(cleaned.pop("office", ""))
        if found:
            cleaned |= {"agency": found.agency, "unit": found.unit}
        return cleaned

    def unit(self) -> Unit:
        """Where the agency is."""
        unit: Unit = self.cleaned_data["unit"]
        return unit


# --- Plans ------------------------------------------------------------------------------------------------------


class _Planned(CommandForm):
    year = forms.TypedChoiceField(
        label=_("Năm"), coerce=int, choices=[(str(y), str(y)) for y in range(FIRST_YEAR, LAST_YEAR + 1)]
    )
    quarter = forms.TypedChoiceField(label=_("Quý"), coerce=int, choices=QUARTERS)
    channel = _channel()
    topic = forms.CharField(label=_("Chủ đề"), max_length=200)
    planned = forms.IntegerField(label=_("Số lần dự kiến"), min_value=1, max_value=1000)
    campaign = forms.CharField(
        label=_("Thuộc đợt"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: Tháng hành động vì người cao tuổi."),
    )
    task = TaskField(
        Task.objects.none(), label=_("Phục vụ nhiệm vụ nào của kế hoạch"), required=False, empty_label=_("Không gắn")
    )


class PlanOutreach(ForAgency, _Planned):
    """A line of my agency's plan."""

    right = "outreach.plan_outreach"
    field_order = ["office"]

    def scope(self, by: Any) -> None:
        """My agencies, tasks that I may see."""
        super().scope(by)
        self.narrow("task", tasks_for(by))


class _OfLine(CommandForm):
    line = forms.ModelChoiceField(PlannedOutreach.objects.none(), label=_("Mục kế hoạch"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Lines that I may see."""
        self.narrow("line", PlannedOutreach.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where its agency is."""
        line: PlannedOutreach = self.cleaned_data["line"]
        return line.unit


class CorrectPlannedOutreach(_OfLine, _Planned):
    """A line is put right."""

    field_order = ["line"]

    def scope(self, by: Any) -> None:
        """Lines and tasks that I may see."""
        super().scope(by)
        self.narrow("task", tasks_for(by))


class DropPlannedOutreach(_OfLine):
    """A line goes."""


# --- What was told ----------------------------------------------------------------------------------------------


class _Told(CommandForm):
    carries_out = LineField(
        PlannedOutreach.objects.none(),
        label=_("Theo mục nào của kế hoạch"),
        required=False,
        empty_label=_("Ngoài kế hoạch"),
        help_text=_("Có chọn thì mới tính là đã làm theo kế hoạch."),
    )
    channel = _channel()
    topic = forms.CharField(label=_("Chủ đề"), max_length=200)
    told_on = DayField(label=_("Ngày"))
    times = forms.IntegerField(label=_("Số lần trong ngày"), min_value=1, max_value=100, initial=1)
    minutes = forms.IntegerField(
        label=_("Tổng số phút phát"), min_value=0, max_value=100_000, required=False, help_text=_("Cộng cả các lần.")
    )
    reach = forms.IntegerField(
        label=_("Số người nghe, xem (ước tính)"), min_value=0, max_value=200_000_000, required=False
    )
    reach_how = forms.CharField(
        label=_("Ước tính bằng cách nào"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: 2.400 hộ có loa, mỗi hộ 2 người; hoặc số lượt xem trên trang."),
    )
    cost_vnd = VndField(label=_("Chi phí (đồng)"), min_value=0, required=False)
    cost_ref = forms.CharField(label=_("Dòng dự toán, số chứng từ"), max_length=120, required=False)
    link = _link()

    def _scope_lines(self, by: Any, right: str) -> None:
        self.narrow("carries_out", own_lines(by, right, timezone.localdate()))


class RecordBroadcast(ForAgency, _Told):
    """My agency told people of something."""

    right = "outreach.record_broadcast"
    proof = MediaField(label=_("Bằng chứng: ảnh, âm thanh hoặc giấy tờ"), required=False)
    field_order = ["office"]

    def scope(self, by: Any) -> None:
        """My agencies and their plan lines."""
        super().scope(by)
        self._scope_lines(by, self.right)


class _OfBroadcast(CommandForm):
    broadcast = forms.ModelChoiceField(Broadcast.objects.none(), label=_("Lần truyền thông"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        self.narrow("broadcast", Broadcast.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where its agency is."""
        broadcast: Broadcast = self.cleaned_data["broadcast"]
        return broadcast.unit


class CorrectBroadcast(_OfBroadcast, _Told):
    """What was recorded is put right."""

    field_order = ["broadcast"]

    def scope(self, by: Any) -> None:
        """Those that I may see, plan lines of mine."""
        super().scope(by)
        self._scope_lines(by, "outreach.correct_broadcast")


class DropBroadcast(_OfBroadcast):
    """One recorded by mistake goes."""


class AttachProof(_OfBroadcast):
    """Something that shows it."""

    file = MediaField(label=_("Ảnh, âm thanh hoặc giấy tờ"))


class DropProof(CommandForm):
    """A proof goes."""

    proof = forms.ModelChoiceField(BroadcastProof.objects.none(), label=_("Bằng chứng"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Of broadcasts that I may see."""
        seen = Broadcast.objects.visible_to(by).values("pk")
        self.narrow(
            "proof", BroadcastProof.objects.filter(broadcast__in=seen).select_related("broadcast__unit", "file")
        )

    def unit(self) -> Unit:
        """Where its agency is."""
        proof: BroadcastProof = self.cleaned_data["proof"]
        return proof.broadcast.unit


class UseMaterial(_OfBroadcast):
    """It was told with a material."""

    material = forms.ModelChoiceField(Material.objects.none(), label=_("Tài liệu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        super().scope(by)
        self.narrow("material", Material.objects.visible_to(by))


class UnuseMaterial(CommandForm):
    """It was not."""

    use = forms.ModelChoiceField(MaterialUse.objects.none(), label=_("Tài liệu đã dùng"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Of broadcasts that I may see."""
        seen = Broadcast.objects.visible_to(by).values("pk")
        self.narrow("use", MaterialUse.objects.filter(broadcast__in=seen).select_related("broadcast__unit"))

    def unit(self) -> Unit:
        """Where the broadcast's agency is."""
        use: MaterialUse = self.cleaned_data["use"]
        return use.broadcast.unit


# --- The library ------------------------------------------------------------------------------------------------


class _Described(CommandForm):
    title = forms.CharField(label=_("Tên tài liệu"), max_length=200)
    topic = forms.CharField(label=_("Chủ đề"), max_length=200)
    origin = forms.CharField(
        label=_("Nguồn, giấy phép dùng"),
        max_length=300,
        help_text=_("Ai làm ra, được dùng lại thế nào. Ví dụ: Đài truyền thanh huyện, được phát lại."),
    )
    link = _link()


class AddMaterial(ForAgency, _Described):
    """Into the library."""

    right = "outreach.add_material"
    file = MediaField(label=_("Tệp"), required=False)
    field_order = ["office"]


class _OfMaterial(CommandForm):
    material = forms.ModelChoiceField(Material.objects.none(), label=_("Tài liệu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        self.narrow("material", Material.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where its agency is."""
        material: Material = self.cleaned_data["material"]
        return material.unit


class CorrectMaterial(_OfMaterial, _Described):
    """What is said of it is put right."""

    field_order = ["material"]


class DropMaterial(_OfMaterial):
    """It goes."""


class AttachMaterialFile(_OfMaterial):
    """One more file."""

    file = MediaField(label=_("Tệp"))


class DropMaterialFile(CommandForm):
    """A file goes."""

    material_file = forms.ModelChoiceField(MaterialFile.objects.none(), label=_("Tệp"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Of materials that I may see."""
        seen = Material.objects.visible_to(by).values("pk")
        rows = MaterialFile.objects.filter(material__in=seen)
        self.narrow("material_file", rows.select_related("material__unit", "file"))

    def unit(self) -> Unit:
        """Where its agency is."""
        kept: MaterialFile = self.cleaned_data["material_file"]
        return kept.material.unit
