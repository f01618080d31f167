"""Scorecards: begun from the program's proposal or another one, changed while a draft, adopted for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.grading.models import Criterion, Scorecard
from clb.grading.queries.cards import card_of, criterion_of, proposal, proposed_card
from clb.grading.rules import Band, card_faults
from clb.grading.rules import Criterion as Rule
from clb.grading.rules.scoring import criterion_faults
from clb.kernel.text import plain, tidy
from clb.places.models import Unit

COPIED = ("step", "total", "good_from", "fair_from", "average_from", "min_months")


def start_scorecard(
    *,
    by: User,
    place: Unit,
    title: str,
    from_on: date,
    until_on: date | None = None,
    number: str = "",
    source: str = "",
    copy_of: Scorecard | None = None,
) -> Scorecard:
    """A draft for `place`, with the criteria of `copy_of`, else of the program's proposal.

    Raises ValidationError for a title without words and for an end before the beginning.
    """
    card = card_of(copy_of) if copy_of else proposed_card()
    row = Scorecard(place=place, from_on=from_on, until_on=until_on, **{name: getattr(card, name) for name in COPIED})
    _name(row, title, number, source or (copy_of.source if copy_of else proposal()["source"]))
    row.validate_constraints()
    row.save()
    Criterion.objects.bulk_create(_stored(row, i, rule) for i, rule in enumerate(card.criteria, 1))
    return row


def _name(row: Scorecard, title: str, number: str, source: str) -> None:
    if not plain(title):
        raise ValidationError({"title": _("Hãy ghi tên bảng điểm.")})
    row.title, row.number, row.source = tidy(title), tidy(number), tidy(source)


def _stored(row: Scorecard, order: int, rule: Rule) -> Criterion:
    return Criterion(
        scorecard=row,
        order=order,
        code=rule.code,
        group=rule.group,
        text=rule.text,
        max_points=rule.max_points,
        measure=rule.measure,
        bands=_kept(rule.bands),
        is_lower_better=rule.is_lower_better,
        when_none=rule.when_none,
    )


def _kept(bands: Sequence[Band]) -> list[list[str]]:
    return [[str(band.at), str(band.points)] for band in bands]


def correct_scorecard(
    *, by: User, scorecard: Scorecard, title: str, number: str, source: str, **told: Any
) -> Scorecard:
    """The head of a draft is put right: days, grades, step, total. Raises ValidationError where it is adopted, and
    for grades that do not descend."""
    row = _draft(scorecard)
    _name(row, title, number, source)
    for name, value in told.items():
        setattr(row, name, value)
    if row.good_from > row.total:
        raise ValidationError({"good_from": _("Mức của loại tốt không được quá tổng điểm.")})
    row.validate_constraints()
    row.save()
    return row


def set_criterion(
    *,
    by: User,
    scorecard: Scorecard,
    group: str,
    text: str,
    max_points: Decimal,
    criterion: Criterion | None = None,
    measure: str = "",
    bands: Sequence[Band] = (),
    is_lower_better: bool = False,
    when_none: str = Criterion.WhenNone.PERSON,
    order: int | None = None,
) -> Criterion:
    """A line of a draft is added or, where `criterion` names one, put right. Raises ValidationError for lines whose
    points do not hang together."""
    draft = _draft(scorecard)
    row = criterion or Criterion(scorecard=draft, code=_code(draft))
    if row.scorecard_id != draft.pk:
        raise ValidationError({"criterion": _("Tiêu chí này thuộc bảng điểm khác.")})
    for name, words in (("group", group), ("text", text)):
        if not plain(words):
            raise ValidationError({name: _("Hãy ghi ô này.")})
    row.group, row.text, row.max_points = tidy(group), tidy(text), max_points
    row.measure, row.bands, row.is_lower_better, row.when_none = measure, _kept(bands), is_lower_better, when_none
    if order or not row.order:
        last = draft.criteria.aggregate(last=Max("order"))["last"] or 0
        row.order = order or last + 1
    faults = criterion_faults(criterion_of(row), Decimal(draft.step))
    if faults:
        raise ValidationError({"bands": faults})
    row.save()
    return row


def _code(draft: Scorecard) -> str:
    taken = set(draft.criteria.values_list("code", flat=True))
    return next(code for i in range(1, len(taken) + 2) if (code := f"them-{i}") not in taken)


def drop_criterion(*, by: User, criterion: Criterion) -> Scorecard:
    """A line of a draft goes. Raises ValidationError where the scorecard is adopted."""
    draft = _draft(criterion.scorecard)
    criterion.delete()
    return draft


def adopt_scorecard(*, by: User, scorecard: Scorecard) -> Scorecard:
    """From now on rounds may use it, and nobody may change it. Raises ValidationError where it does not add up."""
    draft = _draft(scorecard)
    faults = card_faults(card_of(draft))
    if faults:
        raise ValidationError(faults)
    draft.adopted_on = timezone.localdate()
    draft.save(update_fields=["adopted_on"])
    return draft


def drop_scorecard(*, by: User, scorecard: Scorecard) -> int:
    """A draft that nobody wants goes. Raises ValidationError where it is adopted."""
    draft = _draft(scorecard)
    pk: int = draft.pk
    draft.delete()
    return pk


def _draft(scorecard: Scorecard) -> Scorecard:
    row: Scorecard | None = Scorecard.objects.select_for_update(no_key=True).filter(pk=scorecard.pk).first()
    if row is None:
        raise ValidationError(_("Bảng điểm này đã được bỏ."))
    if not row.is_draft:
        raise ValidationError(_("Bảng điểm này đã được đưa vào dùng, không sửa được nữa. Hãy lập bản mới từ bản này."))
    return row
