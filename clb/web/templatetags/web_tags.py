"""Small pieces of a page, so that every page shows the same thing the same way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from clb.kernel import money

register = template.Library()
NOTHING = "—"


@register.simple_tag
@lru_cache(maxsize=500)  # a page has dozens, and there are not many
def icon(name: str) -> SafeString:
    """One icon of the sprite; the words beside it carry the meaning."""
    sprite = static("web/vendor/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', sprite, name)


# --- Numbers and days -------------------------------------------------------------------------------------------


@register.filter
def vnd(amount: int | None) -> str:
    """20000000 → 20.000.000 đồng."""
    return NOTHING if amount is None else money.vnd(amount)


@register.filter
def number(value: Any) -> str:
    """As Vietnamese papers write it, with at most one decimal: 1.234,5; on an English page 1,234.5."""
    if value is None:
        return NOTHING
    exact = Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    text = f"{exact.quantize(Decimal('0.1')):,f}".removesuffix(".0")
    return money.grouped(text)


@register.filter
def millions(amount: int) -> str:
    """27350000 → '27.4', as a chart's `data-value` wants it: an axis of whole đồng has no room on a phone."""
    return f"{amount / 1_000_000:.1f}"


@register.filter
def percent(value: Any) -> str:
    """A number that is already in per cent: 70.5 → 70,5%."""
    return NOTHING if value is None else number(value) + "%"


# Units of measure come from plans and norms as data; these are the ones that nearly all of them use. Some mean
# something else where they stand alone.
MEASURES = (gettext_noop("người"), gettext_noop("câu lạc bộ"), gettext_noop("đồng"))
MEASURED = {
    "ngày": gettext_noop("%s ngày"),
    "ngày làm việc": gettext_noop("%s ngày làm việc"),
    "tháng": gettext_noop("%s tháng"),
    "năm": gettext_noop("%s năm"),
    "giờ": gettext_noop("%s giờ"),
    "tuổi": gettext_noop("%s tuổi"),
    "lần": gettext_noop("%s lần"),
    "khoản vay": gettext_noop("%s khoản vay"),
}


@register.filter
def measure(value: Any, unit: str) -> str:
    """A number with its unit: 65% or 121 người."""
    if unit in MEASURED:
        return _(MEASURED[unit]) % number(value)
    return percent(value) if unit == "%" else f"{number(value)} {_(unit) if unit else ''}".strip()


@register.filter
def band(norm: Any) -> str:
    """What a norm asks for: 60 đến 70%, từ 50 người trở lên, trên 60% và dưới 70%."""
    low = None if norm.min is None else measure(norm.min, norm.unit)
    high = None if norm.max is None else measure(norm.max, norm.unit)
    if low and high and not (norm.is_min_strict or norm.is_max_strict):
        return _("%(low)s đến %(high)s") % {"low": number(norm.min), "high": high}
    lower = _("trên %s") if norm.is_min_strict else _("từ %s trở lên")
    upper = _("dưới %s") if norm.is_max_strict else _("không quá %s")
    ends = [words % bound for words, bound in ((lower, low), (upper, high)) if bound]
    return _(" và ").join(ends)


@register.filter
def day(value: date | None) -> str:
    """31/12/2025."""
    return NOTHING if value is None else value.strftime("%d/%m/%Y")


# --- What a person fills in -------------------------------------------------------------------------------------


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A label, the help, the input and right beneath it the errors."""
    widget = bound.field.widget
    is_choice = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    is_check = isinstance(widget, CheckboxInput)
    look = "" if is_check else "form-select" if isinstance(widget, Select) else "form-control"
    classes = [widget.attrs.get("class", ""), look, "is-invalid" if bound.errors else ""]
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    return {
        "bound": bound,
        "input": "" if is_choice else bound.as_widget(attrs=attrs),
        "is_choice": is_choice,
        "is_check": is_check,
    }


# --- How things stand -------------------------------------------------------------------------------------------

_STATES = {
    "MET": ("success", "circle-check", gettext_lazy("Đạt")),
    "ON_COURSE": ("info", "trending-up", gettext_lazy("Đang theo kịp")),
    "BEHIND": ("danger", "alert-triangle", gettext_lazy("Chưa đạt")),
    "NO_DATA": ("secondary", "help-circle", gettext_lazy("Chưa có dữ liệu")),
    "DONE": ("success", "circle-check", gettext_lazy("Đã xong")),
    "DUE": ("warning", "clock", gettext_lazy("Sắp đến hạn")),
    "OVERDUE": ("danger", "alert-triangle", gettext_lazy("Quá hạn")),
    "LATER": ("secondary", "calendar", gettext_lazy("Chưa đến hạn")),
}


def state_word(name: Any) -> str:
    """The usual word of a state, for papers."""
    return str(_STATES[str(name)][2])


@register.inclusion_tag("web/_state.html")
def state(name: Any, word: Any = "") -> dict[str, Any]:
    """A state as colour, icon and word together; `word` says it more exactly than the usual one."""
    colour, icon_name, usual = _STATES[str(name)]
    return {"colour": colour, "icon_name": icon_name, "word": word or usual}


@register.inclusion_tag("web/_state.html")
def badge(colour: str, icon_name: str, word: Any) -> dict[str, Any]:
    """A mark of any other kind: colour is success, info, warning, danger or secondary."""
    return {"colour": colour, "icon_name": icon_name, "word": word}


@register.inclusion_tag("web/_tile.html")
def tile(label: Any, value: Any, **more: Any) -> dict[str, Any]:
    """A number with what it is made of: `numerator`, `denominator`, `on`, `unit`, `state`, `note`, `url`."""
    return {"label": label, "value": NOTHING if value in (None, "") else value, **more}


@register.simple_tag
def fact(label: Any, value: Any) -> SafeString:
    """One line of `<dl class="facts">`."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, NOTHING if value in (None, "") else value)


@register.inclusion_tag("web/_progress.html")
def progress(value: Any, of: Any, label: Any, mark: Any = None) -> dict[str, Any]:
    """A bar of `value` out of `of`, with a stroke at `mark`, the amount wanted; the label says it in words."""
    return {"label": label, "fill": _share(value, of), "mark": None if mark is None else _share(mark, of)}


def _share(value: Any, of: Any) -> str:
    share = 100 * float(value or 0) / float(of) if of else 0
    return f"{min(max(share, 0), 100):.1f}"  # an SVG attribute, so never with a decimal comma


@register.filter
def trust_mark(source: Any) -> Any:
    """The visible mark of a norm's source whose clause nobody here has read."""
    return "" if source.is_clause_read else _("chưa đối chiếu bản gốc")


# --- What holds other things ------------------------------------------------------------------------------------


@register.simple_block_tag
def table(content: str, caption: Any, *, cards: bool = False, chart: str = "", office: bool = False) -> SafeString:
    """Rows under a caption, in a box of their own that scrolls sideways.

    `cards` makes each row a card on a phone, `chart` ("line" or "bar") draws the same numbers above,
    `office` is denser, for officers at a desk.
    """
    classes = "list" + " cards" * cards + " office" * office
    drawn = format_html(' data-chart="{}" data-chart-title="{}"', chart, caption) if chart else ""
    box = format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="{}"{}><caption class="visually-hidden">{}</caption>{}</table></div>',
        *(caption, classes, drawn, caption, content),
    )
    return format_html('<div class="with-chart">{}</div>', box) if chart else box


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way back up: `<li><a href=…>…</a></li>` for each page above, a plain `<li>` for this one."""
    return format_html('<nav aria-label="{}"><ol class="crumbs">{}</ol></nav>', _("Đường dẫn"), content)


@register.simple_block_tag
def nothing(content: str, icon_name: str = "info-circle") -> SafeString:
    """What a list says when it is empty, and what can be done about it."""
    return format_html('<div class="nothing">{}<div>{}</div></div>', icon(icon_name), content)


# --- Addresses and look-ups -------------------------------------------------------------------------------------


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


@register.inclusion_tag("web/_kept.html", takes_context=True)
def kept_query(context: dict[str, Any], *but: str) -> dict[str, Any]:
    """The present query as hidden fields of a GET form, without the names that the form itself asks for."""
    lists = context["request"].GET.lists()
    return {"pairs": [(name, value) for name, values in lists if name not in but for value in values]}


@register.filter
def dictget(mapping: dict[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key)


@register.filter
def paired(left: Iterable[Any], right: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each of `left` with that of `right` at the same place: the columns of a table with the cells of a row."""
    return list(zip(left, right, strict=True))


@register.filter
def around(page: Any) -> Iterable[Any]:
    """Page numbers worth showing around the present one."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
