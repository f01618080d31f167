"""What the board holds about a person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import COUNTED, Erase, Group, Held, holds

from .models import BoardPost, SignInPerson, SubGroup, SubGroupMember

LED_BY = _("Ban chủ nhiệm, tổ nhóm của câu lạc bộ")

holds(
    Held(
        BoardPost,
        Group.ACTIVITY,
        LED_BY,
        ("person",),
        kept_because=_("Việc của ban chủ nhiệm các năm trước; không còn nêu tên"),
        words=("title", "decided_by"),
        clubs="club",
    ),
    Held(SignInPerson, Group.ACCOUNT, _("Không ai tự quyết khoản vay của mình"), ("person",), Erase.DELETE),
    Held(SubGroup, Group.ACTIVITY, LED_BY, words=("name",), clubs="club"),
    Held(SubGroupMember, Group.ACTIVITY, LED_BY, ("membership__person",), kept_because=COUNTED),
)
