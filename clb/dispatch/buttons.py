"""Where a paper of another page takes its number."""

from typing import Any

from django.urls import reverse

from .queries import bodies_for


def address_of(user: Any, code: str, key: str) -> str:
    """The page that numbers it, for whoever may issue papers in some body's name; else ''."""
    if not user.may_anywhere("dispatch.number_paper") or not bodies_for(user).exists():
        return ""
    return reverse("dispatch:number_paper", args=[code, key])
