"""Gifts that are for one thing only."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.fund.models import Earmark, Receipt
from clb.kernel.text import tidy
from clb.ledger.queries import standing

from .books import lock_books


def earmark_gift(*, by: User, receipt: Receipt, purpose: str) -> Earmark:
    """Say what a gift received is for; from now on it has a balance of its own. Said again, the words are put right.

    Raises ValidationError for a receipt that is no gift or was reversed, and beside `purpose` without words.
    """
    lock_books(receipt.club, [receipt.fund])
    if receipt.kind != Receipt.Kind.GIFT or not standing().filter(pk=receipt.entry_id).exists():
        raise ValidationError(_("Phiếu này không phải khoản ủng hộ còn hiệu lực."))
    if not tidy(purpose):
        raise ValidationError({"purpose": _("Hãy ghi khoản tặng chỉ dùng vào việc gì.")})
    found, _is_new = Earmark.objects.update_or_create(receipt=receipt, defaults={"purpose": tidy(purpose)[:200]})
    return found
