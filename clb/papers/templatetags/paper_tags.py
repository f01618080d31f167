"""The button by which a paper takes a number of the register."""

from typing import Any

from django import template

from clb.papers.sources import button_address

register = template.Library()


@register.inclusion_tag("papers/_take_number.html", takes_context=True)
def take_number(context: dict[str, Any], code: str, key: Any) -> dict[str, Any]:
    """«Vào sổ văn bản đi», where the reader may; nothing else."""
    return {"address": button_address(context["request"].user, code, str(key))}
