"""Which forms there are, which version is meant, and for which units a person may own or copy one."""

from __future__ import annotations

from datetime import date

import yaml
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from clb.access.models import User
from clb.kernel.text import plain
from clb.places.models import Unit, UnitVersion
from clb.tabular.models import EDITS, FormVersion, TableForm, TableRun
from clb.tabular.rules.design import Design, design_data, parse_design


def forms_seen_by(user: User, *, text: str = "", is_mine: bool = False) -> QuerySet[TableForm]:
    """Forms that `user` may see and that are not retired, by name; `text` looks into names of forms and of owners,
    `is_mine` leaves those that `user` may change."""
    rows = TableForm.objects.visible_to(user).filter(retired_on__isnull=True).select_related("unit")
    if is_mine:
        rows = rows.filter(unit__in=user.reach(EDITS).values("below"))
    if words := plain(text):
        owners = UnitVersion.objects.filter(search_key__contains=words).values("unit")
        rows = rows.filter(Q(name__icontains=text.strip()) | Q(unit__in=owners))
    versions = FormVersion.objects.filter(form=OuterRef("pk"))
    marked = rows.annotate(
        has_draft=Exists(versions.filter(issued_on__isnull=True)),
        is_issued=Exists(versions.filter(issued_on__isnull=False)),
    )
    return marked.order_by("name", "pk")


def latest_issued(form: TableForm, day: date) -> FormVersion | None:
    """The version in force on a day; None before the first."""
    rows = FormVersion.objects.filter(form=form, issued_on__isnull=False, issued_on__lte=day)
    return rows.order_by("-number").first()


def design_of(version: FormVersion) -> Design:
    """What a version says."""
    return parse_design(version.design)


def newest(form: TableForm) -> FormVersion:
    """The last version, a draft where there is one."""
    last: FormVersion = form.versions.order_by("-number")[0]
    return last


def designed(form: TableForm) -> Design:
    """The last version that is in force, or the draft of a form that never was."""
    issued = form.versions.filter(issued_on__isnull=False).order_by("-number").first()
    return design_of(issued or newest(form))


def shown_version(user: User, form: TableForm, day: date, *, is_draft: bool = False) -> FormVersion | None:
    """The version that `user` is shown: the draft where asked for and allowed, else the one in force on the day, else
    the first that ever was; None where there is none for this person."""
    if is_draft and user.may(EDITS, form.unit):
        return newest(form)
    found = latest_issued(form, day) or form.versions.filter(issued_on__isnull=False).order_by("number").first()
    return found or (newest(form) if user.may(EDITS, form.unit) else None)


def owners_for(user: User) -> QuerySet[Unit]:
    """Units for which `user` may own a form: those where the office is held, not all that lie below."""
    held = user.reach(EDITS).filter(above=F("below")).values("below")
    return Unit.objects.filter(pk__in=held).order_by("pk")


def runs_seen_by(user: User) -> QuerySet[TableRun]:
    """Large tables that `user` may see, the newest first, without their contents."""
    rows = TableRun.objects.visible_to(user).select_related("by", "place").defer("beginning", "design")
    return rows.order_by("-ordered_at", "pk")


def as_yaml(design: Design) -> str:
    """The design as a text that `import_form` reads back."""
    text: str = yaml.safe_dump(design_data(design), allow_unicode=True, sort_keys=False, width=120)
    return text
