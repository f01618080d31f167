"""What has been kept longer than the rules of keeping say. The rules are norms; this says which rows each is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clb.law.norms import Norm, limit, norm
from clb.members.held import Group, Held, all_held
from clb.members.models import Consent, Membership, Person, Withheld
from clb.privacy.models import DataRequest, Restriction

Purpose = Consent.Purpose


@dataclass(frozen=True)
class Past:
    """Rows of a line whose time is over by a rule, as ids."""

    line: Held
    pks: tuple[Any, ...]


@dataclass(frozen=True)
class Rule:
    """One rule of keeping: the norm that says how long, and which rows are past on a day."""

    norm_id: str
    what: str | Promise
    past: Callable[[date, int], Iterator[Past]]

    def norm(self, on: date) -> Norm:
        """The norm in force."""
        return norm(self.norm_id, on=on)

    def due(self, on: date) -> list[Past]:
        """What is past on a day; lines without such rows are left out."""
        return [found for found in self.past(on, limit(self.norm_id, on=on)) if found.pks]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of its month where that month is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _lines(*purposes: str) -> list[Held]:
    return [line for line in all_held() if line.consent in purposes]


def _of(line: Held, people: QuerySet[Person] | list[Any]) -> Past:
    rows = line.model._base_manager.filter(line.only or Q())
    about = Q()
    for path in line.paths:
        about |= Q(**{f"{path}__in": people})
    return Past(line, tuple(rows.filter(about).values_list("pk", flat=True).distinct()))


def lapsed_withheld(on: date) -> QuerySet[Withheld]:
    """What has lain unread as long as the rule says, but of people whose data are put aside by a restriction."""
    before = on - timedelta(days=limit("privacy.keep_withheld_days", on=on))
    restricted = Restriction.objects.filter(until_on__isnull=True).values("person")
    return Withheld.objects.filter(since_on__lt=before).exclude(person__in=restricted)


def _withheld(on: date, _days: int) -> Iterator[Past]:
    for purpose in (Purpose.HEALTH, Purpose.SENSITIVE):
        people = list(lapsed_withheld(on).filter(purpose=purpose).values_list("person", flat=True))
        yield from (_of(line, people) for line in _lines(purpose))


def gone_before(day: date) -> list[Any]:
    """People, as ids, who belong to no club and whose last membership ended before `day`."""
    rows = Membership.objects.order_by().values("person").annotate(last=Max("until_on"))
    still = Membership.objects.filter(until_on__isnull=True).values("person")
    return list(rows.filter(last__lt=day).exclude(person__in=still).values_list("person", flat=True))


def _after_leaving(*purposes: str) -> Callable[[date, int], Iterator[Past]]:
    def past(on: date, months: int) -> Iterator[Past]:
        people = gone_before(months_before(on, months))
        yield from (_of(line, people) for line in _lines(*purposes))

    return past


def _old_readings(on: date, months: int) -> Iterator[Past]:
    before = months_before(on, months)
    for line in all_held():
        if line.group == Group.HEALTH and line.dated:
            rows = line.model._base_manager.filter(**{f"{line.dated}__lt": before})
            yield Past(line, tuple(rows.values_list("pk", flat=True)))


def _old_requests(on: date, months: int) -> Iterator[Past]:
    told = DataRequest.objects.exclude(words="", outcome="", reason="", asked_by="", extension_reason="")
    old = told.filter(done_on__lt=months_before(on, months))
    for line in all_held():
        if line.model is DataRequest:
            yield Past(line, tuple(old.values_list("pk", flat=True)))


RULES: list[Rule] = [
    Rule("privacy.keep_withheld_days", _("Số đo, hoàn cảnh mà người ấy không còn đồng ý"), _withheld),
    Rule(
        "privacy.keep_contact_months",
        _("Người thân, ảnh của người đã thôi"),
        _after_leaving(Purpose.CONTACT, Purpose.PHOTO),
    ),
    Rule("privacy.keep_sensitive_months", _("Hoàn cảnh của người đã thôi"), _after_leaving(Purpose.SENSITIVE)),
    Rule("privacy.keep_left_health_months", _("Số đo, chăm sóc của người đã thôi"), _after_leaving(Purpose.HEALTH)),
    Rule("privacy.keep_health_months", _("Số đo đã cũ"), _old_readings),
    Rule("privacy.keep_request_months", _("Lời của yêu cầu đã xong"), _old_requests),
]


def register_rule(rule: Rule) -> None:
    """Add a rule of an app above; call from its `ready()`."""
    if all(known.norm_id != rule.norm_id for known in RULES):
        RULES.append(rule)
