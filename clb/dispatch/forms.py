"""What is typed about papers that go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.files.fields import EvidenceField
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import name_on

from .kinds import kinds
from .models import Draft, DraftAnnex, IssuingBody, OutgoingPaper, RecipientList
from .queries import bodies_for, offices_without_body

LINES = forms.Textarea(attrs={"rows": 4})


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Loại văn bản"), choices=[(kind.code, kind.name) for kind in kinds().values()])


class OfBody(CommandForm):
    """In the name of a body of mine."""

    body = forms.ModelChoiceField(IssuingBody.objects.none(), label=_("Cơ quan ban hành"), empty_label=None)

    def scope(self, by: Any) -> None:
        """Mine only."""
        self.narrow("body", bodies_for(by))

    def unit(self) -> Unit:
        """Where the body is."""
        body: IssuingBody = self.cleaned_data["body"]
        return body.unit


class _Described(CommandForm):
    name = forms.CharField(
        label=_("Tên cơ quan ban hành, như ở đầu văn bản"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Xuống dòng ở đâu thì văn bản xuống dòng ở đó."),
    )
    superior = forms.CharField(
        label=_("Tên cơ quan cấp trên"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    place = forms.CharField(label=_("Địa danh"), max_length=100, help_text=_("Đứng trước ngày tháng."))
    letters = forms.CharField(
        label=_("Chữ viết tắt của cơ quan"), max_length=20, help_text=_("Phần sau của ký hiệu. Ví dụ: UBND.")
    )
    counting = forms.ChoiceField(
        label=_("Cách đánh số"), choices=IssuingBody.Counting.choices, widget=forms.RadioSelect
    )


class SetUpBody(_Described):
    """A body begins its register."""

    office = forms.ChoiceField(label=_("Vai trò"))
    field_order = ["office"]

    def scope(self, by: Any) -> None:
        """Offices of mine without one."""
        self.held = {f"{one.role}:{one.unit.key}": one for one in offices_without_body(by)}
        today = timezone.localdate()
        choices = [(value, f"{one.get_role_display()}: {name_on(one.unit, today)}") for value, one in self.held.items()]
        self.narrow("office", choices)

    def clean(self) -> dict[str, Any]:
        """The service takes the agency and the unit apart."""
        cleaned: dict[str, Any] = super().clean() or {}
        found = self.held.get(cleaned.pop("office", ""))
        if found:
            cleaned |= {"agency": found.role, "unit": found.unit}
        return cleaned

    def unit(self) -> Unit:
        """Where the office is held."""
        unit: Unit = self.cleaned_data["unit"]
        return unit


class _SeenBody(CommandForm):
    body = forms.ModelChoiceField(IssuingBody.objects.none(), label=_("Cơ quan ban hành"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        self.narrow("body", IssuingBody.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where the body is."""
        body: IssuingBody = self.cleaned_data["body"]
        return body.unit


class CorrectBody(_SeenBody, _Described):
    """How it is written and counts."""

    field_order = ["body"]


class OpenSeries(_SeenBody):
    """Numbers go on after one given on paper."""

    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)
    kind = _kind()
    begins_after = forms.IntegerField(
        label=_("Số cuối đã dùng trên giấy"), min_value=0, max_value=99_999, help_text=_("Số sau sẽ là số kế tiếp.")
    )


class SaveRecipientList(_SeenBody):
    """Lines of «Nơi nhận» under a name."""

    name = forms.CharField(label=_("Tên danh sách"), max_length=100)
    lines = forms.CharField(label=_("Các nơi nhận, mỗi dòng một nơi"), max_length=2000, widget=LINES)


class DropRecipientList(CommandForm):
    """A list goes."""

    recipient_list = forms.ModelChoiceField(
        RecipientList.objects.none(), label=_("Danh sách"), widget=forms.HiddenInput
    )

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        self.narrow("recipient_list", RecipientList.objects.visible_to(by).select_related("body__unit"))

    def unit(self) -> Unit:
        """Where its body is."""
        found: RecipientList = self.cleaned_data["recipient_list"]
        return found.body.unit


# --- Numbers ----------------------------------------------------------------------------------------------------


class ReserveNumber(OfBody):
    """The next number, before the paper is there."""

    kind = _kind()
    subject = forms.CharField(label=_("Trích yếu"), max_length=400)
    dated_on = DayField(label=_("Ngày"))
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=40, required=False, help_text=_("Để trống thì lấy theo loại và cơ quan.")
    )
    drafter = forms.CharField(label=_("Chữ viết tắt của bộ phận soạn (công văn)"), max_length=10, required=False)


class NumberPaper(OfBody):
    """A paper of another page goes out."""

    source = forms.CharField(label=_("Lập từ"), max_length=60, widget=forms.HiddenInput)
    key = forms.CharField(label=_("Văn bản"), max_length=60, widget=forms.HiddenInput)
    dated_on = DayField(label=_("Ngày của văn bản"))


class _OfPaper(CommandForm):
    paper = forms.ModelChoiceField(OutgoingPaper.objects.none(), label=_("Văn bản"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        self.narrow("paper", OutgoingPaper.objects.visible_to(by).select_related("body__unit"))

    def unit(self) -> Unit:
        """Where its body is."""
        paper: OutgoingPaper = self.cleaned_data["paper"]
        return paper.body.unit


class CancelNumber(_OfPaper):
    """A number is cancelled."""

    reason = forms.CharField(label=_("Lý do hủy"), max_length=300)


class AttachSigned(_OfPaper):
    """As it was signed."""

    file = EvidenceField(label=_("Bản đã ký, quét lại"))


# --- Drafts -----------------------------------------------------------------------------------------------------


class _Written(CommandForm):
    subject = forms.CharField(label=_("Trích yếu"), max_length=400)
    to = forms.CharField(
        label=_("Kính gửi, mỗi dòng một nơi"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Dùng cho công văn, tờ trình, báo cáo."),
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "Mỗi dòng một đoạn. Dòng bắt đầu bằng «Căn cứ», «Điều 1.», «I.», «1.», «a)», «-», «+» hoặc viết hoa cả dòng"
            " thì được trình bày theo thể thức. Bảng: dán từ Excel, hoặc ngăn các ô bằng dấu |."
        ),
    )
    recipient_list = forms.ModelChoiceField(
        RecipientList.objects.none(), label=_("Thêm nơi nhận từ danh sách"), required=False, empty_label=_("Không")
    )
    recipients = forms.CharField(label=_("Nơi nhận, mỗi dòng một nơi"), max_length=2000, required=False, widget=LINES)
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"), required=False, choices=[("", _("Thường")), *OutgoingPaper.Urgency.choices]
    )
    collective = forms.CharField(
        label=_("Thay mặt (TM.) tập thể nào"), max_length=150, required=False, help_text=_("Ví dụ: Ủy ban nhân dân.")
    )
    sign_form = forms.ChoiceField(label=_("Thẩm quyền ký"), required=False, choices=Draft.SignForm.choices)
    head_title = forms.CharField(
        label=_("Chức vụ của người đứng đầu"),
        max_length=100,
        required=False,
        help_text=_("Ghi khi ký KT., TL., TUQ. Ví dụ: Chủ tịch."),
    )
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=100)
    signer_name = forms.CharField(label=_("Họ tên người ký"), max_length=120, required=False)
    co_signers = forms.CharField(
        label=_("Người cùng ký, mỗi dòng «Chức vụ: Họ tên»"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ biên bản: Thư ký: Nguyễn Văn Mẫu."),
    )
    names_members = forms.BooleanField(
        label=_("Có nêu tên thành viên câu lạc bộ (chỉ người được xem thành viên mới mở được)"), required=False
    )

    def _scope_lists(self, by: Any) -> None:
        lists = RecipientList.objects.filter(body__in=bodies_for(by).values("pk"))
        self.narrow("recipient_list", lists.order_by("name", "pk"))


class BeginDraft(OfBody, _Written):
    """A paper is begun."""

    kind = _kind()
    field_order = ["body", "kind"]

    def scope(self, by: Any) -> None:
        """My bodies, their lists."""
        super().scope(by)
        self._scope_lists(by)


class _OfDraft(CommandForm):
    draft = forms.ModelChoiceField(Draft.objects.none(), label=_("Dự thảo"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Those that I may see."""
        self.narrow("draft", Draft.objects.visible_to(by).select_related("body__unit"))

    def unit(self) -> Unit:
        """Where its body is."""
        draft: Draft = self.cleaned_data["draft"]
        return draft.body.unit


class CorrectDraft(_OfDraft, _Written):
    """Its words are changed."""

    field_order = ["draft"]

    def scope(self, by: Any) -> None:
        """Drafts that I may see, lists of mine."""
        super().scope(by)
        self._scope_lists(by)


class DropDraft(_OfDraft):
    """A draft goes."""


class IssueDraft(_OfDraft):
    """A draft goes out."""

    reserved = forms.ModelChoiceField(
        OutgoingPaper.objects.none(), label=_("Dùng số đã giữ"), required=False, empty_label=_("Lấy số kế tiếp")
    )
    dated_on = DayField(label=_("Ngày của văn bản"))
    drafter = forms.CharField(label=_("Chữ viết tắt của bộ phận soạn (công văn)"), max_length=10, required=False)

    def scope(self, by: Any) -> None:
        """Drafts that I may see, numbers kept by my bodies."""
        super().scope(by)
        kept = OutgoingPaper.objects.filter(status="RESERVED", body__in=bodies_for(by).values("pk"))
        self.narrow("reserved", kept.order_by("-dated_on", "-number", "pk"))


class _Annexed(CommandForm):
    title = forms.CharField(label=_("Tên phụ lục"), max_length=200)
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Bảng: dán từ Excel, hoặc ngăn các ô bằng dấu |; dòng đầu là đầu bảng."),
    )
    is_landscape = forms.BooleanField(label=_("Trang ngang"), required=False)


class AddAnnex(_OfDraft, _Annexed):
    """An annex is added."""

    field_order = ["draft"]


class _OfAnnex(CommandForm):
    annex = forms.ModelChoiceField(DraftAnnex.objects.none(), label=_("Phụ lục"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Of drafts that I may see."""
        rows = DraftAnnex.objects.filter(draft__in=Draft.objects.visible_to(by).values("pk"))
        self.narrow("annex", rows.select_related("draft__body__unit"))

    def unit(self) -> Unit:
        """Where its body is."""
        annex: DraftAnnex = self.cleaned_data["annex"]
        return annex.draft.body.unit


class CorrectAnnex(_OfAnnex, _Annexed):
    """An annex is changed."""

    field_order = ["annex"]


class DropAnnex(_OfAnnex):
    """An annex goes."""
