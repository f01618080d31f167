"""Nobody lends to themselves, or lightens their own debt."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.board.queries import person_of
from clb.members.models import Person


def refuse_own(by: User, borrower: Person) -> None:
    """Raises ValidationError where whoever writes, as far as the sign-in is known, is `borrower` or of the same
    household."""
    mine = person_of(by)
    if mine is None:
        return
    home = borrower.household_id
    if mine.pk == borrower.pk or (home is not None and mine.household_id == home):
        told = _("Bạn là người vay hoặc ở cùng hộ: hãy để người khác trong ban chủ nhiệm ghi.")
        raise ValidationError(told, code="own_loan")
