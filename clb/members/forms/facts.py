"""What is typed about a person's circumstances; sensitive ones only by who may read them there."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.members.models import Circumstance, Consent, Person
from clb.members.queries import unit_of_person
from clb.places.models import Unit

from .people import OfPerson

SENSITIVE = "members.read_sensitive"


class RecordCircumstance(OfPerson):
    """Something that holds of a person from a day on."""

    sensitive = frozenset({"kind", "ethnic_group"})

    kind = forms.ChoiceField(label=_("Hoàn cảnh"), choices=Circumstance.Kind.choices, widget=forms.RadioSelect)
    ethnic_group = forms.CharField(
        label=_("Tên dân tộc"), max_length=60, required=False, help_text=_("Chỉ ghi khi chọn «Dân tộc thiểu số».")
    )
    from_on = DayField(label=_("Từ ngày"))

    def scope(self, by: Any) -> None:
        """People whom I may see; sensitive kinds for who may read such things somewhere."""
        super().scope(by)
        ordinary = [(v, label) for v, label in Circumstance.Kind.choices if v in Circumstance.ORDINARY]
        if by.may_anywhere(SENSITIVE):
            self.narrow("kind", Circumstance.Kind.choices)
        else:
            self.narrow("kind", ordinary)
            self.fields.pop("ethnic_group", None)

    def clean(self) -> dict[str, Any] | None:
        """A sensitive kind wants the right where the person is."""
        person, kind = self.cleaned_data.get("person"), self.cleaned_data.get("kind")
        is_sensitive = kind and kind not in Circumstance.ORDINARY
        if person and is_sensitive and not self.by.may(SENSITIVE, unit_of_person(self.by, person)):
            raise ValidationError({"kind": _("Bạn không được ghi điều nhạy cảm của người này.")})
        return super().clean()


class EndCircumstance(CommandForm):
    """It no longer holds."""

    circumstance = forms.ModelChoiceField(Circumstance.objects.none(), label=_("Hoàn cảnh"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Circumstances that I may see."""
        self.narrow("circumstance", Circumstance.objects.visible_to(by).select_related("person"))

    def unit(self) -> Unit:
        """Where the person is a member."""
        person: Person = self.cleaned_data["circumstance"].person
        return unit_of_person(self.by, person)


class RecordConsent(OfPerson):
    """The person's own answer. Nothing is chosen beforehand."""

    sensitive = frozenset({"answer"})

    purpose = forms.ChoiceField(label=_("Hỏi về việc"), choices=Consent.Purpose.choices, widget=forms.RadioSelect)
    answer = forms.ChoiceField(label=_("Người này trả lời"), choices=Consent.Answer.choices, widget=forms.RadioSelect)
    given_on = DayField(label=_("Trả lời ngày"))
    proof = forms.ChoiceField(label=_("Bằng chứng"), choices=Consent.Proof.choices, widget=forms.RadioSelect)
    proof_note = forms.CharField(label=_("Bằng chứng giữ ở đâu"), max_length=200, required=False)
    proof_file = EvidenceField(label=_("Ảnh chụp hoặc bản quét của bằng chứng"), required=False)


class WithdrawConsent(CommandForm):
    """An answer taken back."""

    consent = forms.ModelChoiceField(Consent.objects.none(), label=_("Câu trả lời"), widget=forms.HiddenInput)
    withdrawn_on = DayField(label=_("Rút lại ngày"))

    def scope(self, by: Any) -> None:
        """Answers of people whom I may see."""
        self.narrow("consent", Consent.objects.visible_to(by).select_related("person"))

    def unit(self) -> Unit:
        """Where the person is a member."""
        person: Person = self.cleaned_data["consent"].person
        return unit_of_person(self.by, person)
