"""The demo's health: a check-up day, high readings with what came of them, an exercise group. Nobody here is real."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from clb.access.models import User
from clb.board.commands import FOUND_SUB_GROUP
from clb.clubs.models import Club
from clb.health.commands import (
    CALL_MEMBERS,
    OPEN_REFERRAL,
    PLAN_CAMPAIGN,
    RECORD_CHECK,
    RECORD_CHECK_UPS,
    RECORD_REFERRAL_RESULT,
)
from clb.health.models import Referral
from clb.health.queries import agreed_among
from clb.meetings.commands import RECORD_ACTIVITY
from clb.members.models import Membership
from clb.members.queries.counts import belonging

from .build import act

MOST_CLUBS = 4


def build_health(by: User, clubs: list[Club], today: date) -> None:
    """A few clubs with a check-up two months ago, readings that led to a doctor, and an exercise group."""
    for number, club in enumerate(clubs[:MOST_CLUBS]):
        members = list(belonging(today).filter(club=club).select_related("person").order_by("pk"))
        agreed = agreed_among([m.person_id for m in members], today)
        measured = [m for m in members if m.person_id in agreed]
        if len(measured) < 12:
            continue
        _check_ups(by, club, measured, today - timedelta(days=60 + number))
        _exercise(by, club, members[:9], today)
        if number < 2:
            _referrals(by, club, measured, today)
    _campaign(by, clubs[0], today + timedelta(days=20))


def _campaign(by: User, club: Club, day: date) -> Any:
    told = {"held_on": day, "venue": "Trạm y tế xã (mẫu)", "kinds": ["GENERAL", "PRESSURE", "GLUCOSE"]}
    return act(PLAN_CAMPAIGN, by, place=club.unit.key, **told).result


def _check_ups(by: User, club: Club, members: list[Membership], day: date) -> None:
    campaign = _campaign(by, club, day)
    here = {"campaign": campaign.pk, "club": club.pk}
    act(CALL_MEMBERS, by, **here, members=[m.pk for m in members[:16]])
    rows = []
    for n, member in enumerate(members[:15]):
        is_seen = n % 5 != 4
        result = {"state": "SEEN" if is_seen else "MISSED", "missed": "" if is_seen else "AWAY", "seen_on": ""}
        rows.append({"membership": str(member.pk), **result, "follow_up": "WATCH" if is_seen and n % 3 == 0 else ""})
    act(RECORD_CHECK_UPS, by, **here, rows=rows)


def _exercise(by: User, club: Club, members: list[Membership], today: date) -> None:
    name, since = "Tổ dưỡng sinh (mẫu)", today - timedelta(days=90)
    members = [m for m in members if m.from_on <= since]
    group = act(FOUND_SUB_GROUP, by, club=club.pk, name=name, from_on=since, leader=members[0].pk).result
    for week in range(1, 5):
        there = [m.pk for m in members[: 5 + week]]
        done = {"area": 7, "happened_on": today - timedelta(days=7 * week), "what": "Tập dưỡng sinh (mẫu)"}
        act(RECORD_ACTIVITY, by, club=club.pk, **done, participants=there, sub_group=group.pk)


def _referrals(by: User, club: Club, members: list[Membership], today: date) -> None:
    """One overdue after a danger value, one that came back with its result, one under way; measured more than usual."""
    late, healed, waiting = members[:3]
    values = {"systolic_mmhg": 186, "diastolic_mmhg": 104, "referral": "OPEN", "place": "HOME"}
    _measure(by, club, late, today - timedelta(days=6), **values)
    when = today - timedelta(days=40)
    sent = {"reason": "GLUCOSE", "to": "STATION", "told_person": "on"}
    old = act(OPEN_REFERRAL, by, club=club.pk, person=healed.person_id, opened_on=when, **sent).result
    result = {"outcome": "TREATED", "seen_on": when + timedelta(days=5), "next_check_on": today + timedelta(days=30)}
    act(RECORD_REFERRAL_RESULT, by, referral=old.pk, note="Nhớ uống thuốc đều (mẫu)", **result)
    _measure(by, club, healed, when, glucose_mmol_l="7,8", is_fasting="True", waist_cm="88", height_cm="154")
    _measure(by, club, late, today - timedelta(days=50), height_cm="156", waist_cm="84", pulse_bpm=78)
    if not Referral.objects.filter(person=waiting.person_id, outcome="").exists():
        new = {"reason": "BODY", "to": "STATION", "opened_on": today - timedelta(days=2)}
        act(OPEN_REFERRAL, by, club=club.pk, person=waiting.person_id, **new)


def _measure(by: User, club: Club, member: Membership, day: date, **values: Any) -> None:
    data = {"club": club.pk, "person": member.person_id, "measured_on": day, "place": "CLUB", **values}
    act(RECORD_CHECK, by, **data)
