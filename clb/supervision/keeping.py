"""How long the lines of a recount stay: they name people, the numbers that came of them do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from clb.members.held import all_held
from clb.privacy.queries.keeping import Past, Rule, months_before, register_rule

from .models import SampleItem


def _old_samples(on: date, months: int) -> Iterator[Past]:
    rows = SampleItem.objects.filter(recount__visit__concluded_on__lt=months_before(on, months))
    for line in all_held():
        if line.model is SampleItem:
            yield Past(line, tuple(rows.values_list("pk", flat=True)))


register_rule(Rule("supervision.keep_sample_months", _("Mẫu đối chiếu có tên người"), _old_samples))
