"""What is typed about a person's circumstances; sensitive ones only by who may read them there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.models import Circumstance, Person
from clb.members.queries import unit_of_person
from clb.places.models import Unit

from .people import OfPerson

SENSITIVE = "members.read_sensitive"


class RecordCircumstance(OfPerson):
    """Something that holds of a person from a day on."""

    sensitive = frozenset({"kind"})

    kind = forms.ChoiceField(label=_("Hoàn cảnh"), choices=Circumstance.Kind.choices, widget=forms.RadioSelect)
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """People whom I may see; sensitive kinds for who may read such things somewhere."""
        super().scope(by)
        ordinary = [(v, label) for v, label in Circumstance.Kind.choices if v in Circumstance.ORDINARY]
        self.narrow("kind", Circumstance.Kind.choices if by.may_anywhere(SENSITIVE) else ordinary)

    def clean(self) -> dict[str, Any] | None:
        """A sensitive kind wants the right where the person is."""
        person, kind = self.cleaned_data.get("person"), self.cleaned_data.get("kind")
        is_sensitive = kind and kind not in Circumstance.ORDINARY
        if person and is_sensitive and not self.by.may(SENSITIVE, unit_of_person(self.by, person)):
            raise ValidationError({"kind": _("Bạn không được ghi điều nhạy cảm của người này.")})
        return super().clean()


class EndCircumstance(CommandForm):
    """It no longer holds."""

    circumstance = forms.ModelChoiceField(Circumstance.objects.none(), label=_("Hoàn cảnh"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Circumstances that I may see."""
        self.narrow("circumstance", Circumstance.objects.visible_to(by).select_related("person"))

    def unit(self) -> Unit:
        """Where the person is a member."""
        person: Person = self.cleaned_data["circumstance"].person
        return unit_of_person(self.by, person)
