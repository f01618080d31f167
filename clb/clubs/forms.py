"""What is typed about clubs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .models import CharterRule, Club, ClubStatus, ConsolidationStep
from .queries import CLUB_PARENTS


class FoundClub(CommandForm):
    """A new club."""

    journal_text = frozenset({"name", "founding_decision"})

    name = forms.CharField(label=_("Tên câu lạc bộ"), max_length=200)
    parent = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Thuộc xã, phường hoặc ấp, khóm"),
        to_field_name="key",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")},
    )
    founded_on = DayField(label=_("Ngày thành lập"))
    founding_decision = forms.CharField(label=_("Quyết định thành lập (số, ngày)"), max_length=200, required=False)

    def scope(self, by: Any) -> None:
        """Communes and hamlets within reach, ended ones too for clubs of old."""
        reached = by.reach("clubs.found_club").values("below")
        self.narrow("parent", Unit.objects.filter(pk__in=reached, level__in=CLUB_PARENTS))

    def unit(self) -> Unit:
        """Where the club is founded."""
        parent: Unit = self.cleaned_data["parent"]
        return parent


class OfClub(CommandForm):
    """Something about one club."""

    club = forms.ModelChoiceField(Club.objects.none(), label=_("Câu lạc bộ"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Clubs that I may see."""
        self.narrow("club", Club.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        club: Club = self.cleaned_data["club"]
        return club.unit


class CorrectClub(OfClub):
    """A name or a decision's number put right."""

    journal_text = frozenset({"name", "founding_decision"})

    name = forms.CharField(label=_("Tên câu lạc bộ"), max_length=200)
    founding_decision = forms.CharField(label=_("Quyết định thành lập (số, ngày)"), max_length=200, required=False)


class SetStatus(OfClub):
    """A new status from a day on."""

    status = forms.ChoiceField(label=_("Tình trạng"), choices=[(s.value, s.label) for s in ClubStatus.LIVING])
    from_on = DayField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)
    document = forms.CharField(label=_("Văn bản"), max_length=200, required=False)


class CorrectStatus(SetStatus):
    """The newest status put right."""


# What helps to type each thing that a charter may fix.
HELP = {
    CharterRule.Item.FEE: _("Ví dụ: 20.000."),
    CharterRule.Item.LOAN_CAP: _("Ví dụ: 5.000.000 hoặc 5 triệu."),
    CharterRule.Item.RATE: _("Ví dụ: 12 hoặc 7,5; không lấy lãi thì ghi 0. Luật không cho quá 20% mỗi năm."),
    CharterRule.Item.TERM: _("Ví dụ: 12."),
    CharterRule.Item.QUORUM: _("Ví dụ: 66,67."),
    CharterRule.Item.MEETING_DAY: _("Ghi bằng lời, ví dụ: chủ nhật đầu tháng."),
    CharterRule.Item.GRACE: _("Ví dụ: 3. Trong các tháng này người vay chỉ trả lãi. Không ân hạn thì ghi 0."),
    CharterRule.Item.ROUNDING: _("Gợi ý: 1.000. Phần lẻ dồn vào kỳ cuối. Không làm tròn thì ghi 1."),
    CharterRule.Item.SPLIT: _("Ví dụ: 30 là cứ 100 đồng lãi thu được thì 30 đồng cho quỹ hoạt động."),
    CharterRule.Item.QUEUE: _("Diện nào trước ghi trước, cách nhau bằng dấu phẩy. Diện không ghi thì không xét đến."),
    CharterRule.Item.VISIT_DAYS: _("Gợi ý: 60. Quá số ngày này thì người vay hiện trong danh sách cần thăm."),
}
SUGGESTED = {
    CharterRule.Item.ROUNDING: "1.000",
    CharterRule.Item.QUEUE: ", ".join(str(label) for label in CharterRule.Priority.labels),
    CharterRule.Item.VISIT_DAYS: "60",
}


class SetCharterRule(OfClub):
    """What the charter says, from a day on."""

    journal_text = frozenset({"value"})

    item = forms.ChoiceField(label=_("Điều quy định"), choices=CharterRule.Item.choices)
    value = forms.CharField(
        label=_("Mức quy định"),
        max_length=200,
        help_text=_(
            "Một số (20.000 hoặc 12 hoặc 1,5); ngày sinh hoạt thì ghi bằng lời; cách trả nợ và thứ tự ưu tiên thì "
            "ghi mã hoặc tên gọi."
        ),
    )
    from_on = DayField(label=_("Áp dụng từ ngày"))
    adopted_by = forms.CharField(
        label=_("Thông qua tại (cuộc họp, văn bản nào)"),
        max_length=200,
        help_text=_("Ví dụ: họp toàn thể ngày 17/03/2026."),
    )

    def scope(self, by: Any) -> None:
        """Clubs that I may see; where it is known what the charter is to fix, only that is asked, in its own words."""
        super().scope(by)
        item = str(self.data.get("item", "") if self.is_bound else self.initial.get("item", ""))
        if item not in CharterRule.Item.values:
            return
        self.fields["item"].widget = forms.HiddenInput()
        value = self.fields["value"]
        value.label, value.help_text = CharterRule.Item(item).label, HELP.get(CharterRule.Item(item), "")
        if item == CharterRule.Item.METHOD:
            value.widget = forms.RadioSelect(choices=CharterRule.Method.choices)
        value.initial = SUGGESTED.get(CharterRule.Item(item))


class PlanConsolidationStep(OfClub):
    """Something to be done so that a weak club works again."""

    text = forms.CharField(label=_("Việc cần làm"), max_length=300)
    owner = forms.CharField(label=_("Ai làm"), max_length=120, help_text=_("Chức danh hoặc đơn vị, ví dụ: Chủ nhiệm."))
    due_on = DayField(label=_("Hạn"))


class OfConsolidationStep(CommandForm):
    """Something about one step of a consolidation plan."""

    step = forms.ModelChoiceField(ConsolidationStep.objects.none(), label=_("Việc"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Steps of clubs that I may see."""
        mine = ConsolidationStep.objects.filter(status__club__in=Club.objects.visible_to(by).values("pk"))
        self.narrow("step", mine.select_related("status__club__unit"))

    def unit(self) -> Unit:
        """The club's own unit."""
        step: ConsolidationStep = self.cleaned_data["step"]
        return step.status.club.unit


class FinishConsolidationStep(OfConsolidationStep):
    """It was done."""

    done_on = DayField(label=_("Xong ngày"))
    evidence = forms.CharField(label=_("Bằng chứng"), max_length=300)


class DropConsolidationStep(OfConsolidationStep):
    """It is taken out of the plan."""
