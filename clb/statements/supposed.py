"""What one may suppose of the months to come: the fields of a sum on paper, which writes nothing down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.money import VndField


class SharePercent(forms.DecimalField):
    """Per cent as people type it, with comma or point: 12; 1,5; 1.5%."""

    default_error_messages = {"invalid": _("Hãy ghi một số, ví dụ 12 hoặc 1,5.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=100, max_digits=5, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        """A decimal, or None for an empty field."""
        return super().to_python(str(value or "").strip().removesuffix("%").strip().replace(",", "."))


class WholeNumber(forms.IntegerField):
    """A whole number, typed without arrows that a slip of the finger turns."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    default_error_messages = {"invalid": _("Hãy ghi một số nguyên.")}


class Supposed(forms.Form):
    """What is supposed of the months to come, by the short names that stand in the page's address."""

    lai = SharePercent(label=_("Lãi suất cho vay một năm (%)"))
    cham = SharePercent(label=_("Nợ chậm trả: bao nhiêu phần trăm số đang cho vay"))
    them = WholeNumber(label=_("Thêm thành viên mỗi tháng (người)"), min_value=0, max_value=100)
    phi = VndField(label=_("Hội phí mỗi người mỗi tháng (đồng)"), min_value=0)
    chovay = SharePercent(label=_("Mỗi tháng đem cho vay bao nhiêu phần trăm tiền đang có"))
    han = WholeNumber(label=_("Mỗi khoản vay trả trong (tháng)"), min_value=1, max_value=600)
