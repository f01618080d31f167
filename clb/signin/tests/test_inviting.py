"""What an officer sees who invites someone."""

from __future__ import annotations

from clb.signin.forms import InvitePerson
from conftest import Cast


def test_places_are_chosen_by_their_names(cast: Cast) -> None:
    choices = [(str(key), name) for key, name in InvitePerson(by=cast.xuan).fields["place"].choices if key]  # type: ignore[attr-defined]
    assert choices == [("C1", "Xã Một"), (cast.club.unit.key, "CLB Một")]
