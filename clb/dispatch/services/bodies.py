"""Bodies that issue papers, where their numbers begin, and their lists of recipients."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.dispatch.models import IssuingBody, NumberSeries, RecipientList
from clb.dispatch.queries import is_own
from clb.dispatch.rules import lines_of
from clb.kernel.text import tidy
from clb.places.models import Unit


def own_only(by: User, body: IssuingBody) -> None:
    """Raises ValidationError where `by` does not act for `body`."""
    if not is_own(by, body):
        raise ValidationError(_("Chỉ %s mới ghi được vào sổ này.") % body)


def lines_kept(text: str) -> str:
    """Each line tidied, empty ones left out."""
    return "\n".join(filter(None, (tidy(line) for line in text.splitlines())))


def set_up_body(
    *, by: User, unit: Unit, agency: str, name: str, superior: str, place: str, letters: str, counting: str
) -> IssuingBody:
    """A body begins its register. Raises ValidationError where the agency has one at that unit."""
    body = IssuingBody(unit=unit, agency=agency)
    _write(body, name=name, superior=superior, place=place, letters=letters, counting=counting)
    return body


def correct_body(
    *, by: User, body: IssuingBody, name: str, superior: str, place: str, letters: str, counting: str
) -> IssuingBody:
    """How it is written and how it counts. Raises ValidationError for another count within a year of numbers."""
    own_only(by, body)
    has_numbers = NumberSeries.objects.filter(body=body, year=timezone.localdate().year, last_number__gt=0).exists()
    if counting != body.counting and has_numbers:
        raise ValidationError({"counting": _("Năm nay đã lấy số. Cách đánh số chỉ đổi được từ đầu năm, trước số 01.")})
    _write(body, name=name, superior=superior, place=place, letters=letters, counting=counting)
    return body


def _write(body: IssuingBody, *, name: str, superior: str, place: str, letters: str, counting: str) -> None:
    body.name, body.superior, body.place = lines_kept(name), lines_kept(superior), tidy(place)
    body.letters, body.counting = tidy(letters), counting
    body.full_clean()
    body.save()


def open_series(*, by: User, body: IssuingBody, year: int, kind: str, begins_after: int) -> NumberSeries:
    """Numbers of a year go on after one given on paper. Raises ValidationError once this register gave numbers."""
    own_only(by, body)
    series, _made = NumberSeries.objects.get_or_create(body=body, year=year, series=body.series_of(kind))
    series = NumberSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    if series.last_number > series.begins_after:
        raise ValidationError({"begins_after": _("Dãy số này đã lấy đến số %d.") % series.last_number})
    series.begins_after = series.last_number = begins_after
    series.save(update_fields=["begins_after", "last_number"])
    return series


def save_recipient_list(*, by: User, body: IssuingBody, name: str, lines: str) -> RecipientList:
    """Keep lines of «Nơi nhận» under a name; the same name again changes them. Raises ValidationError of no line."""
    own_only(by, body)
    if not lines_of(lines):
        raise ValidationError({"lines": _("Hãy ghi ít nhất một nơi nhận.")})
    if not tidy(name):
        raise ValidationError({"name": _("Hãy ghi tên danh sách.")})
    kept, _made = RecipientList.objects.update_or_create(
        body=body, name=tidy(name), defaults={"lines": lines_kept(lines)}
    )
    return kept


def drop_recipient_list(*, by: User, recipient_list: RecipientList) -> str:
    """A list goes. Papers keep their recipients."""
    own_only(by, recipient_list.body)
    pk = str(recipient_list.pk)
    recipient_list.delete()
    return pk
