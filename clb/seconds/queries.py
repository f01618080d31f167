"""What waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.commands import commands
from clb.kernel.money import VndField, vnd

from .models import Proposal


def waiting_for(user: User) -> QuerySet[Proposal]:
    """What waits and `user` may see, oldest first."""
    rows = Proposal.objects.visible_to(user).filter(word="")
    return rows.select_related("by", "unit").order_by("asked_at", "pk")


def decided_lately(user: User) -> QuerySet[Proposal]:
    """What was decided and `user` may see, newest first."""
    rows = Proposal.objects.visible_to(user).exclude(word="")
    return rows.select_related("by", "decided_by", "unit").order_by("-decided_at", "pk")


def title_of(proposal: Proposal) -> str:
    """What it would do, in words."""
    command = commands().get(proposal.command)
    return str(command.title) if command else proposal.command


@dataclass(frozen=True)
class Line:
    """One thing that was typed: the field's label, and what it says in words."""

    label: str
    shown: str


def lines_of(form: forms.Form) -> list[Line]:
    """What a filled-in form says, in the order of its fields; what was left empty is left out."""
    found = [Line(str(f.label), _shown(f, form.cleaned_data.get(n))) for n, f in form.fields.items() if f.label]
    return [line for line in found if line.shown]


def _shown(field: forms.Field, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, forms.FileField):
        return _("có tệp kèm theo")
    if isinstance(field, forms.ModelChoiceField) and isinstance(value, Model):
        return _named(field, value)
    if isinstance(field, VndField):
        return vnd(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.flatchoices if hasattr(field, "flatchoices") else field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return _("có") if value else ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _named(field: forms.ModelChoiceField[Any], value: Model) -> str:
    for name in ("full_name", "name"):
        if text := getattr(value, name, ""):
            return str(text)
    return str(field.label_from_instance(value))
