"""What is typed about uploaded lists."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.kernel.text import plain
from clb.places.models import Unit
from clb.places.queries import names_on

from .layouts import LAYOUTS
from .models import Kind, SheetBatch, SheetFault, row_name
from .reading import MAX_BYTES


class _UnitField(forms.ModelChoiceField):
    names: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """The name it bears today."""
        return self.names.get(obj.pk, str(obj.key))


class UploadSheet(CommandForm):
    """A list in a file."""

    kind = forms.ChoiceField(label=_("Danh sách gồm"), choices=Kind.choices, initial=Kind.MEMBERS)
    place = _UnitField(Unit.objects.none(), label=_("Của địa bàn"), to_field_name="key", empty_label=None)
    file = forms.FileField(
        label=_("Tệp Excel hoặc CSV"),
        help_text=_("Tệp .xlsx hoặc .csv, nhiều nhất 20.000 dòng, 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp trống, không có gì để đọc.")},
        allow_empty_file=True,
    )

    def scope(self, by: Any) -> None:
        """The units where I hold an office that may send lists."""
        held = by.reach("sheets.upload_sheet").values_list("above", flat=True)
        units = Unit.objects.filter(pk__in=held).order_by("pk")
        self.narrow("place", units)
        field = self.fields["place"]
        assert isinstance(field, _UnitField)
        field.names = names_on(units.values_list("pk", flat=True), timezone.localdate())

    def unit(self) -> Unit:
        """Where the list belongs."""
        place: Unit = self.cleaned_data["place"]
        return place

    def clean(self) -> dict[str, Any]:
        """The file's bytes in place of the file; its kind must be one that I may write there."""
        data = super().clean() or {}
        file, kind, unit = data.pop("file", None), data.get("kind"), data.get("place")
        if file is not None:
            if file.size > MAX_BYTES:
                self.add_error("file", _("Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp nhỏ hơn."))
                return data
            data |= {"file_name": file.name, "content": file.read()}
        if kind and unit and not self.by.may(LAYOUTS[kind].command.name, unit):
            self.add_error("kind", _("Ở địa bàn này bạn không được ghi loại danh sách này."))
        return data


class OfBatch(CommandForm):
    """Something about one list."""

    batch = forms.ModelChoiceField(SheetBatch.objects.none(), label=_("Danh sách"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Lists that I may see."""
        self.narrow("batch", SheetBatch.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where the list belongs."""
        batch: SheetBatch = self.cleaned_data["batch"]
        return batch.unit

    def asked(self) -> SheetBatch | None:
        """The list that the page is about, before the form is cleaned."""
        value = self.data.get("batch") or self.initial.get("batch") or ""
        try:
            asked = UUID(str(getattr(value, "pk", value)))
        except ValueError:
            return None
        return SheetBatch.objects.visible_to(self.by).filter(pk=asked).first()


class MapSheet(OfBatch):
    """What each title means. A program sends `columns` as JSON: title → key; a page one choice a title."""

    columns = forms.CharField(label=_("Cột"), required=False, widget=forms.HiddenInput)
    club = forms.ModelChoiceField(
        Club.objects.none(),
        label=_("Câu lạc bộ của những dòng không ghi câu lạc bộ"),
        required=False,
        empty_label=_("Theo cột Câu lạc bộ, hoặc theo tên trang tính"),
    )
    from_on = DayField(
        label=_("Ngày vào của những dòng không ghi ngày vào"),
        required=False,
        help_text=_("Để trống thì lấy ngày thành lập câu lạc bộ."),
    )

    def scope(self, by: Any) -> None:
        """My lists, their clubs, and a choice for each title."""
        super().scope(by)
        batch = self.asked()
        if batch is None:
            return
        reached = by.reach(LAYOUTS[batch.kind].right_at_club).values("below")
        here = Club.objects.filter(unit__in=reached, unit__links_up__above=batch.unit).distinct()
        self.narrow("club", here.order_by("search_key"))
        if batch.kind == Kind.CLUBS:
            del self.fields["club"], self.fields["from_on"]
        if batch.kind == Kind.CHECK_UPS:
            self.fields["from_on"].label = _("Ngày khám của những dòng không ghi ngày khám")
            self.fields["from_on"].help_text = ""

    def meanings(self) -> list[tuple[str, Any]]:
        """What a title may mean, for the page's choices."""
        batch = self.asked()
        return [(c.key, c.label) for c in LAYOUTS[batch.kind].columns] if batch else []

    def clean(self) -> dict[str, Any]:
        """`columns` as a dictionary, from the page's choices or from JSON."""
        data = super().clean() or {}
        try:
            sent = json.loads(data.get("columns") or "{}")
        except ValueError:
            sent = None
        if not isinstance(sent, dict):
            self.add_error("columns", _("Cách chọn cột không đọc được."))
            return data
        batch = data.get("batch")
        known = {c.key for c in LAYOUTS[batch.kind].columns} if batch else set()
        typed = {t: self.data[f"c{i}"] for i, t in enumerate(_titles_sent(self.data)) if f"c{i}" in self.data}
        data["columns"] = {plain(str(t)): str(k) for t, k in {**sent, **typed}.items()}
        if set(data["columns"].values()) - known - {""}:
            self.add_error("columns", _("Có cột được chọn mà phần mềm không biết."))
        return data


def _titles_sent(data: Any) -> list[str]:
    return data.getlist("title") if hasattr(data, "getlist") else []


class ImportSheet(OfBatch):
    """The real run."""

    mode = forms.ChoiceField(
        label=_("Nhập thế nào"),
        choices=[
            ("RIGHT", _("Nhập những dòng đúng, bỏ lại những dòng cần sửa")),
            ("ALL", _("Chỉ nhập khi mọi dòng đều đúng; còn lỗi thì không nhập dòng nào")),
        ],
        initial="RIGHT",
        widget=forms.RadioSelect,
    )
    confirmed = forms.MultipleChoiceField(
        label=_("Những dòng sau là người khác, không phải người đã có; vẫn nhập"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def scope(self, by: Any) -> None:
        """My lists, and the rows of this one that someone must be asked about."""
        super().scope(by)
        batch = self.asked()
        asked = batch.faults.filter(kind=SheetFault.Kind.ASK).order_by("sheet", "row") if batch else []
        self.narrow("confirmed", [(row_name(f.sheet, f.row), _asked_row(f)) for f in asked])
        if not asked:
            self.fields["confirmed"].widget = forms.MultipleHiddenInput()


def _asked_row(fault: SheetFault) -> str:
    return str(_("Dòng %(row)s: %(name)s. %(why)s")) % {"row": fault.row, "name": fault.value, "why": fault.reason}


class UndoSheet(OfBatch):
    """Everything the list brought in goes out again."""


class DiscardSheet(OfBatch):
    """The file and its faults go; what was imported stays."""
