"""What is typed about people cared for, what is agreed, and how much help they need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.care.models import CareClient, NeedsAssessment
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.law.scales import Item, Scale, all_scales
from clb.members.fields import PERSONAL, BirthField, PhoneField, UnitField, address_field
from clb.members.models import Consent, Membership, Person
from clb.members.queries import home_units
from clb.places.models import Unit

from .parts import READ, MemberField, OfClient, OfClub, chosen, kinds_field, members_of, weekdays_field

ANY_SEX = [("", _("Ai cũng được")), *Person.Sex.choices]


class AddClient(OfClub):
    """Someone is cared for at home."""

    sensitive = PERSONAL | {"hamlet", "consent_proof", "kin_phone", "wished_sex"}

    membership = MemberField(
        Membership.objects.none(),
        label=_("Thành viên"),
        required=False,
        empty_label=_("— người ngoài câu lạc bộ —"),
        help_text=_("Thành viên phải đã đồng ý cho ghi việc sức khỏe."),
    )
    from_on = DayField(label=_("Chăm sóc từ ngày"))
    wished_sex = forms.ChoiceField(
        label=_("Muốn người chăm sóc là"), choices=ANY_SEX, required=False, widget=forms.RadioSelect
    )
    full_name = forms.CharField(label=_("Người ngoài: họ và tên"), max_length=120, required=False)
    sex = forms.ChoiceField(
        label=_("Người ngoài: giới tính"), choices=[("", _("—")), *Person.Sex.choices], required=False
    )
    birth = BirthField(label=_("Người ngoài: năm sinh hoặc ngày sinh"), required=False)
    who_it_is = forms.ChoiceField(
        label=_("Người ngoài: nếu đã có người cùng họ tên, giới tính, năm sinh"),
        choices=[("", _("Chưa biết có")), ("SAME", _("Đúng là người ấy")), ("OTHER", _("Người khác"))],
        required=False,
        widget=forms.RadioSelect,
    )
    hamlet = UnitField(label=_("Người ngoài: ở ấp, khóm nào"), required=False, empty_label=_("Chưa rõ"))
    address = address_field()
    phone = PhoneField(label=_("Người ngoài: điện thoại"), required=False)
    consent_proof = forms.ChoiceField(
        label=_("Người ngoài: đã đồng ý, giữ bằng chứng thế nào"),
        choices=[("", _("Chưa hỏi")), *Consent.Proof.choices],
        required=False,
        help_text=_("Đồng ý cho ghi tên, nơi ở, điện thoại, người thân và việc sức khỏe để được chăm sóc."),
    )
    kin_name = forms.CharField(label=_("Người thân: tên"), max_length=120, required=False)
    kin_relation = forms.CharField(label=_("Người thân: quan hệ"), max_length=60, required=False)
    kin_phone = PhoneField(label=_("Người thân: điện thoại"), required=False)

    def scope(self, by: Any) -> None:
        """Clubs whose care I may read, members of the one chosen, hamlets around."""
        super().scope(by)
        self.narrow("membership", members_of(by, chosen(self, "club")))
        field = self.fields["hamlet"]
        assert isinstance(field, UnitField)
        field.offer(home_units(by, READ))


class CorrectClient(OfClient):
    """The first day or the wish was written down wrong."""

    sensitive = frozenset({"wished_sex"})

    from_on = DayField(label=_("Chăm sóc từ ngày"))
    wished_sex = forms.ChoiceField(
        label=_("Muốn người chăm sóc là"), choices=ANY_SEX, required=False, widget=forms.RadioSelect
    )


class CloseClient(OfClient):
    """The care ends."""

    sensitive = frozenset({"end_reason"})

    until_on = DayField(label=_("Chăm sóc đến hết ngày"))
    end_reason = forms.ChoiceField(
        label=_("Vì sao thôi"), choices=CareClient.EndReason.choices, widget=forms.RadioSelect
    )


class PlanCare(OfClient):
    """What is agreed from a day on. Aims and kinds stay out of the journal."""

    sensitive = frozenset({"kinds"})

    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"), help_text=_("Dài nhất một năm; hết hạn thì xem lại và lập tiếp."))
    weekdays = weekdays_field(_("Đến vào những ngày nào"))
    every_weeks = forms.TypedChoiceField(
        label=_("Mấy tuần một lần"),
        choices=[
            ("1", _("Tuần nào cũng đến")),
            ("2", _("2 tuần một lần")),
            ("3", _("3 tuần một lần")),
            ("4", _("4 tuần một lần")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    kinds = kinds_field(_("Chăm sóc gì"))
    aims = forms.CharField(
        label=_("Mong đạt được gì"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: tự đi ra sân được, uống thuốc đủ, bớt buồn."),
    )
    review_on = DayField(label=_("Ngày xem lại"))


def _question(item: Item) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=item.text,
        choices=[(str(score), words) for score, words in item.options],
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )


QUESTIONS = {
    f"{scale.lower()}_{item.code}": (scale, item)
    for scale in NeedsAssessment.Scale.values
    for item in all_scales()[scale][-1].items
}


class _Assessed(OfClient):
    sensitive = frozenset(QUESTIONS)

    assessed_on = DayField(label=_("Ngày đánh giá"))

    def sections(self) -> list[tuple[Scale, list[forms.BoundField]]]:
        """Each scale with its questions, for the page."""
        scales = [all_scales()[id][-1] for id in NeedsAssessment.Scale.values]
        return [(s, [self[name] for name, (id, _item) in QUESTIONS.items() if id == s.id]) for s in scales]

    def clean(self) -> dict[str, Any]:
        """The service takes the answers by scale and question."""
        cleaned: dict[str, Any] = super().clean() or {}
        answers: dict[str, dict[str, int]] = {}
        for name, (scale, item) in QUESTIONS.items():
            score = cleaned.pop(name, None)
            if score is not None:
                answers.setdefault(scale, {})[item.code] = score
        cleaned["answers"] = answers
        return cleaned


# A field for each question of the scales, made from the data, so that page and API ask the same.
AssessNeeds: type[CommandForm] = type(
    "AssessNeeds",
    (_Assessed,),
    {"__doc__": "How much help somebody needs.", "__module__": __name__}
    | {name: _question(item) for name, (_scale, item) in QUESTIONS.items()},
)


class DropAssessment(CommandForm):
    """An assessment written down wrong."""

    assessment = forms.ModelChoiceField(NeedsAssessment.objects.none(), label=_("Đánh giá"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Assessments of clients that I may see."""
        self.narrow("assessment", NeedsAssessment.objects.visible_to(by).select_related("client__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        row: NeedsAssessment = self.cleaned_data["assessment"]
        return row.client.club.unit
