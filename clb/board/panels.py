"""The board on a club's page. Names are for those who may read members."""

from __future__ import annotations

from datetime import date
from typing import Any

from clb.clubs.models import Club
from clb.clubs.panels import Panel, register_panel

from .queries import board_on, members_among, sign_ins_of, sub_groups_on


def _panel(rights: frozenset[str], club: Club, day: date) -> dict[str, Any] | None:
    if "members.read" not in rights:
        return None
    posts = board_on(club, day)
    members = members_among(club, posts, day)
    may_link = "board.link_sign_in" in rights
    sign_ins = sign_ins_of(posts) if may_link and posts else {}
    return {
        "may_link": may_link,
        "rows": [(post, post.person_id in members, sign_ins.get(post.person_id)) for post in posts],
        "groups": sub_groups_on(club, day),
        "may_keep_groups": "board.found_sub_group" in rights,
        "may_appoint": "board.appoint_to_board" in rights,
        "may_end": "board.end_board_post" in rights,
        "may_correct": "board.correct_board_term" in rights,
    }


register_panel(Panel("board/_panel.html", _panel, order=10))
