"""A donation of each kind from the promise to its use, with what may go wrong on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from clb.fund.commands import GRANT_LOAN, REVERSE_RECEIPT, SPEND_MONEY
from clb.fund.models import Receipt, StockItem
from clb.fund.queries import cash_of
from clb.fund.queries.stock import stock_of
from clb.giving import commands as verbs
from clb.giving.checks import donations_are_in_the_books_of_clubs, donations_part_among_clubs_to_the_dong
from clb.giving.models import Donation, DonationShare, DonationUse
from clb.giving.papers import thanks_paper
from clb.giving.queries.donors import donor_card
from clb.giving.queries.uses import held_of, shares_of, trace_of, traces
from clb.giving.services.donors import forget_member
from clb.kernel.commands import run
from clb.ledger.queries import standing
from clb.members.models import Person
from clb.statements.commands import DECIDE_DISCLOSURE, LEAVE_DONOR_UNNAMED
from clb.statements.queries.board import board, gifts_of
from conftest import Cast, make_member

from .made import DAY, cash, do, front, goods, keeper, make_donor, of_club, pass_on, refused, work

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def faults() -> list[str]:
    return [*donations_part_among_clubs_to_the_dong(), *donations_are_in_the_books_of_clubs()]


def spend(cast: Cast, donation: Donation, amount_vnd: int, **told: Any) -> Any:
    paid = {"club": cast.club.pk, "fund": "OPERATING", "amount_vnd": amount_vnd, "category": "CARE"}
    earmark = donation.shares.get().receipt.earmark.pk
    return do(SPEND_MONEY, cast.lan, **paid, earmark=earmark, what_for="Mua máy", spent_on="06/03/2026", **told)


def test_cash_from_the_promise_to_three_gauges(cast: Cast) -> None:
    donor = make_donor(cast.lan, of_club(cast))
    promise = {"donor": donor.pk, "form": "CASH", "value_vnd": 5_000_000, "promised_on": "01/03/2026"}
    pledge = do(verbs.RECORD_PLEDGE, cast.lan, **promise, due_on="01/04/2026")
    cash(cast.lan, donor, 1_000_000, pledge=pledge.pk)
    (line,) = donor_card(donor, date(2026, 3, 20)).pledges
    assert (line.kept.state, line.kept.is_partly, line.kept.left_vnd) == ("DUE", True, 4_000_000)
    given = cash(cast.lan, donor, 4_000_000, pledge=pledge.pk, purpose="Mua máy đo huyết áp")
    assert donor_card(donor, date(2026, 5, 1)).pledges[0].kept.state == "DONE"
    assert (given.title, given.donor.code) == ("Biên nhận số 2/2026", "Nhà tài trợ số 1")

    share = given.shares.get()
    assert (share.receipt.amount_vnd, share.receipt.giver) == (4_000_000, "Nhà tài trợ số 1")
    assert cash_of(cast.club, "OPERATING", TODAY) == 5_000_000
    voucher = spend(cast, given, 2_400_000)
    use = {"share": share.pk, "used_on": "06/03/2026"}
    do(verbs.TELL_USE, cast.lan, **use, voucher=voucher.pk, result="Mua ba máy đo huyết áp.")
    do(verbs.TELL_USE, cast.lan, **use, voucher=voucher.pk, result="Mua ba máy đo")  # put right, not told twice
    (used,) = trace_of(_fresh(share)).uses
    assert (used.amount_vnd, used.result, trace_of(_fresh(share)).left_vnd) == (2_400_000, "Mua ba máy đo", 1_600_000)
    told = " ".join(getattr(block, "text", "") for block in thanks_paper(given, traces([_fresh(share)]), TODAY).body)
    assert "2.400.000 đồng của quý vị đã mua ba máy đo cho CLB Một." in told and "Còn lại 1.600.000 đồng" in told
    assert refused(verbs.REVERSE_DONATION, cast.lan, donation=given.pk, reversed_on=TODAY, reason="Nhầm") == ["__all__"]
    assert faults() == []


def _fresh(share: DonationShare) -> DonationShare:
    return DonationShare.objects.select_related("club", "donation", "receipt__earmark").get(pk=share.pk)


def test_cash_lent_to_a_member(cast: Cast) -> None:
    given = cash(cast.lan, make_donor(cast.lan, of_club(cast)), fund="INCOME", purpose="Cho hộ nghèo vay")
    share, who = given.shares.get(), make_member(cast.club, "Bà Vay").person
    terms = {"club": cast.club.pk, "person": who.pk, "months": 12, "rate_percent_year": 6}
    loan = do(GRANT_LOAN, cast.lan, **terms, amount_vnd=3_000_000, granted_on="06/03/2026").loan
    use = {"share": share.pk, "loan": loan.pk, "used_on": "06/03/2026", "result": "một hộ mua vịt giống"}
    assert refused(verbs.TELL_USE, cast.lan, **use, lent_vnd=3_000_001) == ["lent_vnd"]
    do(verbs.TELL_USE, cast.lan, **use, lent_vnd=3_000_000)
    assert trace_of(_fresh(share)).left_vnd == 2_000_000
    assert refused(verbs.TELL_USE, cast.lan, **use, lent_vnd=1) == ["loan"]
    back = {"donation": given.pk, "reversed_on": TODAY, "reason": "Nhầm"}
    assert refused(verbs.REVERSE_DONATION, cast.lan, **back) == ["__all__"]
    do(verbs.DROP_USE, cast.lan, use=DonationUse.objects.get().pk)
    assert trace_of(_fresh(share)).left_vnd == 5_000_000


def test_goods_go_to_the_stock_and_work_nowhere(cast: Cast) -> None:
    donor = make_donor(cast.lan, of_club(cast))
    things, days = goods(cast.lan, donor), work(cast.lan, donor)
    (line,) = stock_of(cast.club, TODAY)
    assert (line.quantity, line.value_vnd, line.item.giver) == (3, 2_400_000, "Nhà tài trợ số 1")
    assert (things.value_vnd, days.value_vnd, days.counted_in) == (2_400_000, 625_000, "ngày công")
    assert cash_of(cast.club, "OPERATING", TODAY) == 0 and not Receipt.objects.filter(kind="GIFT").exists()
    tell = {"share": days.shares.get().pk, "used_on": "06/03/2026"}
    assert refused(verbs.TELL_USE, cast.lan, **tell, result="Nhờ công ty mẫu sửa nhà") == ["result"]
    do(verbs.TELL_USE, cast.lan, **tell, result="sửa xong mái nhà một hộ")
    raised = donor_card(donor, TODAY).raised
    assert (raised.cash_vnd, raised.goods_vnd, raised.work_vnd, raised.total_vnd) == (0, 2_400_000, 625_000, 3_025_000)
    do(verbs.REVERSE_DONATION, cast.lan, donation=things.pk, reversed_on=TODAY, reason="Ghi nhầm số lượng")
    assert stock_of(cast.club, TODAY)[0].quantity == 0
    assert donor_card(donor, TODAY).raised.total_vnd == 625_000


def test_a_reversal_takes_the_receipt_with_it_and_only_so(cast: Cast) -> None:
    given = cash(cast.lan, make_donor(cast.lan, of_club(cast)))
    receipt = given.shares.get().receipt
    alone = {"receipt": receipt.pk, "reversed_on": TODAY, "reason": "Nhầm"}
    assert "thuộc Biên nhận số 1/2026" in str(run(REVERSE_RECEIPT, by=cast.lan, data=alone).errors)
    back = {"donation": given.pk, "reversed_on": TODAY, "reason": "Ghi nhầm"}
    assert refused(verbs.REVERSE_DONATION, cast.lan, **(back | {"reversed_on": "01/03/2026"})) == ["reversed_on"]
    do(verbs.REVERSE_DONATION, cast.lan, **back)
    assert not standing().filter(pk=receipt.entry_id).exists() and cash_of(cast.club, "OPERATING", TODAY) == 0
    assert refused(verbs.REVERSE_DONATION, cast.lan, **back) == ["__all__"]
    again = cash(cast.lan, given.donor)
    assert again.number == 2 and faults() == []


def test_what_an_office_holds_parts_among_clubs_and_adds_up(cast: Cast) -> None:
    officer = front(cast)
    donor = make_donor(officer, keeper("FRONT", cast.province))
    money, things = cash(officer, donor, purpose="Mua chăn"), goods(officer, donor)
    assert not Receipt.objects.exists() and not StockItem.objects.exists()  # an office has no club's book
    first = pass_on(officer, money, cast, amount_vnd=3_000_000)
    pass_on(officer, money, cast, amount_vnd=1_500_000, club=cast.other_club.pk)
    too_much = {"donation": money.pk, "club": cast.club.pk, "handed_on": DAY, "amount_vnd": 500_001}
    assert refused(verbs.PASS_ON_DONATION, officer, **too_much) == ["amount_vnd"]
    assert refused(verbs.PASS_ON_DONATION, officer, **(too_much | {"amount_vnd": ""})) == ["amount_vnd"]
    assert held_of(money, shares_of([money])[money.pk]).left_vnd == 500_000
    assert refused(verbs.ACCEPT_SHARE, cast.lan, share=first.pk, accepted_on=DAY) == ["fund"]
    do(verbs.ACCEPT_SHARE, cast.lan, share=first.pk, accepted_on=DAY, fund="OPERATING")
    first.refresh_from_db()
    assert first.receipt.giver == "Mặt trận Tổ quốc, Tỉnh Mẫu chuyển, biên nhận số 1/2026"
    assert (first.receipt.earmark.purpose, cash_of(cast.club, "OPERATING", TODAY)) == ("Mua chăn", 3_000_000)
    assert refused(verbs.ACCEPT_SHARE, cast.lan, share=first.pk, accepted_on=DAY, fund="OPERATING") == ["__all__"]
    back = {"share": first.pk, "taken_back_on": TODAY, "reason": "Chuyển nhầm câu lạc bộ"}
    assert refused(verbs.TAKE_BACK_SHARE, officer, **back) == ["__all__"]
    one = pass_on(officer, things, cast, quantity="1")
    do(verbs.ACCEPT_SHARE, cast.lan, share=one.pk, accepted_on=DAY)
    assert stock_of(cast.club, TODAY)[0].quantity == 1
    held = held_of(things, shares_of([things])[things.pk])
    assert (held.left, held.left_vnd) == (Decimal(2), 1_600_000)
    whole = {"donation": money.pk, "reversed_on": TODAY, "reason": "Nhầm"}
    assert refused(verbs.REVERSE_DONATION, officer, **whole) == ["__all__"]
    do(verbs.RETURN_SHARE, cast.lan, **back)
    assert cash_of(cast.club, "OPERATING", TODAY) == 0
    waiting = DonationShare.objects.get(club=cast.other_club)
    do(verbs.TAKE_BACK_SHARE, officer, share=waiting.pk, taken_back_on=TODAY, reason="Chưa cần")
    do(verbs.REVERSE_DONATION, officer, **whole)
    assert faults() == []


def test_bad_input_is_told_beside_its_field(cast: Cast) -> None:
    at = of_club(cast)
    person = {"keeper": at, "kind": "PERSON"}
    assert refused(verbs.ADD_DONOR, cast.lan, **person) == ["name"]
    assert refused(verbs.ADD_DONOR, cast.lan, **person, name="Bà Hai", is_named="on") == ["naming_told"]
    assert refused(verbs.ADD_DONOR, cast.lan, keeper="CLUB@C1", kind="PERSON", name="x") == ["keeper"]
    donor = make_donor(cast.lan, at)
    money = {"donor": donor.pk, "amount_vnd": 1, "received_on": DAY, "source": "SOCIAL", "fund": "OPERATING"}
    for told, field in (
        ({"amount_vnd": 0}, "amount_vnd"),
        ({"received_on": "01/01/2099"}, "received_on"),
        ({"received_on": "01/01/2017"}, "received_on"),
        ({"fund": ""}, "fund"),
        ({"source": "STATE_DISTRICT"}, "source"),
        ({"donor": make_donor(cast.hoa, keeper("CLUB", cast.other_club.unit)).pk}, "donor"),
    ):
        assert refused(verbs.RECEIVE_CASH, cast.lan, **(money | told)) == [field]
    thing = {"donor": donor.pk, "what": "Gạo", "counted_in": "kg", "quantity": "10", "unit_value_vnd": 15_000}
    thing |= {"valued_by": "Giá chợ", "received_on": DAY, "source": "SOCIAL"}
    for told, field in (({"quantity": "0"}, "quantity"), ({"valued_by": " "}, "valued_by"), ({"what": ""}, "what")):
        assert refused(verbs.RECEIVE_GOODS, cast.lan, **(thing | told)) == [field]
    days = {"donor": donor.pk, "what": "Sửa nhà", "days": "0", "day_value_vnd": 1, "valued_by": "x"}
    assert refused(verbs.RECEIVE_WORK, cast.lan, **days, received_on=DAY, source="SOCIAL") == ["days"]
    early = {"donor": donor.pk, "form": "CASH", "value_vnd": 1, "promised_on": DAY, "due_on": "04/03/2026"}
    assert refused(verbs.RECORD_PLEDGE, cast.lan, **early) == ["due_on"]
    assert not Donation.objects.exists()


def test_the_same_click_twice_is_one_donation(cast: Cast) -> None:
    donor = make_donor(cast.lan, of_club(cast))

    act, data = uuid4(), {"donor": donor.pk, "amount_vnd": 7, "received_on": DAY, "source": "SOCIAL", "fund": "INCOME"}
    first = run(verbs.RECEIVE_CASH, by=cast.lan, data=data, id=act)
    second = run(verbs.RECEIVE_CASH, by=cast.lan, data=data, id=act)
    assert (first.status, second.status, Donation.objects.count()) == ("done", "already", 1)
    assert first.ref == second.ref


def test_a_name_that_was_asked_to_go_leaves_the_sums(cast: Cast) -> None:
    at = of_club(cast)
    told = {"is_named": "on", "naming_told": "giấy ngày 01/03/2026", "contact": "0900"}
    donor = make_donor(cast.lan, at, "Ông Quên Tên", kind="PERSON", **told)
    cash(cast.lan, donor)
    firm = make_donor(cast.lan, at)
    assert refused(verbs.FORGET_DONOR, cast.lan, donor=firm.pk) == ["__all__"]
    do(verbs.FORGET_DONOR, cast.lan, donor=donor.pk)
    donor.refresh_from_db()
    assert (donor.name, donor.contact, donor.is_named, donor.called) == ("", "", False, "Nhà tài trợ số 1")
    assert donor_card(donor, TODAY).raised.cash_vnd == 5_000_000 == cash_of(cast.club, "OPERATING", TODAY)
    assert refused(verbs.FORGET_DONOR, cast.lan, donor=donor.pk) == ["__all__"]


def test_a_member_gives_under_their_own_record(cast: Cast) -> None:
    member: Person = make_member(cast.club, "Bà Thành Viên").person
    told = {"keeper": of_club(cast), "kind": "PERSON", "person": member.pk}
    donor = do(verbs.ADD_DONOR, cast.lan, **told)
    assert (donor.name, donor.is_named) == ("Bà Thành Viên", False)
    cash(cast.lan, donor)
    do(
        verbs.CORRECT_DONOR,
        cast.lan,
        donor=donor.pk,
        kind="PERSON",
        person=member.pk,
        is_named="on",
        naming_told="giấy",
    )
    forget_member(member)
    donor.refresh_from_db()
    assert (donor.called, donor.is_named, donor_card(donor, TODAY).raised.cash_vnd) == (donor.code, False, 5_000_000)
    stranger = make_member(cast.other_club, "Bà Bên Cạnh").person
    assert refused(verbs.ADD_DONOR, cast.lan, **(told | {"person": stranger.pk})) == ["person"]


def test_the_board_of_the_club_names_a_donor_as_the_register_does(cast: Cast) -> None:
    named = cash(cast.lan, make_donor(cast.lan, of_club(cast)), 2_000)
    hidden = cash(cast.lan, make_donor(cast.lan, of_club(cast), "Bà Giấu", kind="PERSON", is_named=""), 1_000)
    decided = {"item": "DONORS", "from_on": "01/03/2026", "adopted_by": "Họp (mẫu)"}
    do(DECIDE_DISCLOSURE, cast.lan, club=cast.club.pk, **decided)
    shown = board(cast.club, date(2026, 3, 31), may_name=True).donors
    assert sorted((one.name, one.amount_vnd) for one in shown or []) == [("", 1_000), ("Công ty Mẫu", 2_000)]
    assert gifts_of(cast.club) == []
    for given in (named, hidden):
        assert refused(LEAVE_DONOR_UNNAMED, cast.lan, receipt=given.shares.get().receipt_id) == ["__all__"]
