"""Periodic check-ups: campaigns planned, members called, results written down, one by one or from a station's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.health.models import CheckUp, CheckUpCampaign, HealthCheck, Referral
from clb.health.queries import agreed_among, referred_among
from clb.health.rules import ADD, OPEN, days_to_go
from clb.kernel.dates import on_day
from clb.kernel.rows import RowError
from clb.members.models import Membership, Person
from clb.places.models import Unit

from .months import refresh_for_people
from .readings import drop_checks, record_check

State = CheckUp.State


def plan_campaign(
    *, by: User, place: Unit, held_on: date, venue: str, kinds: Sequence[str], until_on: date | None = None
) -> CheckUpCampaign:
    """A check-up at a place, on one day or from a day until a day. Raises ValidationError where these are reversed."""
    until = _until(held_on, until_on)
    return CheckUpCampaign.objects.create(unit=place, held_on=held_on, until_on=until, venue=venue, kinds=sorted(kinds))


def correct_campaign(
    *,
    by: User,
    campaign: CheckUpCampaign,
    held_on: date,
    venue: str,
    kinds: Sequence[str],
    until_on: date | None = None,
) -> CheckUpCampaign:
    """Other days, another place or other kinds. Raises ValidationError where somebody was seen outside the days."""
    until = _until(held_on, until_on)
    seen = campaign.check_ups.filter(state=State.SEEN)
    if seen.exclude(seen_on__range=(held_on, until)).exists():
        raise ValidationError({"held_on": _("Đã có người khám ngoài những ngày này.")})
    campaign.held_on, campaign.until_on, campaign.venue, campaign.kinds = held_on, until, venue, sorted(kinds)
    campaign.save()
    return campaign


def _until(held_on: date, until_on: date | None) -> date:
    if until_on is not None and until_on < held_on:
        raise ValidationError({"until_on": _("Ngày cuối không được trước ngày đầu.")})
    return until_on or held_on


def drop_campaign(*, by: User, campaign: CheckUpCampaign) -> str:
    """A campaign that will not be; its id. Raises ValidationError where results are recorded."""
    if campaign.check_ups.exclude(state=State.CALLED).exists():
        raise ValidationError(_("Đợt khám này đã ghi kết quả của người đến hoặc không đến, nên không bỏ được."))
    told = str(campaign.pk)
    campaign.check_ups.all().delete()
    campaign.delete()
    return told


@transaction.atomic
def call_members(*, by: User, campaign: CheckUpCampaign, club: Club, members: Sequence[Membership]) -> dict[str, int]:
    """Invite members of a club to a campaign; who is invited already stays so. How many are new.

    Raises ValidationError where one of them is a member of another club."""
    if any(membership.club_id != club.pk for membership in members):
        raise ValidationError({"members": _("Chỉ mời thành viên của câu lạc bộ này.")})
    people = [membership.person_id for membership in members]
    known = set(campaign.check_ups.filter(person__in=people).values_list("person", flat=True))
    new = [pk for pk in dict.fromkeys(people) if pk not in known]
    CheckUp.objects.bulk_create(
        CheckUp(person_id=pk, club=club, campaign=campaign, state=State.CALLED, called_on=timezone.localdate())
        for pk in new
    )
    return {"called": len(new)}


@transaction.atomic
def record_check_ups(
    *, by: User, campaign: CheckUpCampaign, club: Club, rows: Sequence[Mapping[str, Any]]
) -> dict[str, int]:
    """Who came to a campaign and who did not, all or none. A row that is empty takes the result back.

    Raises ValidationError whose RowErrors stand beside the rows: for who is no member, who has not agreed, a day
    outside the campaign, who came and did not come at once.
    """
    Club.objects.select_for_update(no_key=True).get(pk=club.pk)
    members = {
        m.pk: m
        for m in Membership.objects.filter(
            on_day(campaign.held_on), club=club, pk__in=[row["membership"] for row in rows]
        )
    }
    people = [m.person_id for m in members.values()]
    agreed = agreed_among(people, campaign.held_on)
    stored = {row.person_id: row for row in campaign.check_ups.filter(person__in=people)}
    errors = list[ValidationError]()
    for row in rows:
        member = members.get(row["membership"])
        wrong = _wrong(row, member, agreed, campaign)
        if wrong:
            errors += [RowError(message, row=str(row["membership"]), column=column) for column, message in wrong]
    if errors:
        raise ValidationError({"rows": errors})
    for row in rows:
        member = members[row["membership"]]
        _set(campaign, club, member, row, stored.get(member.person_id))
    refresh_for_people(people, campaign.held_on)
    return {"rows": len(rows)}


def _wrong(
    row: Mapping[str, Any], member: Membership | None, agreed: set[Any], campaign: CheckUpCampaign
) -> list[tuple[str, str]]:
    if member is None:
        return [("", _("Người này không là thành viên của câu lạc bộ vào ngày khám."))]
    if row.get("is_removed"):
        return []
    if member.person_id not in agreed:
        return [("", _("Chưa ghi sự đồng ý cho ghi sức khỏe của người này."))]
    if row["state"] == State.SEEN:
        day = row["seen_on"] or campaign.held_on
        if not campaign.held_on <= day <= min(campaign.until_on, timezone.localdate()):
            return [("seen_on", _("Ngày khám phải trong những ngày của đợt khám và không sau hôm nay."))]
    if row["state"] == State.MISSED and campaign.held_on > timezone.localdate():
        return [("state", _("Chưa đến ngày khám nên chưa ghi «Không đến» được."))]
    if row["missed"] and row["state"] != State.MISSED:
        return [("missed", _("Chỉ ghi lý do cho người không đến."))]
    if row["follow_up"] and row["state"] != State.SEEN:
        return [("follow_up", _("Chỉ ghi «sau khám» cho người đã khám."))]
    return []


def _set(
    campaign: CheckUpCampaign, club: Club, member: Membership, row: Mapping[str, Any], stored: CheckUp | None
) -> None:
    found = stored or CheckUp(person_id=member.person_id, club=club, campaign=campaign)
    is_seen = row.get("state") == State.SEEN
    found.state = row.get("state") or State.CALLED
    found.seen_on = (row["seen_on"] or campaign.held_on) if is_seen else None
    found.missed, found.follow_up = row.get("missed") or "", row.get("follow_up") or ""
    found.called_on = found.called_on or campaign.held_on
    found.validate_constraints()
    found.save()
    if found.follow_up == CheckUp.FollowUp.REFER:
        _refer(club, member.person_id, found.seen_on or campaign.held_on)


def _refer(club: Club, person_id: Any, on: date) -> None:
    if not referred_among(club, [person_id]):
        due = on + timedelta(days=days_to_go(False, on=on))
        Referral.objects.create(
            person_id=person_id,
            club=club,
            reason=Referral.Reason.CHECK_UP,
            opened_on=on,
            to=Referral.To.HOSPITAL,
            due_on=due,
            told_person=True,
        )


# --- One result, with what was measured -------------------------------------------------------------------------


@transaction.atomic
def record_station_result(
    *,
    by: User,
    club: Club,
    person: Person,
    seen_on: date,
    follow_up: str = "",
    campaign: CheckUpCampaign | None = None,
    pressures: Sequence[tuple[int | None, int | None]] = (),
    pulse_bpm: int | None = None,
    weight_kg: Decimal | None = None,
    height_cm: Decimal | None = None,
    waist_cm: Decimal | None = None,
    glucose_mmol_l: Decimal | None = None,
    is_fasting: bool | None = None,
    is_sure: bool = False,
    referral: str = "",
) -> CheckUp:
    """A member was seen at a check-up, and what was measured there. It belongs to the campaign given, else to the one
    of the club's ground on that day. Raises ValidationError beside the field: no member, no consent, recorded before,
    impossible or unusual values, a danger value of which nothing is said (`referral`; who is to be seen again is
    referred anyway). Pressures are added to what the station measured that day."""
    _check_person(club, person, seen_on)
    campaign = campaign or _campaign_of(club, seen_on)
    row = CheckUp.objects.filter(campaign=campaign, person=person).first() if campaign else None
    if row is not None and row.state == State.SEEN:
        raise ValidationError({"seen_on": _("Kết quả khám của người này đã được ghi.")})
    values: dict[str, Any] = {
        "pulse_bpm": pulse_bpm,
        "weight_kg": weight_kg,
        "height_cm": height_cm,
        "waist_cm": waist_cm,
        "glucose_mmol_l": glucose_mmol_l,
        "is_fasting": is_fasting,
    }
    reading = None
    if any(a is not None or b is not None for a, b in pressures) or any(v is not None for v in values.values()):
        reading = record_check(
            by=by,
            club=club,
            person=person,
            measured_on=seen_on,
            place=HealthCheck.Place.STATION,
            pressures=pressures,
            is_sure=is_sure,
            referral=referral or (OPEN if follow_up == CheckUp.FollowUp.REFER else ""),
            same_day=ADD,
            **values,
        )
    found = row or CheckUp(person=person, club=club, campaign=campaign)
    found.state, found.seen_on, found.missed = State.SEEN, seen_on, ""
    found.follow_up, found.reading = follow_up, reading
    found.save()
    if follow_up == CheckUp.FollowUp.REFER:
        _refer(club, person.pk, seen_on)
    refresh_for_people([person.pk], seen_on)
    return found


def _check_person(club: Club, person: Person, seen_on: date) -> None:
    if not club.founded_on <= seen_on <= timezone.localdate():
        raise ValidationError({"seen_on": _("Ngày khám phải từ ngày thành lập câu lạc bộ đến hôm nay.")})
    if not Membership.objects.filter(on_day(seen_on), club=club, person=person).exists():
        raise ValidationError({"person": _("Người này không là thành viên của câu lạc bộ vào ngày khám.")})
    if not agreed_among([person.pk], seen_on):
        raise ValidationError({"person": _("Chưa ghi sự đồng ý cho ghi sức khỏe của người này.")})
    if CheckUp.objects.filter(person=person, seen_on=seen_on).exists():
        raise ValidationError({"seen_on": _("Kết quả khám của người này đã được ghi.")})


def _campaign_of(club: Club, day: date) -> CheckUpCampaign | None:
    around = Unit.objects.filter(links_down__below=club.unit).values("pk")
    held = CheckUpCampaign.objects.filter(unit__in=around, held_on__lte=day, until_on__gte=day)
    return held.order_by("held_on", "pk").last()


def drop_check_up(*, by: User, check_up: CheckUp) -> Person:
    """Erase a result recorded wrong, or that the person does not want kept; the person whose it was."""
    take_back_check_ups(by=by, check_ups=[check_up])
    return check_up.person


@transaction.atomic
def take_back_check_ups(*, by: User, check_ups: Sequence[CheckUp]) -> None:
    """Results go with what was measured there; who was called to a campaign is called again."""
    drop_checks(by=by, checks=[row.reading for row in check_ups if row.reading is not None])
    for row in check_ups:
        day = row.seen_on
        if row.campaign_id and row.called_on:
            row.state, row.seen_on, row.follow_up, row.missed, row.reading = State.CALLED, None, "", "", None
            row.save()
        else:
            row.delete()
        if day:
            refresh_for_people([row.person_id], day)
