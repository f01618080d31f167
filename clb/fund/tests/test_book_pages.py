"""The pages of vouchers, gifts, bank, transfers, debts, things and closing: for whom they open, and whom they name."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from clb.files.tests.samples import picture, sent
from clb.fund import commands as verbs
from clb.fund.models import MonthClosing, StockItem, StockMove, Voucher
from clb.kernel.commands import Command, run
from clb.kernel.models import Act
from conftest import Cast, make_member

NAMES = ("Bà Tư", "Ông Khách", "Ông Chủ Nợ", "Cô Bán", "Sửa nhà", "Thối nhầm", "Họp kín", "Bò đực")
LISTS = ("vouchers", "earmarks", "boxes", "transfers", "debts", "stock", "closings", "opening", "money_lines")


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """Club 1 with one of everything, each with a name that not everybody may read."""
    tu = make_member(cast.club, "Bà Tư").person

    def do(command: Command, by: Any = None, files: Any = None, **data: Any) -> Any:
        outcome = run(command, by=by or cast.lan, data=data, files=files)
        assert outcome.status == "done", (command.name, outcome.errors)
        return outcome.result

    club = {"club": cast.club.pk, "fund": "INCOME"}
    gift = {"amount_vnd": 5_000_000, "source": "SOCIAL", "giver": "Ông Khách", "received_on": "01/03/2026"}
    earmark = do(verbs.RECEIVE_GIFT, **club, **gift, purpose="Sửa nhà bà Tư").earmark
    spent = {"amount_vnd": 100_000, "category": "CARE", "what_for": "Sửa nhà", "payee": "Cô Bán"}
    bill = {"attachment": sent(picture())}
    do(verbs.SPEND_MONEY, **club, **spent, spent_on="02/03/2026", earmark=earmark.pk, files=bill)
    debt = {"amount_vnd": 1_000_000, "rate_percent_year": 0, "lender": "Ông Chủ Nợ", "borrowed_on": "02/03/2026"}
    do(verbs.BORROW_MONEY, **club, **debt)
    do(verbs.DEPOSIT_CASH, **club, amount_vnd=1_000_000, moved_on="03/03/2026")
    do(verbs.COUNT_CASH, **club, counted_vnd=1, counted_on="03/03/2026", reason="Thối nhầm bà Tư")
    moved = {"club": cast.club.pk, "from_fund": "INCOME", "amount_vnd": 1_000, "reason": "Họp kín"}
    do(verbs.MOVE_BETWEEN_FUNDS, **moved, moved_on="03/03/2026")
    cow = {"what": "Bò đực", "counted_in": "con", "quantity": 1, "unit_value_vnd": 1, "valued_by": "Họp kín"}
    item = do(verbs.RECEIVE_STOCK, club=cast.club.pk, **cow, received_on="03/03/2026", giver="Ông Khách")
    do(verbs.MOVE_STOCK, item=item.pk, kind="LENT", quantity=1, taker=tu.pk, moved_on="03/03/2026", note="Họp kín")
    do(verbs.CLOSE_MONTH, by=cast.binh, **club, month="3/2026", note="Họp kín")
    return cast


def urls(cast: Cast) -> list[str]:
    found = [reverse(f"fund:{name}", args=[cast.club.pk]) for name in LISTS]
    return [*found, reverse("fund:stock_item", args=[StockItem.objects.get().pk])]


def shown(cast: Cast, by: object) -> str:
    client = signed_in(by)
    answers = [client.get(url) for url in urls(cast)]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return " ".join(answer.content.decode() for answer in answers)


def test_names_are_for_those_who_read_members_there(busy: Cast) -> None:
    assert [name for name in NAMES if name not in shown(busy, busy.lan)] == []
    assert [name for name in NAMES if name in shown(busy, busy.tai)] == []
    client, pk = signed_in(busy.tai), Voucher.objects.get().pk
    assert client.get(reverse("fund:voucher_file", args=[pk])).status_code == 404
    paper = extract_text(BytesIO(client.get(reverse("fund:voucher_paper", args=[pk, "pdf"])).content))
    assert ([name for name in NAMES if name in paper], "100.000 đồng" in paper) == ([], True)
    mine = signed_in(busy.lan)
    assert mine.get(reverse("fund:voucher_file", args=[pk]))["Content-Type"] == "image/jpeg"
    paper = extract_text(BytesIO(mine.get(reverse("fund:voucher_paper", args=[pk, "pdf"])).content))
    assert [name for name in ("Cô Bán", "Sửa nhà", "1/2026", "Một trăm nghìn đồng") if name not in paper] == []


def test_the_journal_keeps_no_name(busy: Cast) -> None:
    kept = " ".join(str(act.data) for act in Act.objects.all())
    assert ([name for name in NAMES if name in kept], "100000" in kept) == ([], True)


def test_forms_open_for_the_treasurer_and_not_for_the_chair_or_the_next_club(busy: Cast) -> None:
    club = ("spend_money", "deposit_cash", "withdraw_cash", "pass_on_interest", "move_between_funds")
    club += ("borrow_money", "receive_stock", "open_books")
    forms = [reverse(f"fund:{name}", args=[busy.club.pk]) for name in club]
    forms += [reverse("fund:move_stock", args=[StockItem.objects.get().pk])]
    forms += [reverse("fund:take_back_stock_move", args=[StockMove.objects.earliest("pk").pk])]
    told = [[signed_in(by).get(url).status_code for url in forms] for by in (busy.lan, busy.binh, busy.hoa)]
    assert told == [[200] * len(forms), [403] * len(forms), [404] * len(forms)]


def test_those_above_reopen_a_month_and_the_club_does_not(busy: Cast) -> None:
    closing = MonthClosing.objects.get()
    url, told = reverse("fund:reopen_month", args=[closing.pk]), {"closing": closing.pk, "reason": "Ghi sót"}
    assert [signed_in(by).post(url, told).status_code for by in (busy.lan, busy.binh, busy.hoa)] == [403, 403, 404]
    assert signed_in(busy.xuan).post(url, told).status_code == 302
    closing.refresh_from_db()
    assert (closing.reopened_by, closing.reopen_reason) == (busy.xuan, "Ghi sót")


def test_a_month_is_closed_from_its_page_and_what_is_amiss_is_said_there(busy: Cast) -> None:
    url = reverse("fund:close_month", args=[busy.club.pk, "OPERATING", "2026-03"])
    client, told = signed_in(busy.lan), {"club": busy.club.pk, "fund": "OPERATING", "month": "2026-03-01", "note": ""}
    page = client.get(url).content.decode()
    assert "Chưa kiểm quỹ từ sau chứng từ cuối của tháng (ngày 03/03/2026)." in page
    answer = client.post(url, told)
    assert (answer.status_code, "hãy ghi vì sao vẫn khóa" in answer.content.decode()) == (422, True)
    assert client.post(url, {**told, "note": "Đếm sau"}).status_code == 302
    assert MonthClosing.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 4])
def test_lists_ask_the_same_number_of_queries(busy: Cast, rows: int, django_assert_max_num_queries: Any) -> None:
    for n in range(rows):
        spent = {
            "fund": "INCOME",
            "amount_vnd": 1_000,
            "category": "CARE",
            "what_for": "Việc",
            "spent_on": "01/04/2026",
        }
        count = {"fund": "INCOME", "counted_vnd": n, "counted_on": "01/04/2026", "reason": "x"}
        for command, data in ((verbs.SPEND_MONEY, spent), (verbs.COUNT_CASH, count)):
            assert run(command, by=busy.lan, data={"club": busy.club.pk, **data}).status == "done"
    client = signed_in(busy.lan)
    for name, most in (("vouchers", 11), ("boxes", 21)):
        url = reverse(f"fund:{name}", args=[busy.club.pk])
        client.get(url)
        with django_assert_max_num_queries(most):
            client.get(url)
