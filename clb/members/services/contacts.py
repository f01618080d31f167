"""Whom to call for a person and the person's photo: kept while the person agrees, gone when not."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.services import drop_file, keep_file
from clb.kernel.text import tidy
from clb.members.models import Consent, NextOfKin, Person, PersonPhoto
from clb.members.queries import consent_stands, consent_was_taken_back

LONGEST_PX = 800  # enough for a page and a list of members on paper
MOST_KIN = 10


def record_contact(*, by: User, person: Person, known_as: str = "", phone: str = "", id_number: str = "") -> Person:
    """Write down what the person is called, the telephone (digits) and the number on the papers (9 or 12 digits).

    Raises ValidationError for a telephone where the person does not agree that one is kept.
    """
    person = _one_at_a_time(person)
    if phone:
        _check_contact(person, "phone")
    person.known_as, person.phone, person.id_number = tidy(known_as), phone, id_number
    person.save(update_fields=["known_as", "phone", "id_number"])
    return person


def record_next_of_kin(*, by: User, person: Person, name: str, relation: str, phone: str = "") -> NextOfKin:
    """Someone to call for the person; `phone` in digits, or '' for none.

    Raises ValidationError for a name without letters, one that is there already, an eleventh, and where the person
    does not agree that anyone is kept.
    """
    person = _one_at_a_time(person)
    _check_contact(person, "name")
    if not any(c.isalpha() for c in name):
        raise ValidationError({"name": _("Hãy ghi tên người thân.")})
    if NextOfKin.objects.filter(person=person).count() >= MOST_KIN:
        raise ValidationError({"name": _("Đã ghi đủ %d người thân. Hãy bỏ bớt trước.") % MOST_KIN})
    kin = NextOfKin(person=person, name=tidy(name), relation=tidy(relation), phone=phone)
    kin.full_clean()
    kin.save()
    return kin


def drop_next_of_kin(*, by: User, next_of_kin: NextOfKin) -> Person:
    """This one is not to be called any more; nothing of it stays. Returns the person."""
    person = next_of_kin.person
    next_of_kin.delete()
    return person


def set_photo(*, by: User, person: Person, photo: UploadedFile[Any]) -> Person:
    """The person's photo, in place of an earlier one. Raises ValidationError where the person has not agreed to one
    (Law 91/2025/QH15), and for what is no picture."""
    person = _one_at_a_time(person)
    if not consent_stands(person, Consent.Purpose.PHOTO):
        told = _("Chưa ghi rằng người này đồng ý giữ ảnh. Hãy ghi ở mục «Sự đồng ý» trên trang của người này trước.")
        raise ValidationError({"photo": told})
    file = keep_file(photo, allowed=("PICTURE",), longest_px=LONGEST_PX, field="photo")
    take_photo_away(person)
    PersonPhoto.objects.create(person=person, file=file)
    return person


def drop_photo(*, by: User, person: Person) -> Person:
    """No photo is kept of the person any more. Raises ValidationError where there is none."""
    if not take_photo_away(_one_at_a_time(person)):
        raise ValidationError(_("Không còn ảnh của người này."))
    return person


def take_photo_away(person: Person) -> bool:
    """Delete the photo with its bytes. Was there one?"""
    found = PersonPhoto.objects.select_related("file").filter(person=person).first()
    if found is None:
        return False
    found.delete()
    drop_file(found.file)
    return True


def take_contacts_away(person: Person) -> None:
    """Delete the telephone and everyone to call."""
    Person.objects.filter(pk=person.pk).update(phone="")
    NextOfKin.objects.filter(person=person).delete()


def _one_at_a_time(person: Person) -> Person:
    """The person, locked, so that an agreement is not taken back in between."""
    locked: Person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    return locked


def _check_contact(person: Person, field: str) -> None:
    if consent_was_taken_back(person, Consent.Purpose.CONTACT):
        told = _("Người này không đồng ý giữ số điện thoại, người thân. Hãy hỏi lại và ghi câu trả lời trước.")
        raise ValidationError({field: told})
