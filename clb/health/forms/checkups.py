"""What is typed about periodic check-ups: campaigns, who was called, who came, and what a station's list tells."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.health.models import CheckUp, CheckUpCampaign
from clb.health.queries import people_of
from clb.health.queries.checkups import campaigns_for, find_member, places_for
from clb.kernel.dates import DayField
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.members.fields import BirthField
from clb.members.models import Membership, Person
from clb.places.models import Unit
from clb.places.queries import name_on

from .readings import VALUES, MeasuredForm


class PlaceField(forms.ModelChoiceField):
    """A unit by its name of today."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        return name_on(obj, timezone.localdate())


class Held(CommandForm):
    """When and where a check-up is held, and what is looked at."""

    journal_text = frozenset({"venue"})

    held_on = DayField(label=_("Ngày khám"))
    until_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu khám trong một ngày."))
    venue = forms.CharField(label=_("Nơi khám"), max_length=200, help_text=_("Ví dụ: Trạm y tế xã, nhà văn hóa ấp."))
    kinds = forms.MultipleChoiceField(
        label=_("Khám những gì"), choices=CheckUpCampaign.Kind.choices, widget=forms.CheckboxSelectMultiple
    )


class PlanCampaign(Held):
    """A periodic check-up with the health station."""

    place = PlaceField(Unit.objects.none(), label=_("Cho nơi nào"), to_field_name="key", empty_label=None)

    field_order = ["place"]

    def scope(self, by: Any) -> None:
        """Clubs and communes for which I may plan."""
        self.narrow("place", places_for(by))

    def unit(self) -> Unit:
        """The place itself."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfCampaign(CommandForm):
    """Something about one campaign."""

    campaign = forms.ModelChoiceField(CheckUpCampaign.objects.none(), label=_("Đợt khám"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Campaigns that I may see."""
        self.narrow("campaign", CheckUpCampaign.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where it is held."""
        campaign: CheckUpCampaign = self.cleaned_data["campaign"]
        return campaign.unit


class CorrectCampaign(OfCampaign, Held):
    """The same said otherwise."""

    field_order = ["campaign"]


class DropCampaign(OfCampaign):
    """A campaign that will not be."""


class AtClub(OfCampaign):
    """Something about the members of one club at a campaign."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)
    right = ""

    def scope(self, by: Any) -> None:
        """Campaigns that I may see, and clubs where I may do this."""
        super().scope(by)
        clubs = Club.objects.filter(unit__in=by.reach(self.right).values("below"))
        self.narrow("club", clubs.select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit: a campaign may span many."""
        club: Club = self.cleaned_data["club"]
        return club.unit

    def clean(self) -> dict[str, Any]:
        """The campaign is for this club, or for the ground that it lies on."""
        data = super().clean() or {}
        campaign, club = data.get("campaign"), data.get("club")
        if campaign and club and not campaigns_for(club).filter(pk=campaign.pk).exists():
            self.add_error("club", _("Đợt khám này không dành cho câu lạc bộ ấy."))
        return data


class CallMembers(AtClub):
    """Who is invited."""

    right = "health.call_members"

    members = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        label=_("Mời ai"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một người.")},
    )

    def scope(self, by: Any) -> None:
        """Today's members of my clubs."""
        super().scope(by)
        here = Membership.objects.on(timezone.localdate()).filter(
            club__unit__in=by.reach("health.call_members").values("below")
        )
        self.narrow("members", here)


class RecordCheckUps(AtClub):
    """Who came and who did not."""

    right = "health.record_check_ups"
    sensitive = frozenset({"rows"})

    rows = RowsField(
        {
            "membership": forms.UUIDField(),
            "state": forms.ChoiceField(choices=[("SEEN", _("Đã khám")), ("MISSED", _("Không đến"))]),
            "seen_on": DayField(required=False),
            "missed": forms.ChoiceField(choices=CheckUp.Missed.choices, required=False),
            "follow_up": forms.ChoiceField(choices=CheckUp.FollowUp.choices, required=False),
        },
        key="membership",
        deciding=("state",),
        label=_("Kết quả"),
    )


class RecordStationResult(MeasuredForm):
    """One line of a station's list: who was seen when, what was measured, what comes next.

    Who: the person, or the name and birth of exactly one member of the club.
    """

    sensitive = VALUES | {"full_name", "birth", "follow_up"}

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"))
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), required=False, widget=forms.HiddenInput)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    birth = BirthField(label=_("Năm sinh hoặc ngày sinh"), required=False)
    seen_on = DayField(label=_("Ngày khám"))
    follow_up = forms.ChoiceField(label=_("Sau khám"), choices=[("", "—"), *CheckUp.FollowUp.choices], required=False)

    field_order = ["club", "person", "full_name", "birth", "seen_on"]

    def scope(self, by: Any) -> None:
        """Clubs where I may write results down, and their people."""
        clubs = Club.objects.filter(unit__in=by.reach("health.record_station_result").values("below"))
        self.narrow("club", clubs.select_related("unit"))
        self.narrow("person", people_of(clubs))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit

    def clean(self) -> dict[str, Any]:
        """The person whom name and birth mean."""
        data = super().clean()
        name, birth = data.pop("full_name", ""), data.pop("birth", None)
        club, seen_on = data.get("club"), data.get("seen_on")
        if data.get("person") or not club or not seen_on or self.errors.keys() & {"full_name", "birth"}:
            return data
        if not name or not birth:
            self.add_error("full_name" if not name else "birth", _("Hãy ghi họ tên và năm sinh."))
            return data
        try:
            data["person"] = find_member(club, name, birth, seen_on)
        except LookupError as error:
            self.add_error("full_name", str(error.args[0]))
        return data


class DropCheckUp(CommandForm):
    """A result that is erased."""

    check_up = forms.ModelChoiceField(CheckUp.objects.none(), label=_("Lần khám"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Check-ups that I may see."""
        self.narrow("check_up", CheckUp.objects.visible_to(by).select_related("club__unit", "person", "reading__club"))

    def unit(self) -> Unit:
        """The unit of the club."""
        check_up: CheckUp = self.cleaned_data["check_up"]
        return check_up.club.unit
