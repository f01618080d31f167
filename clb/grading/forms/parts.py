"""Fields that several forms of grades share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.places.queries import names_on

FIGURES = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class PlaceField(forms.ModelChoiceField):
    """A unit by its name of today; the names of all choices are asked for at once."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        if not hasattr(self, "_names"):
            assert self.queryset is not None
            self._names = names_on(self.queryset.values_list("pk", flat=True), timezone.localdate())
        return self._names.get(obj.pk, obj.key)


class PointsField(forms.DecimalField):
    """Points as people type them: 7 or 7,5."""

    default_error_messages = {"invalid": _("Hãy ghi điểm bằng số, ví dụ 7 hoặc 7,5.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 5)
        kwargs.setdefault("decimal_places", 1)
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number; a comma is as good as a point. Nothing but figures: neither 1e1 nor NaN is one."""
        text = "" if value is None else str(value).strip().replace(",", ".")
        if text and not FIGURES.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """A stored number as it is typed: 7, not 7.0."""
        text = "" if value is None else str(value)
        return text.removesuffix(".0").replace(".", ",") if not isinstance(value, str) else value
