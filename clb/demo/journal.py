"""What befell at the demo's clubs without being an act: officers looked, someone was refused, a password was wrong."""

from __future__ import annotations

from clb.access.models import User
from clb.kernel.journal import Kind, note
from clb.members.models import Membership

LOOKED = 3


def build_journal() -> None:
    """Looks by the commune and the association at members of the first club, a refusal and two wrong passwords."""
    officer, association, treasurer = (User.objects.get(username=name) for name in ("xa", "hoi", "thuquy"))
    unit = treasurer.assignments.order_by("pk")[0].unit
    members = Membership.objects.filter(club__unit=unit, until_on=None).order_by("from_on", "pk")[:LOOKED]
    for by, membership in zip((officer, association, officer), members, strict=False):
        note(Kind.LOOKED_AT_PERSON, by=by, unit=unit, channel="demo", person=membership.person_id)
    note(Kind.REFUSED, by=treasurer, unit=unit, channel="demo", command="clubs.correct_club")
    for _n in range(2):
        note(Kind.SIGN_IN_FAILED, channel="demo", user=treasurer.pk)
