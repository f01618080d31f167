"""What is typed about forms of tables and large tables."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.places.queries import names_on

from .models import EDITS, TableForm, TableRun
from .queries.measures import measures
from .queries.proposals import proposals
from .queries.stored import owners_for
from .queries.table import may_fill
from .rules.design import Design, Orientation, PeriodKind, Rows, Scale, Show, Total
from .services.drafts import MOST_BYTES
from .services.runs import asked_design


class OwnerField(forms.ModelChoiceField):
    """A unit by its name of today."""

    names: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name."""
        return self.names.get(obj.pk, str(obj.key))


class OfOwner(CommandForm):
    """Something that a unit will own."""

    journal_text = frozenset({"name"})

    unit_key = OwnerField(Unit.objects.none(), label=_("Đơn vị sở hữu mẫu"), to_field_name="key", empty_label=None)
    name = forms.CharField(label=_("Tên mẫu biểu"), max_length=200, help_text=_("Ví dụ: Biểu 01/CLB-LTH."))

    def scope(self, by: Any) -> None:
        """Units where I hold an office that may own forms."""
        units = owners_for(by)
        self.narrow("unit_key", units)
        field = self.fields["unit_key"]
        assert isinstance(field, OwnerField)
        field.names = names_on(units.values_list("pk", flat=True), timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """The service calls it the unit."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["unit"] = cleaned.pop("unit_key", None)
        return cleaned

    def unit(self) -> Unit:
        """Who will own it."""
        unit: Unit = self.cleaned_data["unit"]
        return unit


class MakeForm(OfOwner):
    """A new form."""

    like = forms.ChoiceField(label=_("Bắt đầu từ"), required=False)
    rows = forms.ChoiceField(
        label=_("Mỗi dòng là"), choices=Rows.choices, help_text=_("Chọn mẫu gợi ý thì lấy dòng và kỳ của mẫu ấy.")
    )
    period = forms.ChoiceField(label=_("Kỳ của biểu"), choices=PeriodKind.choices, initial=PeriodKind.YEAR)
    title = forms.CharField(
        label=_("Tên biểu in trên giấy"), max_length=250, required=False, help_text=_("Để trống thì lấy tên mẫu biểu.")
    )

    def scope(self, by: Any) -> None:
        """My units, and the default set to begin from."""
        super().scope(by)
        empty = [("", _("Mẫu trống"))]
        self.narrow("like", [*empty, *((one.code, _("Gợi ý: %s") % one.name) for one in proposals())])


class CopyForm(OfOwner):
    """Another unit's form becomes a draft of one's own."""

    form = forms.ModelChoiceField(TableForm.objects.none(), label=_("Mẫu biểu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Forms that I may see."""
        super().scope(by)
        self.narrow("form", TableForm.objects.visible_to(by))


class ImportForm(OfOwner):
    """A form from a text."""

    text = forms.CharField(
        label=_("Nội dung mẫu (YAML hoặc JSON)"),
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_("Dán nội dung đã xuất từ một mẫu biểu khác."),
    )


class OfForm(CommandForm):
    """Something about one form."""

    form = forms.ModelChoiceField(TableForm.objects.none(), label=_("Mẫu biểu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Forms that I may see."""
        self.narrow("form", TableForm.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Who owns it."""
        form: TableForm = self.cleaned_data["form"]
        return form.unit


def _lines(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
    )


class EditForm(OfForm):
    """All of a form but its columns."""

    journal_text = frozenset({"name"})

    name = forms.CharField(label=_("Tên mẫu biểu"), max_length=200)
    title = forms.CharField(label=_("Tên biểu in trên giấy"), max_length=250)
    rows = forms.ChoiceField(label=_("Mỗi dòng là"), choices=Rows.choices)
    period = forms.ChoiceField(label=_("Kỳ của biểu"), choices=PeriodKind.choices)
    orientation = forms.ChoiceField(label=_("Khổ giấy A4"), choices=Orientation.choices)
    has_total = forms.BooleanField(label=_("Có dòng cộng"), required=False)
    is_numbered = forms.BooleanField(label=_("Có cột thứ tự"), required=False)
    head = _lines(_("Các dòng trên bảng"), _("Mỗi dòng một hàng, ví dụ: (Đơn vị tính: người)."))
    notes = _lines(_("Ghi chú dưới bảng"))
    foot = _lines(_("Các dòng cuối trang"))
    source = forms.CharField(
        label=_("Mẫu theo văn bản nào"),
        max_length=300,
        required=False,
        help_text=_("Để trống hoặc ghi rõ là gợi ý, nếu chưa có văn bản."),
    )


class ColumnFields(CommandForm):
    """What is told of a column."""

    journal_text = frozenset({"title", "group"})

    of = forms.ChoiceField(label=_("Cột này là"))
    show = forms.ChoiceField(label=_("Hiện"), choices=Show.choices, initial=Show.NUMERATOR)
    over = forms.ChoiceField(
        label=_("Chia cho"),
        required=False,
        help_text=_("Chỉ chọn khi hiện tỷ lệ hoặc bình quân mà không chia cho mẫu số của chính chỉ số."),
    )
    title = forms.CharField(
        label=_("Tiêu đề cột"), max_length=250, required=False, help_text=_("Để trống thì lấy tên chỉ số.")
    )
    group = forms.CharField(
        label=_("Nhóm cột"),
        max_length=120,
        required=False,
        help_text=_("Các cột kề nhau cùng nhóm có chung một tiêu đề."),
    )
    measured_in = forms.CharField(label=_("Đơn vị tính"), max_length=40, required=False)
    scale = forms.ChoiceField(label=_("Viết số theo"), choices=Scale.choices, initial=Scale.ONE)
    width = forms.IntegerField(label=_("Độ rộng"), min_value=2, max_value=60, initial=10)
    total = forms.ChoiceField(label=_("Dòng cộng"), choices=Total.choices, initial=Total.ADD)

    def scope(self, by: Any) -> None:
        """Everything that a column may be over."""
        super().scope(by)
        known = measures()
        facts = [(m.code, str(m.what)) for m in known.values() if m.is_text]
        counts = sorted(((m.code, str(m.what)) for m in known.values() if not m.is_text), key=lambda pair: pair[1])
        self.narrow("of", [(_("Số đếm, tiền"), counts), (_("Của chính dòng"), facts)])
        self.narrow("over", [("", _("Mẫu số của chính chỉ số")), *counts])

    def clean(self) -> dict[str, Any]:
        """The service calls it the unit."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["unit"] = cleaned.pop("measured_in", "")
        return cleaned


class AddColumn(OfForm, ColumnFields):
    """One column more."""

    before = forms.CharField(label=_("Đứng trước cột"), max_length=12, required=False, widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Forms that I may see, and what a column may be over."""
        ColumnFields.scope(self, by)
        OfForm.scope(self, by)


class OfColumn(OfForm):
    """Something about one column of a draft."""

    journal_text = frozenset({"key"})

    key = forms.CharField(label=_("Cột"), max_length=12, widget=forms.HiddenInput)


class CorrectColumn(OfColumn, ColumnFields):
    """A column as told now."""

    journal_text = frozenset({"key", "title", "group"})

    def scope(self, by: Any) -> None:
        """Forms that I may see, and what a column may be over."""
        ColumnFields.scope(self, by)
        OfForm.scope(self, by)


class MoveColumn(OfColumn):
    """A column goes to another place."""

    steps = forms.IntegerField(
        label=_("Sang phải mấy chỗ (số âm là sang trái)"), min_value=-40, max_value=40, widget=forms.HiddenInput
    )


class RemoveColumn(OfColumn):
    """A column goes."""


class IssueForm(OfForm):
    """A draft comes into force."""

    issued_on = DayField(label=_("Dùng từ ngày"))


class DiscardDraft(OfForm):
    """A draft goes."""


class RetireForm(OfForm):
    """A form is used no more."""


# --- Large tables -------------------------------------------------------------------------------------------------


class OrderTable(CommandForm):
    """A table to be filled in the background."""

    form = forms.ModelChoiceField(
        TableForm.objects.none(), label=_("Mẫu biểu"), required=False, empty_label=_("(theo mẫu gợi ý)")
    )
    proposed = forms.ChoiceField(label=_("Mẫu gợi ý"), required=False)
    place_key = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Địa bàn"),
        to_field_name="key",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Không có đơn vị này, hoặc ngoài địa bàn của bạn.")},
    )
    rows = forms.ChoiceField(label=_("Mỗi dòng là"), choices=[("", _("Như mẫu")), *Rows.choices], required=False)
    on = DayField(label=_("Tính đến ngày"))
    first = DayField(label=_("Kỳ từ ngày"), required=False, help_text=_("Để trống thì theo kỳ của mẫu biểu."))
    last = DayField(label=_("Kỳ đến ngày"), required=False)
    map_on = DayField(
        label=_("Bản đồ ngày"),
        required=False,
        help_text=_("Đơn vị hành chính của ngày nào; để trống là ngày tính đến."),
    )

    def scope(self, by: Any) -> None:
        """Places where I may order tables, forms that I may see."""
        self.narrow("place_key", Unit.objects.filter(pk__in=by.reach("tabular.order_table").values("below")))
        self.narrow("form", TableForm.objects.visible_to(by).filter(retired_on__isnull=True))
        self.narrow("proposed", [("", _("(theo mẫu biểu)")), *((one.code, one.name) for one in proposals())])

    def clean(self) -> dict[str, Any]:
        """The service calls it the place; names of clubs are for those who read clubs there."""
        cleaned: dict[str, Any] = super().clean() or {}
        place = cleaned["place"] = cleaned.pop("place_key", None)
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", _("Ngày cuối kỳ không được trước ngày đầu kỳ."))
        if bool(cleaned.get("form")) == bool(cleaned.get("proposed")):
            self.add_error("form", _("Hãy chọn một mẫu biểu hoặc một mẫu gợi ý."))
        elif place is not None:
            design: Design = asked_design(cleaned.get("form"), cleaned.get("proposed", ""), cleaned.get("rows", ""))
            if not may_fill(self.by, design, place, timezone.localdate()):
                raise ValidationError(_("Biểu này nêu tên câu lạc bộ, cần quyền xem câu lạc bộ ở địa bàn."))
        return cleaned

    def unit(self) -> Unit:
        """Of which place."""
        place: Unit = self.cleaned_data["place"]
        return place


class OfRun(CommandForm):
    """Something about a large table: by who ordered it, or who works on forms there."""

    run = forms.ModelChoiceField(TableRun.objects.none(), label=_("Biểu"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """My own, and those of places where I may work on forms."""
        seen = TableRun.objects.visible_to(by).select_related("place")
        self.narrow("run", seen.filter(by=by) | seen.filter(place__in=by.reach(EDITS).values("below")))

    def unit(self) -> Unit:
        """Of which place."""
        run: TableRun = self.cleaned_data["run"]
        return run.place


class CancelTable(OfRun):
    """It is not wanted any more."""


class DropTable(OfRun):
    """Its files go."""
