"""What is typed about the minimum of each area, and a club's plan of the year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.meetings.models import Activity, AreaMinimum, YearPlanItem
from clb.places.models import Unit

from .activities import area_field, uuid_of


class SetAreaMinimum(CommandForm):
    """How often, at least, clubs of a place are to be active in an area, or in each."""

    journal_text = frozenset({"source"})

    place = forms.ModelChoiceField(Unit.objects.none(), label=_("Nơi"), to_field_name="key", widget=forms.HiddenInput)
    area = area_field(required=False)
    times = forms.IntegerField(label=_("Ít nhất mấy lần"), min_value=1, max_value=100)
    per_months = forms.IntegerField(
        label=_("Trong mấy tháng"), min_value=1, max_value=24, help_text=_("Ví dụ: 1 lần trong 3 tháng.")
    )
    from_on = DayField(label=_("Áp dụng từ ngày"))
    source = forms.CharField(
        label=_("Theo văn bản, cuộc họp nào"), max_length=200, help_text=_("Ví dụ: Quy chế, họp toàn thể 17/03/2026.")
    )

    def scope(self, by: Any) -> None:
        """Places where I may say so."""
        reached = by.reach("meetings.set_area_minimum").values("below")
        self.narrow("place", Unit.objects.filter(pk__in=reached))
        field: Any = self.fields["area"]
        field.empty_value = None
        field.choices = [("", _("Mỗi mảng trong tám mảng")), *field.choices]

    def unit(self) -> Unit:
        """The place itself."""
        place: Unit = self.cleaned_data["place"]
        return place


class EndAreaMinimum(CommandForm):
    """A place asks for it no longer."""

    minimum = forms.ModelChoiceField(AreaMinimum.objects.none(), label=_("Mức"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Áp dụng đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Minimums of places where I may say so."""
        reached = by.reach("meetings.end_area_minimum").values("below")
        self.narrow("minimum", AreaMinimum.objects.filter(unit__in=reached).select_related("unit"))

    def unit(self) -> Unit:
        """The place of the minimum."""
        minimum: AreaMinimum = self.cleaned_data["minimum"]
        return minimum.unit


class PlanActivity(CommandForm):
    """Something that a club means to do in a year."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    month = forms.TypedChoiceField(
        label=_("Xong trong tháng"), choices=[(str(n), _("Tháng %s") % n) for n in range(1, 13)], coerce=int
    )
    area = area_field()
    what = forms.CharField(label=_("Việc"), max_length=300)
    who = forms.CharField(label=_("Ai làm"), max_length=120, required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose activities I may read."""
        clubs = Club.objects.filter(unit__in=by.reach("meetings.read").values("below"))
        self.narrow("club", clubs.select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfPlannedActivity(CommandForm):
    """Something about one item of a club's plan."""

    item = forms.ModelChoiceField(YearPlanItem.objects.none(), label=_("Việc"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Items that I may see."""
        self.narrow("item", YearPlanItem.objects.visible_to(by).select_related("club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        item: YearPlanItem = self.cleaned_data["item"]
        return item.club.unit


class DropPlannedActivity(OfPlannedActivity):
    """It is taken out of the plan."""


class ActivitiesField(forms.ModelMultipleChoiceField):
    """Some of a club's activities, by day and words."""

    def label_from_instance(self, obj: Any) -> str:
        """The day tells two alike apart."""
        return f"{obj.happened_on:%d/%m/%Y}: {obj.what}"


class LinkPlannedActivity(OfPlannedActivity):
    """By which activities it was done."""

    activities = ActivitiesField(
        Activity.objects.none(),
        label=_("Đã làm bằng những hoạt động nào"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def scope(self, by: Any) -> None:
        """Items that I may see; activities of the same club and area, in the plan's year, those linked already too."""
        super().scope(by)
        chosen = self.data.get("item") or self.initial.get("item")
        item = YearPlanItem.objects.visible_to(by).filter(pk__in=filter(None, [uuid_of(chosen)])).first()
        if item is None:
            return
        fitting = Activity.objects.filter(club=item.club_id, area=item.area, happened_on__year=item.year)
        linked = Activity.objects.filter(plan_links__item=item)
        self.narrow("activities", (fitting | linked).distinct().order_by("-happened_on", "pk"))
