"""What a person said about each use of what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from clb.law.norms import limit
from clb.members.models import Consent, Person, PersonPhoto


@dataclass(frozen=True)
class ConsentLine:
    """One purpose by code and words, the answer that stands (None: nobody asks or it was taken back), earlier ones."""

    code: str
    words: str
    answer: Consent | None
    earlier: tuple[Consent, ...]


def consents_of(person: Person) -> list[ConsentLine]:
    """Every purpose with what the person said about it, the newest first."""
    found: dict[str, list[Consent]] = {}
    for row in Consent.objects.filter(person=person).order_by("-given_on", "-pk"):
        found.setdefault(row.purpose, []).append(row)
    lines = []
    for code, words in Consent.Purpose.choices:
        rows = found.get(code, [])
        stands = next((row for row in rows if row.withdrawn_on is None), None)
        lines.append(ConsentLine(code, str(words), stands, tuple(row for row in rows if row is not stands)))
    return lines


def consent_stands(person: Person, purpose: str) -> bool:
    """Has the person agreed to this, and not taken it back?"""
    agreed = Consent.objects.filter(person=person, purpose=purpose, answer=Consent.Answer.AGREED)
    return agreed.filter(withdrawn_on__isnull=True).exists()


def consent_was_taken_back(person: Person, purpose: str) -> bool:
    """Was the person asked about this, and does not agree now: refused, or taken back? No for who was never asked."""
    return Consent.objects.filter(person=person, purpose=purpose).exists() and not consent_stands(person, purpose)


def lost_with(consent: Consent) -> list[str]:
    """What is deleted when this answer is taken back, in words; empty where nothing of the kind is recorded."""
    person, lost = consent.person, []
    if consent.purpose == Consent.Purpose.PHOTO and PersonPhoto.objects.filter(person=person).exists():
        lost.append(_("ảnh của người này"))
    if consent.purpose == Consent.Purpose.CONTACT:
        if person.phone:
            lost.append(_("số điện thoại %s") % person.phone)
        lost += [_("người thân %s") % kin.name for kin in person.next_of_kin.order_by("pk")]
    return lost


def withheld_days(consent: Consent, on: date) -> int:
    """For how many days what this answer covers lies unread when it is taken back on `on`; 0 where it goes at once."""
    if consent.purpose not in (Consent.Purpose.HEALTH, Consent.Purpose.SENSITIVE):
        return 0
    return limit("privacy.keep_withheld_days", on=on)
