"""How a person at a club stands in a list of counted records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clb.clubs.models import Club
    from clb.members.models import Person


class Listed:
    """For a record of a club and a person."""

    if TYPE_CHECKING:
        club: Club
        person: Person

    @property
    def record_name(self) -> str:
        """What the list calls it."""
        return self.person.full_name

    @property
    def record_detail(self) -> str:
        """What it says beside the name."""
        return self.club.name
