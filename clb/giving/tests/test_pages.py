"""The pages: who sees what, what everyone may read, and that lists ask the same whatever their length."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.fund.commands import SPEND_MONEY
from clb.giving import commands as verbs
from clb.giving.models import Donation, DonationPledge, DonationShare, Donor, GoldenBook
from clb.kernel.text import plain
from conftest import Cast, make_cast, make_user

from .made import DAY, cash, do, front, goods, keeper, make_donor, of_club, pass_on, work

pytestmark = pytest.mark.django_db

HIDDEN = ("Trần Thị Ẩn Danh", "0909 123 456", "Ấp Giấu Kín")
NAMED = "Cô Được Nêu"


@pytest.fixture(scope="module")
def filled(stored_once: Path) -> Iterator[Cast]:
    """Club 1 with an unnamed donor whose name stands in every word that can be typed, and a named one; the Front with
    both kinds too, a part of whose money waits for club 1. Both books are public."""
    cast = make_cast()
    officer, women = front(cast), make_user("phunu", Role.WOMEN, cast.province)
    for by, at in ((cast.lan, of_club(cast)), (officer, keeper("FRONT", cast.province))):
        _fill(cast, by, at)
    make_donor(women, keeper("WOMEN", cast.province), "Công ty Của Phụ Nữ")
    money = Donation.objects.filter(office="FRONT", form="CASH").first()
    assert money
    pass_on(officer, money, cast, amount_vnd=500_000)
    yield cast


def _fill(cast: Cast, by: User, at: str) -> None:
    name, contact, place = HIDDEN
    drive = {"title": f"Đợt của {name}", "purpose": f"Nhờ {name}", "target_vnd": 20_000_000, "keeper": at}
    drive = do(verbs.OPEN_DRIVE, by, **drive, from_on="01/03/2026", until_on="31/12/2099").pk
    hidden = make_donor(by, at, name, kind="PERSON", contact=f"{contact}, {place}", is_named="")
    told = {"is_named": "on", "naming_told": "giấy đồng ý (mẫu)", "contact": contact}
    named = make_donor(by, at, NAMED, kind="PERSON", **told)
    promise = {"form": "GOODS", "what": f"Gạo của {name}", "promised_on": DAY, "due_on": "01/04/2026"}
    do(verbs.RECORD_PLEDGE, by, donor=hidden.pk, value_vnd=1_000_000, drive=drive, **promise)
    given = cash(by, hidden, 3_000_000, purpose="Cho cháu", drive=drive)
    goods(by, hidden, counted_in="cái")
    work(by, hidden, drive=drive)
    # Refused when it is typed, yet there all the same, where the name was put right afterwards.
    for form, words in (
        ("CASH", {"purpose": f"Cho cháu {name}"}),
        ("GOODS", {"what": f"Máy của {name}", "valued_by": f"{name} nói"}),
        ("WORK", {"what": f"{name.upper()} sửa nhà"}),
    ):
        Donation.objects.filter(donor=hidden, form=form).update(**words)
    cash(by, named, 2_000_000)
    if at.startswith("CLUB"):
        share = given.shares.get()
        paid = {"club": cast.club.pk, "fund": "OPERATING", "amount_vnd": 400_000, "category": "CARE"}
        paid |= {"earmark": share.receipt.earmark.pk, "what_for": f"Thuốc cho {name}", "spent_on": "06/03/2026"}
        voucher = do(SPEND_MONEY, by, **paid)
        do(verbs.TELL_USE, by, share=share.pk, voucher=voucher.pk, used_on="06/03/2026", result="mua thuốc cho ba cụ")
        other = Donation.objects.get(donor=named, office="CLUB").shares.get()
        assert other.receipt
    do(verbs.PUBLISH_BOOK, by, keeper=at, from_on=DAY, decided_by=f"Họp có {name}")


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer: Any) -> str:
    """Everything that a reader, or somebody who looks into the file, could find."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content[:2] == b"PK":
        packed = ZipFile(BytesIO(content))
        return "\n".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())
    return content.decode()


def found_in(text: str) -> list[str]:
    said = plain(text)
    return [word for word in HIDDEN if plain(word) in said]


def test_no_public_word_or_file_tells_who_wishes_to_stay_unnamed(filled: Cast) -> None:
    cache.clear()
    assert Donor.objects.filter(name=HIDDEN[0]).count() == 2  # there is something that could leak
    for book in GoldenBook.objects.all():
        answer = Client().get(reverse("giving:public_book", args=[book.pk]) + "?nam=2026")
        text = text_of(answer)
        assert answer.status_code == 200 and "Không nêu tên" in text and NAMED in text
        assert found_in(text) == []
        assert "3.000.000" in text and "2.400.000" in text and "625.000" in text
    assert "mua thuốc cho ba cụ" in text_of(Client().get(_public(filled)))
    client = entered(filled.lan)
    for name, *args in (("book",), ("book_file", "docx"), ("book_sheet",), ("totals_file",)):
        text = text_of(client.get(reverse(f"giving:{name}", args=args) + "?nam=2026"))
        assert found_in(text) == [], name
        assert NAMED in text or name == "totals_file"
    assert HIDDEN[0] in text_of(client.get(reverse("giving:donors")))  # the club itself reads it


def _public(cast: Cast) -> str:
    return reverse("giving:public_book", args=[GoldenBook.objects.get(unit=cast.club.unit).pk])


def test_the_api_tells_no_name_of_a_donor(filled: Cast) -> None:
    client, donor = entered(filled.lan), Donor.objects.get(office="CLUB", name=HIDDEN[0])
    sent = {"donor": donor.pk, "amount_vnd": 1, "received_on": DAY, "source": "SOCIAL", "fund": "OPERATING"}
    body = {"id": "6b1f6a0e-0000-4000-8000-000000000077", "data": {k: str(v) for k, v in sent.items()}}
    answer = client.post("/api/v1/commands/giving.receive_cash", body, content_type="application/json")
    assert answer.status_code == 200 and found_in(answer.content.decode()) == []
    assert found_in(client.get("/api/v1/openapi.json").content.decode()) == []


def test_a_book_that_is_public_no_more_answers_nobody(filled: Cast) -> None:
    cache.clear()
    address, book = _public(filled), GoldenBook.objects.get(unit=filled.club.unit)
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    do(verbs.WITHDRAW_BOOK, filled.lan, book=book.pk, until_on=yesterday)
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("giving:public_book", args=[Donor.objects.first().pk])).status_code == 404


def test_each_office_sees_its_own_and_the_sums_of_all(filled: Cast) -> None:
    women, officer = User.objects.get(username="phunu"), User.objects.get(username="mattran")
    of_front = Donation.objects.filter(office="FRONT").first()
    of_club1 = Donation.objects.filter(office="CLUB").first()
    assert of_front and of_club1
    seen = {
        (user.username, row.office): entered(user).get(reverse("giving:donation", args=[row.pk])).status_code
        for user in (women, officer, filled.lan, filled.hoa, filled.xuan, filled.hoi, filled.tai)
        for row in (of_front, of_club1)
    }
    assert {key for key, code in seen.items() if code == 200} == {
        ("mattran", "FRONT"),
        ("lan", "CLUB"),
        ("xuan", "CLUB"),
        ("hoi", "CLUB"),
    }
    assert set(seen.values()) == {200, 404}
    for user in (women, filled.tai, filled.dung):
        client = entered(user)
        page = text_of(client.get(reverse("giving:totals") + "?nam=2026"))
        assert "16.050.000" in page and found_in(page) == []
        lists = [text_of(client.get(reverse(f"giving:{n}"))) for n in ("index", "donors", "donations", "pledges")]
        assert found_in("".join(lists)) == []
    assert "Công ty Của Phụ Nữ" not in text_of(entered(officer).get(reverse("giving:donors")))
    assert entered(filled.khach).get(reverse("giving:index")).status_code == 403


def test_nobody_writes_in_the_name_of_another(filled: Cast) -> None:
    share = DonationShare.objects.get(accepted_on=None)
    donor = Donor.objects.get(office="CLUB", name=NAMED)
    receive = reverse("giving:receive_cash", args=[donor.pk])
    data = {"donor": donor.pk, "amount_vnd": "5 triệu", "received_on": DAY, "source": "SOCIAL", "fund": "OPERATING"}
    assert entered(filled.xuan).post(receive, data).status_code == 422  # the commune reads it, and keeps none of it
    assert entered(filled.hoa).post(receive, data).status_code == 404
    accept = reverse("giving:accept_share", args=[share.pk])
    assert entered(User.objects.get(username="mattran")).get(accept).status_code == 403
    assert entered(filled.hoa).get(accept).status_code == 404
    assert entered(filled.binh).get(accept).status_code == 403  # the chair does not write the treasurer's book
    answer = entered(filled.lan).post(receive, data | {"amount_vnd": "năm"})
    assert answer.status_code == 422 and 'value="năm"' in answer.content.decode()


def test_papers_name_the_donor_to_the_donor(filled: Cast) -> None:
    client, given = entered(filled.lan), Donation.objects.get(office="CLUB", donor__name=HIDDEN[0], form="CASH")
    for name in ("receipt_file", "thanks_file"):
        assert HIDDEN[0] in text_of(client.get(reverse(f"giving:{name}", args=[given.pk, "docx"])))
    assert "400.000 đồng của quý vị đã mua thuốc cho ba cụ cho CLB Một." in text_of(
        client.get(reverse("giving:thanks_file", args=[given.pk, "docx"]))
    )


def test_club_pages_and_desk_show_what_waits(filled: Cast) -> None:
    client = entered(filled.lan)
    page = text_of(client.get(reverse("giving:club", args=[filled.club.pk])))
    assert "500.000" in page and "Nhận vào sổ" in page
    desk = text_of(client.get(reverse("fund:today", args=[filled.club.pk])))
    assert "1 phần ủng hộ được chuyển đến" in desk and "1 lời hứa ủng hộ đã quá hẹn" in desk
    assert found_in(desk) == []


@pytest.mark.parametrize("more", [0, 3])
def test_lists_ask_the_same_whatever_their_length(filled: Cast, more: int, django_assert_max_num_queries: Any) -> None:
    client, donor = entered(filled.lan), Donor.objects.get(office="CLUB", name=NAMED)
    for _n in range(more):
        cash(filled.lan, donor, 1_000, purpose="Mua chăn")
    for name, most in (("index", 24), ("donors", 16), ("donations", 20), ("pledges", 16), ("totals", 30), ("book", 30)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"giving:{name}")).status_code == 200
    with django_assert_max_num_queries(24):
        client.get(reverse("giving:donor", args=[donor.pk]))
    assert DonationPledge.objects.count() == 2
