"""Two officers who press at the same time get two numbers, and none is left out."""

from __future__ import annotations

from django.utils import timezone

from clb.dispatch import commands as verbs
from clb.dispatch.checks import numbers_run_without_a_gap
from clb.dispatch.models import OutgoingPaper
from clb.dispatch.tests.test_dispatch import body_of
from clb.kernel.commands import run
from clb.kernel.tests.at_once import at_once
from conftest import make_cast


def test_two_at_once_get_two_numbers(committed: None) -> None:
    cast = make_cast()
    body = body_of(cast)

    def send() -> str:
        data = {"body": body.pk, "kind": "PLAN", "subject": "Cùng lúc", "dated_on": timezone.localdate()}
        return run(verbs.RESERVE_NUMBER, by=cast.xuan, data=data).status

    assert at_once(*[send] * 4) == ["done"] * 4
    assert sorted(OutgoingPaper.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert list(numbers_run_without_a_gap()) == []
