"""Small pieces of a page: icons, money, percentages, fields, states."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clb.kernel import money

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the sprite; words beside it carry the meaning."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("web/vendor/icons.svg"), name)


@register.filter
def vnd(amount: int) -> str:
    """20000000 → 20.000.000 đồng."""
    return money.vnd(amount)


@register.filter
def number(value: Any) -> str:
    """As Vietnamese papers write it: 1.234,5 with at most one decimal."""
    if value is None:
        return "—"
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    text = f"{exact.quantize(Decimal('0.1')):,f}".removesuffix(".0")
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A label, the input, the help and the errors right beneath it."""
    widget = bound.field.widget
    is_choice = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    is_check = isinstance(widget, CheckboxInput)
    css = "form-check-input" if is_check else "form-select" if isinstance(widget, Select) and not is_choice else "form-control"
    describing = [f"{bound.id_for_label}_help"] * bool(bound.help_text) + [f"{bound.id_for_label}_error"] * bool(bound.errors)
    attrs = {"class": css + (" is-invalid" if bound.errors else "")} if not is_choice else {}
    if describing:
        attrs["aria-describedby"] = " ".join(describing)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "bound": bound,
        "input": "" if is_choice else bound.as_widget(attrs=attrs),
        "is_choice": is_choice,
        "is_check": is_check,
        "is_file": isinstance(widget, FileInput),
    }


_STATES = {
    "MET": ("success", "circle-check", _("Đạt")),
    "ON_COURSE": ("info", "arrow-right", _("Đang theo kịp")),
    "BEHIND": ("danger", "alert-triangle", _("Chưa đạt")),
    "NO_DATA": ("secondary", "question-mark", _("Chưa có dữ liệu")),
    "DONE": ("success", "circle-check", _("Đã xong")),
    "DUE": ("warning", "clock", _("Sắp đến hạn")),
    "OVERDUE": ("danger", "alert-triangle", _("Quá hạn")),
    "LATER": ("secondary", "calendar", _("Chưa đến hạn")),
}


@register.inclusion_tag("web/_state.html")
def state(name: Any) -> dict[str, Any]:
    """A state as colour, icon and word together."""
    colour, icon_name, word = _STATES[str(name)]
    return {"colour": colour, "icon_name": icon_name, "word": word}


@register.filter
def trust_mark(source: Any) -> Any:
    """The visible mark of a norm's source whose clause nobody here has read."""
    return "" if source.is_clause_read else _("chưa đối chiếu bản gốc")


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The present query string with `changes`; an empty value takes a name away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode()


@register.filter
def dictget(mapping: dict[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key)


@register.filter
def around(page: Any) -> Iterable[Any]:
    """Page numbers worth showing around the present one."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
