"""What concerns only whoever does it, for any app's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .queries import offices


class OwnForm(CommandForm):
    """It happens at the unit of one's own office; without an office there is nowhere that it could."""

    def clean(self) -> dict[str, Any]:
        """Whoever holds no office is told so."""
        if not offices(self.by, timezone.localdate()).exists():
            raise forms.ValidationError(_("Bạn chưa được giao vai trò nào."))
        return super().clean() or {}

    def unit(self) -> Unit:
        """My own office's unit."""
        office = offices(self.by, timezone.localdate()).first()
        assert office is not None
        return office.unit
