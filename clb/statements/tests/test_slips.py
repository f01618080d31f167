"""Receipts as papers, and what anyone learns who holds a code."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from clb.fund.services import spend_money
from clb.statements.codes import code_of, receipt_of
from clb.statements.queries.slips import slip_of
from clb.statements.views.public import ASKED_A_MINUTE
from conftest import Cast

from .made import MAY, Money


@pytest.fixture(autouse=True)
def nobody_asked_before() -> None:
    cache.clear()


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def asked(code: str) -> Any:
    return Client().get(reverse("statements_check:check", args=[code]))


def words_of(page: bytes) -> str:
    main = page.decode().split("<main", 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


def test_a_code_is_short_can_be_typed_and_comes_back() -> None:
    pk = uuid4()
    code = code_of(pk)
    assert re.fullmatch(r"[A-Z2-7]{42}", code)
    assert (receipt_of(code), receipt_of(code.lower())) == (pk, pk)


def test_no_code_but_ours_is_taken(settings: Any) -> None:
    pk = uuid4()
    code = code_of(pk)
    other = "A" if code[-2] != "A" else "B"
    forged = [
        code[:-2] + other + code[-1],
        code[:-1],
        code + "A",
        "",
        "x",
        "ĐÂY",
        "=" * 42,
        code_of(uuid4())[:26] + code[26:],
    ]
    assert [receipt_of(one) for one in forged] == [None] * len(forged)
    settings.SECRET_KEY = "khóa khác"
    assert receipt_of(code) is None


def test_an_old_paper_holds_after_the_key_is_changed(settings: Any) -> None:
    pk, old = uuid4(), settings.SECRET_KEY
    code = code_of(pk)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khóa mới", [old]
    assert (receipt_of(code), receipt_of(code_of(pk)), code_of(pk) == code) == (pk, pk, False)


def test_a_stranger_learns_the_club_the_day_the_kind_and_the_sum_only(money: Money) -> None:
    money.loan.purpose = "Chữa bệnh"
    money.loan.save()
    answer = asked(code_of(money.repaid.pk))
    told = words_of(answer.content)
    assert answer.status_code == 200
    assert "Phiếu này có thật và còn giá trị." in told
    assert [w for w in ("CLB Một", "17/04/2026", "Thu nợ vay", "1.050.000 đồng") if w not in told] == []
    page = answer.content.decode()
    hidden = ("Bà Tư", "Chữa bệnh", "Khoản vay", str(money.repaid.pk), str(money.tu.pk), str(money.loan.club_id))
    assert [w for w in hidden if w in page] == []
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "no-store" in answer["Cache-Control"]


def test_a_receipt_taken_back_says_so(money: Money) -> None:
    told = words_of(asked(code_of(money.wrong.pk)).content)
    assert "đã bị đảo ngày 17/05/2026: không còn giá trị" in told
    assert "còn giá trị." not in told.replace("không còn giá trị.", "")


def test_an_unknown_code_gets_the_same_plain_answer_whatever_is_wrong_with_it(money: Money) -> None:
    code = code_of(money.fee.pk)
    wrong = [code_of(uuid4()), code[:-1], "A" * 42, "x"]
    answers = [asked(one) for one in wrong]
    assert {(a.status_code, words_of(a.content)) for a in answers} == {
        (404, "Kiểm tra phiếu Không có phiếu nào mang mã này. Hãy quét lại; nếu vẫn vậy thì hỏi thủ quỹ câu lạc bộ.")
    }


def test_it_still_holds_when_the_person_is_erased(money: Money) -> None:
    type(money.fee).objects.filter(pk=money.fee.pk).update(person=None)
    told = words_of(asked(code_of(money.fee.pk)).content)
    assert ("Phiếu này có thật" in told, "10.000 đồng" in told) == (True, True)


def test_whoever_asks_too_often_waits_and_others_do_not(money: Money) -> None:
    code = code_of(money.fee.pk)
    codes = [asked(code).status_code for _i in range(ASKED_A_MINUTE + 2)]
    assert (codes.count(200), codes.count(429)) in {(ASKED_A_MINUTE, 2), (ASKED_A_MINUTE + 2, 0)}  # a minute may turn
    other = Client(REMOTE_ADDR="10.0.0.9").get(reverse("statements_check:check", args=[code]))
    assert other.status_code == 200


def test_nobody_posts_there() -> None:
    assert Client().post(reverse("statements_check:check", args=["A" * 42])).status_code == 405


def test_the_slip_has_number_sum_words_and_a_qr_of_its_address(cast: Cast, money: Money) -> None:
    found = slip_of(money.repaid)
    assert (found.number, found.sum_vnd, found.is_out) == ("TTN 0003", 1_050_000, False)
    assert slip_of(money.lent).is_out
    page = signed_in(cast.lan).get(reverse("statements:slip", args=[money.repaid.pk])).content.decode()
    told = ("TTN 0003", "1.050.000 đồng", "Một triệu không trăm năm mươi nghìn đồng", "Bà Tư", 'class="qr"')
    assert [w for w in told if w not in page] == []
    assert f"/P/{found.code}" in page


def test_the_numbers_of_one_fund_have_no_gap(cast: Cast, money: Money) -> None:
    receipts = (money.fee, money.gift, money.wrong)
    assert [slip_of(r).number for r in receipts] == ["HĐ 0001", "HĐ 0002", "HĐ 0003"]


def test_money_spent_has_its_vouchers_number_and_tells_what_for_only_to_those_who_read_members(
    cast: Cast, money: Money
) -> None:
    told = {"category": "VISIT", "what_for": "Thăm Ông Ốm", "payee": "Quán Sen"}
    voucher = spend_money(by=cast.lan, club=cast.club, fund="INCOME", amount_vnd=50_000, spent_on=MAY, **told)
    found = slip_of(voucher.receipt)
    assert (found.number, found.is_out, found.sum_vnd) == ("PC 1/2026 (TTN 0004)", True, 50_000)
    url = reverse("statements:slip", args=[voucher.receipt.pk])
    for user, is_told in ((cast.lan, True), (cast.tai, False)):
        page = signed_in(user).get(url).content.decode()
        assert [word in page for word in ("Thăm Ông Ốm", "Quán Sen", "Phiếu chi")] == [is_told, is_told, True]
    page = asked(code_of(voucher.receipt.pk)).content.decode()
    assert [word for word in ("Ông Ốm", "Quán Sen") if word in page] == []


def test_a_slip_names_nobody_to_those_who_may_not_read_members(cast: Cast, money: Money) -> None:
    url = reverse("statements:slip", args=[money.repaid.pk])
    assert "Bà Tư" not in signed_in(cast.tai).get(url).content.decode()
    assert [signed_in(user).get(url).status_code for user in (cast.tai, cast.hoa)] == [200, 404]


@pytest.mark.parametrize(("size", "mm"), [("A5", (210, 148)), ("A6", (105, 148))])
def test_the_paper_is_one_page_of_its_size(cast: Cast, money: Money, size: str, mm: tuple[int, int]) -> None:
    from io import BytesIO  # noqa: PLC0415 -- slow import

    from pdfminer.high_level import extract_text  # noqa: PLC0415 -- slow import
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 -- slow import

    answer = signed_in(cast.lan).get(reverse("statements:slip_paper", args=[money.repaid.pk, size]))
    pages = list(PDFPage.get_pages(BytesIO(answer.content)))
    assert [tuple(round(side * 25.4 / 72) for side in page.mediabox[2:]) for page in pages] == [mm]
    text = extract_text(BytesIO(answer.content))
    assert [w for w in ("PHIẾU THU", "TTN 0003", "1.050.000 đồng", "Bà Tư", "gợi ý") if w not in text] == []


def test_there_is_no_other_size(cast: Cast, money: Money) -> None:
    url = reverse("statements:slip_paper", args=[money.repaid.pk, "A0"])
    assert signed_in(cast.lan).get(url).status_code == 404
