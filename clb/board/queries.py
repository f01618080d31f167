"""Who sat on a club's board on a day."""

from __future__ import annotations

from datetime import date

from clb.clubs.models import Club
from clb.members.models import Membership

from .models import BoardPost

ORDER = {post: i for i, post in enumerate(BoardPost.Post.values)}


def board_on(club: Club, day: date) -> list[BoardPost]:
    """The posts held on `day` with their people, chair first."""
    rows = club.board_posts.on(day).select_related("person")
    return sorted(rows, key=lambda row: (ORDER[row.post], row.title, row.person.sort_key))


def members_among(club: Club, posts: list[BoardPost], day: date) -> set[object]:
    """Ids of those people on the board who are members of the club on `day`; in one query."""
    people = [post.person_id for post in posts]
    return set(Membership.objects.on(day).filter(club=club, person__in=people).values_list("person", flat=True))
