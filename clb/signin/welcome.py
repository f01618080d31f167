"""What the invited person types: no command, for nobody is signed in yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _


class UseCard(forms.Form):
    """A PIN said twice, or a passphrase."""

    pin = forms.CharField(required=False, max_length=12)
    pin_again = forms.CharField(required=False, max_length=12)
    passphrase = forms.CharField(required=False, max_length=200, strip=False)
    is_shared = forms.BooleanField(required=False)

    def __init__(self, *args: Any, officer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean(self) -> dict[str, Any]:
        """A PIN said twice, or a passphrase."""
        said = super().clean() or {}
        if self.officer and not said.get("passphrase"):
            self.add_error("passphrase", _("Mục này còn trống."))
        elif not self.officer and not said.get("passphrase"):
            if not said.get("pin"):
                self.add_error("pin", _("Mục này còn trống."))
            elif said["pin"] != said.get("pin_again"):
                self.add_error("pin_again", _("Hai lần nhập chưa giống nhau."))
        return said
