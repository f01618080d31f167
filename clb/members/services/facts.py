"""Circumstances of a person through time, and the person's own consent to what is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.services import keep_file
from clb.kernel.text import tidy
from clb.law.notices import notice_on
from clb.members.models import Circumstance, Consent, Person, Withheld

from .contacts import take_contacts_away, take_photo_away

K = Circumstance.Kind
# What lies there unread for some days when the agreement is taken back, before it is erased.
WITHHELD = (Consent.Purpose.HEALTH, Consent.Purpose.SENSITIVE)
# What cannot hold beside what: recording one while the other is open is refused.
AGAINST = {K.NO_PENSION: (K.PENSION, K.MONTHLY_BENEFIT), K.PENSION: (K.NO_PENSION,), K.MONTHLY_BENEFIT: (K.NO_PENSION,)}


def record_circumstance(*, by: User, person: Person, kind: str, from_on: date, ethnic_group: str = "") -> Circumstance:
    """Something holds of the person from a day on; `ethnic_group` is the name as the person says it.

    Raises ValidationError for a day to come or before birth, where it is recorded already for that day or later, and
    where its contrary is, and for an ethnic group with another kind.
    """
    if not person.birth_on <= from_on <= timezone.localdate():
        raise ValidationError({"from_on": _("Ngày phải từ ngày sinh đến hôm nay.")})
    rows = Circumstance.objects.select_for_update().filter(person=person)
    if rows.filter(kind=kind, until_on__isnull=True).exists() or rows.filter(kind=kind, until_on__gte=from_on).exists():
        raise ValidationError({"kind": _("Hoàn cảnh này đang được ghi.")})
    if rows.filter(kind__in=AGAINST.get(K(kind), ()), until_on__isnull=True).exists():
        raise ValidationError({"kind": _("Trái với hoàn cảnh đang ghi. Hãy ghi hết hoàn cảnh kia trước.")})
    if ethnic_group and kind != K.ETHNIC_MINORITY:
        raise ValidationError({"ethnic_group": _("Chỉ ghi tên dân tộc khi chọn «Dân tộc thiểu số».")})
    return Circumstance.objects.create(person=person, kind=kind, from_on=from_on, ethnic_group=tidy(ethnic_group))


def end_circumstance(*, by: User, circumstance: Circumstance, until_on: date) -> Circumstance:
    """It held until the end of a day. Raises ValidationError for a day to come, before its first, and a second end."""
    if circumstance.until_on is not None:
        raise ValidationError({"circumstance": _("Hoàn cảnh này đã hết từ trước.")})
    if not circumstance.from_on <= until_on <= timezone.localdate():
        raise ValidationError({"until_on": _("Ngày phải từ ngày bắt đầu đến hôm nay.")})
    circumstance.until_on = until_on
    circumstance.save(update_fields=["until_on"])
    return circumstance


def record_consent(
    *,
    by: User,
    person: Person,
    purpose: str,
    answer: str,
    given_on: date,
    proof: str,
    proof_note: str = "",
    proof_file: UploadedFile[Any] | None = None,
) -> Consent:
    """The person's answer for one purpose; an answer before it counts as withdrawn on that day.

    Who refuses has the photo, or the telephone and next of kin, deleted at once; readings and sensitive circumstances
    are read by nobody from now on and erased when the days of keeping are over. Who agrees makes them readable again.
    `proof_file` is a photo or a PDF of the proof. The words in force on the day count as those that were told.
    Raises ValidationError for a day to come, one before the answer that stands, and a file of another kind.
    """
    if given_on > timezone.localdate():
        raise ValidationError({"given_on": _("Ngày không được ở tương lai.")})
    _lock(person)
    before = Consent.objects.select_for_update().filter(person=person, purpose=purpose, withdrawn_on__isnull=True)
    if before.filter(given_on__gt=given_on).exists():
        raise ValidationError({"given_on": _("Đã có câu trả lời ghi cho ngày sau ngày này.")})
    before.update(withdrawn_on=given_on)
    if answer == Consent.Answer.REFUSED:
        _forget(person, purpose)
    else:
        Withheld.objects.filter(person=person, purpose=purpose).delete()
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        answer=answer,
        given_on=given_on,
        proof=proof,
        proof_note=tidy(proof_note),
        proof_file=keep_file(proof_file, field="proof_file") if proof_file else None,
        told_version=notice_on(given_on).version,
    )


def withdraw_consent(*, by: User, consent: Consent, withdrawn_on: date) -> Consent:
    """The person takes an answer back; the row stays, and the photo, or the telephone and next of kin, go at once.

    Readings and sensitive circumstances are read by nobody from now on, and erased when the days of keeping are over.

    Raises ValidationError for a second time and impossible days.
    """
    _lock(consent.person)
    consent.refresh_from_db(fields=["withdrawn_on"])
    if consent.withdrawn_on is not None:
        raise ValidationError({"consent": _("Câu trả lời này đã rút từ trước.")})
    if not consent.given_on <= withdrawn_on <= timezone.localdate():
        raise ValidationError({"withdrawn_on": _("Ngày phải từ ngày trả lời đến hôm nay.")})
    consent.withdrawn_on = withdrawn_on
    consent.save(update_fields=["withdrawn_on"])
    _forget(consent.person, consent.purpose)
    return consent


def _lock(person: Person) -> None:
    """Let what depends on a person's answers come one after another."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk", flat=True))


def _forget(person: Person, purpose: str) -> None:
    """Delete what may no longer be kept, or let nobody read it until its days are over."""
    if purpose == Consent.Purpose.PHOTO:
        take_photo_away(person)
    elif purpose == Consent.Purpose.CONTACT:
        take_contacts_away(person)
    elif purpose in WITHHELD:
        Withheld.objects.get_or_create(person=person, purpose=purpose, defaults={"since_on": timezone.localdate()})
