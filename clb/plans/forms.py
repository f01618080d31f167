"""What is typed about plans, drafts and duties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import nation

from .indicators.registry import indicators
from .models import Agency, AgencyBody, Plan, Target, Task, TaskReport

LEVELS = (Unit.Level.NATION, Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
DRAFT_KINDS = (
    ("target", _("Chỉ tiêu")),
    ("task", _("Nhiệm vụ")),
    ("objective", _("Mục tiêu")),
    ("source", _("Nguồn kinh phí")),
    ("recipient", _("Nơi nhận")),
)
ALL_KINDS = (*DRAFT_KINDS, ("area", _("Mảng hoạt động")), ("agency", _("Đầu mối")))


def place_field(**kwargs: Any) -> forms.ModelChoiceField:
    """A unit by its key, as typed or picked."""
    return forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="key",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")},
        **kwargs,
    )


def indicator_choices() -> list[tuple[str, Any]]:
    """Every indicator, and none."""
    return [("", _("Chưa gắn chỉ số")), *((code, i.what) for code, i in indicators().items())]


class ImportPlan(CommandForm):
    """A plan's own text."""

    file = forms.FileField(label=_("Tệp kế hoạch (txt, docx, pdf có chữ)"), allow_empty_file=True)
    place = place_field(
        label=_("Địa bàn (khóa đơn vị)"),
        required=False,
        help_text=_("Để trống thì lấy theo tên trong văn bản."),
    )
    implements = forms.ModelChoiceField(Plan.objects.none(), label=_("Thực hiện kế hoạch, quyết định"), required=False)

    def scope(self, by: Any) -> None:
        """Places where I may import; plans that I may see."""
        reached = by.reach("plans.import_plan").values("below")
        self.narrow("place", Unit.objects.filter(pk__in=reached, level__in=LEVELS))
        self.narrow("implements", Plan.objects.visible_to(by).filter(status=Plan.Status.CONFIRMED))

    def unit(self) -> Unit:
        """The chosen place; without one, wherever I hold the right: the service checks the place that it finds."""
        place: Unit | None = self.cleaned_data["place"]
        link = self.by.reach("plans.import_plan").select_related("above").order_by("pk").first()
        return place or (link.above if link else nation())


class OfPlan(CommandForm):
    """Something about one plan."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Kế hoạch"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Plans that I may see."""
        self.narrow("plan", Plan.objects.visible_to(by).select_related("place"))

    def unit(self) -> Unit:
        """The plan's place."""
        plan: Plan = self.cleaned_data["plan"]
        return plan.place


class CorrectHeader(OfPlan):
    """The head of a draft."""

    journal_text = frozenset({"title", "number", "issuer"})

    title = forms.CharField(label=_("Tên"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    place = place_field(label=_("Địa bàn (khóa đơn vị)"))
    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=200, required=False)
    signer_name = forms.CharField(label=_("Người ký"), max_length=120, required=False)

    def scope(self, by: Any) -> None:
        """Places where I may correct plans."""
        super().scope(by)
        reached = by.reach("plans.correct_header").values("below")
        self.narrow("place", Unit.objects.filter(pk__in=reached, level__in=LEVELS))


class CorrectTarget(CommandForm):
    """A target of a draft."""

    journal_text = frozenset({"text", "unit"})

    target = forms.ModelChoiceField(Target.objects.none(), label=_("Chỉ tiêu"), widget=forms.HiddenInput)
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 3}))
    measure = forms.ChoiceField(label=_("Loại con số"), choices=Target.Measure.choices)
    scope_of = None
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=Target.Scope.choices)
    unit_name = None
    minimum = forms.DecimalField(label=_("Ít nhất"), max_digits=18, decimal_places=2, required=False, localize=False)
    is_min_strict = forms.BooleanField(label=_("Phải trên mức này (không tính bằng)"), required=False)
    maximum = forms.DecimalField(label=_("Nhiều nhất"), max_digits=18, decimal_places=2, required=False, localize=False)
    is_max_strict = forms.BooleanField(label=_("Phải dưới mức này (không tính bằng)"), required=False)
    deadline = DayField(label=_("Hạn"), required=False)
    indicator = forms.ChoiceField(label=_("Chỉ số"), required=False, choices=indicator_choices)
