"""What is typed about a person, whatever the club."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.fields import (
    PERSONAL,
    BirthField,
    class_field,
    name_field,
    sex_field,
)
from clb.members.models import Person
from clb.members.queries import unit_of_person
from clb.places.models import Unit


class OfPerson(CommandForm):
    """Something about one person. The right is checked at a club where the person is, or last was, a member."""

    sensitive = PERSONAL

    person = forms.ModelChoiceField(Person.objects.none(), label=_("Người"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """People whose records I may see."""
        self.narrow("person", Person.objects.visible_to(by))

    def unit(self) -> Unit:
        """The unit of the newest membership that I may see."""
        person: Person = self.cleaned_data["person"]
        return unit_of_person(self.by, person)


class CorrectPerson(OfPerson):
    """A name, a sex or a birth put right."""

    full_name = name_field()
    sex = sex_field()
    birth = BirthField(label=_("Năm sinh hoặc ngày sinh"))


class SetHouseholdClass(OfPerson):
    """By the commune's list."""

    household_class = class_field()
    from_on = DayField(label=_("Theo danh sách từ ngày"))


class RecordDeath(OfPerson):
    """A death; it ends every membership."""

    sensitive = PERSONAL | {"died_on"}

    died_on = DayField(label=_("Mất ngày (dương lịch)"))


class TakeBackDeath(OfPerson):
    """A death that was written down wrong."""
