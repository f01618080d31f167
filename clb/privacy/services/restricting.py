"""A person's data are put aside, so that they are kept and not used, and given back when that ends."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.members.models import Consent, NextOfKin, Person, PersonPhoto, Withheld
from clb.members.queries import consent_was_taken_back
from clb.members.services.erasing import Identity, hide_identity, write_identity
from clb.privacy.models import DataRequest, Restriction
from clb.privacy.queries.people import code_of, restriction_of

from .requests import accepted, finished

# Read by nobody while the rest is put aside.
UNREAD = (Consent.Purpose.HEALTH, Consent.Purpose.SENSITIVE)


def restrict_person(*, by: User, request: DataRequest) -> DataRequest:
    """Put the person's data aside. Raises ValidationError for another kind of request, and a second time."""
    found = accepted(request)
    person: Person = Person.objects.select_for_update().get(pk=found.person_id)
    if found.kind != DataRequest.Kind.RESTRICT:
        raise ValidationError(_("Đây không phải yêu cầu hạn chế."))
    if restriction_of(person):
        raise ValidationError(_("Dữ liệu của người này đang được cất riêng."))
    today = timezone.localdate()
    kin = list(NextOfKin.objects.filter(person=person).order_by("pk").values("name", "relation", "phone"))
    photo = PersonPhoto.objects.filter(person=person).first()
    told: dict[str, Any] = {
        "identity": vars(hide_identity(person, code_of(person, "Người hạn chế dữ liệu"))),
        "kin": kin,
    }
    NextOfKin.objects.filter(person=person).delete()
    if photo:
        photo.delete()
    Restriction.objects.create(
        request=found,
        person=person,
        from_on=today,
        put_aside=json.dumps(told, ensure_ascii=False),
        photo=photo.file if photo else None,
    )
    for purpose in UNREAD:
        Withheld.objects.get_or_create(person=person, purpose=purpose, defaults={"since_on": today})
    return finished(found, today, "Dữ liệu đã cất riêng, không dùng nữa cho đến khi bỏ hạn chế.")


def lift_restriction(*, by: User, restriction: Restriction, until_on: date) -> Restriction:
    """The data are used again after `until_on`, which is not before the first day nor to come.

    Raises ValidationError for impossible days and a second time.
    """
    found = Restriction.objects.select_for_update().get(pk=restriction.pk)
    if found.until_on is not None:
        raise ValidationError(_("Đã bỏ hạn chế từ trước."))
    if not found.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày bắt đầu hạn chế đến hôm nay.")})
    return give_back(found, until_on)


def give_back(restriction: Restriction, until_on: date | None = None) -> Restriction:
    """Everything that was put aside comes back; what the person had taken back stays unread."""
    person, told = restriction.person, json.loads(restriction.put_aside)
    write_identity(person, Identity(**told["identity"]))
    NextOfKin.objects.bulk_create([NextOfKin(person=person, **row) for row in told["kin"]])
    if photo := restriction.photo:
        restriction.photo = None
        restriction.save(update_fields=["photo"])
        PersonPhoto.objects.create(person=person, file=photo)
    for purpose in UNREAD:
        if not consent_was_taken_back(person, purpose):
            Withheld.objects.filter(person=person, purpose=purpose).delete()
    restriction.until_on, restriction.put_aside = until_on or max(timezone.localdate() - DAY, restriction.from_on), ""
    restriction.save(update_fields=["until_on", "put_aside"])
    return restriction


DAY = timedelta(days=1)
