"""The plan by which a weak club is brought back to work."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club, ClubStatus, ConsolidationStep
from clb.kernel.text import plain, tidy


def plan_consolidation_step(*, by: User, club: Club, text: str, owner: str, due_on: date) -> ConsolidationStep:
    """Something to be done, by whom and by when, in the present weak period.

    Raises ValidationError where the club is neither weak nor being consolidated, and for a day before that began.
    """
    status: ClubStatus = ClubStatus.objects.select_for_update(no_key=True).get(club=club, until_on__isnull=True)
    if status.status not in ConsolidationStep.WEAK:
        told = _("Chỉ lập kế hoạch kiện toàn khi câu lạc bộ hoạt động yếu hoặc đang kiện toàn.")
        raise ValidationError({"club": told})
    for name, words in (("text", text), ("owner", owner)):
        if not plain(words):
            raise ValidationError({name: _("Hãy ghi rõ.")})
    if due_on < status.from_on:
        raise ValidationError({"due_on": _("Hạn không được trước ngày bắt đầu tình trạng này.")})
    return ConsolidationStep.objects.create(status=status, text=tidy(text), owner=tidy(owner), due_on=due_on)


def finish_consolidation_step(*, by: User, step: ConsolidationStep, done_on: date, evidence: str) -> ConsolidationStep:
    """It was done, with what shows it. Raises ValidationError for a day before the weak period or to come."""
    if not step.status.from_on <= done_on <= timezone.localdate():
        raise ValidationError({"done_on": _("Ngày phải từ ngày bắt đầu tình trạng yếu đến hôm nay.")})
    step.done_on, step.evidence = done_on, tidy(evidence)
    step.save(update_fields=["done_on", "evidence"])
    return step


def drop_consolidation_step(*, by: User, step: ConsolidationStep) -> Club:
    """Taken out of the plan: written wrong, or no longer wanted. Raises ValidationError for what is done."""
    if step.done_on is not None:
        raise ValidationError({"step": _("Việc đã xong thì không bỏ được.")})
    ConsolidationStep.objects.filter(pk=step.pk).delete()  # the journal still names its id
    return step.status.club
