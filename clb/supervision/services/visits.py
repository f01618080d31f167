"""A visit from its day to its conclusion: who goes, what was looked at, what help was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.rows import RowError
from clb.kernel.text import plain, tidy
from clb.supervision.models import ChecklistAnswer, SupervisionLine, SupervisionVisit, SupportGiven, VisitTeamMember
from clb.supervision.queries.visits import checklist_for


def locked(visit: SupervisionVisit) -> SupervisionVisit:
    """The visit as it stands now, held until the transaction ends."""
    found: SupervisionVisit = SupervisionVisit.objects.select_for_update(no_key=True).get(pk=visit.pk)
    return found


def being_written(visit: SupervisionVisit) -> SupervisionVisit:
    """The same, if the team was there and has not concluded. Raises ValidationError where it can't be written into."""
    row = locked(visit)
    if row.concluded_on:
        raise ValidationError(_("Lần giám sát này đã kết luận ngày %s.") % f"{row.concluded_on:%d/%m/%Y}")
    if not row.carried_on:
        raise ValidationError(_("Hãy ghi đoàn đã đến trước."))
    return row


def plan_visit(*, by: User, line: SupervisionLine, planned_on: date) -> SupervisionVisit:
    """A day for a club of an approved programme; its questions are those in force on that day.

    Raises ValidationError where the programme is not approved, the club was left out or has ended, or a visit is still
    open.
    """
    programme, club = line.programme, line.club
    if not programme.approved_on:
        raise ValidationError(_("Chương trình chưa được duyệt."))
    if not line.is_in:
        raise ValidationError(_("Câu lạc bộ này đã được bỏ khỏi chương trình."))
    _in_time(planned_on, programme.year, programme.approved_on)
    if not Club.objects.alive_on(min(planned_on, timezone.localdate())).filter(pk=club.pk).exists():
        raise ValidationError(_("Câu lạc bộ này không còn hoạt động."))
    checklist = checklist_for(club.unit, planned_on)
    row = SupervisionVisit(programme=programme, club=club, planned_on=planned_on, sections=checklist.sections)
    row.checklist_title, row.checklist_source = checklist.title, checklist.source
    row.validate_constraints()
    row.save()
    return row


def _in_time(planned_on: date, year: int, approved_on: date) -> None:
    if planned_on < approved_on:
        raise ValidationError({"planned_on": _("Ngày đi không được trước ngày duyệt chương trình.")})
    if planned_on.year not in (year, year + 1):
        raise ValidationError({"planned_on": _("Ngày đi phải thuộc năm %d (hoặc đầu năm sau).") % year})


def move_visit(*, by: User, visit: SupervisionVisit, planned_on: date) -> SupervisionVisit:
    """Another day. Raises ValidationError where the team has been there or does not go at all."""
    row = _planned(visit)
    assert row.programme.approved_on is not None
    _in_time(planned_on, row.programme.year, row.programme.approved_on)
    row.planned_on = planned_on
    row.save(update_fields=["planned_on"])
    return row


def cancel_visit(*, by: User, visit: SupervisionVisit, because: str) -> SupervisionVisit:
    """The team does not go, and why. Raises ValidationError as `move_visit` does."""
    row = _planned(visit)
    if not plain(because):
        raise ValidationError({"because": _("Hãy ghi lý do.")})
    row.cancelled_on, row.cancelled_because = timezone.localdate(), tidy(because)
    row.save(update_fields=["cancelled_on", "cancelled_because"])
    return row


def _planned(visit: SupervisionVisit) -> SupervisionVisit:
    row = locked(visit)
    if row.carried_on:
        raise ValidationError(_("Đoàn đã đến ngày %s.") % f"{row.carried_on:%d/%m/%Y}")
    if row.cancelled_on:
        raise ValidationError(_("Lần giám sát này đã được bỏ."))
    return row


def add_team_member(
    *, by: User, visit: SupervisionVisit, body: str, name: str, title: str = "", is_head: bool = False
) -> VisitTeamMember:
    """Somebody goes along. Raises ValidationError for a second head, the same person twice, a concluded visit."""
    held = locked(visit)
    if held.concluded_on or held.cancelled_on:
        raise ValidationError(_("Lần giám sát này đã kết thúc, không sửa đoàn được nữa."))
    row = VisitTeamMember(visit=held, body=body, name=tidy(name), title=tidy(title), is_head=is_head)
    if not plain(name):
        raise ValidationError({"name": _("Hãy ghi họ và tên.")})
    row.validate_constraints()
    row.save()
    return row


def drop_team_member(*, by: User, member: VisitTeamMember) -> str:
    """Somebody does not go. Raises ValidationError where the visit is concluded."""
    if locked(member.visit).concluded_on:
        raise ValidationError(_("Lần giám sát này đã kết luận, không sửa đoàn được nữa."))
    pk = str(member.visit_id)
    member.delete()
    return pk


def carry_out_visit(
    *, by: User, visit: SupervisionVisit, carried_on: date, place: str = "", met_with: str = ""
) -> SupervisionVisit:
    """The team is there. Raises ValidationError for a day to come, before the programme was approved, without a team,
    and where it has been there before."""
    row = _planned(visit)
    approved_on = row.programme.approved_on
    if carried_on > timezone.localdate():
        raise ValidationError({"carried_on": _("Ngày đến không được ở tương lai.")})
    if approved_on and carried_on < approved_on:
        raise ValidationError({"carried_on": _("Ngày đến không được trước ngày duyệt chương trình.")})
    if not row.team.exists():
        raise ValidationError(_("Hãy ghi đoàn gồm những ai trước."))
    row.carried_on, row.place, row.met_with = carried_on, tidy(place), tidy(met_with)
    row.save(update_fields=["carried_on", "place", "met_with"])
    return row


def answer_checklist(*, by: User, visit: SupervisionVisit, answers: Sequence[dict[str, Any]]) -> SupervisionVisit:
    """What the team saw, question by question; rows that are not sent stay as they are, an empty one goes.

    Raises ValidationError where the visit is not under way, or a question is none of its checklist.
    """
    row = being_written(visit)
    known = row.questions
    wrong = [
        RowError(_("Phiếu không có câu hỏi này."), row=one["question"])
        for one in answers
        if one["question"] not in known
    ]
    wrong += [
        RowError(_("Hãy chọn một trả lời."), row=one["question"], column="answer")
        for one in answers
        if not one.get("is_removed") and not one["answer"]
    ]
    if wrong:
        raise ValidationError({"answers": wrong})
    row.answers.filter(question__in=[one["question"] for one in answers]).delete()
    kept = [one for one in answers if not one.get("is_removed")]
    ChecklistAnswer.objects.bulk_create(
        ChecklistAnswer(visit=row, question=one["question"], answer=one["answer"], note=tidy(one["note"] or ""))
        for one in kept
    )
    return row


def record_support(*, by: User, visit: SupervisionVisit, kind: str, text: str, people: int, body: str) -> SupportGiven:
    """Help that was given on the spot. Raises ValidationError where the visit is not under way."""
    row = being_written(visit)
    if not plain(text):
        raise ValidationError({"text": _("Hãy ghi đã hướng dẫn gì.")})
    return SupportGiven.objects.create(visit=row, kind=kind, text=tidy(text), people=people, body=body)


def conclude_visit(
    *, by: User, visit: SupervisionVisit, concluded_on: date, summary: str, club_words: str = ""
) -> SupervisionVisit:
    """The team concludes; from now on only what is to be done about its findings goes on.

    Raises ValidationError for a day to come or before the visit, without a conclusion, and where it was concluded.
    """
    row = being_written(visit)
    assert row.carried_on is not None
    if not row.carried_on <= concluded_on <= timezone.localdate():
        raise ValidationError({"concluded_on": _("Ngày kết luận phải từ ngày đến tới hôm nay.")})
    if not plain(summary):
        raise ValidationError({"summary": _("Hãy ghi kết luận của đoàn.")})
    idle = row.findings.filter(actions__isnull=True, is_fixed_at_once=False).order_by("number").first()
    if idle is not None:
        raise ValidationError(_("Phát hiện số %d chưa có việc khắc phục: ai làm, đến ngày nào.") % idle.number)
    row.concluded_on, row.summary, row.club_words = concluded_on, summary.strip(), club_words.strip()
    row.save(update_fields=["concluded_on", "summary", "club_words"])
    return row
