"""What is typed about exchanges."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import name_on
from clb.plans.models import Task
from clb.plans.queries.duties import tasks_for

from .models import Exchange, FollowUp
from .queries import clubs_for, places_for


class PlaceField(forms.ModelChoiceField):
    """A unit by its name of today."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        return name_on(obj, timezone.localdate())


class TaskField(forms.ModelChoiceField):
    """A task by its first words and its plan."""

    def label_from_instance(self, obj: Any) -> str:
        """The task's words, shortened."""
        return f"{obj.text[:90]}{'…' if len(obj.text) > 90 else ''} ({obj.plan.title[:40]})"


class Told(CommandForm):
    """What is told of an exchange."""

    kind = forms.ChoiceField(label=_("Loại"), choices=Exchange.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Về việc gì"), max_length=200)
    held_on = DayField(label=_("Ngày"))
    people = forms.IntegerField(label=_("Số người dự"), min_value=1, max_value=100_000)
    clubs = forms.ModelMultipleChoiceField(
        Club.objects.none(),
        label=_("Câu lạc bộ tham dự"),
        help_text=_("Chọn được nhiều câu lạc bộ."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    host = forms.CharField(label=_("Bên đón, bên giảng"), max_length=200, required=False)
    is_outside = forms.BooleanField(label=_("Ở ngoài địa bàn"), required=False)
    lessons = forms.CharField(
        label=_("Điều học được"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    task = TaskField(
        Task.objects.none(), label=_("Phục vụ nhiệm vụ nào của kế hoạch"), required=False, empty_label=_("Không gắn")
    )

    def scope(self, by: Any) -> None:
        """Clubs and tasks that I may see."""
        self.narrow("clubs", clubs_for(by))
        self.narrow("task", tasks_for(by))


class RecordExchange(Told):
    """A training, talk or visit was held."""

    unit_key = PlaceField(Unit.objects.none(), label=_("Nơi tổ chức"), to_field_name="key", empty_label=None)
    field_order = ["unit_key"]

    def scope(self, by: Any) -> None:
        """Where I may record."""
        super().scope(by)
        self.narrow("unit_key", places_for(by))

    def clean(self) -> dict[str, Any]:
        """The service calls it the unit."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["unit"] = cleaned.pop("unit_key", None)
        return cleaned

    def unit(self) -> Unit:
        """Where it was held."""
        unit: Unit = self.cleaned_data["unit"]
        return unit


class OfExchange(CommandForm):
    """Something about one exchange."""

    exchange = forms.ModelChoiceField(Exchange.objects.none(), label=_("Buổi"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Exchanges that I may see."""
        self.narrow("exchange", Exchange.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where it was held."""
        exchange: Exchange = self.cleaned_data["exchange"]
        return exchange.unit


class CorrectExchange(OfExchange, Told):
    """What was recorded is put right."""

    field_order = ["exchange"]

    def scope(self, by: Any) -> None:
        """Exchanges, clubs and tasks that I may see."""
        OfExchange.scope(self, by)
        Told.scope(self, by)


class DropExchange(OfExchange):
    """One recorded by mistake goes."""


class PlanFollowUp(OfExchange):
    """Something is to be done after it."""

    text = forms.CharField(label=_("Việc làm tiếp"), max_length=300)
    owner = forms.CharField(label=_("Ai làm"), max_length=120)
    due_on = DayField(label=_("Hạn"))


class FinishFollowUp(CommandForm):
    """It is done."""

    follow_up = forms.ModelChoiceField(FollowUp.objects.none(), label=_("Việc"), widget=forms.HiddenInput)
    done_on = DayField(label=_("Xong ngày"))
    evidence = forms.CharField(label=_("Bằng chứng"), max_length=300, required=False)

    def scope(self, by: Any) -> None:
        """What follows from exchanges that I may see."""
        rows = FollowUp.objects.filter(exchange__in=Exchange.objects.visible_to(by))
        self.narrow("follow_up", rows.select_related("exchange__unit"))

    def unit(self) -> Unit:
        """Where the exchange was held."""
        follow_up: FollowUp = self.cleaned_data["follow_up"]
        return follow_up.exchange.unit
