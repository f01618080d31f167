"""What is typed about households: where people live, with whom, and the class of all of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.fields import PERSONAL, UnitField, address_field, class_field
from clb.members.models import Household, Person
from clb.members.queries import home_units, shown_household, unit_of_person
from clb.places.models import Unit

from .people import OfPerson


class HouseholdField(forms.ModelChoiceField):
    """A household chosen by the people in it."""

    def label_from_instance(self, obj: Any) -> str:
        """Names, then the address."""
        return shown_household(obj)


class PlaceHousehold(OfPerson):
    """A person moves into someone's household, or into one of their own."""

    household = HouseholdField(
        queryset=Household.objects.none(),
        label=_("Ở cùng hộ với"),
        required=False,
        empty_label=_("Hộ mới, ghi nơi ở bên dưới"),
    )
    place = UnitField(label=_("Ấp, khóm hoặc xã, phường"), required=False, empty_label=_("Chưa rõ"))
    address = address_field()

    def scope(self, by: Any) -> None:
        """People, households and hamlets within reach."""
        super().scope(by)
        people = Person.objects.filter(memberships__club__unit__in=by.reach("members.place_household").values("below"))
        mine = Household.objects.filter(people__in=people).distinct()
        self.narrow("household", mine.prefetch_related("people").order_by("unit", "address", "pk"))
        field = self.fields["place"]
        assert isinstance(field, UnitField)
        field.offer(home_units(by, "members.place_household"))


class OfHousehold(CommandForm):
    """Something about one household. The right is checked at a club of someone in it."""

    sensitive = PERSONAL

    household = forms.ModelChoiceField(Household.objects.none(), label=_("Hộ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Households of people whom I may see."""
        self.narrow("household", Household.objects.visible_to(by))

    def unit(self) -> Unit:
        """The club of the first person in it whom I may see."""
        household: Household = self.cleaned_data["household"]
        first = Person.objects.visible_to(self.by).filter(household=household).order_by("pk")[0]
        return unit_of_person(self.by, first)


class CorrectHousehold(OfHousehold):
    """Where the household lives and who heads it, put right."""

    place = UnitField(label=_("Ấp, khóm hoặc xã, phường"), required=False, empty_label=_("Chưa rõ"))
    address = address_field()
    head = forms.ModelChoiceField(Person.objects.none(), label=_("Chủ hộ"), required=False, empty_label=_("Chưa rõ"))

    def scope(self, by: Any) -> None:
        """Households, hamlets and people within reach."""
        super().scope(by)
        field = self.fields["place"]
        assert isinstance(field, UnitField)
        field.offer(home_units(by, "members.correct_household"))
        household = str(self.data.get("household") or self.get_initial_for_field(self.fields["household"], "household"))
        mine = Household.objects.visible_to(by).filter(pk=household) if _is_id(household) else Household.objects.none()
        self.narrow("head", Person.objects.visible_to(by).filter(household__in=mine).order_by("sort_key", "pk"))


def _is_id(text: str) -> bool:
    return len(text) == 36 and all(c in "0123456789abcdefABCDEF-" for c in text)


class ClassHousehold(OfHousehold):
    """By the commune's list, for everyone in the household at once."""

    household_class = class_field()
    from_on = DayField(label=_("Theo danh sách từ ngày"))
