"""Making and changing a unit's form. Whoever changes an issued form changes a draft of its next version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import plain, tidy
from clb.places.models import Unit
from clb.tabular.models import FormVersion, TableForm
from clb.tabular.queries.measures import faults_of, unknown_in
from clb.tabular.queries.proposals import proposal
from clb.tabular.queries.stored import design_of, designed
from clb.tabular.rules.design import (
    MOST_COLUMNS,
    MOST_LINES,
    ColumnDesign,
    Design,
    DesignError,
    column_faults,
    design_data,
    parse_design,
)

MOST_BYTES = 200_000


def make_form(*, by: User, unit: Unit, name: str, rows: str, period: str, title: str = "", like: str = "") -> TableForm:
    """A new form of `unit` with a draft: empty, or as the proposal `like`. Raises ValidationError for a name taken."""
    found = proposal(like) if like else None
    if like and found is None:
        raise ValidationError({"like": _("Không có mẫu gợi ý này.")})
    design = found.design if found else Design(title=tidy(title) or tidy(name), rows=rows, period=period)
    if found and tidy(title):
        design = replace(design, title=tidy(title))
    return _new(by, unit, name, design)


def copy_form(*, by: User, form: TableForm, unit: Unit, name: str) -> TableForm:
    """The form as it stands now, as a draft of a form of `unit`. Raises ValidationError for a name taken."""
    return _new(by, unit, name, designed(form))


def import_form(*, by: User, unit: Unit, name: str, text: str) -> TableForm:
    """A form of `unit` from a design in YAML or JSON. Raises ValidationError with every fault of the text."""
    return _new(by, unit, name, read_design(text))


def read_design(text: str) -> Design:
    """The design that a YAML or JSON text tells. Raises ValidationError on `text` with every fault."""
    if len(text) > MOST_BYTES:
        raise ValidationError({"text": _("Nội dung quá dài; một mẫu biểu không quá 200.000 ký tự.")})
    try:
        data = json.loads(text) if text.lstrip().startswith("{") else _yaml(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = _(" (dòng %s)") % (line + 1) if line is not None else ""
        raise ValidationError({"text": _("Không đọc được YAML hay JSON%s.") % where}) from None
    try:
        design = parse_design(data)
    except DesignError as error:
        raise ValidationError({"text": list(error.reasons)}) from None
    if faults := unknown_in(design):
        raise ValidationError({"text": faults})
    return design


def _yaml(text: str) -> Any:
    # Anchors could make a small text endless once it is spelt out.
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
        raise ValueError("aliases")
    return yaml.safe_load(text)


def _new(by: User, unit: Unit, name: str, design: Design) -> TableForm:
    _said(name)
    form = TableForm(unit=unit, name=tidy(name))
    form.validate_constraints()
    form.save()
    FormVersion.objects.create(form=form, number=1, design=design_data(design), by=by)
    return form


def _said(name: str) -> None:
    if not plain(name):
        raise ValidationError({"name": _("Hãy ghi tên mẫu biểu.")})


# --- What a form looks like ---------------------------------------------------------------------------------------


def edit_form(
    *,
    by: User,
    form: TableForm,
    name: str,
    title: str,
    rows: str,
    period: str,
    orientation: str,
    has_total: bool,
    is_numbered: bool,
    head: str = "",
    notes: str = "",
    foot: str = "",
    source: str = "",
) -> TableForm:
    """Everything of the form but its columns; `head`, `notes` and `foot` are lines. Raises ValidationError."""
    _said(name)
    draft = _draft(form, by)
    if not plain(title):
        raise ValidationError({"title": _("Hãy ghi tên biểu.")})
    design = Design(
        title=tidy(title),
        rows=rows,
        period=period,
        orientation=orientation,
        has_total=has_total,
        is_numbered=is_numbered,
        head=_lines("head", head),
        notes=_lines("notes", notes),
        foot=_lines("foot", foot),
        source=tidy(source),
        columns=design_of(draft).columns,
    )
    _keep(draft, design)
    form.name = tidy(name)
    form.validate_constraints()
    form.save(update_fields=["name"])
    return form


def _lines(field: str, text: str) -> tuple[str, ...]:
    lines = tuple(filter(None, (tidy(line) for line in text.splitlines())))
    if len(lines) > MOST_LINES or any(len(line) > 300 for line in lines):
        raise ValidationError({field: _("Nhiều nhất 12 dòng, mỗi dòng không quá 300 chữ.")})
    return lines


def add_column(*, by: User, form: TableForm, before: str = "", **told: Any) -> FormVersion:
    """One column more in the draft, at the end or before that of key `before`. Raises ValidationError."""
    draft = _draft(form, by)
    design = design_of(draft)
    if len(design.columns) >= MOST_COLUMNS:
        raise ValidationError(_("Một biểu có nhiều nhất %s cột.") % MOST_COLUMNS)
    if before and design.column(before) is None:
        raise ValidationError({"before": _("Không có cột này trong bản nháp.")})
    column = _column(ColumnDesign(key=design.free_key(), of=""), told)
    return _keep(draft, design.with_column(column, before))


def correct_column(*, by: User, form: TableForm, key: str, **told: Any) -> FormVersion:
    """A column of the draft as told now. Raises ValidationError."""
    draft = _draft(form, by)
    return _keep(draft, design_of(draft).with_changed(_column(_known(draft, key), told)))


def move_column(*, by: User, form: TableForm, key: str, steps: int) -> FormVersion:
    """A column of the draft so many places to the right, to the left below zero."""
    draft = _draft(form, by)
    _known(draft, key)
    return _keep(draft, design_of(draft).with_moved(key, steps))


def remove_column(*, by: User, form: TableForm, key: str) -> FormVersion:
    """One column less in the draft."""
    draft = _draft(form, by)
    _known(draft, key)
    return _keep(draft, design_of(draft).without(key))


def _known(draft: FormVersion, key: str) -> ColumnDesign:
    found = design_of(draft).column(key)
    if found is None:
        raise ValidationError({"key": _("Không có cột này trong bản nháp.")})
    return found


def _column(column: ColumnDesign, told: dict[str, Any]) -> ColumnDesign:
    told = {name: tidy(value) if isinstance(value, str) else value for name, value in told.items()}
    column = replace(column, **told)
    if faults := [*column_faults(column), *faults_of(column)]:
        raise ValidationError([_sentence(fault) for fault in faults])
    return column


def _sentence(fault: str) -> str:
    return fault[0].upper() + fault[1:]


def _draft(form: TableForm, by: User) -> FormVersion:
    """The draft of `form`, made from its last version where there is none; the form is locked until the act is over."""
    locked = _locked(form)
    if locked.retired_on is not None:
        raise ValidationError(_("Mẫu biểu này đã thôi dùng; hãy chép thành mẫu mới."))
    last: FormVersion = locked.versions.order_by("-number")[0]
    if last.is_draft:
        return last
    return FormVersion(form=locked, number=last.number + 1, design=last.design, by=by)


def _keep(draft: FormVersion, design: Design) -> FormVersion:
    draft.design = design_data(parse_design(design_data(design)))
    draft.save()
    return draft


# --- In force and out of it ---------------------------------------------------------------------------------------


def issue_form(*, by: User, form: TableForm, issued_on: date) -> FormVersion:
    """The draft is in force from a day on and changes no more. Raises ValidationError where there is none, where it has
    no column or names what there is not, and for a day before the last version's."""
    draft = _only_draft(form)
    design = design_of(draft)
    if not design.columns:
        raise ValidationError(_("Mẫu biểu chưa có cột nào."))
    if faults := unknown_in(design):
        raise ValidationError([_sentence(fault) for fault in faults])
    before = FormVersion.objects.filter(form=form, issued_on__isnull=False).order_by("-number").first()
    if before and before.issued_on is not None and issued_on < before.issued_on:
        raise ValidationError({"issued_on": _("Lần trước dùng từ ngày %s.") % f"{before.issued_on:%d/%m/%Y}"})
    draft.issued_on, draft.by = issued_on, by
    draft.save()
    return draft


def discard_draft(*, by: User, form: TableForm) -> str:
    """The draft goes; a form that never was in force goes with it. Raises ValidationError where there is no draft."""
    draft = _only_draft(form)
    told = str(form.pk)
    if draft.number == 1:
        draft.form.delete()
    else:
        draft.delete()
    return told


def _locked(form: TableForm) -> TableForm:
    locked: TableForm | None = TableForm.objects.select_for_update(no_key=True).filter(pk=form.pk).first()
    if locked is None:
        raise ValidationError(_("Mẫu biểu này đã được bỏ."))
    return locked


def _only_draft(form: TableForm) -> FormVersion:
    locked = _locked(form)
    draft = locked.versions.filter(issued_on__isnull=True).first()
    if draft is None:
        raise ValidationError(_("Mẫu biểu này không có bản nháp nào."))
    return draft


def retire_form(*, by: User, form: TableForm) -> TableForm:
    """The form is used no more from today on; tables made by it stay. Raises ValidationError where it was so before."""
    locked = _locked(form)
    if locked.retired_on is not None:
        raise ValidationError(_("Mẫu biểu này đã thôi dùng rồi."))
    if locked.versions.filter(issued_on__isnull=True).exists():
        raise ValidationError(_("Mẫu biểu này còn một bản nháp; hãy ban hành hoặc bỏ bản nháp trước."))
    locked.retired_on = timezone.localdate()
    locked.save(update_fields=["retired_on"])
    return locked
