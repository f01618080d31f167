"""What is typed on the way to a club."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.board.models import BoardPost
from clb.clubs.models import CharterRule
from clb.clubs.queries import CLUB_PARENTS
from clb.fund.models import FundSource
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.members.fields import BirthField, class_field, name_field, sex_field
from clb.places.models import Unit

from .models import OWNER_CHOICES, Founding, FoundingCondition, FoundingStep, Pledge, Recruit

LONG = forms.Textarea(attrs={"rows": 4})


def _owner() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Phụ trách"), choices=OWNER_CHOICES)


def _hidden(model: Any, label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(model.objects.none(), label=label, widget=forms.HiddenInput)


class StartFounding(CommandForm):
    """An intention."""

    journal_text = frozenset({"name"})

    place = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Tại"),
        to_field_name="key",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")},
    )
    name = forms.CharField(label=_("Tên câu lạc bộ dự kiến"), max_length=200)
    need = forms.CharField(
        label=_("Vì sao cần câu lạc bộ ở đây"),
        max_length=2000,
        widget=LONG,
        help_text=_("Số người cao tuổi, hộ khó khăn, ai đứng ra, nơi sinh hoạt."),
    )
    started_on = DayField(label=_("Bắt đầu từ ngày"))
    launch_by = DayField(
        label=_("Dự kiến ra mắt trước ngày"), help_text=_("Hạn chung của các bước, sửa được từng bước.")
    )

    def scope(self, by: Any) -> None:
        """Communes and hamlets within reach."""
        reached = by.reach("founding.start_founding").values("below")
        self.narrow("place", Unit.objects.filter(pk__in=reached, level__in=CLUB_PARENTS))

    def unit(self) -> Unit:
        """The place itself."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfFounding(CommandForm):
    """Something about one founding, or about a part of it named by `part`."""

    part = "founding"

    def scope(self, by: Any) -> None:
        """Foundings that I may see."""
        mine = Founding.objects.visible_to(by).select_related("place")
        if self.part == "founding":
            self.narrow("founding", mine)
        else:
            field: Any = self.fields[self.part]
            rows = field.queryset.model.objects.filter(founding__in=mine.values("pk"))
            self.narrow(self.part, rows.select_related("founding__place"))

    def unit(self) -> Unit:
        """Where the club is being founded."""
        found = self.cleaned_data[self.part]
        founding: Founding = found if isinstance(found, Founding) else found.founding
        return founding.place


class PlanFoundingStep(OfFounding):
    """Who answers for a step, and by when."""

    part = "step"
    step = _hidden(FoundingStep, _("Bước"))
    owner_role = _owner()
    due_on = DayField(label=_("Hạn"))


class FinishFoundingStep(OfFounding):
    """A step is done."""

    part = "step"
    step = _hidden(FoundingStep, _("Bước"))
    done_on = DayField(label=_("Xong ngày"))
    evidence = forms.CharField(
        label=_("Bằng chứng"), max_length=2000, widget=LONG, help_text=_("Biên bản, danh sách, văn bản số mấy, ở đâu.")
    )


class ReopenFoundingStep(OfFounding):
    """A step is not done after all."""

    part = "step"
    step = _hidden(FoundingStep, _("Bước"))


class AddCondition(OfFounding):
    """A condition of the unit's own."""

    journal_text = frozenset({"source"})
    founding = _hidden(Founding, _("Việc thành lập"))
    text = forms.CharField(label=_("Điều kiện"), max_length=300)
    source = forms.CharField(
        label=_("Căn cứ (văn bản)"),
        max_length=200,
        required=False,
        help_text=_("Để trống thì ghi là gợi ý, chưa có văn bản."),
    )
    owner_role = _owner()
    due_on = DayField(label=_("Hạn"))


class MeetCondition(OfFounding):
    """A condition is met."""

    part = "condition"
    condition = _hidden(FoundingCondition, _("Điều kiện"))
    met_on = DayField(label=_("Đạt ngày"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)


class DropCondition(OfFounding):
    """A condition is not asked for here."""

    part = "condition"
    condition = _hidden(FoundingCondition, _("Điều kiện"))
    note = forms.CharField(label=_("Vì sao không cần"), max_length=300)


def _post() -> forms.ChoiceField:
    choices = [("", _("Thành viên")), *BoardPost.Post.choices]
    return forms.ChoiceField(label=_("Trong ban chủ nhiệm"), choices=choices, required=False)


def _title() -> forms.CharField:
    told = _("Chỉ khi chọn «Chức danh khác». Gợi ý, chưa có văn bản: Thư ký, Kế toán, Thủ quỹ.")
    return forms.CharField(label=_("Tên chức danh khác"), max_length=80, required=False, help_text=told)


class AddRecruit(OfFounding):
    """Someone wants to join."""

    sensitive = frozenset({"full_name", "sex", "birth", "household_class"})
    founding = _hidden(Founding, _("Việc thành lập"))
    full_name = name_field()
    sex = sex_field()
    birth = BirthField(label=_("Năm sinh hoặc ngày sinh"))
    household_class = class_field()
    post = _post()
    title = _title()


class SetRecruitPost(OfFounding):
    """Which post someone is to hold."""

    part = "recruit"
    recruit = _hidden(Recruit, _("Người đăng ký"))
    post = _post()
    title = _title()


class DropRecruit(OfFounding):
    """Someone does not join after all."""

    part = "recruit"
    recruit = _hidden(Recruit, _("Người đăng ký"))


class PledgeStartFund(OfFounding):
    """Money is promised."""

    founding = _hidden(Founding, _("Việc thành lập"))
    source = forms.ChoiceField(label=_("Nguồn"), choices=FundSource.choices)
    amount_vnd = VndField(label=_("Số tiền (đồng)"), min_value=1)
    pledged_on = DayField(label=_("Hứa ngày"))
    collected_on = DayField(label=_("Đã nhận ngày"), required=False, help_text=_("Để trống nếu chưa nhận tiền."))


class CollectPledge(OfFounding):
    """What was promised is handed over."""

    part = "pledge"
    pledge = _hidden(Pledge, _("Khoản hứa góp"))
    collected_on = DayField(label=_("Đã nhận ngày"))


class WithdrawPledge(OfFounding):
    """A promise is taken back."""

    part = "pledge"
    pledge = _hidden(Pledge, _("Khoản hứa góp"))


class RecordFoundingDecision(OfFounding):
    """The decision of the commune's People's Committee."""

    journal_text = frozenset({"number"})
    founding = _hidden(Founding, _("Việc thành lập"))
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, help_text=_("Ví dụ: 12/QĐ-UBND"))
    decided_on = DayField(label=_("Ngày ký"), help_text=_("Cũng là ngày thành lập của câu lạc bộ."))
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=100, help_text=_("Chủ tịch, Phó Chủ tịch"))
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120)


def _rule(item: CharterRule.Item) -> forms.CharField:
    return forms.CharField(label=item.label, max_length=200, required=False)


class LaunchClub(OfFounding):
    """The launch, with the charter and plan that were adopted there."""

    journal_text = frozenset({"fee", "loan_cap", "rate", "term", "quorum", "meeting_day"})
    founding = _hidden(Founding, _("Việc thành lập"))
    launched_on = DayField(label=_("Ngày ra mắt"))
    venue = forms.CharField(label=_("Nơi ra mắt"), max_length=200)
    activity_plan = forms.CharField(
        label=_("Kế hoạch hoạt động năm đã thông qua"), max_length=4000, widget=LONG, help_text=_("Mỗi việc một dòng.")
    )
    fee = _rule(CharterRule.Item.FEE)
    loan_cap = _rule(CharterRule.Item.LOAN_CAP)
    rate = _rule(CharterRule.Item.RATE)
    term = _rule(CharterRule.Item.TERM)
    quorum = _rule(CharterRule.Item.QUORUM)
    meeting_day = _rule(CharterRule.Item.MEETING_DAY)


class DropFounding(OfFounding):
    """The intention is given up."""

    founding = _hidden(Founding, _("Việc thành lập"))
    dropped_on = DayField(label=_("Thôi từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)
