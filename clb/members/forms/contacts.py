"""What is typed about whom to call for a person, and the person's photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.files.fields import PictureField
from clb.kernel.schema import CommandForm
from clb.members.fields import PhoneField, id_number_field, known_as_field, phone_field
from clb.members.models import NextOfKin, Person
from clb.members.queries import unit_of_person
from clb.places.models import Unit

from .people import OfPerson


class RecordContact(OfPerson):
    """What the person is called, the telephone, the number on the papers."""

    known_as = known_as_field()
    phone = phone_field()
    id_number = id_number_field()


class RecordNextOfKin(OfPerson):
    """Someone to call for the person."""

    name = forms.CharField(label=_("Tên người thân"), max_length=120, min_length=2)
    relation = forms.CharField(
        label=_("Là gì của người này"), max_length=60, help_text=_("Ví dụ: con gái, chồng, hàng xóm.")
    )
    phone = PhoneField(label=_("Điện thoại của người thân"), required=False)


class DropNextOfKin(CommandForm):
    """Someone not to be called any more."""

    next_of_kin = forms.ModelChoiceField(NextOfKin.objects.none(), label=_("Người thân"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Next of kin of people whom I may see."""
        self.narrow("next_of_kin", NextOfKin.objects.visible_to(by).select_related("person"))

    def unit(self) -> Unit:
        """Where the person is a member."""
        person: Person = self.cleaned_data["next_of_kin"].person
        return unit_of_person(self.by, person)


class SetPhoto(OfPerson):
    """A photo of the person."""

    photo = PictureField(label=_("Ảnh"))


class DropPhoto(OfPerson):
    """The photo is not kept any more."""
