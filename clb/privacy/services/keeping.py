"""What has been kept as long as the rules say is erased, every day."""

from __future__ import annotations

from datetime import date

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from clb.law.norms import SUGGESTED, limit
from clb.members.models import Person
from clb.privacy.queries.keeping import RULES, gone_before, lapsed_withheld, months_before

from .erasing import remove

CONTACT = "privacy.keep_contact_months"


@transaction.atomic
def erase_past(on: date, *, with_suggested: bool = False) -> dict[str, int]:
    """Erase what is past on a day. Gives how many rows by the rule's norm; rules without rows are left out.

    Rules whose days no text sets are only listed, unless somebody says `with_suggested`: nothing goes on our word
    alone. Sessions that are over go as well.
    """
    done: dict[str, int] = {}
    for rule in RULES:
        if rule.norm(on).source.trust == SUGGESTED and not with_suggested:
            continue
        for past in rule.due(on):
            remove(past.line, past.pks)
            done[rule.norm_id] = done.get(rule.norm_id, 0) + len(past.pks)
        if rule.norm_id == CONTACT and (phones := _empty_phones(on)):
            done[CONTACT] = done.get(CONTACT, 0) + phones
    lapsed_withheld(on).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return done


def _empty_phones(on: date) -> int:
    gone = gone_before(months_before(on, limit(CONTACT, on=on)))
    return Person.objects.filter(pk__in=gone).exclude(phone="").update(phone="")
