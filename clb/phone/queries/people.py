"""Of a pack: who the person is, the clubs, their members and groups."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from clb.access.queries import offices
from clb.board.queries import board_on, sub_groups_on
from clb.clubs.models import CharterRule, Club
from clb.clubs.queries import charter_on
from clb.health.queries import agreed_among
from clb.kernel.dates import month_end, months_after
from clb.meetings.queries.calendar import club_calendar, next_due
from clb.members.models import Membership
from clb.members.queries import members_on
from clb.members.queries.people import classes_on
from clb.phone.rules import BYTES, ROWS, TOLD_DAYS
from clb.places.queries import ancestors, names_on

from .reader import Reader, Rows

MONTHS_AHEAD = 2
NUMBERS = {CharterRule.Item.FEE: "fee_vnd", CharterRule.Item.LOAN_CAP: "loan_cap_vnd"}
NUMBERS |= {CharterRule.Item.RATE: "rate_percent_year", CharterRule.Item.TERM: "term_months"}
NUMBERS |= {CharterRule.Item.QUORUM: "quorum_percent", CharterRule.Item.VISIT_DAYS: "visit_days"}


def me_rows(reader: Reader) -> Rows:
    """The person: called how, which offices, which rights somewhere, and the limits of the app."""
    user = reader.user
    held = list(offices(user, reader.on))
    names = names_on({one.unit_id for one in held}, reader.on)
    roles = [{"role": one.role, "label": one.shown, "unit": names.get(one.unit_id, "")} for one in held]
    limits = {"rows": ROWS, "bytes": BYTES, "days": TOLD_DAYS}
    told: dict[str, Any] = {"id": user.pk, "called": user.called, "initial": user.called[:1].upper(), "roles": roles}
    return {"me:me": told | {"rights": sorted(user.rights_anywhere()), "limits": limits}}


def club_rows(reader: Reader) -> Rows:
    """The clubs: name, place, what the charter fixes, when the next meeting is due, what the person may do there."""
    return {f"club:{club.pk}": _club(reader, club) for club in reader.clubs}


def _club(reader: Reader, club: Club) -> dict[str, Any]:
    above = [unit for unit in ancestors(club.unit, reader.on) if unit.level in ("COMMUNE", "HAMLET")]
    names = names_on([unit.pk for unit in above], reader.on)
    rules = {row.item: row for row in charter_on(club, reader.on)}
    charter: dict[str, Any] = {}
    for item, name in NUMBERS.items():
        amount = rules[item].amount if item in rules else None
        if amount is not None:
            charter[name] = float(amount) if amount % 1 else int(amount)
    if CharterRule.Item.MEETING_DAY in rules:
        charter["meeting_day"] = rules[CharterRule.Item.MEETING_DAY].words
    row: dict[str, Any] = {
        "club": str(club.pk),
        "name": club.name,
        "place": ", ".join(names[unit.pk] for unit in reversed(above) if unit.pk in names),
        "founded_on": club.founded_on.isoformat(),
        "charter": charter,
        "rights": sorted(reader.rights[club.pk]),
    }
    if reader.may("meetings.read", club):
        ends = [month_end(months_after(reader.on.replace(day=1), n)) for n in range(MONTHS_AHEAD)]
        due = next_due(club_calendar(club, ends, reader.on), reader.on)
        row["next_due_on"] = due.isoformat() if due else None
    return row


def member_rows(reader: Reader) -> Rows:
    """Members by their membership: name, sex, year of birth, post, hamlet; more only where the right is there."""
    clubs = reader.clubs_with("members.read")
    if not clubs.exists():
        return {}
    memberships = list(members_on(clubs, reader.on).select_related("person__household"))
    people = [m.person_id for m in memberships]
    homes = {m.person.household.unit_id for m in memberships if m.person.household and m.person.household.unit_id}
    hamlets = names_on(homes, reader.on)
    classes = classes_on(people, reader.on)
    agreed = agreed_among(people, reader.on)
    posts = {club.pk: _posts(club, reader) for club in reader.clubs if reader.may("members.read", club)}
    rows: Rows = {}
    for m in memberships:
        club = next(one for one in reader.clubs if one.pk == m.club_id)
        row = _member(m, hamlets, posts[m.club_id])
        held = classes.get(m.person_id)
        if held is not None:
            row["class"] = held.household_class
        if reader.may("health.record_check", club):
            row["agreed"] = m.person_id in agreed
        rows[f"member:{m.pk}"] = row
    return rows


def _member(m: Membership, hamlets: dict[int, str], posts: dict[UUID, str]) -> dict[str, Any]:
    person = m.person
    row: dict[str, Any] = {
        "club": str(m.club_id),
        "person": str(person.pk),
        "name": person.full_name,
        "sex": person.sex,
        "year": person.birth_on.year,
    }
    if person.pk in posts:
        row["post"] = posts[person.pk]
    if person.household and person.household.unit_id:
        row["hamlet"] = hamlets.get(person.household.unit_id, "")
    return row


def _posts(club: Club, reader: Reader) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for post in board_on(club, reader.on):
        found.setdefault(post.person_id, post.shown)
    return found


def sub_group_rows(reader: Reader) -> Rows:
    """The groups of each club, with who is in them by membership."""
    rows: Rows = {}
    for club in reader.clubs:
        if reader.may("members.read", club):
            for group, people in sub_groups_on(club, reader.on):
                members = [str(one.membership_id) for one in people]
                leaders = [str(one.membership_id) for one in people if one.is_leader]
                told = {"club": str(club.pk), "name": group.name, "members": members, "leaders": leaders}
                rows[f"subgroup:{group.pk}"] = told
    return rows
