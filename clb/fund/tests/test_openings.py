"""A club with years on paper begins its books here: one sheet, all or nothing, and back as a whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from clb.clubs.models import CharterRule
from clb.fund.checks import schedules_say_what_the_receipts_say
from clb.fund.commands import OPEN_BOOKS
from clb.fund.models import ClubDebt, Loan, Opening, Receipt, StockItem
from clb.fund.queries import start_fund_card
from clb.fund.queries.cash import bank_of, cash_of
from clb.fund.queries.debts import debts_of
from clb.fund.queries.openings import opening_card
from clb.fund.queries.standings import loan_stand, open_stands
from clb.fund.queries.stock import stock_of, stock_value_vnd
from clb.fund.queries.terms import loan_terms
from clb.fund.rules.openings import Carried, carried_terms
from clb.fund.services import (
    move_stock,
    open_books,
    receive_fee,
    receive_start_fund,
    repay_loan,
    reverse_opening,
    reverse_receipt,
    reverse_start_fund,
)
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.ledger.models import Account, Entry
from clb.ledger.queries import balance_vnd
from conftest import Cast, make_member

from .test_spending import all_is_well

CUT, AFTER = date(2026, 6, 30), date(2026, 7, 5)


def sheet(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Cash and bank of both funds, start fund, two loans (one long overdue), a debt, a cow lent on."""
    tu, nam = (make_member(cast.club, name).person for name in ("Bà Tư", "Ông Năm"))
    loan = {"months": 12, "rate_percent_year": Decimal(12), "interest_owed_vnd": None}
    told = {
        "cut_off_on": CUT,
        "income_cash_vnd": 10_000_000,
        "income_bank_vnd": 5_000_000,
        "operating_cash_vnd": 700_000,
        "start_fund": [{"key": "1", "source": "SOCIAL", "amount_vnd": 20_000_000}],
        "loans": [
            {"key": "1", "person": tu.pk, "left_vnd": 3_000_000, "granted_on": date(2026, 1, 15), **loan},
            {"key": "2", "person": nam.pk, "left_vnd": 2_000_000, "granted_on": date(2024, 12, 10), **loan}
            | {"interest_owed_vnd": 40_000},
        ],
        "debts": [
            {
                "key": "1",
                "lender": "Ông Chủ nhiệm",
                "left_vnd": 4_000_000,
                "rate_percent_year": Decimal(0),
                "borrowed_on": date(2020, 1, 1),
            }
        ],
        "stock": [
            {
                "key": "1",
                "what": "Bò cái",
                "counted_in": "con",
                "quantity": Decimal(2),
                "unit_value_vnd": 15_000_000,
                "person": tu.pk,
            }
        ],
    }
    return told | changes


def begin(cast: Cast, **changes: Any) -> Opening:
    return open_books(by=cast.lan, club=cast.club, **sheet(cast, **changes))


def test_everything_on_the_sheet_stands_in_the_books(cast: Cast) -> None:
    begin(cast)
    club = cast.club
    held = (cash_of(club, "INCOME", CUT), bank_of(club, "INCOME", CUT), cash_of(club, "OPERATING", CUT))
    assert held == (10_000_000, 5_000_000, 700_000)
    income = {a.code: balance_vnd(a) for a in Account.objects.filter(book__club_book__fund="INCOME")}
    assert income == {
        "cash": 10_000_000,
        "bank": 5_000_000,
        "loan:1": 3_000_000,
        "loan:2": 2_000_000,
        "debt:1": 4_000_000,
        "start:SOCIAL": 20_000_000,
        # 20 million of assets less the debt and the start fund: what the years have lost or eaten up.
        "opening": 20_000_000 - 4_000_000 - 20_000_000,
    }
    assert start_fund_card(club).by_founding_vnd == 20_000_000
    assert [(line.owed_vnd, line.debt.lender) for line in debts_of(club, CUT)] == [(4_000_000, "Ông Chủ nhiệm")]
    [line] = stock_of(club, CUT)
    assert (line.quantity, [p.full_name for p, _q in line.holders if p], stock_value_vnd([line])) == (
        2,
        ["Bà Tư"],
        30_000_000,
    )
    card = opening_card(club)
    assert card and (card.loans, card.loans_vnd, card.debts_vnd, card.start_fund_vnd, card.things) == (
        2,
        5_000_000,
        4_000_000,
        20_000_000,
        1,
    )
    assert [*all_is_well(), *schedules_say_what_the_receipts_say()] == []


def test_loans_go_on_by_their_own_days_and_delay_is_told_truly(cast: Cast) -> None:
    begin(cast)
    running, overdue = Loan.objects.order_by("number")
    stand = loan_stand(running, date(2026, 7, 15))
    assert [part.due.due_on for part in stand.parts][:2] == [date(2026, 7, 15), date(2026, 8, 15)]
    assert (len(stand.parts), stand.due_on, stand.due) == (7, date(2027, 1, 15), (0, 30_000))
    late = loan_stand(overdue, CUT)
    # Due on 10 December 2025; no interest is asked but what the sheet says.
    assert (late.due_on, late.late_days, late.due) == (date(2025, 12, 10), 202, (2_000_000, 40_000))
    assert loan_stand(overdue, date(2026, 12, 31)).due == (2_000_000, 40_000)
    repay_loan(by=cast.lan, loan=overdue, paid_on=AFTER, amount_vnd=2_000_000, interest_vnd=40_000)
    assert [stand.loan.number for stand in open_stands(cast.club, AFTER)] == [1]
    assert open_stands(cast.club, date(2026, 6, 29)) == []  # before the cut-off it was on paper


@pytest.mark.parametrize(
    ("granted_on", "months", "method", "grace", "carried"),
    [
        # 5 whole months are over: 7 are left, from the 15th of June.
        (date(2026, 1, 15), 12, "BULLET", 0, Carried(date(2026, 6, 15), 7, 0, "BULLET", True)),
        # The 31st: the month's last day is its day.
        (date(2026, 1, 31), 6, "FLAT", 0, Carried(date(2026, 6, 30), 1, 0, "FLAT", True)),
        # Lent on the very day.
        (date(2026, 6, 30), 12, "EQUAL_PRINCIPAL", 3, Carried(date(2026, 6, 30), 12, 3, "EQUAL_PRINCIPAL", True)),
        # Of 6 months of grace 5 are over.
        (date(2026, 1, 15), 12, "EQUAL_PRINCIPAL", 6, Carried(date(2026, 6, 15), 7, 1, "EQUAL_PRINCIPAL", True)),
        # Never so much grace that no month is left to pay in.
        (date(2026, 1, 15), 6, "DECLINING", 9, Carried(date(2026, 6, 15), 1, 0, "DECLINING", True)),
        # Overdue: due on its own last day, in one part, without interest.
        (date(2024, 12, 10), 12, "DECLINING", 0, Carried(date(2025, 11, 10), 1, 0, "BULLET", False)),
    ],
)
def test_what_is_left_of_a_loan(
    cast: Cast, granted_on: date, months: int, method: str, grace: int, carried: Carried
) -> None:
    for item, told in (("METHOD", {"words": method}), ("GRACE", {"amount": grace})):
        CharterRule.objects.create(club=cast.club, item=item, from_on=date(2020, 1, 1), adopted_by="họp", **told)
    assert carried_terms(granted_on, months, CUT, loan_terms(cast.club, CUT)) == carried


def test_before_the_cut_off_nothing_is_written(cast: Cast) -> None:
    begin(cast)
    person = make_member(cast.club, "Cô Sáu").person
    fee = {"by": cast.lan, "club": cast.club, "person": person, "amount_vnd": 10_000}
    with pytest.raises(ValidationError, match="ở sổ giấy"):
        receive_fee(**fee, received_on=CUT)
    receive_fee(**fee, received_on=date(2026, 7, 1))


def test_only_books_that_hold_nothing_are_opened_and_once(cast: Cast) -> None:
    start = {"amount_vnd": 1_000, "source": "SOCIAL", "received_on": date(2020, 1, 1)}
    entry = receive_start_fund(by=cast.lan, club=cast.club, **start)
    with pytest.raises(ValidationError, match=r"đã có 1 chứng từ, đầu tiên là ngày 01/01/2020"):
        begin(cast)
    reverse_start_fund(by=cast.lan, entry=entry, reversed_on=date(2020, 1, 2))
    begin(cast)
    with pytest.raises(ValidationError, match="đã có"):
        begin(cast)
    assert Opening.objects.count() == 1


def test_every_wrong_cell_is_told_and_nothing_is_stored(cast: Cast) -> None:
    told = sheet(cast)
    stranger = make_member(cast.other_club, "Cô Lạ").person
    told["loans"][0] |= {"person": stranger.pk, "granted_on": date(2026, 7, 1)}
    told["loans"][1] |= {"months": None, "rate_percent_year": Decimal(24)}
    told["debts"][0] |= {"rate_percent_year": Decimal(24), "left_vnd": 0}
    told["stock"][0] |= {"counted_in": ""}
    told["start_fund"][0] |= {"source": ""}
    with pytest.raises(ValidationError) as refused:
        open_books(by=cast.lan, club=cast.club, **told)
    found = {(part, e.row, e.column) for part, errors in refused.value.error_dict.items() for e in errors}  # type: ignore[attr-defined]
    assert found == {
        ("loans", "1", "person"),
        ("loans", "1", "granted_on"),
        ("loans", "2", "months"),
        ("loans", "2", "rate_percent_year"),
        ("debts", "1", "left_vnd"),
        ("stock", "1", "counted_in"),
        ("start_fund", "1", "source"),
    }
    counts = [model.objects.count() for model in (Entry, Loan, ClubDebt, StockItem, Opening, Receipt)]  # type: ignore[attr-defined]
    assert counts == [0] * 6


@pytest.mark.parametrize("cut", [date(2099, 1, 1), date(2018, 2, 28)])
def test_an_impossible_day_is_refused(cast: Cast, cut: date) -> None:
    with pytest.raises(ValidationError) as refused:
        begin(cast, cut_off_on=cut)
    assert list(refused.value.message_dict) == ["cut_off_on"]


def test_the_sheet_goes_back_as_a_whole_while_nothing_follows(cast: Cast) -> None:
    first = begin(cast)
    receipt = Receipt.objects.filter(kind="OPENING").first()
    assert receipt
    with pytest.raises(ValidationError, match="cả bảng"):
        reverse_receipt(by=cast.lan, receipt=receipt, reversed_on=AFTER, reason="Nhầm")
    with pytest.raises(ValidationError, match="cả bảng"):
        reverse_start_fund(by=cast.lan, entry=Entry.objects.get(kind="start_fund"), reversed_on=AFTER)
    reverse_opening(by=cast.lan, opening=first, reversed_on=AFTER, reason="Chép nhầm")
    assert [balance_vnd(account) for account in Account.objects.all() if balance_vnd(account)] == []
    assert (open_stands(cast.club, AFTER), stock_value_vnd(stock_of(cast.club, AFTER))) == ([], 0)
    second = begin(cast)
    assert [loan.number for loan in Loan.objects.order_by("number")] == [1, 2, 3, 4]
    fee = {"person": make_member(cast.club, "Cô Sáu").person, "amount_vnd": 10_000}
    paid = receive_fee(by=cast.lan, club=cast.club, received_on=AFTER, **fee)
    with pytest.raises(ValidationError, match="đã có 1 chứng từ khác"):
        reverse_opening(by=cast.lan, opening=second, reversed_on=AFTER, reason="Nhầm")
    reverse_receipt(by=cast.lan, receipt=paid, reversed_on=AFTER, reason="Nhầm")
    item = StockItem.objects.get(opening=second)
    giver = item.moves.get(kind="LENT").taker
    move_stock(by=cast.lan, item=item, kind="RETURNED", quantity=Decimal(1), moved_on=AFTER, giver=giver)
    with pytest.raises(ValidationError, match="Hiện vật của bảng này"):
        reverse_opening(by=cast.lan, opening=second, reversed_on=AFTER, reason="Nhầm")


# --- The page ------------------------------------------------------------------------------------------------------


def typed(cast: Cast, **more: str) -> dict[str, str]:
    person = make_member(cast.club, "Bà Tư").person
    row = {"person": str(person.pk), "left_vnd": "3 triệu", "granted_on": "15/01/2026", "months": "12"}
    data = {f"loans:1:{column}": value for column, value in row.items()} | {"loans:1:rate_percent_year": "12"}
    data |= {f"loans:{n}:{column}": "" for n in (2, 3) for column in (*row, "rate_percent_year", "interest_owed_vnd")}
    data |= {"debts:1:lender": "", "debts:1:left_vnd": "", "debts:1:borrowed_on": "", "debts:1:rate_percent_year": ""}
    return data | {"club": str(cast.club.pk), "cut_off_on": "30/06/2026", "income_cash_vnd": "10 triệu", **more}


def test_the_page_takes_the_sheet_and_empty_rows_are_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lan)
    url = reverse("fund:open_books", args=[cast.club.pk])
    assert client.get(url, {"dong": "30"}).content.decode().count(":left_vnd") == 30 + 2
    answer = client.post(url, typed(cast))
    assert (answer.status_code, Loan.objects.get().principal_vnd) == (302, 3_000_000)
    assert "Chốt sổ giấy đến hết ngày 30/06/2026" in client.get(answer["Location"]).content.decode()
    kept = str(Act.objects.get(command="fund.open_books").data)
    assert ("Tư" in kept, "3000000" in kept) == (False, True)


def test_what_was_typed_stays_beside_what_is_wrong(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lan)
    more = {"loans:1:months": "mười hai", "debts:1:lender": "Ông Hai Kín", "debts:1:left_vnd": "5 triệu"}
    answer = client.post(reverse("fund:open_books", args=[cast.club.pk]), typed(cast, **more))
    shown = answer.content.decode()
    assert (answer.status_code, Opening.objects.count()) == (422, 0)
    assert ('value="mười hai"' in shown, 'id="id_loans_1_months_loi"' in shown, "Ông Hai Kín" in shown) == (True,) * 3


def test_the_commune_types_in_for_a_club_and_the_next_treasurer_may_not(cast: Cast) -> None:
    data = typed(cast)
    assert run(OPEN_BOOKS, by=cast.hoa, data=data).status == "rejected"
    assert run(OPEN_BOOKS, by=cast.xuan, data=data).status == "done"
