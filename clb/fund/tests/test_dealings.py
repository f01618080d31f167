"""Fees, gifts, loans and repayments of one day, all or none, every wrong row told."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from clb.clubs.models import CharterRule
from clb.fund.models import ClubBook, Loan, Receipt
from clb.fund.queries import cash_of, fee_of, fees_paid, open_loans, receipts_of
from clb.fund.services import Deal, receive_start_fund, record_deals, undo_deals
from clb.ledger.models import Account, Entry, Transfer
from clb.ledger.queries import balance_vnd
from clb.members.models import Person
from conftest import Cast, make_member

DAY = date(2026, 3, 17)
LATER = date(2026, 5, 17)


@pytest.fixture
def rich(cast: Cast) -> Cast:
    receive_start_fund(
        by=cast.lan, club=cast.club, amount_vnd=20_000_000, source="SOCIAL", received_on=date(2018, 3, 1)
    )
    return cast


def tu(cast: Cast) -> Person:
    found = Person.objects.filter(full_name="Bà Tư").first()
    return found or make_member(cast.club, "Bà Tư").person


def fee(person: Person | None, key: str = "fee", **more: Any) -> Deal:
    return Deal(**{"key": key, "kind": "FEE", "fund": "OPERATING", "amount_vnd": 10_000, "person": person, **more})


def lend(person: Person | None, vnd: int = 5_000_000, key: str = "lend", **more: Any) -> Deal:
    told = {"months": 12, "rate_percent_year": Decimal("12"), **more}
    return Deal(key=key, kind="LOAN", fund="INCOME", amount_vnd=vnd, person=person, **told)


def repay(loan: Loan | None, vnd: int, interest: int = 0, key: str = "repay", **more: Any) -> Deal:
    told = {"fund": "INCOME", **more}
    return Deal(key=key, kind="REPAYMENT", amount_vnd=vnd, interest_vnd=interest, loan=loan, **told)


def record(cast: Cast, *deals: Deal, on: date = DAY) -> dict[str, Receipt]:
    return record_deals(by=cast.lan, club=cast.club, on=on, deals=deals)


def refused(cast: Cast, *deals: Deal, on: date = DAY) -> dict[str, list[tuple[str, str]]]:
    before = (Entry.objects.count(), Receipt.objects.count(), Loan.objects.count(), Account.objects.count())
    with pytest.raises(ValidationError) as caught:
        record(cast, *deals, on=on)
    assert (Entry.objects.count(), Receipt.objects.count(), Loan.objects.count(), Account.objects.count()) == before
    return {key: [(e.code, e.messages[0]) for e in errors] for key, errors in caught.value.error_dict.items()}


def a_loan(cast: Cast, vnd: int = 5_000_000, on: date = DAY) -> Loan:
    loan = record(cast, lend(tu(cast), vnd), on=on)["lend"].loan
    assert loan
    return loan


def lines(receipt: Receipt) -> list[tuple[str, str, int]]:
    found = receipt.entry.transfers.order_by("pk")
    return list(found.values_list("debit__code", "credit__code", "amount_vnd"))


def test_every_kind_is_written_into_its_book(rich: Cast) -> None:
    person = tu(rich)
    gift = Deal(key="gift", kind="GIFT", fund="INCOME", amount_vnd=500_000, giver="Ông Khách", source="SOCIAL")
    done = record(rich, fee(person), gift, lend(person))
    paid = record(rich, repay(done["lend"].loan, 1_000_000, 50_000), on=LATER)["repay"]
    assert {key: lines(receipt) for key, receipt in done.items()} == {
        "fee": [("cash", "fee", 10_000)],
        "gift": [("cash", "gift:SOCIAL", 500_000)],
        "lend": [("loan:1", "cash", 5_000_000)],
    }
    assert lines(paid) == [("cash", "loan:1", 1_000_000), ("cash", "interest", 50_000)]
    assert [cash_of(rich.club, fund, LATER) for fund in ("INCOME", "OPERATING")] == [16_550_000, 10_000]
    assert [(r.kind, r.person, r.giver) for r in receipts_of([r.entry for r in done.values()])] != []
    assert paid.person_id == person.pk


def test_a_loan_keeps_its_terms_and_no_name_enters_the_books(rich: Cast) -> None:
    loan = a_loan(rich, on=date(2026, 1, 31))
    assert (loan.number, loan.account.code, loan.account.name) == (1, "loan:1", "Khoản vay số 1")
    assert (loan.due_on, loan.rate_percent_year, loan.purpose) == (date(2027, 1, 31), Decimal(12), "")
    a_loan(rich)
    assert list(Account.objects.filter(code__startswith="loan:").order_by("pk").values_list("code", flat=True)) == [
        "loan:1",
        "loan:2",
    ]
    kept = [*Account.objects.values_list("name", flat=True), *Entry.objects.values_list("kind", flat=True)]
    assert [words for words in kept if "Tư" in words] == []


def test_the_charter_gives_the_rate_and_holds_cap_and_term(rich: Cast) -> None:
    charter = {"RATE": 6, "LOAN_CAP": 3_000_000, "TERM": 10}
    for item, amount in charter.items():
        CharterRule.objects.create(club=rich.club, item=item, amount=amount, from_on=date(2020, 1, 1), adopted_by="họp")
    told = refused(rich, lend(tu(rich), rate_percent_year=None))
    assert [field for field, _said in told["lend"]] == ["amount_vnd", "months"]
    assert "3.000.000 đồng" in told["lend"][0][1]
    done = record(rich, lend(tu(rich), 3_000_000, months=10, rate_percent_year=None))["lend"]
    assert done.loan and done.loan.rate_percent_year == 6
    before_the_charter = date(2019, 6, 1)
    assert record(rich, lend(tu(rich), 4_000_000), on=before_the_charter)["lend"].amount_vnd == 4_000_000


def test_every_wrong_row_is_told_and_nothing_is_stored(rich: Cast) -> None:
    stranger = make_member(rich.other_club, "Cô Lạ").person
    left = make_member(rich.club, "Ông Thôi", until_on=date(2020, 1, 1)).person
    told = refused(
        rich,
        fee(None, "no-one"),
        fee(stranger, "stranger"),
        fee(tu(rich), "nothing", amount_vnd=0),
        fee(tu(rich), "fund", fund="BOX"),
        fee(tu(rich), "with-interest", interest_vnd=5),
        fee(tu(rich), "right"),
        lend(left, key="left"),
        lend(tu(rich), key="steep", rate_percent_year=Decimal("20.01")),
        lend(tu(rich), key="no-rate", rate_percent_year=None),
        lend(tu(rich), key="no-term", months=None),
        lend(tu(rich), key="long", months=601),
        Deal(key="no-source", kind="GIFT", fund="INCOME", amount_vnd=1),
        Deal(key="odd", kind="LOTTERY", fund="INCOME", amount_vnd=1),
        repay(None, 1, key="no-loan"),
    )
    assert {key: [field for field, _said in found] for key, found in told.items()} == {
        "no-one": ["person"],
        "stranger": ["person"],
        "nothing": ["amount_vnd"],
        "fund": ["fund"],
        "with-interest": ["interest_vnd"],
        "left": ["person"],
        "steep": ["rate_percent_year"],
        "no-rate": ["rate_percent_year"],
        "no-term": ["months"],
        "long": ["months"],
        "no-source": ["source"],
        "odd": ["kind"],
        "no-loan": ["loan"],
    }
    assert "Điều 468" in told["steep"][0][1]


def test_who_left_may_still_pay_a_fee_that_was_due(rich: Cast) -> None:
    left = make_member(rich.club, "Ông Thôi", until_on=date(2026, 3, 1)).person
    assert record(rich, fee(left, for_month=date(2026, 2, 20)))["fee"].for_month == date(2026, 2, 1)


@pytest.mark.parametrize(("on", "told"), [(date(2018, 2, 28), "thành lập"), (date(2999, 1, 1), "tương lai")])
def test_an_impossible_day_is_told_once(rich: Cast, on: date, told: str) -> None:
    found = refused(rich, fee(tu(rich)), on=on)
    assert (list(found), told in found["on"][0][1]) == (["on"], True)


def test_rows_of_one_loan_add_up(rich: Cast) -> None:
    loan = a_loan(rich)
    told = refused(rich, repay(loan, 3_000_000, key="a"), repay(loan, 2_000_001, key="b"), on=LATER)
    assert told == {"b": [("amount_vnd", "Khoản vay này chỉ còn nợ 2.000.000 đồng.")]}
    record(rich, repay(loan, 3_000_000, key="a"), repay(loan, 2_000_000, key="b"), on=LATER)
    assert refused(rich, repay(loan, 1), on=LATER)["repay"][0][1] == "Khoản vay này không còn nợ."
    assert record(rich, repay(loan, 0, 20_000), on=LATER)["repay"].interest_vnd == 20_000


def test_a_repayment_put_in_before_others_counts_them(rich: Cast) -> None:
    loan = a_loan(rich)
    record(rich, repay(loan, 4_500_000), on=LATER)
    told = refused(rich, repay(loan, 600_000), on=date(2026, 4, 17))["repay"][0][1]
    assert told == "Đã ghi lần trả ngày 17/05/2026; tính cả lần ấy thì chỉ còn trả được 500.000 đồng."
    assert refused(rich, repay(loan, 1), on=date(2026, 3, 16))["repay"][0][0] == "loan"
    record(rich, repay(loan, 500_000), on=date(2026, 4, 17))
    assert balance_vnd(loan.account) == 0


def test_the_box_never_holds_less_than_nothing_on_any_day(rich: Cast) -> None:
    person = tu(rich)
    told = refused(rich, lend(person, 15_000_000, "a"), lend(person, 5_000_001, "b"))
    assert told == {"b": [("amount_vnd", "Quỹ chỉ còn 5.000.000 đồng tiền mặt.")]}
    record(rich, lend(person, 15_000_000, "a"), lend(person, 5_000_000, "b"))
    told = refused(rich, lend(person, 1), on=date(2026, 3, 1))
    assert told["lend"][0][1] == "Ngày 17/03/2026 đã chi từ quỹ này; tính cả khoản ấy thì chỉ còn chi được 0 đồng."


def test_what_comes_in_may_be_lent_on_the_same_day(cast: Cast) -> None:
    gift = Deal(key="gift", kind="GIFT", fund="INCOME", amount_vnd=1_000_000, source="MEMBERS")
    record(cast, lend(tu(cast), 1_000_000), gift)
    assert cash_of(cast.club, "INCOME", DAY) == 0
    assert refused(cast, lend(tu(cast), 1), replace_fund(gift))["lend"][0][1] == "Quỹ chỉ còn 0 đồng tiền mặt."


def replace_fund(gift: Deal) -> Deal:
    return Deal(**{**vars(gift), "fund": "OPERATING"})


def test_a_loan_of_another_club_is_not_found(rich: Cast) -> None:
    theirs = make_member(rich.other_club, "Cô Hàng Xóm").person
    money = Deal(key="g", kind="GIFT", fund="INCOME", amount_vnd=1_000_000, source="SOCIAL")
    deals = [money, lend(theirs, 1_000_000)]
    loan = record_deals(by=rich.hoa, club=rich.other_club, on=DAY, deals=deals)["lend"].loan
    assert refused(rich, repay(loan, 1))["repay"][0][0] == "loan"
    assert refused(rich, repay(loan, 1, fund="OPERATING"))["repay"][0][0] == "fund"


# --- Taking back -------------------------------------------------------------------------------------------------


def undo(cast: Cast, *receipts: Receipt, on: date = DAY) -> None:
    undo_deals(by=cast.lan, club=cast.club, on=on, receipts=receipts)


def refusal(cast: Cast, *receipts: Receipt, on: date = DAY) -> str:
    with pytest.raises(ValidationError) as caught:
        undo(cast, *receipts, on=on)
    return " ".join(caught.value.messages)


def test_what_is_undone_never_was_and_can_be_written_again(rich: Cast) -> None:
    done = record(rich, fee(tu(rich)), lend(tu(rich), 20_000_000))
    undo(rich, *done.values(), on=LATER)
    assert (fees_paid(rich.club, DAY), open_loans(rich.club, LATER)) == ({}, [])
    again = record(rich, fee(tu(rich)), lend(tu(rich), 20_000_000))
    assert again["lend"].loan and again["lend"].loan.number == 2
    assert cash_of(rich.club, "INCOME", LATER) == 0
    assert "đã được đảo trước đó" in refusal(rich, done["fee"], again["fee"], on=LATER)


def test_what_is_replaced_may_have_been_taken_back_alone_before(rich: Cast) -> None:
    done = record(rich, fee(tu(rich), "a"), fee(tu(rich), "b"))
    undo(rich, done["a"])
    undo_deals(by=rich.lan, club=rich.club, on=LATER, receipts=list(done.values()), are_replaced=True)
    undo_deals(by=rich.lan, club=rich.club, on=LATER, receipts=list(done.values()), are_replaced=True)
    assert (cash_of(rich.club, "OPERATING", LATER), Entry.objects.filter(reverses__isnull=False).count()) == (0, 2)


def test_a_loan_repaid_since_is_undone_only_with_its_repayments(rich: Cast) -> None:
    granted = record(rich, lend(tu(rich)))["lend"]
    paid = record(rich, repay(granted.loan, 1_000_000), on=LATER)["repay"]
    assert refusal(rich, granted, on=LATER) == "Khoản vay số 1 đã có lần trả sau đó. Hãy đảo các lần trả trước."
    undo(rich, granted, paid, on=LATER)
    assert (cash_of(rich.club, "INCOME", LATER), open_loans(rich.club, LATER)) == (20_000_000, [])


def test_money_lent_on_meanwhile_cannot_be_taken_back(cast: Cast) -> None:
    gift = Deal(key="gift", kind="GIFT", fund="INCOME", amount_vnd=1_000_000, source="MEMBERS")
    given = record(cast, gift)["gift"]
    record(cast, lend(tu(cast), 400_000), on=LATER)
    assert "cuối ngày 17/05/2026 quỹ thiếu 400.000 đồng" in refusal(cast, given, on=LATER)
    for day in (DAY - timedelta(days=1), timezone.localdate() + timedelta(days=1)):
        assert "Ngày đảo phải từ ngày của chứng từ" in refusal(cast, given, on=day)


# --- Asking ------------------------------------------------------------------------------------------------------


def test_fees_are_told_by_month_and_the_charter_says_how_much(rich: Cast) -> None:
    person = tu(rich)
    CharterRule.objects.create(
        club=rich.club,
        item="FEE",
        amount=10_000,
        from_on=date(2026, 1, 1),
        adopted_by="họp",
        until_on=date(2026, 12, 31),
    )
    assert [fee_of(rich.club, day) for day in (date(2025, 12, 31), DAY)] == [None, 10_000]
    record(rich, fee(person, "a"), fee(person, "b", for_month=date(2026, 2, 3)), fee(person, "c"))
    assert fees_paid(rich.club, date(2026, 3, 1)) == {person.pk: 20_000}
    assert fees_paid(rich.club, date(2026, 2, 28)) == {person.pk: 10_000}


def test_open_loans_tell_debt_delay_and_a_suggested_interest(rich: Cast) -> None:
    loan = a_loan(rich, on=date(2025, 3, 17))
    record(rich, repay(loan, 2_000_000, 100_000), on=date(2025, 6, 17))
    record(rich, repay(loan, 0, 30_000), on=date(2025, 7, 20))

    def told(day: date) -> list[tuple[int, bool, int]]:
        return [(line.owed_vnd, line.is_late, line.interest_suggested_vnd) for line in open_loans(rich.club, day)]

    assert told(date(2025, 3, 16)) == []
    assert told(date(2025, 4, 17)) == [(5_000_000, False, 50_000)]
    assert told(date(2025, 5, 16)) == [(5_000_000, True, 50_000)]
    # By 17 August 3 × 50.000 and, 2.000.000 having come back, 2 × 30.000 had fallen due; 130.000 were paid.
    assert told(date(2025, 8, 19)) == [(3_000_000, True, 80_000)]
    assert told(date(2026, 3, 17)) == [(3_000_000, True, 290_000)]
    assert told(date(2026, 4, 17)) == [(3_000_000, True, 320_000)]  # a month after its last day: 30.000 more
    record(rich, repay(loan, 3_000_000), on=date(2026, 3, 18))
    assert told(date(2026, 3, 18)) == []


@pytest.mark.parametrize("loans", [1, 3])
def test_open_loans_ask_the_same_number_of_queries(rich: Cast, loans: int, django_assert_num_queries: Any) -> None:
    record(rich, *(lend(tu(rich), 1_000_000, f"{i}") for i in range(loans)))
    with django_assert_num_queries(5):
        assert [line.person.full_name for line in open_loans(rich.club, DAY)] == ["Bà Tư"] * loans


@pytest.mark.parametrize("rows", [1, 20])
def test_rows_may_grow_and_queries_may_not(rich: Cast, rows: int, django_assert_max_num_queries: Any) -> None:
    person = tu(rich)
    lent = record(rich, *(lend(person, 100_000, f"{i}") for i in range(rows)))
    loans = list(Loan.objects.filter(pk__in=[r.loan_id for r in lent.values()]))
    deals = [repay(loan, 50_000, 1_000, f"r{i}") for i, loan in enumerate(loans)]
    deals += [fee(person, f"f{i}") for i in range(rows)] + [lend(person, 10_000, f"l{i}") for i in range(rows)]
    deals += [Deal(key=f"g{i}", kind="GIFT", fund="OPERATING", amount_vnd=1, source="SOCIAL") for i in range(rows)]
    record(rich, fee(person, "first"))
    with django_assert_max_num_queries(43):
        done = record(rich, *deals, on=LATER)
    with django_assert_max_num_queries(43):
        undo(rich, *done.values(), on=LATER)
    assert Transfer.objects.filter(entry__kind="repayment", entry__reverses__isnull=True).count() == 2 * rows


def test_each_fund_has_its_own_box(rich: Cast) -> None:
    record(rich, fee(tu(rich)), fee(tu(rich), "income", fund="INCOME"))
    assert sorted(ClubBook.objects.filter(club=rich.club).values_list("fund", flat=True)) == ["INCOME", "OPERATING"]
    assert [cash_of(rich.club, fund, DAY) for fund in ("INCOME", "OPERATING")] == [20_010_000, 10_000]


def test_interest_above_the_very_sum_lent_is_a_slip(rich: Cast) -> None:
    loan = record(rich, lend(tu(rich)))["lend"].loan
    assert refused(rich, repay(loan, 0, 5_000_001), on=LATER)["repay"] == [
        ("interest_vnd", "Tiền lãi nhiều hơn cả số tiền đã cho vay (5.000.000 đồng), hãy xem lại.")
    ]
    record(rich, repay(loan, 0, 5_000_000), on=LATER)


@pytest.mark.parametrize("month", [date(1900, 1, 1), date(2006, 3, 1), date(2028, 4, 1), date(2100, 12, 1)])
def test_the_month_of_a_fee_with_a_mistyped_year_is_refused(rich: Cast, month: date) -> None:
    assert refused(rich, fee(tu(rich), for_month=month))["fee"] == [
        ("for_month", "Tháng hội phí quá xa ngày thu, hãy xem lại.")
    ]
    record(rich, fee(tu(rich), for_month=date(2028, 3, 1)))
