"""A member's own book: fees, gifts, loans, on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clb.fund.services import borrow_money, receive_fee, receive_gift, repay_loan, reverse_receipt, write_off_loan
from clb.members.models import Twin
from clb.statements.queries.passbook import passbook
from conftest import Cast, make_member

from .made import APRIL, MARCH, MAY, Money, lend

PASSBOOK_QUERIES = 11


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_a_year_of_fees_shows_each_month_and_former_years_their_sum(cast: Cast, money: Money) -> None:
    fee = {"by": cast.lan, "club": cast.club, "person": money.tu, "amount_vnd": 10_000}
    for month in (11, 12):
        receive_fee(**fee, received_on=date(2025, 12, 17), for_month=date(2025, month, 1))
    receive_fee(**fee, received_on=MARCH, for_month=date(2026, 4, 1))  # paid ahead
    book = passbook(cast.club, money.tu, date(2026, 3, 31))
    assert [(f.month.month, f.asked_vnd, f.paid_vnd) for f in book.fees] == [
        (1, 10_000, 0),
        (2, 10_000, 0),
        (3, 10_000, 10_000),
        (4, None, 10_000),
    ]
    assert [(y.year, y.months, y.paid_vnd) for y in book.former_years] == [(2025, 2, 20_000)]
    assert book.fees_vnd == 40_000


def test_somebody_who_came_in_march_owes_nothing_for_february(cast: Cast, money: Money) -> None:
    new = make_member(cast.club, "Bà Mới", from_on=date(2026, 3, 5)).person
    assert [f.month.month for f in passbook(cast.club, new, APRIL).fees] == [3, 4]


@pytest.mark.parametrize(
    ("on", "left", "repayments", "interest"),
    [(MARCH, 5_000_000, 0, 0), (date(2026, 4, 16), 5_000_000, 0, 0), (APRIL, 4_000_000, 1, 50_000)],
)
def test_a_loan_stands_as_it_did_on_the_day(
    cast: Cast, money: Money, on: date, left: int, repayments: int, interest: int
) -> None:
    (loan,) = passbook(cast.club, money.tu, on).loans
    assert (loan.left_vnd, len(loan.repayments), loan.interest_vnd, loan.is_late) == (left, repayments, interest, False)
    assert loan.loan.principal_vnd - loan.repaid_vnd == loan.left_vnd


def test_before_the_loan_there_is_none(cast: Cast, money: Money) -> None:
    book = passbook(cast.club, money.tu, date(2026, 3, 16))
    assert (book.loans, book.owed_vnd, book.fees_vnd) == ([], 0, 0)


def test_what_was_taken_back_never_was(cast: Cast, money: Money) -> None:
    reverse_receipt(by=cast.lan, receipt=money.repaid, reversed_on=MAY, reason="Ghi nhầm")
    (loan,) = passbook(cast.club, money.tu, APRIL).loans
    assert (loan.left_vnd, loan.repayments) == (5_000_000, [])
    assert passbook(cast.club, money.nam, APRIL).fees_vnd == 0


def test_a_loan_is_late_from_the_day_after_an_instalment_until_it_is_paid(cast: Cast, money: Money) -> None:
    after = date(2026, 5, 18)
    (loan,) = passbook(cast.club, money.tu, after).loans
    assert (loan.is_late, [p.left_vnd for p in loan.stand.parts if p.late_days]) == (True, [40_000])
    assert not passbook(cast.club, money.tu, MAY).loans[0].is_late
    repay_loan(by=cast.lan, loan=money.loan, paid_on=MAY, interest_vnd=40_000)
    assert not passbook(cast.club, money.tu, after).loans[0].is_late


def test_what_is_to_be_paid_by_the_schedule_comes_to_what_is_owed(cast: Cast, money: Money) -> None:
    (loan,) = passbook(cast.club, money.tu, MAY).loans
    assert sum(part.left_principal_vnd for part in loan.stand.parts) == loan.left_vnd == 4_000_000
    page = signed_in(cast.lan).get(reverse("statements:passbook", args=[cast.club.pk, money.tu.pk])).content.decode()
    assert "Còn phải trả theo lịch" in page


def test_a_member_who_lent_to_the_club_sees_what_it_owes(cast: Cast, money: Money) -> None:
    terms = {"amount_vnd": 3_000_000, "person": money.nam, "rate_percent_year": 0, "borrowed_on": MAY}
    borrow_money(by=cast.lan, club=cast.club, fund="INCOME", **terms)
    assert [line.owed_vnd for line in passbook(cast.club, money.nam, MAY).lent] == [3_000_000]
    assert (passbook(cast.club, money.nam, APRIL).lent, passbook(cast.club, money.tu, MAY).lent) == ([], [])


def test_two_records_of_one_person_have_one_book(cast: Cast, money: Money) -> None:
    twin = make_member(cast.club, "Bà Tư").person
    gift = {"fund": "OPERATING", "amount_vnd": 7_000, "source": "MEMBERS", "received_on": APRIL}
    receive_gift(by=cast.lan, club=cast.club, person=twin, **gift)
    assert passbook(cast.club, money.tu, MAY).gifts_vnd == 0
    Twin.objects.create(kept=money.tu, twin=twin)
    for record in (money.tu, twin):
        book = passbook(cast.club, record, MAY)
        assert (book.gifts_vnd, book.owed_vnd) == (7_000, 4_000_000)


@pytest.mark.parametrize("n", [1, 3])
def test_the_number_of_queries_does_not_grow(cast: Cast, money: Money, n: int, django_assert_num_queries: Any) -> None:
    for _i in range(n - 1):
        lend(cast, money.tu, 100_000, APRIL)
    with django_assert_num_queries(PASSBOOK_QUERIES):
        assert len(passbook(cast.club, money.tu, MAY).loans) == n


def test_it_is_for_those_who_read_members_and_money_there(cast: Cast, money: Money) -> None:
    url = reverse("statements:passbook", args=[cast.club.pk, money.tu.pk])
    seen = {user.username: signed_in(user).get(url).status_code for user in (cast.lan, cast.binh, cast.xuan, cast.hoi)}
    assert set(seen.values()) == {200}, seen
    assert [signed_in(user).get(url).status_code for user in (cast.tai, cast.hoa, cast.dung)] == [404] * 3


def test_a_stranger_to_the_club_has_no_book_there(cast: Cast, money: Money) -> None:
    other = make_member(cast.other_club, "Bà Hàng Xóm").person
    url = reverse("statements:passbook", args=[cast.club.pk, other.pk])
    assert signed_in(cast.lan).get(url).status_code == 404


def test_the_persons_page_leads_there(cast: Cast, money: Money) -> None:
    page = signed_in(cast.lan).get(reverse("members:person", args=[money.tu.pk])).content.decode()
    assert reverse("statements:passbook", args=[cast.club.pk, money.tu.pk]) in page


def test_the_paper_says_the_same(cast: Cast, money: Money) -> None:
    from io import BytesIO  # noqa: PLC0415 -- slow import

    from docx import Document  # noqa: PLC0415 -- slow import

    url = reverse("statements:passbook_file", args=[cast.club.pk, money.tu.pk, "docx"])
    document = Document(BytesIO(signed_in(cast.lan).get(f"{url}?ngay=30/04/2026").content))
    text = "\n".join(p.text for p in document.paragraphs)
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    assert [w for w in ("Bà Tư", "4.000.000 đồng (Bốn triệu đồng)", "chưa có văn bản") if w not in text] == []
    assert [w for w in ("17/04/2026", "1.000.000", "50.000", "4.000.000") if w not in cells] == []


def test_a_loan_written_off_is_not_said_to_be_paid(cast: Cast, money: Money) -> None:
    write_off_loan(by=cast.lan, loan=money.loan, decided_on=MAY, decided_by="Họp tháng 5", reason="Mất mùa")
    (line,) = passbook(cast.club, money.tu, MAY).loans
    assert (line.left_vnd, line.lost_vnd, line.repaid_vnd) == (0, 4_000_000, 1_000_000)
    assert passbook(cast.club, money.tu, APRIL).loans[0].lost_vnd == 0
    client = signed_in(cast.lan)
    shown = client.get(reverse("statements:passbook", args=[cast.club.pk, money.tu.pk])).content.decode()
    assert "đã xóa nợ 4.000.000" in shown and "Đã trả hết" not in shown
    told = client.get(reverse("fund:loan", args=[money.loan.pk])).content.decode()
    assert "Đã xóa nợ" in told and "Đến hạn chưa trả" not in told
