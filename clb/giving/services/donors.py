"""Donors are written down, put right, and forgotten when they ask."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.giving.models import (
    CLUB,
    Donation,
    DonationPledge,
    DonationShare,
    DonationUse,
    Donor,
    Drive,
    GoldenBook,
)
from clb.giving.rules.public import nameless, says_a_name
from clb.kernel.text import tidy
from clb.members.models import Membership, Person
from clb.places.models import Unit


def lock_keeper(unit: Unit) -> None:
    """One writer of a keeper's donors and donations at a time: numbers have no gap, parts add up."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


@transaction.atomic
def add_donor(
    *,
    by: User,
    unit: Unit,
    office: str,
    kind: str,
    name: str = "",
    is_abroad: bool = False,
    contact: str = "",
    person: Person | None = None,
    is_named: bool = False,
    naming_told: str = "",
) -> Donor:
    """Somebody who gives is written down, with the next number of this keeper.

    A member of the club is known by `person`, and has no name or contact of their own here. Raises ValidationError
    beside the field without a name, for a person to be named who did not agree, and for who is no member.
    """
    lock_keeper(unit)
    row = Donor(unit=unit, office=office)
    row.number = (Donor.objects.filter(unit=unit, office=office).aggregate(last=Max("number"))["last"] or 0) + 1
    return _written(row, kind, name, is_abroad, contact, person, is_named, naming_told)


@transaction.atomic
def correct_donor(
    *,
    by: User,
    donor: Donor,
    kind: str,
    name: str = "",
    is_abroad: bool = False,
    contact: str = "",
    person: Person | None = None,
    is_named: bool = False,
    naming_told: str = "",
) -> Donor:
    """What was written of them is put right, whether they are to be named too. Raises ValidationError as `add_donor`,
    and for one whose name was erased."""
    return _written(_locked(donor), kind, name, is_abroad, contact, person, is_named, naming_told)


def _written(
    row: Donor,
    kind: str,
    name: str,
    is_abroad: bool,
    contact: str,
    person: Person | None,
    is_named: bool,
    naming_told: str,
) -> Donor:
    if person is not None:
        if kind != Donor.Kind.PERSON:
            raise ValidationError({"kind": _("Thành viên là cá nhân.")})
        if row.office != CLUB or not Membership.objects.filter(club__unit=row.unit_id, person=person).exists():
            raise ValidationError({"person": _("Người này không phải thành viên của câu lạc bộ.")})
        name, contact = person.full_name, ""
    if not tidy(name):
        raise ValidationError({"name": _("Hãy ghi tên nhà tài trợ.")})
    if kind == Donor.Kind.PERSON and is_named and not tidy(naming_told):
        told = _("Cá nhân chỉ được nêu tên khi đã đồng ý: hãy ghi đồng ý thế nào.")
        raise ValidationError({"naming_told": told})
    row.kind, row.name, row.is_abroad, row.person = kind, tidy(name)[:200], is_abroad, person
    row.contact, row.is_named = tidy(contact)[:200], is_named
    row.naming_told = tidy(naming_told)[:200] if is_named else ""
    row.save()
    return row


@transaction.atomic
def forget_donor(*, by: User, donor: Donor) -> Donor:
    """The name of a person and how to reach them go for good, out of all that their keeper wrote of drives, promises,
    donations and uses too; what they gave stays, under their number.

    Raises ValidationError for who is no person (a name of an organisation is no personal data), or forgotten before.
    """
    lock_keeper(donor.unit)
    row = _locked(donor)
    if row.kind != Donor.Kind.PERSON:
        raise ValidationError(_("Chỉ xóa tên của cá nhân. Tên tổ chức, doanh nghiệp không phải dữ liệu cá nhân."))
    _leave_words(row)
    row.name, row.contact, row.naming_told, row.person = "", "", "", None
    row.is_named, row.forgotten_on = False, timezone.localdate()
    row.save()
    return row


def _leave_words(row: Donor) -> None:
    """The code in place of the name in the free words of the same keeper: nobody could hide them once it is gone."""
    mine: dict[str, Any] = {"unit": row.unit_id, "office": row.office}
    of_donation = {f"donation__{name}": value for name, value in mine.items()}
    of_share = {f"share__{name}": value for name, value in of_donation.items()}
    for model, where, names in (
        (Drive, mine, ("title", "purpose", "closing_words")),
        (DonationPledge, mine, ("what", "withdrawn_because")),
        (Donation, mine, ("purpose", "what", "counted_in", "valued_by", "reversed_because")),
        (GoldenBook, mine, ("decided_by",)),
        (DonationShare, of_donation, ("taken_back_because",)),
        (DonationUse, of_share, ("result",)),
    ):
        rows = model._base_manager.filter(**where)
        for pk, *texts in rows.values_list("pk", *names).iterator(500):
            told = {name: nameless(text, row.name, row.code) for name, text in zip(names, texts, strict=True)}
            if list(told.values()) != texts:
                longest = {name: getattr(model._meta.get_field(name), "max_length", None) for name in names}
                rows.filter(pk=pk).update(**{name: text[: longest[name]] for name, text in told.items()})


def refuse_name(donor: Donor, **words: str) -> None:
    """Raises ValidationError beside each of `words` that names the person who gives: books keep words for good, while
    a name can be asked to go."""
    if donor.kind != Donor.Kind.PERSON:
        return
    told = _("Đừng ghi tên người tặng ở ô này: tên chỉ ghi ở nhà tài trợ, nơi xóa được khi họ yêu cầu.")
    if wrong := {field: told for field, text in words.items() if says_a_name(text, [donor.name])}:
        raise ValidationError(wrong)


def forget_member(person: Person) -> None:
    """The names of a member who is erased go from this register too; what they gave stays under their numbers."""
    gone = {"name": "", "contact": "", "naming_told": "", "is_named": False, "forgotten_on": timezone.localdate()}
    Donor.objects.filter(person=person).update(**gone)


def _locked(donor: Donor) -> Donor:
    row: Donor = Donor.objects.select_for_update(no_key=True).get(pk=donor.pk)
    if row.forgotten_on is not None:
        raise ValidationError(_("Tên nhà tài trợ này đã được xóa trước đó."))
    return row
