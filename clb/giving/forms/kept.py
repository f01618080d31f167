"""In whose name something is written, and the row that it is about."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clb.giving.queries.keepers import club_keeper, keepers_of
from clb.kernel.schema import CommandForm
from clb.places.models import Unit


class InTheNameOf(CommandForm):
    """Something new, in the name of an office that one holds or of a club at whose table one sits."""

    right: ClassVar[str]

    keeper = forms.ChoiceField(label=_("Bên ghi"))

    field_order = ["keeper"]

    def scope(self, by: Any) -> None:
        """Offices held and clubs sat in; from above, the one club that is asked for."""
        self.keepers = {keeper.key: keeper for keeper in keepers_of(by, self.right)}
        wanted = str(self.data.get("keeper") or self.initial.get("keeper") or "")
        if wanted not in self.keepers and wanted.startswith("CLUB@"):
            found = club_keeper(by, self.right, wanted.removeprefix("CLUB@"))
            self.keepers |= {found.key: found} if found else {}
        self.narrow("keeper", [(keeper.key, keeper.name) for keeper in self.keepers.values()])

    def clean(self) -> dict[str, Any]:
        """The service calls it unit and office."""
        cleaned: dict[str, Any] = super().clean() or {}
        keeper = self.keepers.get(cleaned.pop("keeper", ""))
        if keeper:
            cleaned |= {"unit": keeper.unit, "office": keeper.office}
        return cleaned

    def unit(self) -> Unit:
        """Where the office is held, or the club."""
        unit: Unit = self.cleaned_data["unit"]
        return unit


def chosen(form: CommandForm, name: str, rows: Any) -> Any:
    """The record that the form is about, as far as it is told and among `rows`; None where it can't be read."""
    wanted = form.data.get(name) or form.initial.get(name)
    if wanted is None or isinstance(wanted, rows.model):
        return wanted
    try:
        return rows.filter(pk=wanted).first()
    except (ValueError, TypeError, ValidationError):
        return None  # the field itself says that there is no such record


class WithNotes(forms.CharField):
    """A few words on several lines."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **more)
