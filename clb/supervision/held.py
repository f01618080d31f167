"""What supervision holds about a person: the lines of a recount, and words of visits. Findings name no member."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Erase, Group, Held, holds, holds_nobody

from .models import (
    ChecklistAnswer,
    ChecklistVersion,
    CorrectiveAction,
    Recount,
    SampleItem,
    SupervisionFile,
    SupervisionFinding,
    SupervisionLine,
    SupervisionProgramme,
    SupervisionVisit,
    SupportGiven,
    VisitTeamMember,
)

SUPERVISION = _("Giám sát, chấn chỉnh, hỗ trợ câu lạc bộ theo kế hoạch")

holds(
    Held(
        SampleItem,
        Group.ACTIVITY,
        SUPERVISION,
        ("membership__person", "loan__person"),
        Erase.DELETE,
        shown=("recount__drawn_on", "kind", "outcome", "book_vnd", "found_vnd"),
    ),
    Held(
        SupervisionVisit,
        Group.ACTIVITY,
        SUPERVISION,
        words=("place", "met_with", "summary", "club_words", "cancelled_because"),
        clubs="club",
    ),
    Held(ChecklistAnswer, Group.ACTIVITY, SUPERVISION, words=("note",), clubs="visit__club"),
    Held(VisitTeamMember, Group.ACTIVITY, SUPERVISION, words=("name", "title"), clubs="visit__club"),
    Held(SupportGiven, Group.ACTIVITY, SUPERVISION, words=("text",), clubs="visit__club"),
    Held(SupervisionFinding, Group.ACTIVITY, SUPERVISION, words=("text", "club_answer"), clubs="club"),
    Held(
        CorrectiveAction,
        Group.ACTIVITY,
        SUPERVISION,
        words=("text", "owner", "done_words", "returned_because", "verified_words"),
        clubs="finding__club",
    ),
    Held(SupervisionLine, Group.ACTIVITY, SUPERVISION, words=("because",), clubs="club"),
)
holds_nobody(_("Địa bàn, năm, cơ quan, văn bản; câu hỏi của phiếu"), SupervisionProgramme, ChecklistVersion)
holds_nobody(_("Chỉ có số đếm và số bốc mẫu"), Recount)
holds_nobody(
    _("Ảnh, giấy tờ của một phát hiện: phần mềm không biết ai có trong ảnh, người xử lý yêu cầu xem bằng mắt"),
    SupervisionFile,
)
