"""What is typed about who comes to whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.care.models import CareAssignment, CareClient, RosterChange, Volunteer
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .parts import OfClient, OfVolunteer, VolunteerField, chosen, those_of_today, volunteers_for


class AssignVolunteer(OfClient):
    """A volunteer cares for a client."""

    volunteer = VolunteerField(
        Volunteer.objects.none(), label=_("Tình nguyện viên"), empty_label=None, widget=forms.RadioSelect
    )
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """Clients that I may see, and volunteers of the club of the one chosen."""
        super().scope(by)
        self.narrow("volunteer", those_of_today(volunteers_for(by, "care.assign_volunteer", chosen(self, "client"))))


class EndAssignment(CommandForm):
    """The volunteer does not care for the client any more."""

    assignment = forms.ModelChoiceField(CareAssignment.objects.none(), label=_("Phân công"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Chăm sóc đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Assignments of clients that I may see."""
        mine = CareAssignment.objects.filter(client__in=CareClient.objects.visible_to(by).values("pk"))
        self.narrow("assignment", mine.select_related("client__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: CareAssignment = self.cleaned_data["assignment"]
        return row.client.club.unit


class CallOffVisit(OfClient):
    """Nobody need come on a planned day."""

    sensitive = frozenset({"reason"})

    planned_on = DayField(label=_("Ngày hẹn"))
    reason = forms.ChoiceField(
        label=_("Vì sao không cần đến"), choices=RosterChange.Reason.choices, widget=forms.RadioSelect
    )


class StandIn(OfClient):
    """Somebody else comes on a planned day."""

    planned_on = DayField(label=_("Ngày hẹn"))
    volunteer = VolunteerField(Volunteer.objects.none(), label=_("Người đi thay"), empty_label=_("— chọn người —"))

    def scope(self, by: Any) -> None:
        """Clients that I may see, and volunteers of the club of the one chosen."""
        super().scope(by)
        self.narrow("volunteer", those_of_today(volunteers_for(by, "care.stand_in", chosen(self, "client"))))


class PutBackVisit(CommandForm):
    """The day is again as the plan says."""

    roster_change = forms.ModelChoiceField(RosterChange.objects.none(), label=_("Thay đổi"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Changes for clients that I may see."""
        self.narrow("roster_change", RosterChange.objects.visible_to(by).select_related("client__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: RosterChange = self.cleaned_data["roster_change"]
        return row.client.club.unit


class TellAbsence(OfVolunteer):
    """The volunteer cannot come on these days; nobody asks why."""

    from_on = DayField(label=_("Không đến được từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"))
