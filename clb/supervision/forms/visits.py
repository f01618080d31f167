"""What is typed about a visit: its day, its team, the checklist, the recount, the conclusion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.rows import RowsField
from clb.kernel.schema import CommandForm
from clb.meetings.models import Meeting
from clb.places.models import Unit
from clb.supervision.models import (
    BODIES,
    ChecklistAnswer,
    Outcome,
    SupervisionVisit,
    SupportGiven,
    VisitTeamMember,
)

from .programmes import OfLine, chosen

NO_NAMES = _("Không ghi tên thành viên.")


def words(label: Any, length: int, *, rows: int = 0, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A text of so many characters; of several lines where `rows` says so."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=length, required=required, widget=widget, help_text=help_text)


class PlanVisit(OfLine):
    """A day for a club."""

    planned_on = DayField(label=_("Ngày đi"))


class OfVisit(CommandForm):
    """Something that the team does about one visit."""

    visit = forms.ModelChoiceField(SupervisionVisit.objects.none(), label=_("Lần giám sát"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Visits that I may see."""
        rows = SupervisionVisit.objects.visible_to(by)
        self.narrow("visit", rows.select_related("programme__unit", "club__unit"))

    def unit(self) -> Unit:
        """The place of the programme: the team's acts are its, not the club's."""
        visit: SupervisionVisit = self.cleaned_data["visit"]
        return visit.programme.unit


class MoveVisit(OfVisit):
    """Another day."""

    planned_on = DayField(label=_("Ngày đi mới"))


class CancelVisit(OfVisit):
    """The team does not go."""

    because = words(_("Vì sao không đi"), 300)


class AddTeamMember(OfVisit):
    """Somebody goes along."""

    body = forms.ChoiceField(label=_("Cơ quan"), choices=BODIES)
    name = words(_("Họ và tên"), 120)
    title = words(_("Chức vụ"), 120, required=False)
    is_head = forms.BooleanField(label=_("Là trưởng đoàn"), required=False)


class DropTeamMember(CommandForm):
    """Somebody does not go."""

    member = forms.ModelChoiceField(
        VisitTeamMember.objects.none(), label=_("Thành viên đoàn"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Of visits that I may see."""
        rows = VisitTeamMember.objects.filter(visit__in=SupervisionVisit.objects.visible_to(by))
        self.narrow("member", rows.select_related("visit__programme__unit"))

    def unit(self) -> Unit:
        """The place of the programme."""
        member: VisitTeamMember = self.cleaned_data["member"]
        return member.visit.programme.unit


class CarryOutVisit(OfVisit):
    """The team is there."""

    carried_on = DayField(label=_("Ngày đến"))
    place = words(_("Nơi làm việc"), 200, required=False)
    met_with = words(_("Đại diện câu lạc bộ (họ tên, chức vụ)"), 300, required=False)


class AnswerChecklist(OfVisit):
    """What the team saw, question by question."""

    answers = RowsField(
        {
            "question": forms.CharField(max_length=20),
            "answer": forms.ChoiceField(choices=[("", "—"), *ChecklistAnswer.Answer.choices], required=False),
            "note": forms.CharField(max_length=300, required=False),
        },
        key="question",
        deciding=("answer", "note"),
        label=_("Trả lời"),
    )


class DrawRecount(OfVisit):
    """The lot is drawn."""

    narrowing = ("visit",)
    drawn_on = DayField(
        label=_("Đối chiếu theo sổ đến hết ngày"),
        help_text=_("Tiền trong hộp, số nợ được lấy từ sổ của ngày này."),
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Buổi họp được đối chiếu điểm danh"),
        required=False,
        empty_label=_("Buổi gần nhất có điểm danh"),
    )

    def scope(self, by: Any) -> None:
        """Closed meetings of clubs where I may read them; of the visit's club where it is known."""
        super().scope(by)
        rows = Meeting.objects.visible_to(by).filter(first_closed_at__isnull=False)
        visit = chosen(self, "visit")
        if visit is not None:
            rows = rows.filter(club=visit.club_id)
        field = self.fields["meeting"]
        field.label_from_instance = lambda row: f"{row.held_on:%d/%m/%Y}"  # type: ignore[attr-defined]
        self.narrow("meeting", rows.order_by("-held_on", "pk"))


class RecordRecount(OfVisit):
    """What came of lines of the sample. Never in the journal: a line is about somebody."""

    sensitive = frozenset({"results"})
    results = RowsField(
        {
            "item": forms.UUIDField(),
            "outcome": forms.ChoiceField(choices=[("", "—"), *Outcome.choices], required=False),
            "found_vnd": VndField(min_value=0, required=False),
            "note": forms.CharField(max_length=300, required=False),
        },
        key="item",
        deciding=("outcome", "found_vnd", "note"),
        label=_("Kết quả"),
    )


class RecordSupport(OfVisit):
    """Help that was given."""

    kind = forms.ChoiceField(label=_("Về việc gì"), choices=SupportGiven.Kind.choices)
    text = words(_("Đã hướng dẫn gì"), 500, rows=3, help_text=NO_NAMES)
    people = forms.IntegerField(label=_("Số người được hướng dẫn"), min_value=1, max_value=1_000)
    body = forms.ChoiceField(label=_("Cơ quan hướng dẫn"), choices=BODIES)


class ConcludeVisit(OfVisit):
    """The team concludes."""

    concluded_on = DayField(label=_("Ngày kết luận"))
    summary = words(_("Kết luận của đoàn"), 4000, rows=5, help_text=NO_NAMES)
    club_words = words(_("Ý kiến của câu lạc bộ"), 4000, rows=3, required=False)
