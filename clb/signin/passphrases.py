"""What Django asks of a new passphrase besides its own rules."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .rules import is_weak_passphrase


class NotOfCommonWords:
    """Refuses what is made of common Vietnamese words, digits and marks only."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError where it is too easy to guess."""
        if is_weak_passphrase(password):
            raise ValidationError(_("Mật khẩu này quá dễ đoán. Hãy dùng một câu ngắn của riêng bạn."))

    def get_help_text(self) -> str:
        """In words."""
        return _("Không chỉ gồm những từ thường gặp và chữ số.")
