"""Which acts with records wait for a second person, where a club's charter wants one."""

from __future__ import annotations

from typing import Any

from clb.clubs.models import Club
from clb.clubs.queries.seconds import wants_second


def closing_needs_second(form: Any) -> bool:
    """A form with `club`: its end."""
    return wants_second(form.cleaned_data["club"])


def merging_needs_second(form: Any) -> bool:
    """A form with `kept` and `twin`: two records that become one person's, in any of that person's clubs."""
    people = [form.cleaned_data["kept"], form.cleaned_data["twin"]]
    return any(wants_second(club) for club in Club.objects.filter(memberships__person__in=people).distinct())


def unmerging_needs_second(form: Any) -> bool:
    """A form with `link`: what was put together is parted."""
    people = [form.cleaned_data["link"].kept_id, form.cleaned_data["link"].twin_id]
    return any(wants_second(club) for club in Club.objects.filter(memberships__person__in=people).distinct())
