"""Two people for what matters: the first types, the second speaks, and only then it is done."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clb.access.models import User
from clb.access.roles import Role
from clb.board.models import SignInPerson
from clb.clubs.commands import SET_CHARTER_RULE
from clb.clubs.models import CharterRule
from clb.files.models import StoredFile
from clb.files.tests.samples import picture, sent
from clb.fund.commands import RECEIVE_GIFT, SPEND_MONEY
from clb.fund.models import Voucher
from clb.kernel.commands import Command, Outcome, run
from clb.kernel.models import Act
from clb.members.commands import CLOSE_CLUB, MERGE_PEOPLE
from clb.members.models import Household, Twin
from clb.seconds.commands import DECIDE_PROPOSAL, WITHDRAW_PROPOSAL
from clb.seconds.models import Proposal
from clb.seconds.services import CARD_REST_DAYS, KEPT_DAYS, lapse
from clb.signin.models import Card
from clb.signin.services.cards import issue_card
from conftest import Cast, make_member, make_user


def do(command: Command, by: User, **data: Any) -> Outcome:
    return run(command, by=by, data=data)


@pytest.fixture
def club(cast: Cast) -> Cast:
    """Club 1 holds a million, and from half of it on wants two people."""
    rule = {"item": "SECOND_FROM", "value": "500.000", "from_on": "01/03/2026", "adopted_by": "Họp"}
    assert do(SET_CHARTER_RULE, cast.lan, club=cast.club.pk, **rule).status == "done"
    gift = {"amount_vnd": 1_000_000, "source": "SOCIAL", "giver": "Ông Tặng", "fund": "OPERATING"}
    assert do(RECEIVE_GIFT, cast.lan, club=cast.club.pk, received_on="01/03/2026", **gift).status == "done"
    return cast


def spend(
    cast: Cast, amount_vnd: int, id: uuid.UUID | None = None, files: Any = None, by: User | None = None
) -> Outcome:
    data = {"club": cast.club.pk, "fund": "OPERATING", "amount_vnd": amount_vnd, "category": "CARE"}
    data |= {"what_for": "Mua tôn", "payee": "Cửa hàng Kín", "spent_on": "02/03/2026"}
    return run(SPEND_MONEY, by=by or cast.lan, data=data, id=id, files=files)


def decide(by: User, proposal: Proposal, word: str = "ACCEPTED") -> Outcome:
    return do(DECIDE_PROPOSAL, by, proposal=proposal.pk, word=word)


def test_below_the_sum_one_person_is_enough_and_from_it_on_two(club: Cast) -> None:
    assert spend(club, 499_999).status == "done"
    waits = spend(club, 500_000, files={"attachment": sent(picture())})
    assert (waits.status, Voucher.objects.count()) == ("waiting", 1)
    proposal: Proposal = waits.result
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM seconds_proposal")
        assert "Cửa hàng" not in cursor.fetchone()[0]
    assert decide(club.binh, proposal).status == "done"
    voucher = Voucher.objects.get(receipt__amount_vnd=500_000)
    assert voucher.payee == "Cửa hàng Kín" and voucher.file is not None
    act, word = Act.objects.get(pk=proposal.pk), Act.objects.get(command="seconds.decide_proposal")
    assert (act.command, act.by, act.channel) == ("fund.spend_money", club.lan, "second")
    assert (word.by, word.data["proposal"], word.data["word"]) == (club.binh, str(proposal.pk), "ACCEPTED")
    proposal.refresh_from_db()
    assert (proposal.word, proposal.typed, proposal.files.count(), StoredFile.objects.count()) == ("ACCEPTED", "", 0, 1)


def test_the_same_click_twice_waits_once_and_later_is_told_what_became_of_it(club: Cast) -> None:
    id = uuid.uuid4()
    first, again = spend(club, 600_000, id), spend(club, 600_000, id)
    assert first.result == again.result and Proposal.objects.count() == 1
    with pytest.raises(PermissionDenied):
        spend(club, 600_000, id, by=make_user("thuquy2", Role.TREASURER, club.club.unit))
    decide(club.binh, first.result)
    assert spend(club, 600_000, id).status == "already"
    assert Voucher.objects.count() == 1
    refused = spend(club, 100_000, first.result.pk)
    assert refused.status == "already"


def test_what_can_not_be_done_is_refused_at_once_and_nothing_waits(club: Cast) -> None:
    assert spend(club, 1_000_001).status == "rejected"
    assert (Proposal.objects.count(), Voucher.objects.count()) == (0, 0)


def test_nobody_is_their_own_second_nor_someone_of_their_home(club: Cast) -> None:
    proposal = spend(club, 600_000).result
    assert decide(club.lan, proposal).errors == {
        "proposal": ["Bạn là người đã ghi việc này: phải để người khác trả lời."]
    }
    home = Household.objects.create(unit=club.xa)
    for user, name in ((club.lan, "Bà Lan"), (club.binh, "Ông Bình")):
        person = make_member(club.club, name).person
        person.household = home
        person.save()
        SignInPerson.objects.create(user=user, person=person)
    assert "cùng hộ" in decide(club.binh, proposal).errors["proposal"][0]
    assert Voucher.objects.count() == 0
    assert decide(club.xuan, proposal).status == "done"  # the commune is above the club


def test_who_issued_the_makers_card_lately_is_no_second(club: Cast) -> None:
    proposal = spend(club, 600_000).result
    issue_card(club.lan, by=club.xuan)
    assert "cấp thẻ vào" in decide(club.xuan, proposal).errors["proposal"][0]
    assert Voucher.objects.count() == 0
    Card.objects.update(issued_at=timezone.now() - timezone.timedelta(days=CARD_REST_DAYS, minutes=1))
    assert decide(club.xuan, proposal).status == "done"


def test_a_stranger_neither_sees_nor_decides(club: Cast) -> None:
    proposal = spend(club, 600_000).result
    assert decide(club.hoa, proposal).status == "rejected"
    client = Client()
    for user, code in ((club.hoa, 404), (club.tai, 404), (club.lan, 200), (club.binh, 200), (club.xuan, 200)):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(proposal.get_absolute_url())
        assert page.status_code == code, user
        assert ("Cửa hàng Kín" in page.content.decode()) == (code == 200)
    client.force_login(club.binh, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("seconds:withdraw", args=[proposal.pk])).status_code == 404
    assert "Chi tiền" in client.get(reverse("clubs:club", args=[club.club.pk])).content.decode()


def test_what_was_decided_is_decided(club: Cast) -> None:
    proposal = spend(club, 600_000).result
    assert decide(club.binh, proposal, "REFUSED").status == "done"
    assert (decide(club.xuan, proposal).status, Voucher.objects.count()) == ("rejected", 0)
    assert spend(club, 600_000, proposal.pk).status == "rejected"
    other = spend(club, 600_000).result
    assert do(WITHDRAW_PROPOSAL, club.binh, proposal=other.pk).status == "rejected"
    assert do(WITHDRAW_PROPOSAL, club.lan, proposal=other.pk).status == "done"
    assert decide(club.binh, other).status == "rejected"


def test_what_became_impossible_meanwhile_is_told_and_still_waits(club: Cast) -> None:
    first, second = spend(club, 600_000).result, spend(club, 600_000).result
    assert decide(club.binh, first).status == "done"
    refused = decide(club.binh, second)
    assert refused.errors["proposal"][0] == "Nay không còn làm được:" and len(refused.errors["proposal"]) == 2
    club.lan.assignments.update(until_on="2026-03-01")
    club.lan.refresh_from_db()
    assert decide(club.binh, second).errors["proposal"][0] == "Nay không còn làm được:"
    second.refresh_from_db()
    assert (second.waits, Voucher.objects.count()) == (True, 1)


def test_what_the_second_person_guards_is_not_loosened_by_one(club: Cast) -> None:
    rule = {"item": "SECOND_FROM", "value": "900 triệu", "from_on": "03/03/2026", "adopted_by": "Họp"}
    waits = do(SET_CHARTER_RULE, club.lan, club=club.club.pk, **rule)
    assert (waits.status, CharterRule.objects.count()) == ("waiting", 1)
    assert do(SET_CHARTER_RULE, club.lan, club=club.club.pk, **{**rule, "item": "FEE"}).status == "done"
    one, two = make_member(club.club, "Bà Hai").person, make_member(club.club, "Bà Hai").person
    assert do(MERGE_PEOPLE, club.lan, kept=one.pk, twin=two.pk).status == "waiting"
    assert Twin.objects.count() == 0
    end = {"status": "DISSOLVED", "from_on": "01/11/2026", "reason": "Ít người"}
    assert do(CLOSE_CLUB, club.xuan, club=club.club.pk, **end).status == "waiting"
    assert do(CLOSE_CLUB, club.dung, club=club.other_club.pk, **end).status == "done"  # whose charter wants no second


def test_what_nobody_answers_is_erased(club: Cast) -> None:
    proposal = spend(club, 600_000, files={"attachment": sent(picture())}).result
    Proposal.objects.update(asked_at=timezone.now() - timezone.timedelta(days=KEPT_DAYS + 1))
    assert (lapse(), lapse()) == (1, 0)
    proposal.refresh_from_db()
    assert (proposal.word, proposal.typed, StoredFile.objects.count()) == ("LAPSED", "", 0)


def test_the_api_says_that_it_waits(club: Cast) -> None:
    client = Client()
    client.force_login(club.lan, backend="allauth.account.auth_backends.AuthenticationBackend")
    data = {"club": str(club.club.pk), "fund": "OPERATING", "amount_vnd": 600_000, "category": "CARE"}
    data |= {"what_for": "Mua tôn", "payee": "Cửa hàng", "spent_on": "2026-03-02"}
    body = {"id": str(uuid.uuid4()), "data": data}
    answer = client.post("/api/v1/commands/fund.spend_money", body, content_type="application/json").json()
    assert answer == {"status": "waiting", "result": None}
    both = {"acts": [{**body, "command": "fund.spend_money"}]}
    answer = client.post("/api/v1/commands", both, content_type="application/json").json()
    assert answer["answers"][0]["status"] == "waiting"
    assert Voucher.objects.count() == 0
