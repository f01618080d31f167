"""From a file to a confirmed plan: read, put right by a person, confirm."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.text import tidy
from clb.places.models import Unit
from clb.plans.models import (
    Agency,
    AgencyBody,
    MoneySource,
    Objective,
    Plan,
    PlanItem,
    PlanLine,
    Recipient,
    Target,
    Task,
)
from clb.plans.queries.drafts import ITEM_KINDS, place_named
from clb.plans.reading.bodies import names_in
from clb.plans.reading.draft import UnreadablePlan
from clb.plans.reading.extract import LARGEST_BYTES, lines_of
from clb.plans.reading.passages import mark_of
from clb.plans.reading.reader import read_plan

from .store import hash_of, store_draft

MOST_TARGETS = 5_000  # a province of 200 communes has some 2,000 in its annexes


def import_plan(*, by: User, file: Any, place: Unit | None = None, implements: Plan | None = None) -> Plan:
    """Read an uploaded file (txt, docx, text PDF) into a draft plan.

    Raises ValidationError with one sentence beside the file where it can't be read as one plan
    (nothing is stored then), and beside the place where the text names none that is known.
    """
    try:
        if file.size > LARGEST_BYTES:  # refused before it is read into memory
            raise UnreadablePlan(_("Tệp lớn hơn %d MB nên không đọc; hãy gửi tệp nhỏ hơn.") % (LARGEST_BYTES >> 20))
        draft = read_plan(lines_of(file.read(), file.name))
    except UnreadablePlan as refusal:
        raise ValidationError({"file": str(refusal)}) from None
    if len(draft.targets) > MOST_TARGETS:
        raise ValidationError({"file": _("Văn bản có hơn %d chỉ tiêu nên không phải là một kế hoạch.") % MOST_TARGETS})
    if draft.conflicts:
        raise ValidationError({"file": draft.conflicts[0].sentence})
    if place is None:
        place = place_named(draft.header.place_name, draft.header.place_level, by)
    if not by.may("plans.import_plan", place):
        raise ValidationError({"place": _("Bạn không được nhập kế hoạch cho địa bàn này.")})
    if earlier := Plan.objects.filter(place=place, text_hash=hash_of(draft), status=Plan.Status.DRAFT).first():
        raise ValidationError({"file": _("Văn bản này đang có một dự thảo chờ duyệt (số %d).") % earlier.pk})
    return store_draft(draft, place, implements)


def _open(plan: Plan) -> Plan:
    """The plan, locked, if it is still a draft."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.status != Plan.Status.DRAFT:
        raise ValidationError(_("Kế hoạch đã xác nhận, không sửa được nữa."))
    return plan


def correct_header(
    *,
    by: User,
    plan: Plan,
    title: str,
    place: Unit,
    from_on: date,
    until_on: date,
    number: str = "",
    issued_on: date | None = None,
    issuer: str = "",
    signer_title: str = "",
    signer_name: str = "",
) -> Plan:
    """Put right what the reader made of the plan's head."""
    plan = _open(plan)
    if until_on < from_on:
        raise ValidationError({"until_on": _("Ngày cuối kỳ không được trước ngày đầu kỳ.")})
    plan.title, plan.place, plan.from_on, plan.until_on = tidy(title), place, from_on, until_on
    plan.is_period_known = True
    plan.number, plan.issued_on, plan.issuer = tidy(number), issued_on, tidy(issuer)
    plan.signer_title, plan.signer_name = tidy(signer_title), tidy(signer_name)
    plan.save()
    return plan


def correct_target(
    *,
    by: User,
    target: Target,
    text: str,
    measure: str,
    is_each_club: bool = False,
    unit_name: str = "",
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
    is_min_strict: bool = False,
    is_max_strict: bool = False,
    deadline: date | None = None,
    indicator: str = "",
) -> Target:
    """Put right a target of a draft. Raises ValidationError where a number is missing or the bounds cross."""
    _open(target.plan)
    has_number = minimum is not None or maximum is not None
    if measure != Target.Measure.QUALITY and not has_number:
        raise ValidationError({"minimum": _("Chỉ tiêu có con số cần ít nhất một mức.")})
    if minimum is not None and maximum is not None and minimum > maximum:
        raise ValidationError({"maximum": _("Mức nhiều nhất không được dưới mức ít nhất.")})
    target.text, target.measure, target.unit = tidy(text), measure, tidy(unit_name)
    target.scope = Target.Scope.EACH_CLUB if is_each_club else Target.Scope.TOTAL
    target.minimum, target.maximum = (minimum, maximum) if measure != Target.Measure.QUALITY else (None, None)
    target.is_min_strict, target.is_max_strict = is_min_strict, is_max_strict
    target.deadline, target.indicator = deadline, indicator
    target.save()
    return target


def correct_task(
    *,
    by: User,
    task: Task,
    text: str,
    rhythm: str,
    part: str,
    agency: Agency | None = None,
    due_on: date | None = None,
    due_month: int | None = None,
    due_day: int | None = None,
) -> Task:
    """Put right a duty of a draft."""
    _open(task.plan)
    if agency is not None and agency.plan_id != task.plan_id:
        raise ValidationError({"agency": _("Đầu mối này thuộc kế hoạch khác.")})
    task.text, task.rhythm, task.part, task.agency = tidy(text), rhythm, part, agency
    task.due_on, task.due_month, task.due_day = due_on, due_month, due_day
    task.save()
    return task


def drop_item(*, by: User, plan: Plan, kind: str, item: int) -> Plan:
    """Take an item out of a draft; its lines become unplaced again, never lost."""
    plan = _open(plan)
    row = ITEM_KINDS[kind]._default_manager.filter(plan=plan, pk=item).first()
    if row is None:
        raise ValidationError({"item": _("Mục này không còn trong dự thảo.")})
    if isinstance(row, Agency) and row.tasks.exists():
        raise ValidationError({"item": _("Đầu mối này còn nhiệm vụ. Hãy bỏ hoặc chuyển các nhiệm vụ trước.")})
    kept = {n for model in ITEM_KINDS.values() for lines in _lines_of(model, plan, row) for n in lines}
    plan.text_lines.filter(number__in=set(row.lines) - kept).update(set_aside=PlanLine.Aside.DROPPED)
    row.delete()
    return plan


def _lines_of(model: type[PlanItem], plan: Plan, but: PlanItem) -> list[list[int]]:
    rows = model._default_manager.filter(plan=plan)
    return [row.lines for row in rows if (type(row), row.pk) != (type(but), but.pk)]


def place_line(*, by: User, plan: Plan, line: int, kind: str, agency: Agency | None = None) -> Plan:
    """Make an item of a line that the reader set aside."""
    plan = _open(plan)
    row = plan.text_lines.filter(number=line).first()
    if row is None:
        raise ValidationError({"line": _("Không có dòng này.")})
    last = ITEM_KINDS[kind]._default_manager.filter(plan=plan).aggregate(last=Max("order"))["last"] or 0
    common: dict[str, Any] = {"plan": plan, "order": last + 1, "text": row.text, "lines": [line]}
    if kind == "target":
        measure = Target.Measure.QUALITY
        Target.objects.create(**common, subject=row.text[:200], measure=measure, deadline=plan.until_on)
    elif kind == "task":
        if agency is not None and agency.plan_id != plan.pk:
            raise ValidationError({"agency": _("Đầu mối này thuộc kế hoạch khác.")})
        Task.objects.create(**common, agency=agency, rhythm=Task.Rhythm.CONTINUOUS, part=Task.Part.DO)
    elif kind == "agency":
        marked = mark_of(row.text.strip())
        head = row.text.strip()[marked[2] if marked else 0 :].strip(" .:;")
        made = Agency.objects.create(**common | {"text": head})
        AgencyBody.objects.bulk_create(AgencyBody(agency=made, name=name[:200]) for name in names_in(head))
    elif kind == "source":
        MoneySource.objects.create(**common, kind=MoneySource.Kind.OTHER)
    else:
        simple: dict[str, type[PlanItem]] = {"objective": Objective, "recipient": Recipient}
        simple[kind]._default_manager.create(**common)
    row.set_aside = ""
    row.save(update_fields=["set_aside"])
    return plan


def confirm_plan(*, by: User, plan: Plan, unplaced_read: bool = False) -> Plan:
    """A person has compared the draft with the text: from now on it is the plan.

    Raises ValidationError while the reader's unrecognised lines were not looked at.
    """
    plan = _open(plan)
    if not plan.is_period_known:
        raise ValidationError(_("Văn bản không nói rõ kỳ kế hoạch. Hãy sửa phần đầu, nhập từ ngày và đến ngày."))
    if not unplaced_read and plan.text_lines.filter(set_aside__in=PlanLine.TO_READ).exists():
        raise ValidationError({"unplaced_read": _("Hãy xem các dòng để riêng rồi đánh dấu là đã xem.")})
    plan.status, plan.confirmed_on = Plan.Status.CONFIRMED, timezone.localdate()
    plan.save(update_fields=["status", "confirmed_on"])
    return plan


def discard_draft(*, by: User, plan: Plan) -> str:
    """Throw a draft away; the journal keeps that it was."""
    plan = _open(plan)
    Task.objects.filter(plan=plan).delete()
    plan.delete()
    return "discarded"
