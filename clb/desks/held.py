"""Notes and proposals are an agency's words; a member's name may stand in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds

from .models import NextStep, Note, Petition, PetitionAnswer

SUPERVISED = _("Giám sát, kiến nghị của các cơ quan")

holds(
    Held(Note, Group.ACTIVITY, SUPERVISED, words=("text",), clubs="about__club", kept_files=("file",)),
    Held(Petition, Group.ACTIVITY, SUPERVISED, words=("text", "about"), kept_files=("file",)),
    Held(PetitionAnswer, Group.ACTIVITY, SUPERVISED, words=("text",)),
    Held(NextStep, Group.ACTIVITY, SUPERVISED, words=("text", "owner", "result"), clubs="note__about__club"),
)
