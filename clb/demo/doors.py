"""Two people whom the demo's commune invited: one came in by the card, one has not opened it yet."""

from __future__ import annotations

from datetime import date

from clb.access.models import User
from clb.access.roles import Role
from clb.clubs.models import Club
from clb.signin.commands import INVITE_PERSON
from clb.signin.services.cards import use_card

from .build import act

INVITED = (("Lê Thị Hồng (mẫu)", Role.CHAIR), ("Trần Văn Bé (mẫu)", Role.TREASURER))
PIN = "582047"


def build_doors(clubs: list[Club], today: date) -> None:
    """Cards as the commune's officer issues them, for the last club of the commune."""
    officer = User.objects.get(username="xa")
    club = [club for club in clubs if officer.may(INVITE_PERSON.name, club.unit)][-1]
    cards = [
        act(INVITE_PERSON, officer, full_name=name, role=role, place=club.unit.key, from_on=today).result
        for name, role in INVITED
    ]
    use_card(cards[0], pin=PIN, passphrase="", device=None, sits_at="Android · Chrome", is_shared=True)
