"""Who sat on a club's board on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch

from clb.clubs.models import Club
from clb.kernel.dates import on_day
from clb.members.models import Membership

from .models import BoardPost, SubGroup, SubGroupMember

ORDER = {post: i for i, post in enumerate(BoardPost.Post.values)}


def board_on(club: Club, day: date) -> list[BoardPost]:
    """The posts held on `day` with their people, chair first."""
    rows = club.board_posts.on(day).select_related("person")
    return sorted(rows, key=lambda row: (ORDER[row.post], row.title, row.person.sort_key))


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
