"""Recording exchanges and what follows from them. The only writer of both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.text import plain, tidy
from clb.places.models import Unit
from clb.plans.models import Task

from .models import Exchange, ExchangeClub, FollowUp


def record_exchange(
    *,
    by: User,
    unit: Unit,
    kind: str,
    title: str,
    held_on: date,
    people: int,
    clubs: Iterable[Club] = (),
    place: str = "",
    host: str = "",
    is_outside: bool = False,
    lessons: str = "",
    task: Task | None = None,
) -> Exchange:
    """A training, talk or visit was held. Raises ValidationError for a day to come or before a club's founding."""
    told = {k: v for k, v in locals().items() if k not in ("by", "unit")}
    return _write(Exchange(unit=unit), **told)


def correct_exchange(*, by: User, exchange: Exchange, **told: Any) -> Exchange:
    """What was recorded of it is put right, as `record_exchange` takes it. Raises ValidationError as that does."""
    return _write(Exchange.objects.select_for_update(no_key=True).get(pk=exchange.pk), **told)


def _write(row: Exchange, *, clubs: Iterable[Club], held_on: date, title: str, **told: Any) -> Exchange:
    clubs = list(clubs)
    if held_on > timezone.localdate():
        raise ValidationError({"held_on": _("Ngày không được ở tương lai.")})
    early = next((club for club in clubs if club.founded_on > held_on), None)
    if early:
        raise ValidationError({"clubs": _("%s chưa thành lập vào ngày ấy.") % early})
    if not plain(title):
        raise ValidationError({"title": _("Hãy ghi về việc gì.")})
    row.held_on, row.title = held_on, tidy(title)
    for name, value in told.items():
        setattr(row, name, tidy(value) if isinstance(value, str) and name != "lessons" else value)
    row.save()
    row.clubs.all().delete()
    ExchangeClub.objects.bulk_create(ExchangeClub(exchange=row, club=club) for club in clubs)
    return row


def drop_exchange(*, by: User, exchange: Exchange) -> str:
    """One recorded by mistake goes, with what was to follow from it."""
    pk = str(exchange.pk)
    exchange.delete()
    return pk


def plan_follow_up(*, by: User, exchange: Exchange, text: str, owner: str, due_on: date) -> FollowUp:
    """Something is to be done after it. Raises ValidationError for a due day before the exchange."""
    if due_on < exchange.held_on:
        raise ValidationError({"due_on": _("Hạn không được trước ngày của buổi này.")})
    for name, words in (("text", text), ("owner", owner)):
        if not plain(words):
            raise ValidationError({name: _("Hãy ghi ô này.")})
    return FollowUp.objects.create(exchange=exchange, text=tidy(text), owner=tidy(owner), due_on=due_on)


def finish_follow_up(*, by: User, follow_up: FollowUp, done_on: date, evidence: str) -> FollowUp:
    """It is done. Raises ValidationError where it was before, and for a day before the exchange or to come."""
    row: FollowUp = FollowUp.objects.select_for_update(no_key=True).get(pk=follow_up.pk)
    if row.done_on is not None:
        raise ValidationError(_("Việc này đã được ghi là xong."))
    if not row.exchange.held_on <= done_on <= timezone.localdate():
        raise ValidationError({"done_on": _("Ngày xong phải từ ngày của buổi này đến hôm nay.")})
    row.done_on, row.evidence = done_on, tidy(evidence)
    row.save(update_fields=["done_on", "evidence"])
    return row
