"""How people come in: by invitation only, without e-mail."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):
    """No one signs up by themselves; the unit above makes the account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False
