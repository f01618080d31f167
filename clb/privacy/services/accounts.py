"""The sign-in of a person who is erased: it can never be used again, and names nobody."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.utils import timezone

from clb.access.models import ApiToken, Assignment, User
from clb.kernel.dates import make_way
from clb.members.models import Person
from clb.signin.services.cards import take_back_ways_in


def close_accounts(person: Person) -> None:
    """End the roles, tokens and sessions of the person's sign-in, forget its attempts, and put a code for its name."""
    for user in User.objects.filter(is_person__person=person):
        take_back_ways_in(user, is_lost=False)
        user.cards.all().delete()
        EmailAddress.objects.filter(user=user).delete()
        ApiToken.objects.filter(user=user).delete()
        make_way(Assignment.objects.filter(user=user), timezone.localdate())
        end_sessions(user)
        user.username, user.first_name, user.last_name, user.email = f"da-xoa-{user.pk}", "", "", ""
        user.is_active, user.last_login = False, None
        user.save()


def end_sessions(user: User) -> None:
    """Delete every session in which this user is signed in."""
    for session in Session.objects.all().iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
