"""Whom to call for a person, and the person's photo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.files.http import file_response
from clb.members.commands import DROP_NEXT_OF_KIN, DROP_PHOTO, RECORD_CONTACT, RECORD_NEXT_OF_KIN, SET_PHOTO
from clb.members.models import Consent, NextOfKin, PersonPhoto
from clb.members.queries import consent_stands, unit_of_person

from .access import person_form, person_of


def record_contact(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down the usual name, the telephone, the number on the papers."""
    found = person_of(request, person_id, RECORD_CONTACT)
    names = ("known_as", "phone", "id_number")
    initial = {"person": found, **{name: getattr(found, name) for name in names}}
    return person_form(request, RECORD_CONTACT, found, initial)


def record_next_of_kin(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down someone to call."""
    found = person_of(request, person_id, RECORD_NEXT_OF_KIN)
    return person_form(request, RECORD_NEXT_OF_KIN, found, {"person": found})


def drop_next_of_kin(request: SignedInRequest, next_of_kin_id: int) -> HttpResponse:
    """Someone is not to be called any more."""
    rows, user = NextOfKin.objects.visible_to(request.user).select_related("person"), request.user
    kin = fetch(request, rows, next_of_kin_id, DROP_NEXT_OF_KIN, at=lambda row: unit_of_person(user, row.person))
    about = f"{kin.name} ({kin.relation})"
    return person_form(request, DROP_NEXT_OF_KIN, kin.person, {"next_of_kin": kin}, about, danger=True)


def photo(request: SignedInRequest, person_id: UUID) -> FileResponse:
    """The photo itself, for whoever may read of the person."""
    found = PersonPhoto.objects.select_related("file").filter(person=person_of(request, person_id)).first()
    if found is None:
        raise Http404
    return file_response(found.file, "anh")


def set_photo(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Send a photo."""
    found = person_of(request, person_id, SET_PHOTO)
    shown: dict[str, Any] = {}
    if not consent_stands(found, Consent.Purpose.PHOTO):
        shown["warning"] = _("Chưa ghi rằng người này đồng ý giữ ảnh, nên chưa đặt được ảnh.")
        shown["first_url"] = reverse("members:record_consent", args=[found.pk]) + f"?viec={Consent.Purpose.PHOTO}"
        shown["first_words"] = _("Ghi câu trả lời trước")
    return person_form(request, SET_PHOTO, found, {"person": found}, **shown)


def drop_photo(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Delete the photo."""
    found = person_of(request, person_id, DROP_PHOTO)
    warning = _("Ảnh bị xóa hẳn, không lấy lại được.")
    return person_form(request, DROP_PHOTO, found, {"person": found}, warning=warning, danger=True)
