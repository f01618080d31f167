"""What is typed about a year's programme and a place's checklist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.fields import UnitField
from clb.places.models import Unit
from clb.places.queries import within
from clb.supervision.models import BODIES, SupervisionLine, SupervisionProgramme
from clb.supervision.queries.visits import units_with

MOST_TO_VISIT = 500


def months(*, required: bool) -> forms.TypedChoiceField:
    """A month of the programme's year."""
    choices = [("", _("Chưa định")), *((str(n), f"{n}") for n in range(1, 13))]
    return forms.TypedChoiceField(
        label=_("Tháng dự kiến"), choices=choices, coerce=int, empty_value=None, required=required
    )


def chosen(form: CommandForm, name: str) -> Any:
    """The record that field `name` of a form names, typed or from the start, if it is one of its choices; else None."""
    try:
        return form.fields[name].clean(form.data.get(name) or form.initial.get(name))
    except ValidationError:
        return None


class AtPlace(CommandForm):
    """Something at a place of one's own office."""

    unit_key = UnitField(label=_("Địa bàn"), empty_label=None)
    right = ""

    def scope(self, by: Any) -> None:
        """Places where I hold the right by an office there."""
        self.fields["unit_key"].offer(units_with(by, self.right))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The service calls it the unit."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["unit"] = cleaned.pop("unit_key", None)
        return cleaned

    def attach(self, error: Any) -> None:
        """What the service says of the unit stands beside the place."""
        if hasattr(error, "error_dict") and "unit" in error.error_dict:
            error.error_dict["unit_key"] = error.error_dict.pop("unit")
        super().attach(error)

    def unit(self) -> Unit:
        """The place."""
        unit: Unit = self.cleaned_data["unit"]
        return unit


class StartProgramme(AtPlace):
    """A programme is drawn up from the ranking."""

    right = "supervision.start_programme"
    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)
    lead = forms.ChoiceField(label=_("Cơ quan chủ trì"), choices=BODIES)
    bodies = forms.MultipleChoiceField(
        label=_("Cơ quan cùng tham gia"), choices=BODIES, required=False, widget=forms.CheckboxSelectMultiple
    )
    how_many = forms.IntegerField(
        label=_("Giám sát bao nhiêu câu lạc bộ"),
        help_text=_("Lấy từ câu lạc bộ có nguy cơ cao nhất; sau đó vẫn thêm, bỏ được, có ghi lý do."),
        min_value=1,
        max_value=MOST_TO_VISIT,
    )
    aims = forms.CharField(
        label=_("Mục đích, yêu cầu"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ["unit_key"]


class OfProgramme(CommandForm):
    """Something about one programme."""

    programme = forms.ModelChoiceField(
        SupervisionProgramme.objects.none(), label=_("Chương trình"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Programmes that I may see."""
        self.narrow("programme", SupervisionProgramme.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where it is."""
        programme: SupervisionProgramme = self.cleaned_data["programme"]
        return programme.unit


class AddSupervisedClub(OfProgramme):
    """An officer adds a club."""

    narrowing = ("programme",)
    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), empty_label=_("Hãy chọn"))
    because = forms.CharField(label=_("Vì sao thêm"), max_length=300)
    month = months(required=False)

    def scope(self, by: Any) -> None:
        """Clubs that I may see on the programme's ground and that are not in it."""
        super().scope(by)
        clubs = Club.objects.visible_to(by)
        programme = chosen(self, "programme")
        if programme is not None:
            today = timezone.localdate()
            inside = programme.lines.filter(is_in=True).values("club")
            clubs = clubs.under(within(programme.unit, today)).alive_on(today).exclude(pk__in=inside)
        self.narrow("club", clubs.order_by("search_key", "pk"))


class ApproveProgramme(OfProgramme):
    """The programme stands."""

    approved_on = DayField(label=_("Ngày duyệt"))
    approved_as = forms.CharField(label=_("Theo văn bản số"), max_length=200, required=False)


class OfLine(CommandForm):
    """Something about one club of a programme."""

    line = forms.ModelChoiceField(
        SupervisionLine.objects.none(), label=_("Câu lạc bộ trong chương trình"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Lines of programmes that I may see."""
        rows = SupervisionLine.objects.filter(programme__in=SupervisionProgramme.objects.visible_to(by))
        self.narrow("line", rows.select_related("programme__unit", "club__unit"))

    def unit(self) -> Unit:
        """Where the programme is."""
        line: SupervisionLine = self.cleaned_data["line"]
        return line.programme.unit


class LeaveOutClub(OfLine):
    """A club is left out."""

    because = forms.CharField(label=_("Vì sao bỏ"), max_length=300)


class SetSupervisionMonth(OfLine):
    """The month in which a team is to go."""

    month = months(required=True)


class AdoptChecklist(AtPlace):
    """A place's own checklist."""

    right = "supervision.adopt_checklist"
    from_on = DayField(label=_("Dùng từ ngày"))
    title = forms.CharField(label=_("Tên phiếu"), max_length=200)
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)
    questions = forms.CharField(
        label=_("Các câu hỏi"),
        help_text=_("Mỗi dòng một câu hỏi. Dòng bắt đầu bằng dấu # là tên mục."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    field_order = ["unit_key"]
