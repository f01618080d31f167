"""What is typed about a visit, in the order of the six taps; nothing of it but the day enters the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.care.models import CareClient, CareVisit, Danger, DangerAlert, HowIs, Task, Volunteer
from clb.care.models.words import Alarm, alarm_of
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .parts import OfClient, VolunteerField, chosen, volunteers_for

MINUTES = (15, 30, 45, 60, 90, 120, 180, 240)


class Told(CommandForm):
    """What is told of a visit."""

    sensitive = frozenset({"tasks", "how_is", "dangers", "minutes"})

    tasks = forms.MultipleChoiceField(
        label=_("Đã làm gì"),
        choices=Task.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một việc đã làm.")},
    )
    how_is = forms.ChoiceField(
        label=_("Thấy người ấy thế nào"),
        choices=HowIs.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn thấy người ấy thế nào.")},
    )
    minutes = forms.IntegerField(
        label=_("Ở lại bao lâu (phút)"),
        min_value=5,
        max_value=720,
        widget=forms.RadioSelect(choices=[(n, str(n)) for n in MINUTES]),
        error_messages={"required": _("Hãy chọn ở lại bao lâu.")},
    )
    dangers = forms.MultipleChoiceField(
        label=_("Có dấu hiệu nguy hiểm không"),
        choices=Danger.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn dấu hiệu, hoặc «Không thấy dấu hiệu nào».")},
    )
    visited_on = DayField(label=_("Ngày đến"))
    volunteer = VolunteerField(
        Volunteer.objects.none(), label=_("Tình nguyện viên"), required=False, empty_label=_("Chính tôi")
    )
    companion = VolunteerField(
        Volunteer.objects.none(), label=_("Đi cùng"), required=False, empty_label=_("Đi một mình")
    )
    note = forms.CharField(
        label=_("Ghi thêm"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def alarm(self) -> Alarm | None:
        """What the ticked dangers call for, though nothing is stored yet."""
        return alarm_of(self["dangers"].value() or ())

    def offer(self, by: Any, right: str, client: Any) -> None:
        """Let it choose among the volunteers of the client's club; a volunteer writes in the own name only."""
        self.narrow("volunteer", Volunteer.objects.visible_to(by).filter(pk__in=volunteers_for(by, right, client)))
        self.narrow("companion", volunteers_for(by, right, client))


class RecordVisit(OfClient, Told):
    """A volunteer came to a client."""

    field_order = ["client"]

    def scope(self, by: Any) -> None:
        """Clients that I may see; volunteers of the club of the one chosen."""
        OfClient.scope(self, by)
        self.offer(by, "care.record_visit", chosen(self, "client"))

    def clean(self) -> dict[str, Any]:
        """Who went is of the client's club: the one form of a batch could not be narrowed to one client."""
        data = super().clean() or {}
        went = [name for name in ("volunteer", "companion") if data.get(name)]
        if went and (pk := chosen(self, "client")):
            client = data.get("client") or CareClient.objects.filter(pk=pk).first()
            for name in went:
                if client is None or data[name].club_id != client.club_id:
                    told = self.fields[name].error_messages["invalid_choice"]
                    self.add_error(name, forms.ValidationError(told, code="invalid_choice"))
        return data


class OfVisit(CommandForm):
    """Something about one visit."""

    visit = forms.ModelChoiceField(CareVisit.objects.none(), label=_("Lần chăm sóc"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Visits to clients whose care I may read; else those that I made myself."""
        self.narrow("visit", CareVisit.objects.changeable_by(by).select_related("client__club__unit", "client__person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        visit: CareVisit = self.cleaned_data["visit"]
        return visit.client.club.unit


class CorrectVisit(OfVisit, Told):
    """What was written down is put right."""

    field_order = ["visit"]

    def scope(self, by: Any) -> None:
        """Visits that I may change; volunteers of the club of the one chosen."""
        OfVisit.scope(self, by)
        pk = chosen(self, "visit")
        client = CareClient.objects.filter(visits=pk).values_list("pk", flat=True).first() if pk else None
        self.offer(by, "care.correct_visit", client)


class DropVisit(OfVisit):
    """A visit written down wrong."""


class SettleAlert(CommandForm):
    """What was done about a danger; the words stay out of the journal."""

    alert = forms.ModelChoiceField(DangerAlert.objects.none(), label=_("Dấu hiệu"), widget=forms.HiddenInput)
    settled_on = DayField(label=_("Ngày"))
    outcome = forms.CharField(
        label=_("Đã làm gì"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Báo ai, đưa đi đâu, kết quả ra sao."),
    )

    def scope(self, by: Any) -> None:
        """Alerts at clubs whose care I may read."""
        here = by.reach("care.read").values("below")
        self.narrow("alert", DangerAlert.objects.filter(visit__client__club__unit__in=here))

    def unit(self) -> Unit:
        """The club's own unit."""
        alert: DangerAlert = self.cleaned_data["alert"]
        return alert.visit.client.club.unit
