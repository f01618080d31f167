"""Fields and forms that several verbs of care share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.care.models import CareClient, CareKind, Volunteer, Weekday
from clb.clubs.models import Club
from clb.kernel.schema import CommandForm
from clb.members.models import Membership
from clb.places.models import Unit

READ = "care.read"


def read_clubs(by: Any) -> QuerySet[Club]:
    """Clubs whose care at home I may read."""
    return Club.objects.filter(unit__in=by.reach(READ).values("below")).select_related("unit")


def as_uuid(chosen: Any) -> UUID | None:
    """An id out of what was chosen, or None: the field itself says that there is no such thing."""
    try:
        return UUID(str(getattr(chosen, "pk", chosen)))
    except ValueError:
        return None


def chosen(form: CommandForm, name: str) -> UUID | None:
    """What the form was given for a field, as an id."""
    value = form.data.get(name) or form.initial.get(name)
    return as_uuid(value) if value else None


class MemberField(forms.ModelChoiceField):
    """One of a club's members, by name and birth."""

    def label_from_instance(self, obj: Any) -> str:
        """Namesakes are told apart by their birth."""
        return f"{obj.person.full_name}, {obj.person.birth_shown}"


class VolunteerField(forms.ModelChoiceField):
    """One of a club's volunteers, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone: they are few."""
        return str(obj.person.full_name)


def weekdays_field(label: Any, **more: Any) -> forms.MultipleChoiceField:
    """Days of a week."""
    return forms.MultipleChoiceField(label=label, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple, **more)


def kinds_field(label: Any, **more: Any) -> forms.MultipleChoiceField:
    """Kinds of care."""
    return forms.MultipleChoiceField(label=label, choices=CareKind.choices, widget=forms.CheckboxSelectMultiple, **more)


def members_of(by: Any, club: UUID | None) -> QuerySet[Membership]:
    """Members of today of clubs whose care I may read, of one club where one is given."""
    rows = Membership.objects.on(timezone.localdate()).filter(club__in=read_clubs(by))
    if club:
        rows = rows.filter(club=club)
    return rows.select_related("person").order_by("person__sort_key", "pk")


def volunteers_for(by: Any, right: str, client: UUID | None = None) -> QuerySet[Volunteer]:
    """Volunteers of clubs where I hold `right`, of the client's own club where one is given."""
    rows = Volunteer.objects.filter(club__unit__in=by.reach(right).values("below"))
    if client:
        rows = rows.filter(club__care_clients=client)
    return rows.select_related("person", "club__unit").order_by("person__sort_key", "pk")


def those_of_today(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """Of `rows`, who has not stopped."""
    return rows.filter(Q(until_on=None))


class OfClub(CommandForm):
    """Something new in one club."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Clubs whose care I may read."""
        self.narrow("club", read_clubs(by))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class OfClient(CommandForm):
    """Something about one client."""

    client = forms.ModelChoiceField(CareClient.objects.none(), label=_("Người được chăm sóc"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Clients that I may see."""
        self.narrow("client", CareClient.objects.visible_to(by).select_related("club__unit", "person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        client: CareClient = self.cleaned_data["client"]
        return client.club.unit


class OfVolunteer(CommandForm):
    """Something about one volunteer."""

    volunteer = forms.ModelChoiceField(Volunteer.objects.none(), label=_("Tình nguyện viên"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Volunteers that I may see: a volunteer only oneself."""
        self.narrow("volunteer", Volunteer.objects.visible_to(by).select_related("club__unit", "person"))

    def unit(self) -> Unit:
        """The club's own unit."""
        volunteer: Volunteer = self.cleaned_data["volunteer"]
        return volunteer.club.unit
