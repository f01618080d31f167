"""People's data from two phones: field by field against what each had seen; where both changed one, a person says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.commands import commands
from clb.kernel.models import Act
from clb.members.models import Person
from clb.phone.queries.counters import as_uuid

from .envelopes import Sent

CONTACT = "members.record_contact"
FIELDS = ("known_as", "phone", "id_number")


@dataclass(frozen=True)
class Merged:
    """A row with what others changed meanwhile kept; `errors` tell of fields that both changed, `other` who did."""

    sent: Sent
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    other: User | None = None


def merged(by: User, sent: Sent, *, is_sure: bool) -> Merged:
    """Fields that the phone did not send or did not change keep what stands; where `is_sure`, what it sent wins.

    Called within a transaction: the person stays as they are until it ends.
    """
    if sent.command != CONTACT:
        return Merged(sent)
    pk = as_uuid(str(sent.data.get("person") or ""))
    person = Person.objects.visible_to(by).filter(pk=pk).first() if pk else None
    if person is None:
        return Merged(sent)  # the form says so
    stands = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    data, errors = dict(sent.data), {}
    for name in FIELDS:
        now = str(getattr(stands, name))
        wanted, seen = _clean(name, data.get(name, now)), str(sent.base.get(name, now))
        if name not in sent.data or (wanted == seen and not is_sure):
            data[name] = now
        elif now not in {seen, wanted} and not is_sure:
            errors[name] = [_both(name, wanted, now)]
    return Merged(replace(sent, data=data), errors, _last_writer(person, by) if errors else None)


def _clean(name: str, value: object) -> str:
    """A value as it would be stored; one that cannot be is left for the form to refuse."""
    try:
        return str(commands()[CONTACT].form.base_fields[name].clean(value))
    except ValidationError:
        return str(value)


def _both(name: str, mine: str, theirs: str) -> str:
    label = str(commands()[CONTACT].form.base_fields[name].label)
    told = _("%(what)s: máy này ghi «%(mine)s», người khác vừa ghi «%(theirs)s». Hãy hỏi lại để biết cái nào đúng.")
    return told % {"what": label, "mine": mine or _("để trống"), "theirs": theirs or _("để trống")}


def _last_writer(person: Person, by: User) -> User | None:
    units = person.memberships.values("club__unit")
    acts = Act.objects.filter(unit_id__in=units, command=CONTACT, data__person=str(person.pk)).exclude(by=by)
    last = acts.select_related("by").order_by("-done_at").first()
    return last.by if last else None
