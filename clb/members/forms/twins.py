"""What is said of two records: one person, or two."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from clb.kernel.schema import CommandForm
from clb.members.models import Person, Twin
from clb.members.queries import unit_of_person
from clb.places.models import Unit


def _person(label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Person.objects.none(), label=label, widget=forms.HiddenInput)


def _where(by: Any, right: str, one: Person, other: Person) -> Unit:
    """Where the right is checked: at the one's club, and here already at the other's too."""
    if not by.may(right, unit_of_person(by, other)):
        raise PermissionDenied(right)
    return unit_of_person(by, one)


class MergePeople(CommandForm):
    """Which record is the main one, and which is the same person's."""

    kept = _person(_("Hồ sơ chính"))
    twin = _person(_("Hồ sơ trùng"))

    def scope(self, by: Any) -> None:
        """People whose records I may see, both."""
        for name in ("kept", "twin"):
            self.narrow(name, Person.objects.visible_to(by))

    def unit(self) -> Unit:
        """Both people's clubs."""
        return _where(self.by, "members.merge_people", self.cleaned_data["kept"], self.cleaned_data["twin"])


class UnmergePeople(CommandForm):
    """A link to take away."""

    link = forms.ModelChoiceField(Twin.objects.none(), label=_("Hồ sơ đã gộp"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Links of which I may see both records."""
        seen = Person.objects.visible_to(by).values("pk")
        self.narrow("link", Twin.objects.filter(kept__in=seen, twin__in=seen).select_related("kept", "twin"))

    def unit(self) -> Unit:
        """Both people's clubs."""
        link: Twin = self.cleaned_data["link"]
        return _where(self.by, "members.unmerge_people", link.kept, link.twin)


class TellApart(CommandForm):
    """Two people, not one."""

    one = _person(_("Người này"))
    other = _person(_("Người kia"))

    def scope(self, by: Any) -> None:
        """People whose records I may see, both."""
        for name in ("one", "other"):
            self.narrow(name, Person.objects.visible_to(by))

    def unit(self) -> Unit:
        """Both people's clubs."""
        return _where(self.by, "members.tell_apart", self.cleaned_data["one"], self.cleaned_data["other"])
