"""Secrets of second factors, which lie in the database only encrypted."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from clb.signin.models import Sealed


def seal(text: str) -> str:
    """Put a secret away; gives the word by which `unsealed` finds it."""
    return str(Sealed.objects.create(text=text).pk)


def unsealed(word: str) -> str:
    """The secret behind a word of `seal`. Raises Sealed.DoesNotExist where it is gone."""
    return str(Sealed.objects.get(pk=int(word)).text)


def forget_sealed(authenticator: Authenticator) -> None:
    """The secret of an authenticator that goes."""
    words = [authenticator.data.get(name) for name in ("secret", "seed")]
    Sealed.objects.filter(pk__in=[int(word) for word in words if word]).delete()


def use_once(authenticator: Authenticator, code: str) -> bool:
    """Take a code of the app; False where it was taken before, by whichever process."""
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used = locked.data.get("used", [])
        if code in used:
            return False
        locked.data["used"] = [*used, code][-8:]  # a code lives a minute and a half; eight are far more
        locked.save(update_fields=["data"])
        return True
