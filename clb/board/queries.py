"""Who sat on a club's board on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.members.models import Membership, Person

from .models import BoardPost, SignInPerson, SubGroup, SubGroupMember

ORDER = {post: i for i, post in enumerate(BoardPost.Post.values)}


def board_on(club: Club, day: date) -> list[BoardPost]:
    """The posts held on `day` with their people, chair first."""
    rows = club.board_posts.on(day).select_related("person")
    return sorted(rows, key=lambda row: (ORDER[row.post], row.title, row.person.sort_key))


def person_of(user: User) -> Person | None:
    """Who uses this sign-in, as far as it was said."""
    return Person.objects.filter(signs_in__user=user).first()


def sign_ins_of(posts: list[BoardPost]) -> dict[UUID, str]:
    """The sign-ins of those on a board, by person, as far as they were said; in one query."""
    people = [post.person_id for post in posts]
    return dict(SignInPerson.objects.filter(person__in=people).values_list("person", "user__username"))


def members_among(club: Club, posts: list[BoardPost], day: date) -> set[object]:
    """Ids of those people on the board who are members of the club on `day`; in one query."""
    people = [post.person_id for post in posts]
    return set(Membership.objects.on(day).filter(club=club, person__in=people).values_list("person", flat=True))


def sub_groups_on(club: Club, day: date) -> list[tuple[SubGroup, list[SubGroupMember]]]:
    """The groups on `day` by name, each with its people then, leaders first; whoever left the club is left out."""
    here = SubGroupMember.objects.on(day).filter(on_day(day, "membership__")).select_related("membership__person")
    groups = club.sub_groups.on(day).order_by("name", "pk").prefetch_related(Prefetch("members", queryset=here))
    return [(group, sorted(group.members.all(), key=_leaders_first)) for group in groups]


def _leaders_first(row: SubGroupMember) -> tuple[bool, str]:
    return (not row.is_leader, row.membership.person.sort_key)
