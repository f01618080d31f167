"""The steps and conditions of a founding, its decision, and giving it up."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.founding.models import Founding, FoundingCondition, FoundingStep
from clb.founding.rules import FINISHED_BY_COMMAND, USUAL_CONDITIONS, USUAL_OWNERS
from clb.kernel.text import plain, tidy
from clb.places.models import Unit


def locked(founding: Founding) -> Founding:
    """The founding as it stands, with every other command on it waiting. Raises ValidationError where it has ended."""
    found: Founding = Founding.objects.select_for_update(no_key=True).get(pk=founding.pk)
    if not found.is_under_way:
        raise ValidationError({"founding": _("Việc thành lập này đã kết thúc.")})
    return found


def check_day(founding: Founding, day: date, field: str) -> None:
    """Raises ValidationError beside `field` for a day before the founding was begun or to come."""
    if not founding.started_on <= day <= timezone.localdate():
        begun = founding.started_on.strftime("%d/%m/%Y")
        raise ValidationError({field: _("Ngày phải từ ngày bắt đầu (%s) đến hôm nay.") % begun})


def start_founding(*, by: User, place: Unit, name: str, need: str, started_on: date, launch_by: date) -> Founding:
    """An intention with its steps and the usual conditions, each due by `launch_by` until planned otherwise.

    Raises ValidationError for a day to come, a launch before the start, a place that does not stand.
    """
    if started_on > timezone.localdate():
        raise ValidationError({"started_on": _("Ngày bắt đầu không được ở tương lai.")})
    if launch_by < started_on:
        raise ValidationError({"launch_by": _("Ngày dự kiến ra mắt không được trước ngày bắt đầu.")})
    if started_on < place.from_on or (place.until_on and started_on > place.until_on):
        raise ValidationError({"place": _("Đơn vị này không có vào ngày bắt đầu.")})
    if not plain(name):
        raise ValidationError({"name": _("Hãy ghi tên câu lạc bộ.")})
    founding = Founding.objects.create(place=place, name=tidy(name), need=need.strip(), started_on=started_on)
    FoundingStep.objects.bulk_create(
        FoundingStep(founding=founding, kind=kind, owner_role=USUAL_OWNERS[kind], due_on=launch_by)
        for kind in FoundingStep.Kind.values
    )
    FoundingCondition.objects.bulk_create(
        FoundingCondition(founding=founding, text=str(c.text), source=c.source, owner_role=c.owner, due_on=launch_by)
        for c in USUAL_CONDITIONS
    )
    return founding


def plan_founding_step(*, by: User, step: FoundingStep, owner_role: str, due_on: date) -> FoundingStep:
    """Say who answers for a step and by when. Raises ValidationError where the founding has ended."""
    locked(step.founding)
    step.owner_role, step.due_on = owner_role, due_on
    step.save(update_fields=["owner_role", "due_on"])
    return step


def finish_founding_step(*, by: User, step: FoundingStep, done_on: date, evidence: str) -> FoundingStep:
    """A step is done, with what shows it. Raises ValidationError for the decision and the launch, written elsewhere."""
    founding = locked(step.founding)
    if step.kind in FINISHED_BY_COMMAND:
        raise ValidationError({"step": _("Bước này xong khi ghi quyết định, hoặc khi ghi lễ ra mắt.")})
    check_day(founding, done_on, "done_on")
    step.done_on, step.evidence = done_on, evidence.strip()
    step.save(update_fields=["done_on", "evidence"])
    return step


def reopen_founding_step(*, by: User, step: FoundingStep) -> FoundingStep:
    """A step was said to be done and is not. Raises ValidationError for the decision and for a step not done."""
    locked(step.founding)
    if step.kind in FINISHED_BY_COMMAND or step.done_on is None:
        raise ValidationError({"step": _("Bước này không mở lại được ở đây.")})
    step.done_on, step.evidence = None, ""
    step.save(update_fields=["done_on", "evidence"])
    return step


def add_condition(
    *, by: User, founding: Founding, text: str, owner_role: str, due_on: date, source: str = ""
) -> FoundingCondition:
    """One more condition, of the unit's own. Raises ValidationError where the founding has ended."""
    locked(founding)
    if not plain(text):
        raise ValidationError({"text": _("Hãy ghi điều kiện.")})
    return FoundingCondition.objects.create(
        founding=founding, text=tidy(text), owner_role=owner_role, due_on=due_on, source=tidy(source)
    )


def meet_condition(*, by: User, condition: FoundingCondition, met_on: date, note: str = "") -> FoundingCondition:
    """A condition is met. Raises ValidationError for a day outside the founding, and a condition that was dropped."""
    founding = locked(condition.founding)
    check_day(founding, met_on, "met_on")
    if condition.dropped_on:
        raise ValidationError({"condition": _("Điều kiện này đã bỏ.")})
    condition.met_on, condition.note = met_on, tidy(note)
    condition.save(update_fields=["met_on", "note"])
    return condition


def drop_condition(*, by: User, condition: FoundingCondition, note: str) -> FoundingCondition:
    """A condition is not asked for here; it stays in sight, with the reason."""
    locked(condition.founding)
    condition.dropped_on, condition.met_on, condition.note = timezone.localdate(), None, tidy(note)
    condition.save(update_fields=["dropped_on", "met_on", "note"])
    return condition


def record_founding_decision(
    *, by: User, founding: Founding, number: str, decided_on: date, signer_title: str, signer_name: str
) -> Founding:
    """The commune's decision; until the launch it may be written again where it was written wrong."""
    founding = locked(founding)
    check_day(founding, decided_on, "decided_on")
    founding.decision_number, founding.decided_on = tidy(number), decided_on
    founding.signer_title, founding.signer_name = tidy(signer_title), tidy(signer_name)
    founding.save(update_fields=["decision_number", "decided_on", "signer_title", "signer_name"])
    founding.steps.filter(kind=FoundingStep.Kind.DECISION).update(done_on=decided_on, evidence=founding.decision_number)
    return founding


def drop_founding(*, by: User, founding: Founding, dropped_on: date, reason: str) -> Founding:
    """The intention is given up, with the reason; the names of those who would have joined are taken out."""
    founding = locked(founding)
    check_day(founding, dropped_on, "dropped_on")
    founding.dropped_on, founding.dropped_reason = dropped_on, tidy(reason)
    founding.save(update_fields=["dropped_on", "dropped_reason"])
    founding.recruits.all().delete()
    return founding
