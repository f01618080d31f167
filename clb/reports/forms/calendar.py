"""Forms of the calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.plans.models import Plan
from clb.reports.models import Content, ReportType, Rhythm, Waiver
from clb.reports.models.calendar import LEVELS, OFFICES
from clb.reports.queries.annexed import annexable
from clb.reports.queries.owed import days_of, receiver_of, span_at


class PlaceField(forms.ModelChoiceField):
    """A unit by its name of today."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        return name_on(obj, timezone.localdate())


class Line(CommandForm):
    """What a line of the calendar says."""

    title = forms.CharField(label=_("Tên báo cáo"), max_length=200)
    level = forms.ChoiceField(label=_("Cấp nào nộp"), choices=LEVELS)
    office = forms.ChoiceField(
        label=_("Ngành nào nộp"), choices=[("", _("Không, là báo cáo của chính đơn vị")), *OFFICES], required=False
    )
    to_level = forms.ChoiceField(
        label=_("Nộp lên cấp"),
        choices=Unit.Level.choices,
        help_text=_("Nơi không còn cấp ấy vào ngày đến hạn thì nộp lên cấp trên nữa."),
    )
    rhythm = forms.ChoiceField(label=_("Kỳ"), choices=Rhythm.choices)
    content = forms.ChoiceField(label=_("Nội dung"), choices=Content.choices)
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Kế hoạch"), required=False, help_text=_("Chỉ chọn khi báo cáo cả kỳ kế hoạch.")
    )
    due_days = forms.IntegerField(
        label=_("Hạn: số ngày sau khi hết kỳ"),
        min_value=-31,
        max_value=366,
        help_text=_("Ví dụ 5: báo cáo tháng 3 nộp chậm nhất 5/4. Số âm: trước khi hết kỳ."),
    )
    grace_days = forms.IntegerField(label=_("Số ngày châm chước (vẫn tính đúng hạn)"), min_value=0, max_value=366)
    lock_days = forms.IntegerField(
        label=_("Sau đó bao nhiêu ngày thì khóa"),
        min_value=0,
        max_value=3660,
        required=False,
        help_text=_("Để trống: không khóa. Đã khóa thì phải được gia hạn mới nộp được."),
    )
    basis = forms.CharField(
        label=_("Văn bản quy định"),
        max_length=200,
        required=False,
        help_text=_("Để trống thì các ngày này được ghi là gợi ý, chưa có văn bản."),
    )
    tables = forms.MultipleChoiceField(
        label=_("Biểu kèm theo báo cáo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mẫu đã ban hành ở trang Biểu số liệu. Khi nộp, số liệu của biểu được giữ nguyên cùng báo cáo."),
    )
    from_on = DayField(label=_("Áp dụng cho kỳ kết thúc từ ngày"))
    journal_text = frozenset({"title", "basis"})

    def scope(self, by: Any) -> None:
        """Plans and table forms that I may see."""
        self.fields["tables"].choices = annexable(by)  # type: ignore[attr-defined]
        self.narrow(
            "plan", Plan.objects.visible_to(by).filter(status=Plan.Status.CONFIRMED).order_by("-until_on", "pk")
        )


class SetReportType(Line):
    """A line of a place's calendar."""

    place = PlaceField(Unit.objects.none(), label=_("Lịch của"), to_field_name="key", empty_label=None)
    field_order = ["place"]

    def scope(self, by: Any) -> None:
        """Places whose calendar I keep."""
        super().scope(by)
        self.narrow("place", calendar_places(by))

    def unit(self) -> Unit:
        """The place of the calendar."""
        place: Unit = self.cleaned_data["place"]
        return place


def calendar_places(by: Any) -> Any:
    """Units where the person holds the right to keep the calendar: not all that lie below."""
    held = by.assignments.on(timezone.localdate()).values("unit")
    there = by.reach("reports.set_report_type").filter(above__in=held, below__in=held).values("below")
    return Unit.objects.filter(pk__in=there).order_by("pk")


class OfType(CommandForm):
    """Something about one line."""

    report_type = forms.ModelChoiceField(ReportType.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Lines that I may see."""
        self.narrow("report_type", ReportType.objects.visible_to(by).select_related("place", "plan"))

    def unit(self) -> Unit:
        """The place of the calendar."""
        found: ReportType = self.cleaned_data["report_type"]
        return found.place


class CorrectReportType(OfType, Line):
    """A line is put right."""

    field_order = ["report_type"]

    def scope(self, by: Any) -> None:
        """Lines and plans that I may see."""
        OfType.scope(self, by)
        Line.scope(self, by)


class EndReportType(OfType):
    """A line ends."""

    until_on = DayField(label=_("Kỳ cuối cùng kết thúc chậm nhất ngày"))


class AdoptProposals(CommandForm):
    """The calendar that comes with the software."""

    place = PlaceField(Unit.objects.none(), label=_("Lịch của"), to_field_name="key", empty_label=None)
    from_on = DayField(label=_("Áp dụng cho kỳ kết thúc từ ngày"))
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Kế hoạch để tổng kết"), required=False, help_text=_("Có thể để trống.")
    )

    def scope(self, by: Any) -> None:
        """Places whose calendar I keep, plans that I may see."""
        self.narrow("place", calendar_places(by))
        self.narrow(
            "plan", Plan.objects.visible_to(by).filter(status=Plan.Status.CONFIRMED).order_by("-until_on", "pk")
        )

    def unit(self) -> Unit:
        """The place of the calendar."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfPeriod(OfType):
    """A line, a unit that owes it, and the first day of a period."""

    unit_key = forms.ModelChoiceField(Unit.objects.none(), to_field_name="key", widget=forms.HiddenInput)
    period_from = forms.DateField(widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Lines that I may see, units where I read reports."""
        super().scope(by)
        self.narrow("unit_key", Unit.objects.filter(pk__in=by.reach("reports.read").values("below")))

    def clean(self) -> dict[str, Any]:
        """The service calls it the unit."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["unit"] = cleaned.pop("unit_key", None)
        return cleaned

    def owing_unit(self) -> Unit:
        """The unit that owes the report."""
        found: Unit = self.cleaned_data["unit"]
        return found

    def receiver(self) -> Unit:
        """The unit to which it is handed in: an exception is theirs to grant."""
        type: ReportType = self.cleaned_data["report_type"]
        span = span_at(type, self.cleaned_data["period_from"])
        found = receiver_of(type, self.owing_unit(), days_of(type, span).due_on) if span else None
        return found or type.place


class GrantWaiver(OfPeriod):
    """One unit owes nothing for one period, or has until a later day."""

    until_on = DayField(label=_("Gia hạn đến"), required=False, help_text=_("Để trống: miễn hẳn kỳ này."))
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def unit(self) -> Unit:
        """Where it is received."""
        return self.receiver()


class LiftWaiver(CommandForm):
    """An exception granted by mistake goes."""

    waiver = forms.ModelChoiceField(Waiver.objects.none(), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Exceptions of units where I read reports."""
        rows = Waiver.objects.filter(unit__in=by.reach("reports.read").values("below"))
        self.narrow("waiver", rows.select_related("type__place", "type__plan", "unit"))

    def unit(self) -> Unit:
        """Where the report is received."""
        waiver: Waiver = self.cleaned_data["waiver"]
        span = span_at(waiver.type, waiver.period_from)
        found = receiver_of(waiver.type, waiver.unit, days_of(waiver.type, span).due_on) if span else None
        return found or waiver.type.place
