"""Someone is sent on to a doctor, and what came of it is written down."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import Referral
from clb.health.queries import agreed_among, kin_who_may_be_told, referred_among
from clb.health.rules import days_to_go
from clb.kernel.dates import on_day
from clb.members.models import Membership, Person


@transaction.atomic
def open_referral(
    *,
    by: User,
    club: Club,
    person: Person,
    reason: str,
    opened_on: date,
    to: str,
    due_on: date | None = None,
    owner: Person | None = None,
    told_person: bool = False,
    told_kin: bool = False,
    note: str = "",
    is_danger: bool = False,
) -> Referral:
    """Send a member on; by default due as the norm of the day says. Raises ValidationError beside the field: without
    the person's consent, for who is no member, who is referred already, kin who may not be told, a day that is not."""
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    if not club.founded_on <= opened_on <= timezone.localdate():
        raise ValidationError({"opened_on": _("Ngày chuyển khám phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if not Membership.objects.filter(on_day(opened_on), club=club, person=person).exists():
        raise ValidationError({"person": _("Người này không là thành viên của câu lạc bộ vào ngày ấy.")})
    if not agreed_among([person.pk], opened_on):
        raise ValidationError({"person": _("Chưa ghi sự đồng ý cho ghi số đo sức khỏe của người này.")})
    if referred_among(club, [person.pk]):
        raise ValidationError({"person": _("Người này đang có một lần chuyển khám chưa xong.")})
    due = due_on or opened_on + timedelta(days=days_to_go(is_danger, on=opened_on))
    _check_due(due, opened_on)
    _check_kin(told_kin, person, opened_on)
    return Referral.objects.create(
        person=person,
        club=club,
        reason=reason,
        is_danger=is_danger,
        opened_on=opened_on,
        to=to,
        due_on=due,
        owner=owner,
        told_person=told_person,
        told_kin=told_kin,
        note=note,
    )


def correct_referral(
    *,
    by: User,
    referral: Referral,
    to: str,
    due_on: date,
    owner: Person | None = None,
    told_person: bool = False,
    told_kin: bool = False,
    note: str = "",
) -> Referral:
    """Where to, by when, who sees to it, who was told. Raises ValidationError beside the field."""
    found = _locked(referral)
    _check_due(due_on, found.opened_on)
    _check_kin(told_kin and not found.told_kin, found.person, timezone.localdate())
    found.to, found.due_on, found.owner = to, due_on, owner
    found.told_person, found.told_kin, found.note = told_person, told_kin, note
    found.save()
    return found


def record_referral_result(
    *,
    by: User,
    referral: Referral,
    outcome: str,
    seen_on: date | None = None,
    next_check_on: date | None = None,
    note: str = "",
) -> Referral:
    """What came of it; the task is done. Said again it corrects. Raises ValidationError beside the field."""
    found, today = _locked(referral), timezone.localdate()
    is_seen = outcome in Referral.SEEN
    if is_seen and seen_on is None:
        raise ValidationError({"seen_on": _("Hãy ghi ngày khám.")})
    if not is_seen and seen_on is not None:
        raise ValidationError({"seen_on": _("Chưa khám thì để trống ngày khám.")})
    if seen_on is not None and not found.opened_on <= seen_on <= today:
        raise ValidationError({"seen_on": _("Ngày khám phải từ ngày chuyển khám đến hôm nay.")})
    if next_check_on is not None and next_check_on <= (seen_on or today):
        raise ValidationError({"next_check_on": _("Ngày khám, đo lại phải sau ngày khám.")})
    found.outcome, found.seen_on, found.next_check_on = outcome, seen_on, next_check_on
    found.closed_on = found.closed_on or today
    found.note = note or found.note
    found.save()
    return found


def hand_over_referrals(*, club: Club, owner: Person, successor: Person | None) -> int:
    """Open referrals of a club in charge of `owner` go to `successor`, by default to the chair; how many there were."""
    return Referral.objects.open().filter(club=club, owner=owner).update(owner=successor)


def drop_referral(*, by: User, referral: Referral) -> Person:
    """Erase a referral opened by mistake, or that the person does not want kept; the person whose it was."""
    person = referral.person
    referral.delete()
    return person


def _locked(referral: Referral) -> Referral:
    return Referral.objects.select_for_update(of=("self",)).select_related("person", "club").get(pk=referral.pk)


def _check_due(due_on: date, opened_on: date) -> None:
    if due_on < opened_on:
        raise ValidationError({"due_on": _("Hạn đi khám không được trước ngày chuyển khám.")})


def _check_kin(told_kin: bool, person: Person, on: date) -> None:
    if told_kin and not kin_who_may_be_told(person, on):
        told = _("Chưa ghi người thân mà người này đồng ý cho liên lạc, nên không báo cho người thân.")
        raise ValidationError({"told_kin": told})
