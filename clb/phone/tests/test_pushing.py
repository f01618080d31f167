"""An outbox comes up: once, in order, whatever the network does to it; what is refused waits and blocks nothing."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from clb.fund.models import Loan, Receipt
from clb.kernel.models import Act
from clb.members.models import Membership
from clb.phone.models import ParkedRow, PhoneKey, PhoneLane, ToldMessage
from clb.phone.tests.made import TestPhone, fee, lend, repayment
from conftest import Cast, make_member

Rows = list[dict[str, Any]]


@pytest.fixture
def lent(cast: Cast) -> tuple[Membership, Loan]:
    return lend(cast)


@pytest.fixture
def phone(cast: Cast) -> TestPhone:
    return TestPhone(cast.lan)


def money(cast: Cast) -> tuple[int, int]:
    """How many slips club 1 has, and what they come to."""
    slips = Receipt.objects.filter(club=cast.club)
    return slips.count(), sum(slips.values_list("amount_vnd", flat=True))


def outbox(phone: TestPhone, lent: tuple[Membership, Loan]) -> Rows:
    """Twelve rows of a club: repayments, fees, one that cannot be done, and one that comes after it."""
    member, loan = lent
    rows = [repayment(phone, loan, 10_000 + i) for i in range(5)]
    rows += [fee(phone, member, 1_000 + i) for i in range(4)]
    rows.append(repayment(phone, loan, 90_000_000))
    rows.append(repayment(phone, loan, 7, after=[rows[-1]["id"]]))
    rows.append(repayment(phone, loan, 70_000))
    return rows


DONE_OR_NOT = ["already"] * 9 + ["parked", "held", "already"]


def test_the_same_outbox_ten_times_is_the_outbox_once(cast: Cast, phone: TestPhone, lent: Any) -> None:
    rows = outbox(phone, lent)
    assert phone.statuses(rows) == ["done"] * 9 + ["parked", "held", "done"]
    once = money(cast)
    for _i in range(9):
        assert phone.statuses(rows) == DONE_OR_NOT
    assert (money(cast), ParkedRow.objects.count()) == (once, 1)


def test_shuffled_rows_are_done_in_their_order(cast: Cast, phone: TestPhone, lent: Any) -> None:
    rows = outbox(phone, lent)
    shuffled = list(rows)
    random.Random(7).shuffle(shuffled)
    told = {reply["id"]: reply["status"] for reply in phone.push(shuffled)}
    assert [told[row["id"]] for row in rows] == ["done"] * 9 + ["parked", "held", "done"]
    assert list(told) == [row["id"] for row in shuffled]
    done = list(Act.objects.filter(channel="phone").order_by("done_at", "number").values_list("pk", flat=True))
    wanted = [row["id"] for row in rows[:9]] + [rows[11]["id"]]
    assert sorted(map(str, done)) == sorted(wanted)


def test_the_second_half_waits_for_the_first(cast: Cast, phone: TestPhone, lent: Any) -> None:
    rows = outbox(phone, lent)
    before = money(cast)
    assert phone.statuses(rows[6:]) == ["early"] * 6
    assert money(cast) == before
    assert phone.statuses(rows[:6]) == ["done"] * 6
    assert phone.statuses(rows[6:]) == ["done"] * 3 + ["parked", "held", "done"]
    assert phone.statuses(rows) == DONE_OR_NOT


def test_a_number_that_never_comes_does_not_hold_its_lane(cast: Cast, phone: TestPhone, lent: Any) -> None:
    _member, loan = lent
    dropped, kept = repayment(phone, loan, 1_000), repayment(phone, loan, 2_000)
    assert phone.statuses([kept]) == ["early"]
    assert [r["status"] for r in phone.push([kept], first={str(cast.club.pk): kept["n"]})] == ["done"]
    assert phone.statuses([dropped]) == ["done"], "a lower number that comes after all is only late"


def test_lanes_do_not_wait_for_each_other(cast: Cast, phone: TestPhone, lent: Any) -> None:
    _member, loan = lent
    data = {"loan": str(loan.pk), "amount_vnd": 1_000, "paid_on": "2026-03-01"}
    mine = phone.row("fund.repay_loan", data)
    phone.numbers[str(cast.club.pk)] = 4
    assert phone.statuses([repayment(phone, loan), mine]) == ["early", "done"]
    assert dict(PhoneLane.objects.values_list("lane", "come_until")) == {"me": 1}


def test_what_was_held_goes_once_the_row_before_is_dropped(cast: Cast, phone: TestPhone, lent: Any) -> None:
    rows = outbox(phone, lent)
    phone.push(rows)
    for wanted in ("done", "already", "already"):
        answer = phone.post("settle", {"id": rows[9]["id"], "how": "DROPPED"}).json()
        assert (answer["status"], answer["how"]) == (wanted, "DROPPED")
    assert phone.statuses(rows[9:]) == ["already", "done", "already"]
    parked = ParkedRow.objects.get()
    assert (parked.typed, parked.told, parked.how, parked.settled_by) == ("", "", "DROPPED", cast.lan)
    assert not ToldMessage.objects.exists()


def test_what_was_held_waits_for_the_row_that_was_written_instead(phone: TestPhone, lent: Any) -> None:
    rows = outbox(phone, lent)
    phone.push(rows)
    still_wrong = repayment(phone, lent[1], 80_000_000, replaces=rows[9]["id"])
    assert phone.statuses([still_wrong, rows[10]]) == ["parked", "held"]
    right = repayment(phone, lent[1], 8_000, replaces=still_wrong["id"])
    assert phone.statuses([right, rows[10]]) == ["done", "done"]
    assert list(ParkedRow.objects.values_list("how", flat=True)) == ["REPLACED", "REPLACED"]


def test_a_refusal_has_its_sentence_on_phone_and_server(cast: Cast, phone: TestPhone, lent: Any) -> None:
    (told,) = phone.push([repayment(phone, lent[1], 90_000_000)])
    assert "5.000.000" in told["why"] and told["errors"] == {"amount_vnd": [told["why"]]}
    phone.pull()
    (message,) = phone.of("told")
    assert (message["kind"], message["about"], message["text"]) == ("PARKED", told["id"], told["why"])
    row = ParkedRow.objects.get()
    assert (row.reason, row.club, row.command) == ("REFUSED", cast.club, "fund.repay_loan")


def test_what_cannot_be_read_is_kept_too(cast: Cast, phone: TestPhone, lent: Any) -> None:
    rows = [
        phone.row("fund.no_such_thing", {}, cast.club.pk),
        phone.row("fund.grant_loan", {}, cast.club.pk),  # not for phones
        phone.row("fund.repay_loan", {"loan": {}, "extra": 1}, cast.club.pk),
        phone.row("fund.repay_loan", "xin chào", cast.club.pk),  # type: ignore[arg-type]
        phone.row("", {"loan": "\x00"}, cast.club.pk),
        {**repayment(phone, lent[1]), "n": "năm"},
        {**repayment(phone, lent[1]), "lane": "../../etc"},
    ]
    assert phone.statuses(rows) == ["parked"] * len(rows)
    assert all(reply["why"] for reply in phone.push(rows))
    assert phone.statuses([repayment(phone, lent[1], n=6)]) == ["done"]
    assert set(ParkedRow.objects.values_list("reason", flat=True)) == {"UNREADABLE", "REFUSED"}


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '{"rows": 5}', '{"rows": [5]}', '{"rows": [{}]}', '{"rows": [{"id": "x"}]}', "[" * 5_000,
     '{"version": "2026-11-26", "rows": [{"id": null}]}', b"\xff\xfe\x00"],
)  # fmt: skip
def test_garbage_is_told_so(phone: TestPhone, body: Any) -> None:
    answer = phone.post("push", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "GARBAGE")
    for path in ("settle", "seen", "photo"):
        assert phone.post(path, body).status_code in {200, 400, 404}


def test_the_limits_bite_softly(cast: Cast, phone: TestPhone, lent: Any) -> None:
    rows = [repayment(phone, lent[1], 1_000) for _i in range(201)]
    body = {"version": "2026-11-26", "rows": rows}
    answer = phone.post("push", body)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_MANY")
    answer = phone.post("push", json.dumps(body) + " " * 1_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_BIG")
    assert phone.statuses(rows[:200]) == ["done"] * 200
    assert phone.statuses(rows[200:]) == ["done"]


def test_an_old_app_updates_first_and_keeps_all(phone: TestPhone, lent: Any) -> None:
    row = repayment(phone, lent[1])
    for version in ("2020-01-01.abc", "", "mới nhất", "2026-13-45", None):
        answer = phone.post("push", {"version": version, "rows": [row]})
        assert (answer.status_code, answer.json()["code"]) == (426, "OLD")
    assert phone.post("push", {"version": "2026-06-01", "rows": [row]}).json()["replies"][0]["status"] == "done"


def test_another_clubs_money_is_out_of_reach(cast: Cast, lent: Any) -> None:
    hoa = TestPhone(cast.hoa)
    before = money(cast)
    (reply,) = hoa.push([repayment(hoa, lent[1], counter=None)])
    assert (reply["status"], money(cast)) == ("parked", before)
    assert "Bà Tư" not in json.dumps(reply, ensure_ascii=False) and "5.000.000" not in reply["why"]


def test_an_id_of_another_is_told_nothing_about(cast: Cast, phone: TestPhone, lent: Any) -> None:
    row = repayment(phone, lent[1])
    wrong = repayment(phone, lent[1], 90_000_000)
    phone.push([row, wrong])
    hoa = TestPhone(cast.hoa)
    replies = hoa.push([{**row, "n": 1}, {**wrong, "n": 2}])
    assert [reply["status"] for reply in replies] == ["parked", "parked"]
    assert {reply["why"] for reply in replies} == {"Mã việc này thuộc về một việc khác."}
    assert hoa.post("settle", {"id": wrong["id"], "how": "DROPPED"}).status_code == 404
    assert ParkedRow.objects.open().count() == 1


def test_whoever_lost_the_office_loses_no_word(cast: Cast, phone: TestPhone, lent: Any) -> None:
    row = repayment(phone, lent[1])
    cast.lan.assignments.update(until_on="2026-01-31")
    assert phone.statuses([row]) == ["parked"]
    answer = phone.pull()
    assert (answer.status_code, answer.json()["code"]) == (410, "WIPE")
    assert ParkedRow.objects.get().key.wiped_at is not None


def test_the_journal_keeps_no_word_of_what_was_parked_or_done(cast: Cast, phone: TestPhone) -> None:
    make_member(cast.club, "Bà Kín Đáo")
    gift = {"club": str(cast.club.pk), "amount_vnd": 50_000, "source": "SOCIAL", "giver": "Ông Tặng Kín"}
    gift |= {"received_on": "2026-03-01", "fund": "OPERATING", "purpose": "Sửa nhà Bà Kín Đáo"}
    rows = [phone.row("fund.receive_gift", gift, cast.club.pk)]
    rows.append(phone.row("fund.receive_gift", {**gift, "fund": "KHÔNG CÓ"}, cast.club.pk))
    assert phone.statuses(rows) == ["done", "parked"]
    kept = json.dumps([[act.data, act.result, act.changes] for act in Act.objects.all()], ensure_ascii=False)
    assert "Kín" not in kept
    assert [act.channel for act in Act.objects.filter(pk=rows[0]["id"])] == ["phone"]


def test_what_still_waits_on_the_phone_is_known(phone: TestPhone, lent: Any) -> None:
    left = {"rows": 12, "photos": 3, "oldest_at": "2026-03-01T08:00:00+07:00", "why": "OFFLINE"}
    phone.push([], left=left)
    key = PhoneKey.objects.get()
    assert (key.left_rows, key.left_photos, key.left_why) == (12, 3, "OFFLINE")
    assert key.left_since is not None and key.left_since.isoformat() == "2026-03-01T01:00:00+00:00"
    assert key.pushed_at is not None and key.version
    phone.push([], left={"rows": -1, "photos": "x", "oldest_at": 5, "why": "Bà Tư không có nhà"})
    key.refresh_from_db()
    assert (key.left_rows, key.left_photos, key.left_why, key.left_since) == (0, 0, "", None)
