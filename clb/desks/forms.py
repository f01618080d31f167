"""What is typed at a desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.access.models import Assignment
from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import names_on
from clb.plans.models import Task

from .models import NextStep, Note, Petition, PetitionAnswer
from .queries.lists import asked_places, desks_of, duties_served, places_noted, steps_for

MOST_CHOICES = 200  # more than these are typed by their key


class OfficeField(forms.ModelChoiceField):
    """An office that the person holds, with its place."""

    def label_from_instance(self, obj: Any) -> str:
        """The office and the unit's name."""
        return f"{obj.get_role_display()}, {names_on([obj.unit_id], timezone.localdate())[obj.unit_id]}"


class TaskField(forms.ModelChoiceField):
    """A duty by its first words."""

    def label_from_instance(self, obj: Any) -> str:
        """The words, shortened."""
        return f"{obj.text[:90]}{'…' if len(obj.text) > 90 else ''}"


def among(form: CommandForm, name: str, units: QuerySet[Unit], empty: Any) -> None:
    """Let a field choose among `units` by name where they are few; else their key is typed."""
    form.narrow(name, units)
    few = list(units.order_by("pk")[: MOST_CHOICES + 1])
    if len(few) <= MOST_CHOICES:
        names = names_on([unit.pk for unit in few], timezone.localdate())
        choices = sorted(((unit.key, names.get(unit.pk, unit.key)) for unit in few), key=lambda pair: pair[1])
        form.fields[name].widget = forms.Select(choices=[*([("", empty)] if empty else []), *choices])


def unit_field(**kwargs: Any) -> forms.ModelChoiceField:
    """A unit by its key."""
    message = _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")
    messages = {"invalid_choice": message}
    return forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="key", widget=forms.TextInput, error_messages=messages, **kwargs
    )


class AtDesk(CommandForm):
    """Something written at one of my desks."""

    office = OfficeField(Assignment.objects.none(), label=_("Cơ quan ghi"), empty_label=None)

    def scope(self, by: Any) -> None:
        """Offices that I hold today."""
        mine = desks_of(by, timezone.localdate())
        self.narrow("office", mine)
        if mine.count() == 1:
            self.fields["office"].widget = forms.HiddenInput()

    def unit(self) -> Unit:
        """Where the office is held."""
        office: Assignment = self.cleaned_data["office"]
        return office.unit


class NoteTold(CommandForm):
    """What is told in a note."""

    sensitive = frozenset({"text"})

    kind = forms.ChoiceField(label=_("Loại"), choices=Note.Kind.choices, widget=forms.RadioSelect)
    noted_on = DayField(label=_("Ngày"))
    about = unit_field(label=_("Câu lạc bộ hoặc xã được nêu"), required=False)
    text = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    audience = forms.ChoiceField(
        label=_("Ai được xem"), choices=Note.Audience.choices, widget=forms.RadioSelect, initial="LEADERS"
    )
    task = TaskField(
        Task.objects.none(), label=_("Phục vụ nhiệm vụ nào của kế hoạch"), required=False, empty_label=_("Không gắn")
    )
    file = EvidenceField(label=_("Ảnh hoặc văn bản kèm theo"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs and communes that I may see; duties of mine."""
        among(self, "about", places_noted(by), _("Không nêu nơi nào"))
        self.narrow("task", duties_served(by))


class RecordNote(AtDesk, NoteTold):
    """A note of an agency."""

    def scope(self, by: Any) -> None:
        """My offices, places and duties."""
        AtDesk.scope(self, by)
        NoteTold.scope(self, by)


class OfNote(CommandForm):
    """Something about one note."""

    note = forms.ModelChoiceField(Note.objects.none(), label=_("Ghi nhận"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Notes that I may see."""
        self.narrow("note", Note.objects.visible_to(by).select_related("unit", "file"))

    def unit(self) -> Unit:
        """Where it was written."""
        note: Note = self.cleaned_data["note"]
        return note.unit


class CorrectNote(OfNote, NoteTold):
    """A note is put right."""

    field_order = ["note"]

    def scope(self, by: Any) -> None:
        """Notes, places and duties that I may see."""
        OfNote.scope(self, by)
        NoteTold.scope(self, by)


class DropNote(OfNote):
    """A note written by mistake."""


class SendPetition(AtDesk):
    """A proposal to a People's Committee."""

    sensitive = frozenset({"text", "about"})

    to_place = unit_field(label=_("Gửi Ủy ban nhân dân"))
    about = forms.CharField(label=_("Về việc"), max_length=200)
    text = forms.CharField(label=_("Kiến nghị, đề xuất gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    sent_on = DayField(label=_("Ngày gửi"))
    answer_by = DayField(label=_("Xin trả lời trước ngày"))
    file = EvidenceField(label=_("Văn bản kèm theo"), required=False)

    def scope(self, by: Any) -> None:
        """My offices, and the units at and above them."""
        super().scope(by)
        among(self, "to_place", asked_places(by, timezone.localdate()), "")


class OfPetition(CommandForm):
    """Something about one proposal."""

    petition = forms.ModelChoiceField(Petition.objects.none(), label=_("Kiến nghị"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Proposals that I may see."""
        rows = Petition.objects.visible_to(by).select_related("unit", "to_place", "file")
        self.narrow("petition", rows)

    def unit(self) -> Unit:
        """From where it was sent."""
        petition: Petition = self.cleaned_data["petition"]
        return petition.unit


class DropPetition(OfPetition):
    """A proposal recorded by mistake."""


class OfAnswer(OfPetition):
    """The answer to a proposal: by whoever is asked, or by the office that got it."""

    def unit(self) -> Unit:
        """To where it was sent, for whoever answers there; else from where, for the office that got the answer."""
        petition: Petition = self.cleaned_data["petition"]
        answers_there = self.by.may("desks.answer_petition", petition.to_place)
        return petition.to_place if answers_there else petition.unit


class AnswerPetition(OfAnswer):
    """The answer is written down."""

    sensitive = frozenset({"text"})

    outcome = forms.ChoiceField(label=_("Kết quả"), choices=PetitionAnswer.Outcome.choices, widget=forms.RadioSelect)
    answered_on = DayField(label=_("Ngày trả lời"))
    text = forms.CharField(label=_("Nội dung trả lời"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=60, required=False)


class TakeBackAnswer(OfAnswer):
    """An answer written by mistake."""


class PlanNextStep(CommandForm):
    """Something to be done after a note or a proposal."""

    note = forms.ModelChoiceField(Note.objects.none(), label=_("Ghi nhận"), widget=forms.HiddenInput, required=False)
    petition = forms.ModelChoiceField(
        Petition.objects.none(), label=_("Kiến nghị"), widget=forms.HiddenInput, required=False
    )
    text = forms.CharField(label=_("Việc làm tiếp"), max_length=300)
    owner = forms.CharField(label=_("Ai làm"), max_length=120)
    due_on = DayField(label=_("Hạn"))

    def scope(self, by: Any) -> None:
        """Notes and proposals that I may see."""
        self.narrow("note", Note.objects.visible_to(by).select_related("unit"))
        self.narrow("petition", Petition.objects.visible_to(by).select_related("unit"))

    def clean(self) -> dict[str, Any]:
        """It follows from something."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("note") or cleaned.get("petition")):
            self.add_error(None, _("Việc làm tiếp thuộc về một ghi nhận hoặc một kiến nghị."))
        return cleaned

    def unit(self) -> Unit:
        """Where that was written."""
        after: Note | Petition = self.cleaned_data.get("note") or self.cleaned_data["petition"]
        return after.unit


class FinishNextStep(CommandForm):
    """It is done."""

    step = forms.ModelChoiceField(NextStep.objects.none(), label=_("Việc"), widget=forms.HiddenInput)
    done_on = DayField(label=_("Xong ngày"))
    result = forms.CharField(label=_("Kết quả"), max_length=400, required=False)

    def scope(self, by: Any) -> None:
        """Steps after what I may see."""
        self.narrow("step", steps_for(by).select_related("note__unit", "petition__unit"))

    def unit(self) -> Unit:
        """Where that was written."""
        step: NextStep = self.cleaned_data["step"]
        return step.after.unit
