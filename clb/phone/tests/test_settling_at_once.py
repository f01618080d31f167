"""One row that waits, and everyone settles it at the very same moment: on the website twice, and on its phone."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from clb.fund.models import Receipt
from clb.kernel.tests.at_once import at_once
from clb.ledger.queries import broken_chains
from clb.phone.models import ParkedRow
from clb.phone.services.rewriting import write_again
from conftest import make_cast, make_user

from .made import TestPhone, lend, repayment


def test_a_row_settled_from_three_sides_at_once_is_written_once(committed: None) -> None:
    with transaction.atomic():
        cast = make_cast()
        _member, loan = lend(cast)
        phone, other = TestPhone(cast.lan), TestPhone(cast.lan)
        second = make_user("thu-quy-2", "TREASURER", cast.club.unit)
        other.statuses([repayment(other, loan)])
        phone.push([repayment(phone, loan)])
    row = ParkedRow.objects.get()
    again = repayment(phone, loan, sure=True, replaces=str(row.pk))
    clicks = [lambda who=who: write_again(by=who, row=row, act=uuid4()).status for who in (cast.lan, second)]
    answers = at_once(*clicks, lambda: phone.statuses([again])[0])
    assert sorted(answers[:2]) in (["done", "settled"], ["settled", "settled"])
    assert answers[2] == ("parked" if "done" in answers[:2] else "done")
    assert Receipt.objects.filter(kind="REPAYMENT").count() == 2
    assert (ParkedRow.objects.filter(pk=row.pk, how="REPLACED").count(), list(broken_chains())) == (1, [])
