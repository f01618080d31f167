"""Making a form: its draft with a preview, column by column, each change a command of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.kernel.commands import Command, Outcome, run
from clb.places.queries import name_on
from clb.tabular.commands import (
    ADD_COLUMN,
    COPY_FORM,
    CORRECT_COLUMN,
    DISCARD_DRAFT,
    EDIT_FORM,
    IMPORT_FORM,
    ISSUE_FORM,
    MAKE_FORM,
    MOVE_COLUMN,
    REMOVE_COLUMN,
    RETIRE_FORM,
)
from clb.tabular.models import TableForm
from clb.tabular.queries import Measure, measures
from clb.tabular.queries.stored import design_of, newest
from clb.tabular.rules.design import ColumnDesign, Orientation, PeriodKind, Rows, Show, Total
from clb.web.pages import act_id_of, command_page, never_kept

from .asking import asked, filled_for, shown
from .tables import form_of


def _mine(request: SignedInRequest, table_form_id: UUID, command: Command = EDIT_FORM) -> TableForm:
    rows = TableForm.objects.visible_to(request.user).select_related("unit")
    return fetch(request, rows, table_form_id, command, at=lambda form: form.unit)


def _desk(form: TableForm) -> str:
    return reverse("tabular:build", args=[form.pk])


def _made(outcome: Outcome) -> str:
    return reverse("tabular:build", args=[outcome.ref["id"]])


def make(request: SignedInRequest) -> HttpResponse:
    """A new form."""
    initial = {"like": request.GET.get("mau", ""), "rows": "BELOW", "period": "YEAR"}
    context = {"back": reverse("tabular:index")}
    return command_page(request, MAKE_FORM, initial=initial, then=_made, context=context)


def copy(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """Another unit's form becomes a draft of one's own."""
    form = form_of(request, table_form_id)
    context = {"back": reverse("tabular:table", args=[form.pk]), "intro": form.name}
    return command_page(request, COPY_FORM, initial={"form": form, "name": form.name}, then=_made, context=context)


def bring_in(request: SignedInRequest) -> HttpResponse:
    """A form from YAML or JSON."""
    return command_page(request, IMPORT_FORM, initial={}, then=_made, context={"back": reverse("tabular:index")})


def build(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """The draft: its lines, its columns with what can be done to each, and how it looks with live figures."""
    form = _mine(request, table_form_id)
    version, told = newest(form), asked(request)
    design, known = design_of(version), measures()
    filled = filled_for(request, design, told) if design.columns else None
    more = {
        "form": form,
        "version": version,
        "design": design,
        "columns": [_told(column, known) for column in design.columns],
        "rows_word": Rows(design.rows).label,
        "period_word": PeriodKind(design.period).label,
        "paper_word": Orientation(design.orientation).label,
        "owner": name_on(form.unit, timezone.localdate()),
        "act_id": act_id_of(request),
    }
    return never_kept(render(request, "tabular/build.html", shown(request, filled, told, **more)))


def _told(column: ColumnDesign, known: Mapping[str, Measure]) -> dict[str, Any]:
    """A column in words."""
    of, over = known.get(column.of), known.get(column.over)
    words = {"show": Show(column.show).label, "total": Total(column.total).label}
    return {"column": column, "what": of.what if of else "", "over": over.what if over else "", **words}


def edit(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """All of the form but its columns."""
    form = _mine(request, table_form_id, EDIT_FORM)
    design = design_of(newest(form))
    names = ("title", "rows", "period", "orientation", "has_total", "is_numbered", "source")
    initial: dict[str, Any] = {name: getattr(design, name) for name in names}
    initial |= {name: "\n".join(getattr(design, name)) for name in ("head", "notes", "foot")}
    initial |= {"form": form, "name": form.name}
    return command_page(request, EDIT_FORM, initial=initial, then=_desk(form), context={"back": _desk(form)})


def add_column(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """One column more."""
    form = _mine(request, table_form_id, ADD_COLUMN)
    initial = {"form": form, "before": request.GET.get("truoc", "")[:12], **_usual()}
    return command_page(request, ADD_COLUMN, initial=initial, then=_desk(form), context={"back": _desk(form)})


def _usual() -> dict[str, Any]:
    return {"show": "NUMERATOR", "scale": "ONE", "width": 10, "total": "ADD"}


def _column(form: TableForm, column_key: str) -> ColumnDesign:
    found = design_of(newest(form)).column(column_key)
    if found is None:
        raise Http404(column_key)
    return found


def correct_column(request: SignedInRequest, table_form_id: UUID, column_key: str) -> HttpResponse:
    """A column as told now."""
    form = _mine(request, table_form_id, CORRECT_COLUMN)
    column = _column(form, column_key)
    names = ("key", "of", "show", "over", "title", "group", "scale", "width", "total")
    initial = {"form": form, "measured_in": column.unit, **{name: getattr(column, name) for name in names}}
    return command_page(request, CORRECT_COLUMN, initial=initial, then=_desk(form), context={"back": _desk(form)})


def move_column(request: SignedInRequest, table_form_id: UUID, column_key: str) -> HttpResponse:
    """A column goes one place to the left or right: a button of the desk, and a page of its own for who has none."""
    form = _mine(request, table_form_id, MOVE_COLUMN)
    _column(form, column_key)
    steps = "-1" if request.GET.get("sang") == "trai" else "1"
    if request.method == "POST" and "form" not in request.POST:
        data = {"form": form.pk, "key": column_key, "steps": request.POST.get("steps", steps)}
        run(MOVE_COLUMN, by=request.user, data=data, id=act_id_of(request))
        return redirect(_desk(form))
    initial = {"form": form, "key": column_key, "steps": steps}
    context = {"back": _desk(form), "intro": _("Sang trái một chỗ.") if steps == "-1" else _("Sang phải một chỗ.")}
    return command_page(request, MOVE_COLUMN, initial=initial, then=_desk(form), context=context)


def remove_column(request: SignedInRequest, table_form_id: UUID, column_key: str) -> HttpResponse:
    """A column goes."""
    form = _mine(request, table_form_id, REMOVE_COLUMN)
    column = _column(form, column_key)
    known = measures().get(column.of)
    words = column.title or (str(known.what) if known else column.of)
    context = {"back": _desk(form), "intro": _("Bỏ cột «%s» khỏi bản nháp.") % words, "danger": True}
    return command_page(
        request, REMOVE_COLUMN, initial={"form": form, "key": column_key}, then=_desk(form), context=context
    )


def issue(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """The draft comes into force."""
    form = _mine(request, table_form_id, ISSUE_FORM)
    then = reverse("tabular:table", args=[form.pk])
    told = _("Lần này không sửa được nữa sau khi đưa vào dùng; muốn đổi thì lập lần sau.")
    initial = {"form": form, "issued_on": timezone.localdate()}
    return command_page(request, ISSUE_FORM, initial=initial, then=then, context={"back": _desk(form), "intro": told})


def discard(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """The draft goes; a form that never was in force goes with it."""
    form = _mine(request, table_form_id, DISCARD_DRAFT)
    is_first = newest(form).number == 1
    told = _("Mẫu biểu này chưa dùng lần nào nên sẽ bị bỏ hẳn.") if is_first else _("Lần đang dùng vẫn giữ nguyên.")
    then = reverse("tabular:index") if is_first else reverse("tabular:table", args=[form.pk])
    context = {"back": _desk(form), "intro": told, "danger": True}
    return command_page(request, DISCARD_DRAFT, initial={"form": form}, then=then, context=context)


def retire(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """The form is used no more."""
    form = _mine(request, table_form_id, RETIRE_FORM)
    context = {"back": reverse("tabular:table", args=[form.pk]), "intro": form.name, "danger": True}
    then = reverse("tabular:index")
    return command_page(request, RETIRE_FORM, initial={"form": form}, then=then, context=context)
