"""What the charter says of loans."""

from datetime import date

from clb.clubs.models import CharterRule
from clb.fund.queries import loan_terms
from clb.fund.rules.terms import LoanTerms
from conftest import Cast

DAY = date(2026, 1, 1)


def test_a_silent_charter_supposes_little_and_one_that_speaks_is_heard(cast: Cast) -> None:
    everyone = ("POOR", "NEAR_POOR", "HARDSHIP", "WOMAN", "OLDER", "NEVER_BORROWED")
    assert loan_terms(cast.club, DAY) == LoanTerms("BULLET", 0, 1_000, None, None, None, None, everyone, False)
    said = {"RATE": 6, "LOAN_CAP": 5_000_000, "TERM": 12, "GRACE": 3, "ROUNDING": 500, "SPLIT": 30}
    for item, amount in said.items():
        CharterRule.objects.create(club=cast.club, item=item, amount=amount, from_on=DAY, adopted_by="họp")
    for item, words in {"METHOD": "FLAT", "QUEUE": "WOMAN,POOR"}.items():
        CharterRule.objects.create(club=cast.club, item=item, words=words, from_on=DAY, adopted_by="họp")
    assert loan_terms(cast.club, DAY) == LoanTerms("FLAT", 3, 500, 6, 5_000_000, 12, 30, ("WOMAN", "POOR"), True)
