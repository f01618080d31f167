"""What is typed about plans, drafts and duties."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.roles import Role
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import nation, unit_called
from clb.plans.indicators.registry import indicators
from clb.plans.models import Agency, AgencyBody, Plan, Target, Task

LEVELS = (Unit.Level.NATION, Unit.Level.PROVINCE, Unit.Level.DISTRICT, Unit.Level.COMMUNE)
DRAFT_KINDS = (
    ("target", _("Chỉ tiêu")),
    ("task", _("Nhiệm vụ")),
    ("agency", _("Đầu mối")),
    ("objective", _("Mục tiêu")),
    ("source", _("Nguồn kinh phí")),
    ("recipient", _("Nơi nhận")),
)
ALL_KINDS = (*DRAFT_KINDS, ("area", _("Mảng hoạt động")))


class CalledField(forms.ModelChoiceField):
    """A unit by its code of today, as people know it, or by its key."""

    def to_python(self, value: Any) -> Any:
        """The unit; whoever types a code need not know the key."""
        unit = unit_called(value, timezone.localdate()) if isinstance(value, str) else None
        return super().to_python(unit.key if unit else value)


def place_field(**kwargs: Any) -> forms.ModelChoiceField:
    """A unit of those that the form allows."""
    return CalledField(
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
        label=_("Địa bàn (mã đơn vị)"),
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
    place = place_field(label=_("Địa bàn (mã đơn vị)"))
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

    journal_text = frozenset({"text", "unit_name"})

    target = forms.ModelChoiceField(Target.objects.none(), label=_("Chỉ tiêu"), widget=forms.HiddenInput)
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 3}))
    measure = forms.ChoiceField(label=_("Loại con số"), choices=Target.Measure.choices)
    is_each_club = forms.BooleanField(label=_("Tính cho từng câu lạc bộ"), required=False)
    unit_name = forms.CharField(label=_("Đơn vị tính"), max_length=40, required=False)
    minimum = forms.DecimalField(label=_("Ít nhất"), max_digits=18, decimal_places=2, required=False, localize=False)
    is_min_strict = forms.BooleanField(label=_("Phải trên mức này (không tính bằng)"), required=False)
    maximum = forms.DecimalField(label=_("Nhiều nhất"), max_digits=18, decimal_places=2, required=False, localize=False)
    is_max_strict = forms.BooleanField(label=_("Phải dưới mức này (không tính bằng)"), required=False)
    deadline = DayField(label=_("Hạn"), required=False)
    indicator = forms.ChoiceField(label=_("Chỉ số"), required=False, choices=indicator_choices)

    def scope(self, by: Any) -> None:
        """Targets of plans that I may see."""
        self.narrow("target", Target.objects.filter(plan__in=Plan.objects.visible_to(by)).select_related("plan__place"))

    def unit(self) -> Unit:
        """The plan's place."""
        target: Target = self.cleaned_data["target"]
        return target.plan.place


class BindTarget(CommandForm):
    """Which indicator tells how far a target is reached."""

    target = forms.ModelChoiceField(Target.objects.none(), label=_("Chỉ tiêu"), widget=forms.HiddenInput)
    indicator = forms.ChoiceField(label=_("Chỉ số"), required=False, choices=indicator_choices)

    scope = CorrectTarget.scope
    unit = CorrectTarget.unit


class OfTask(CommandForm):
    """Something about one duty."""

    task = forms.ModelChoiceField(Task.objects.none(), label=_("Nhiệm vụ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Duties of plans that I may see."""
        tasks = Task.objects.filter(plan__in=Plan.objects.visible_to(by)).select_related("plan__place", "agency")
        self.narrow("task", tasks)

    def unit(self) -> Unit:
        """The plan's place."""
        task: Task = self.cleaned_data["task"]
        return task.plan.place


class CorrectTask(OfTask):
    """A duty of a draft."""

    journal_text = frozenset({"text"})

    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 3}))
    rhythm = forms.ChoiceField(label=_("Nhịp"), choices=Task.Rhythm.choices)
    part = forms.ChoiceField(label=_("Vai"), choices=Task.Part.choices)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Đầu mối"), required=False)
    due_on = DayField(label=_("Hạn"), required=False)
    due_month = forms.IntegerField(label=_("Tháng đến hạn"), min_value=1, max_value=12, required=False)
    due_day = forms.IntegerField(label=_("Ngày đến hạn"), min_value=1, max_value=31, required=False)

    def scope(self, by: Any) -> None:
        """Heads of plans that I may see; the service holds them to the same plan."""
        super().scope(by)
        self.narrow("agency", Agency.objects.filter(plan__in=Plan.objects.visible_to(by)))


class DropItem(OfPlan):
    """An item taken out of a draft."""

    kind = forms.ChoiceField(label=_("Loại mục"), choices=ALL_KINDS)
    item = forms.IntegerField(label=_("Mục"))


class PlaceLine(OfPlan):
    """A line that was set aside becomes an item."""

    line = forms.IntegerField(label=_("Dòng"))
    kind = forms.ChoiceField(label=_("Đưa vào"), choices=DRAFT_KINDS)
    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Đầu mối"), required=False)

    def scope(self, by: Any) -> None:
        """Heads of plans that I may see; the service holds them to the same plan."""
        super().scope(by)
        self.narrow("agency", Agency.objects.filter(plan__in=Plan.objects.visible_to(by)))


class ConfirmPlan(OfPlan):
    """The draft becomes the plan."""

    unplaced_read = forms.BooleanField(label=_("Đã xem các dòng để riêng"), required=False)


class DiscardDraft(OfPlan):
    """The draft is thrown away."""


class LinkPlans(OfPlan):
    """Which plan this one carries out, which it follows."""

    implements = forms.ModelChoiceField(Plan.objects.none(), label=_("Thực hiện"), required=False)
    follows = forms.ModelChoiceField(Plan.objects.none(), label=_("Tiếp nối"), required=False)

    def scope(self, by: Any) -> None:
        """Plans that I may see."""
        super().scope(by)
        for name in ("implements", "follows"):
            self.narrow(name, Plan.objects.visible_to(by).filter(status=Plan.Status.CONFIRMED))


class MapBody(CommandForm):
    """Which office acts for a body of a plan."""

    body = forms.ModelChoiceField(AgencyBody.objects.none(), label=_("Cơ quan"), widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chưa có ai")), *Role.choices], required=False)
    successor = forms.CharField(label=_("Cơ quan nhận việc, nếu cơ quan này không còn"), max_length=200, required=False)
    succeeded_on = DayField(label=_("Nhận từ ngày"), required=False)
    successor_place = place_field(label=_("Cơ quan nhận việc ở đâu (mã đơn vị)"), required=False)

    journal_text = frozenset({"successor"})

    def scope(self, by: Any) -> None:
        """Bodies of plans that I may see; any unit may have taken over."""
        self.narrow("successor_place", Unit.objects.filter(level__in=LEVELS))
        bodies = AgencyBody.objects.filter(agency__plan__in=Plan.objects.visible_to(by))
        self.narrow("body", bodies.select_related("agency__plan__place"))

    def unit(self) -> Unit:
        """The plan's place."""
        body: AgencyBody = self.cleaned_data["body"]
        return body.agency.plan.place
