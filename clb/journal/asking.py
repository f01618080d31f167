"""What a reader of the journal asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.models import Kind

from .queries import GROUPS, LOOKS, Wanted


class Ask(forms.Form):
    """Narrow the journal; every field may be left empty. What cannot be read is said, and not heeded."""

    ai = forms.CharField(label=_("Người làm"), required=False, max_length=150)
    loai = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi điều")), *GROUPS.items()])
    tu = DayField(label=_("Từ ngày"), required=False)
    den = DayField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        for bound in self:
            look = "form-select" if isinstance(bound.field, forms.ChoiceField) else "form-control"
            bound.field.widget.attrs["class"] = f"{look} is-invalid" if bound.errors else look

    def wanted(self, older_than: str) -> Wanted:
        """What was asked for."""
        self.is_valid()
        told = self.cleaned_data
        return Wanted(told.get("ai", ""), told.get("loai", ""), told.get("tu"), told.get("den"), older_than)


class AskSecurity(Ask):
    """The same of sign-ins and refusals, by their kind."""

    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        choices=[("", _("Mọi điều")), *((kind, kind.label) for kind in Kind if kind not in LOOKS)],
    )
