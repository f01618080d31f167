"""One made-up world that has a sample of everything an address can name, and the walk over all addresses.

`samples()` answers for an argument by its name: `<club_id>` is a Club, `<person_id>` a Person, and so on for any
model of ours (`<token_id>` an ApiToken), so a new page is covered by itself as soon as the world holds such a thing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from clb.access.commands import MAKE_TOKEN, NAME_DEPUTY
from clb.access.models import User
from clb.access.roles import Role
from clb.board.commands import APPOINT_TO_BOARD, FOUND_SUB_GROUP
from clb.budget import commands as budget_verbs
from clb.budget.models import BudgetAccount
from clb.care import commands as care_verbs
from clb.clubs.commands import PLAN_CONSOLIDATION_STEP, SET_CHARTER_RULE, SET_STATUS
from clb.clubs.models import Club
from clb.desks import commands as desk_verbs
from clb.dispatch import commands as dispatch_verbs
from clb.exchanges import commands as exchange_verbs
from clb.files.tests.samples import picture, sent
from clb.founding import commands as founding_verbs
from clb.founding.models import Founding, FoundingStep
from clb.fund import commands as verbs
from clb.fund.commands import (
    COUNT_CASH,
    GRANT_LOAN,
    RECEIVE_FEE,
    RECEIVE_GIFT,
    RECEIVE_START_FUND,
    RECORD_PAYER,
    REPAY_LOAN,
)
from clb.fund.models import CashCount, MonthClosing, Opening, Receipt
from clb.fund.queries import START_FUND
from clb.giving.tests.sample import fill_giving, giving_samples
from clb.grading import commands as grading_verbs
from clb.health import commands as health_verbs
from clb.kernel.commands import Command, run
from clb.ledger.models import Entry
from clb.lending import commands as lending_verbs
from clb.meetings import commands as meeting_verbs
from clb.meetings.models import Meeting
from clb.members.commands import (
    MERGE_PEOPLE,
    PLACE_HOUSEHOLD,
    RECORD_CIRCUMSTANCE,
    RECORD_CONSENT,
    RECORD_NEXT_OF_KIN,
    SET_PHOTO,
)
from clb.members.models import Membership, Person, Twin
from clb.members.services.summaries import refresh_months
from clb.outreach import commands as outreach_verbs
from clb.phone.tests.sample import fill_phones
from clb.places.models import UnitVersion
from clb.places.services import found_unit
from clb.plans.commands import (
    CHARGE_DUTY,
    CONFIRM_PLAN,
    CORRECT_HEADER,
    EXTEND_DUTY,
    IMPORT_PLAN,
    MAP_BODY,
    PROVE_TASK,
    REPORT_TASK,
)
from clb.plans.models import AgencyBody, Plan
from clb.plans.rules.duties import due_days_of
from clb.privacy import commands as privacy_verbs
from clb.reports import commands as report_verbs
from clb.sheets.commands import MAP_SHEET, UPLOAD_SHEET
from clb.sheets.models import SheetBatch
from clb.sheets.services import work_off
from clb.signin.services.cards import issue_card
from clb.signin.services.devices import join_device, know_device
from clb.signin.services.sealed import seal
from clb.signin.tests.passkeys import passkey
from clb.statements import commands as statement_verbs
from clb.supervision.tests.sample import make_all as make_supervision
from clb.tabular import commands as table_verbs
from clb.tabular.services import work_off as fill_table
from conftest import Cast, make_cast, make_member, make_user

TEXTS = Path(__file__).parents[1] / "clb/plans/tests/reading/texts"
# What only the people of club 1 and those above them may read; a page for anyone else must not hold it.
SECRETS = ("CLB Một", "Bà Kín Đáo", "Ông Đã Thôi", "Ông Trưởng Kín", "Bà Đăng Ký Kín", "CLB Đang Lập", "Ông Tặng Kín")
SECRETS += ("Con Gái Kín", "187/117", "Nuôi Heo Kín", "Con Trả Thay Kín", "Ngã Kín", "Chị Chăm Kín")
SECRETS += ("Uống Thuốc Kín", "Ngất Xỉu Kín")


@dataclass(frozen=True)
class Sample:
    """A value for an argument; `is_private` where it belongs to club 1 and the next club may not see it."""

    value: Any
    is_private: bool


@dataclass(frozen=True)
class Address:
    """One address of the site with the arguments of its pattern."""

    name: str
    arguments: tuple[str, ...]

    def urls(self, world: World) -> Iterator[tuple[str, bool]]:
        """Every url that the world's samples give, and whether it is about something private."""
        for chosen in product(*(world.samples(a, self.name) for a in self.arguments)):
            named = dict(zip(self.arguments, (s.value for s in chosen), strict=True))
            yield reverse(self.name, kwargs=named), any(s.is_private for s in chosen)


def addresses(prefix: str = "", resolver: Any = None, above: tuple[str, ...] = ()) -> Iterator[Address]:
    """Every named address of the site but those of the API, which has doors of its own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        arguments = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from addresses(inner, pattern, arguments)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name: give it one, so that it can be tested and linked"
            yield Address(prefix + pattern.name, arguments)


@dataclass
class World:
    """The cast and what lies in its clubs; `own` holds the samples that no model's name tells."""

    cast: Cast
    own: dict[str, list[Sample]] = field(default_factory=dict)

    def everyone(self) -> dict[str, User]:
        """Whoever holds an office, by name."""
        c = self.cast
        people = (c.lan, c.binh, c.xuan, c.dung, c.hoi, c.tai)
        people += tuple(User.objects.filter(username__in=("quantri", "tinh")))
        return {user.username: user for user in people}

    def samples(self, argument: str, address: str) -> list[Sample]:
        """Values for an argument: the world's own, else every row of the model of that name."""
        if argument in self.own:
            return self.own[argument]
        wanted = argument.removesuffix("_id").replace("_", "")
        ours = [m for m in apps.get_models() if m.__module__.startswith("clb.")]
        named = [m for m in ours if m.__name__.lower() == wanted]
        named = named or [m for m in ours if m.__name__.lower().endswith(wanted)]
        rows = [row for model in named for row in model._default_manager.order_by("pk")[:3]]
        assert rows, (
            f"{address}: the world has no sample for <{argument}>. "
            "Make one in make_world() of tests/world.py, of club 1 "
            "(where it is no model's name, put its values into `own`, and say whether the next club may not see it)."
        )
        return [Sample(row.pk, is_private=True) for row in rows]


def do(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed; gives its result."""
    files = {k: data.pop(k) for k in list(data) if isinstance(data[k], SimpleUploadedFile)}
    outcome = run(command, by=by, data=data, files=files)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


def _plan(by: User, name: str) -> Plan:
    text = SimpleUploadedFile(name, (TEXTS / name).read_bytes())
    plan: Plan = do(IMPORT_PLAN, by, place="P1", file=text)
    do(CORRECT_HEADER, by, plan=plan.pk, place="P1", title=plan.title, from_on=date(2025, 1, 1), until_on="31/12/2027")
    return plan


def _fill_club(cast: Cast) -> None:
    lady = make_member(cast.club, "Bà Kín Đáo", household_class="POOR").person
    do(RECORD_CIRCUMSTANCE, cast.lan, person=lady.pk, kind="LIVES_ALONE", from_on="01/01/2024")
    said = {"purpose": "PHOTO", "answer": "AGREED", "given_on": "01/01/2024", "proof": "PAPER"}
    do(RECORD_CONSENT, cast.lan, person=lady.pk, proof_file=sent(picture()), **said)
    do(SET_PHOTO, cast.lan, person=lady.pk, photo=sent(picture()))
    do(RECORD_NEXT_OF_KIN, cast.lan, person=lady.pk, name="Con Gái Kín", relation="con gái", phone="0912345678")
    do(PLACE_HOUSEHOLD, cast.lan, person=lady.pk, address="Tổ Kín")
    make_member(cast.club, "Ông Đã Thôi", sex="MALE", until_on=date(2020, 1, 1))
    twice = make_member(cast.club, "Bà Kín Đáo").person
    do(MERGE_PEOPLE, cast.lan, kept=lady.pk, twin=twice.pk)
    make_member(cast.other_club, "Bà Hàng Xóm")
    refresh_months(list(Club.objects.all()), cast.club.founded_on)
    receipt = {"amount_vnd": 20_000_000, "source": "STATE_BUDGET", "received_on": cast.club.founded_on}
    do(RECEIVE_START_FUND, cast.lan, club=cast.club.pk, **receipt)
    _fill_books(cast, lady)
    _fill_health(cast, lady)
    _fill_lending(cast, lady)
    _fill_care(cast, lady)
    until = timezone.localdate() + timedelta(days=9)
    do(MAKE_TOKEN, cast.lan, name="Mã của bà Lan", rights=["clubs.read"], expires_on=until)


def _fill_books(cast: Cast, lady: Person) -> None:
    """A gift, a fee, a loan with a repayment, and cash counted."""
    club = {"club": cast.club.pk}
    gift = {"amount_vnd": 1_000, "source": "SOCIAL", "giver": "Ông Tặng Kín", "fund": "OPERATING"}
    do(RECEIVE_GIFT, cast.lan, **club, received_on="01/02/2026", **gift)
    fee = {"amount_vnd": 10_000, "for_month": "2/2026", "fund": "OPERATING"}
    do(RECEIVE_FEE, cast.lan, **club, person=lady.pk, received_on="01/02/2026", **fee)
    terms = {"amount_vnd": 5_000_000, "months": 12, "rate_percent_year": 6, "granted_on": "01/02/2026"}
    lent = do(GRANT_LOAN, cast.lan, **club, person=lady.pk, **terms)
    do(REPAY_LOAN, cast.lan, loan=lent.loan_id, amount_vnd=1_000_000, paid_on="01/03/2026")
    who = {"payer_name": "Con Trả Thay Kín", "decided_on": "02/03/2026", "decided_by": "Họp ban chủ nhiệm"}
    do(RECORD_PAYER, cast.lan, loan=lent.loan_id, **who)
    do(COUNT_CASH, cast.lan, **club, fund="OPERATING", counted_vnd=11_000, counted_on="01/03/2026")
    _fill_more_books(cast, lady)


def _fill_more_books(cast: Cast, lady: Person) -> None:
    """A gift for one thing and a voucher paid out of it, a debt, money in the bank, and a month closed."""
    club = {"club": cast.club.pk, "fund": "INCOME"}
    gift = {"amount_vnd": 500_000, "source": "SOCIAL", "giver": "Ông Tặng Kín", "purpose": "Sửa nhà Bà Kín Đáo"}
    given = do(verbs.RECEIVE_GIFT, cast.lan, **club, received_on="02/03/2026", **gift)
    paid = {"amount_vnd": 200_000, "category": "CARE", "what_for": "Mua tôn cho Bà Kín Đáo", "payee": "Ông Tặng Kín"}
    paid |= {"earmark": given.earmark.pk, "spent_on": "03/03/2026"}
    do(verbs.SPEND_MONEY, cast.lan, **club, **paid, attachment=sent(picture()))
    terms = {"amount_vnd": 3_000_000, "rate_percent_year": 0, "lender": "Ông Tặng Kín", "borrowed_on": "03/03/2026"}
    do(verbs.BORROW_MONEY, cast.lan, **club, **terms)
    do(verbs.DEPOSIT_CASH, cast.lan, **club, amount_vnd=1_000_000, moved_on="03/03/2026")
    told = {"counted_vnd": 900_000, "counted_on": "04/03/2026", "reason": "Bà Kín Đáo giữ", "place": "BANK"}
    do(COUNT_CASH, cast.lan, **club, **told)
    moved = {"club": cast.club.pk, "from_fund": "INCOME", "amount_vnd": 100_000, "reason": "Cho Bà Kín Đáo"}
    do(verbs.MOVE_BETWEEN_FUNDS, cast.lan, **moved, moved_on="04/03/2026")
    do(verbs.CLOSE_MONTH, cast.binh, **club, month="2/2026", note="Bà Kín Đáo chưa ký")
    cow = {"what": "Bò của Bà Kín Đáo", "counted_in": "con", "quantity": 1, "giver": "Ông Tặng Kín"}
    cow |= {"unit_value_vnd": 15_000_000, "valued_by": "Ông Tặng Kín", "received_on": "01/03/2026"}
    item = do(verbs.RECEIVE_STOCK, cast.lan, club=cast.club.pk, **cow)
    lent = {"kind": "LENT", "quantity": 1, "taker": lady.pk, "moved_on": "02/03/2026", "note": "Bà Kín Đáo nuôi"}
    do(verbs.MOVE_STOCK, cast.lan, item=item.pk, **lent)
    Opening.objects.create(club=cast.club, cut_off_on=cast.club.founded_on)


def _fill_desks(cast: Cast) -> None:
    """A note about club 1 that it may read, a step after it, a proposal that was answered."""
    office = {"office": cast.tai.assignments.get().pk}
    said = {"kind": "FINDING", "noted_on": "01/04/2026", "audience": "CLUB", "text": "CLB Một thu nợ chậm"}
    note = do(desk_verbs.RECORD_NOTE, cast.tai, **office, **said, about=cast.club.unit.key, file=sent(picture()))
    step = {"text": "Gặp ban chủ nhiệm CLB Một", "owner": "Ban chủ nhiệm CLB Một", "due_on": "01/05/2026"}
    do(desk_verbs.PLAN_NEXT_STEP, cast.tai, note=note.pk, **step)
    asked = {"to_place": "P1", "about": "Hỗ trợ CLB Một", "text": "Cho CLB Một vay thêm"}
    days = {"sent_on": "01/04/2026", "answer_by": "01/05/2026"}
    sent_to = do(desk_verbs.SEND_PETITION, cast.tai, **office, **asked, **days, file=sent(picture()))
    answer = {"outcome": "REFUSED", "answered_on": "02/04/2026", "text": "Không có nguồn"}
    do(desk_verbs.ANSWER_PETITION, cast.dung, petition=sent_to.pk, **answer)


def _fill_lending(cast: Cast, lady: Person) -> None:
    """A request that waits, after it was postponed, and a visit to a borrower."""
    asked = {"amount_vnd": 2_000_000, "months": 6, "asked_on": "01/04/2026", "purpose": "Nuôi Heo Kín"}
    request = do(lending_verbs.ASK_LOAN, cast.lan, club=cast.club.pk, person=lady.pk, **asked)
    said = {"outcome": "POSTPONED", "decided_on": "02/04/2026", "reason": "Chờ Con Gái Kín về"}
    do(lending_verbs.DECIDE_REQUEST, cast.lan, request=request.pk, **said)
    seen = {"visited_on": "01/04/2026", "money_use": "AS_MEANT", "note": "Nuôi Heo Kín"}
    do(lending_verbs.RECORD_VISIT, cast.lan, loan=lady.loans.get().pk, **seen)


def _fill_board_of_money(cast: Cast) -> None:
    """The meeting decided to name who borrows and who gives; one giver wishes to stay unnamed."""
    for item in ("BORROWERS", "DONORS"):
        decided = {"item": item, "from_on": "01/02/2026", "adopted_by": "Họp Kín"}
        do(statement_verbs.DECIDE_DISCLOSURE, cast.lan, club=cast.club.pk, **decided)
    gift = Receipt.objects.get(kind="GIFT", earmark__isnull=True)
    do(statement_verbs.LEAVE_DONOR_UNNAMED, cast.lan, receipt=gift.pk)


def _fill_health(cast: Cast, lady: Person) -> None:
    """A reading, with the person's consent."""
    said = {"purpose": "HEALTH", "answer": "AGREED", "given_on": "01/01/2024", "proof": "PAPER"}
    do(RECORD_CONSENT, cast.lan, person=lady.pk, **said)
    values = {"systolic_mmhg": 187, "diastolic_mmhg": 117, "place": "CLUB", "measured_on": "01/03/2026"}
    here = {"club": cast.club.pk, "person": lady.pk}
    do(health_verbs.RECORD_CHECK, cast.lan, **here, **values, referral="OPEN")
    sent_on = {"to": "HOSPITAL", "due_on": "05/03/2026", "note": "Uống Thuốc Kín"}
    do(health_verbs.CORRECT_REFERRAL, cast.binh, referral=lady.referrals.get().pk, **sent_on)
    held = {"held_on": "02/03/2026", "venue": "Trạm y tế", "kinds": ["GENERAL"]}
    do(health_verbs.PLAN_CAMPAIGN, cast.binh, place=cast.club.unit.key, **held)
    result = {"seen_on": "02/03/2026", "waist_cm": "93", "follow_up": "WATCH"}
    do(health_verbs.RECORD_STATION_RESULT, cast.binh, **here, **result)
    do(health_verbs.OPEN_EMERGENCY_ACCESS, cast.xuan, **here, reason="Ngất Xỉu Kín ở buổi họp")


def _fill_care(cast: Cast, lady: Person) -> None:
    """Someone cared for by a volunteer who signs in; a fall seen at a visit; a day off, a day away, a training."""
    helper, today = make_member(cast.club, "Chị Chăm Kín"), timezone.localdate()
    told = {"weekdays": list("0123456"), "kinds": ["SOCIAL"], "from_on": today - timedelta(days=30)}
    one = {"membership": helper.pk, "pledged_on": today, **told}
    volunteer = do(care_verbs.ADD_VOLUNTEER, cast.binh, club=cast.club.pk, **one)
    do(care_verbs.RECORD_TRAINING, cast.binh, volunteer=volunteer.pk, held_on=today, topic="Học ở Nhà Kín")
    do(care_verbs.TELL_ABSENCE, cast.binh, volunteer=volunteer.pk, from_on=today, until_on=today)
    make_user("tinh", Role.VOLUNTEER, cast.club.unit)
    do(care_verbs.LINK_VOLUNTEER, cast.binh, volunteer=volunteer.pk, user=User.objects.get(username="tinh").pk)
    member = Membership.objects.get(club=cast.club, person=lady)
    client = do(care_verbs.ADD_CLIENT, cast.binh, club=cast.club.pk, membership=member.pk, from_on=told["from_on"])
    days = {"until_on": today + timedelta(days=30), "review_on": today, "aims": "Hết Ngã Kín", "every_weeks": 1}
    do(care_verbs.PLAN_CARE, cast.binh, client=client.pk, **{**told, **days})
    do(care_verbs.ASSIGN_VOLUNTEER, cast.binh, client=client.pk, volunteer=volunteer.pk, from_on=told["from_on"])
    do(care_verbs.CALL_OFF_VISIT, cast.binh, client=client.pk, planned_on=today, reason="HOLIDAY")
    answers = {f"adl_{code}": 0 for code in ("bath", "dress", "toilet", "move", "hold", "eat")}
    do(care_verbs.ASSESS_NEEDS, cast.binh, client=client.pk, assessed_on=today, **answers)
    seen = {"tasks": ["TALK"], "how_is": "WORSE", "dangers": ["FALL"], "minutes": 30, "note": "Ngã Kín ngoài sân"}
    do(care_verbs.RECORD_VISIT, User.objects.get(username="tinh"), client=client.pk, visited_on=today, **seen)


def _fill_board_and_foundings(cast: Cast) -> None:
    """A chair, and two clubs on their way in the same commune: one under way, one launched."""
    chair = {"post": "CHAIR", "full_name": "Ông Trưởng Kín", "sex": "MALE", "birth": "1960", "from_on": "01/03/2020"}
    do(APPOINT_TO_BOARD, cast.lan, club=cast.club.pk, **chair)
    group = {"name": "Chăm sóc tại nhà", "from_on": "01/03/2020"}
    leader = Membership.objects.filter(club=cast.club, until_on__isnull=True).order_by("from_on")[0]
    do(FOUND_SUB_GROUP, cast.lan, club=cast.club.pk, leader=leader.pk, **group)
    days = {"started_on": "01/02/2026", "launch_by": "30/04/2026"}
    for name in ("CLB Đang Lập", "CLB Vừa Ra Mắt"):
        founding = do(founding_verbs.START_FOUNDING, cast.xuan, place="C1", name=name, need="Mẫu", **days)
        person = {"full_name": "Bà Đăng Ký Kín", "sex": "FEMALE", "birth": "1950"}
        do(founding_verbs.ADD_RECRUIT, cast.xuan, founding=founding.pk, **person)
        money = {"source": "SOCIAL", "amount_vnd": 1_000_000, "pledged_on": "01/03/2026"}
        do(founding_verbs.PLEDGE_START_FUND, cast.xuan, founding=founding.pk, **money)
    signed = {"number": "1/QĐ-UBND", "decided_on": "01/04/2026", "signer_title": "Chủ tịch", "signer_name": "Mẫu"}
    do(founding_verbs.RECORD_FOUNDING_DECISION, cast.xuan, founding=founding.pk, **signed)
    held = {"launched_on": "02/04/2026", "venue": "Nhà văn hóa", "activity_plan": "Sinh hoạt hằng tháng"}
    do(founding_verbs.LAUNCH_CLUB, cast.xuan, founding=founding.pk, **held)


def _fill_meetings(cast: Cast) -> None:
    """A meeting closed, reopened and waiting to be closed again, and one that was just opened."""
    member = Membership.objects.filter(club=cast.club, until_on__isnull=True).order_by("from_on")[0]
    told = {"attendance": [{"membership": str(member.pk), "mark": "PRESENT"}], "close_now": True}
    told |= {"notes": [{"part": "SELF_HELP", "text": "Giúp Bà Kín Đáo sửa nhà"}], "place": "Nhà Kín"}
    do(meeting_verbs.RECORD_MEETING, cast.lan, club=cast.club.pk, held_on="01/05/2026", **told)
    closed = Meeting.objects.get(held_on=date(2026, 5, 1))
    do(meeting_verbs.REOPEN_MEETING, cast.lan, meeting=closed.pk, reason="Ghi nhầm Bà Kín Đáo")
    do(meeting_verbs.RECORD_MEETING, cast.lan, club=cast.club.pk, held_on="01/06/2026")
    done = {"area": "4", "happened_on": "20/05/2026", "what": "Thăm Bà Kín Đáo", "participants": [member.pk]}
    activity = do(meeting_verbs.RECORD_ACTIVITY, cast.lan, club=cast.club.pk, evidence=sent(picture()), **done)
    planned = {"year": 2026, "month": "5", "area": "4", "what": "Thăm Bà Kín Đáo", "who": "Ông Trưởng Kín"}
    item = do(meeting_verbs.PLAN_ACTIVITY, cast.lan, club=cast.club.pk, **planned)
    do(meeting_verbs.LINK_PLANNED_ACTIVITY, cast.lan, item=item.pk, activities=[activity.pk])
    asked = {"times": 1, "per_months": 6, "from_on": "01/01/2026", "source": "Quy chế của CLB Một"}
    do(meeting_verbs.SET_AREA_MINIMUM, cast.binh, place=cast.club.unit.key, **asked)


def _fill_exchanges(cast: Cast) -> None:
    """A visit of club 1, held by the club itself, with something still to do."""
    told = {"kind": "VISIT", "title": "Thăm Nhà Kín", "held_on": "10/05/2026", "people": 5, "clubs": [cast.club.pk]}
    visit = do(exchange_verbs.RECORD_EXCHANGE, cast.lan, unit_key=cast.club.unit.key, **told)
    todo = {"text": "Học theo Kín", "owner": "Bà Kín Đáo", "due_on": "01/06/2026"}
    do(exchange_verbs.PLAN_FOLLOW_UP, cast.lan, exchange=visit.pk, **todo)


def _fill_outreach(cast: Cast) -> None:
    """A line of the commune's plan, a broadcast of it with a proof, and a material that it used."""
    office = f"COMMUNE:{cast.xa.key}"
    told = {"office": office, "channel": "LOUDSPEAKER", "topic": "Loa Kín của CLB Một"}
    line = do(outreach_verbs.PLAN_OUTREACH, cast.xuan, **told, year=2026, quarter=1, planned=2)
    proof = {"proof": sent(picture()), "carries_out": line.pk}
    done = do(outreach_verbs.RECORD_BROADCAST, cast.xuan, **told, told_on="01/03/2026", times=1, **proof)
    made = {"office": office, "title": "Lời loa", "topic": "Mẫu", "origin": "Tự làm", "file": sent(picture())}
    material = do(outreach_verbs.ADD_MATERIAL, cast.xuan, **made)
    do(outreach_verbs.USE_MATERIAL, cast.xuan, broadcast=done.pk, material=material.pk)


def _fill_grades(cast: Cast) -> dict[str, list[Sample]]:
    """A draft scorecard; a round of the commune in which club 1 was told its result and does not agree."""
    card = {"place": cast.xa.key, "title": "Bảng điểm", "from_on": "01/01/2020"}
    used, draft = (do(grading_verbs.START_SCORECARD, cast.hoi, **card) for _i in range(2))
    do(grading_verbs.ADOPT_SCORECARD, cast.hoi, scorecard=used.pk)
    days = {"period_from": "01/01/2025", "period_until": "31/12/2025", "map_on": "31/12/2025"}
    told = {"place": cast.xa.key, "scorecard": used.pk, "title": "Xếp loại 2025", "body": "Hội", **days}
    graded = do(grading_verbs.OPEN_ROUND, cast.hoi, **told)
    sheet = graded.sheets.get()
    lines = list(used.criteria.all())
    blank = [line for line in lines if sheet.auto.get(line.code, {"p": None})["p"] is None]
    for line in (lines[0], *blank):
        said = {"points": line.max_points, "reason": "Theo sổ của Bà Kín Đáo"}
        more = {"file": sent(picture())} if line == lines[0] else {}
        do(grading_verbs.GRADE_OWN_CLUB, cast.binh, sheet=sheet.pk, criterion=line.pk, **said, **more)
    for verb, by in (("SEND_OWN_SHEET", cast.binh), ("SEND_TO_ABOVE", cast.xuan), ("TELL_RESULT", cast.hoi)):
        do(getattr(grading_verbs, verb), by, sheet=sheet.pk)
    do(grading_verbs.APPEAL_RESULT, cast.binh, sheet=sheet.pk, text="Bà Kín Đáo chưa đồng ý")
    cards = [Sample(draft.pk, is_private=False), Sample(used.pk, is_private=False)]
    return {
        "scorecard_id": cards,
        "line_id": [Sample(draft.criteria.all()[0].pk, is_private=False)],
        "criterion_id": [Sample(lines[0].pk, is_private=False)],
        "grading_round_id": [Sample(graded.pk, is_private=True)],
    }


def _fill_reports(cast: Cast) -> dict[str, list[Sample]]:
    """A month that club 1 handed in with words of its own, one that came on paper, one with more time."""
    told = {"place": "P1", "title": "Báo cáo tháng", "level": "CLUB", "to_level": "COMMUNE", "rhythm": "MONTH"}
    told |= {"content": "CLUB", "due_days": 5, "grace_days": 2, "from_on": "01/01/2025"}
    kind = do(report_verbs.SET_REPORT_TYPE, cast.dung, **told)
    owed = {"report_type": kind.pk, "unit_key": cast.club.unit.key}
    filed = do(report_verbs.DRAFT_REPORT, cast.lan, **owed, period_from="2026-03-01")
    do(report_verbs.EDIT_PASSAGE, cast.lan, report=filed.pk, section="shortcomings", text="CLB Một hay nghỉ")
    do(report_verbs.SUBMIT_REPORT, cast.lan, report=filed.pk)
    scan = {"period_from": "2025-12-01", "received_on": "05/01/2026", "file": sent(picture())}
    paper = do(report_verbs.RECORD_PAPER_REPORT, cast.xuan, **owed, **scan)
    more = {"period_from": "2026-02-01", "reason": "Chờ Bà Kín Đáo", "until_on": "01/05/2026"}
    waiver = do(report_verbs.GRANT_WAIVER, cast.xuan, **owed, **more)
    shared = {"report_type_id": kind.pk, "period_from": "2026-03-01", "section": "shortcomings", "version": 1}
    own = {"filed_id": filed.pk, "paper_report_id": paper.pk, "waiver_id": waiver.pk, "unit_key": cast.club.unit.key}
    found = {name: [Sample(value, is_private=False)] for name, value in shared.items()}
    return found | {name: [Sample(value, is_private=True)] for name, value in own.items()}


def _fill_dispatch(cast: Cast) -> None:
    """The commune's register: a draft with an annex, a paper that went out, a list of recipients."""
    head = {"name": "Ủy ban nhân dân xã Một", "superior": "", "place": "Xã Một", "letters": "UBND"}
    office = f"COMMUNE:{cast.xa.key}"
    body = do(dispatch_verbs.SET_UP_BODY, cast.xuan, office=office, counting="EACH_KIND", **head)
    do(dispatch_verbs.SAVE_RECIPIENT_LIST, cast.xuan, body=body.pk, name="Các câu lạc bộ", lines="CLB Một")
    typed = {"body": body.pk, "kind": "LETTER", "subject": "Mời họp CLB Một", "text": "Mời họp Nhà Kín."}
    for _n in range(2):
        draft = do(dispatch_verbs.BEGIN_DRAFT, cast.xuan, **typed, signer_title="Chủ tịch")
        do(dispatch_verbs.ADD_ANNEX, cast.xuan, draft=draft.pk, title="Danh sách", text="TT|Câu lạc bộ\n1|CLB Một")
    paper = do(dispatch_verbs.ISSUE_DRAFT, cast.xuan, draft=draft.pk, dated_on=timezone.localdate())
    do(dispatch_verbs.ATTACH_SIGNED, cast.xuan, paper=paper.pk, file=sent(picture()))


def _fill_doors(cast: Cast) -> dict[str, list[Sample]]:
    """The treasurer's card, tablet, session and passkey; the app and recovery codes of an officer."""
    card = issue_card(cast.lan, by=cast.xuan)
    joined = join_device(know_device("Máy Kín", is_shared=True), cast.lan)
    session = UserSession.objects.create(user=cast.lan, ip="203.0.113.7", session_key="k" * 32, user_agent="Máy Kín")
    key = Authenticator.objects.create(user=cast.lan, type="webauthn", data=passkey("Khóa Kín"))
    seed = {"seed": seal("ab" * 40), "used_mask": 0}
    officer = User.objects.get(username="quantri")
    Authenticator.objects.create(user=officer, type="totp", data={"secret": seal("JBSWY3DPEHPK3PXP")})
    Authenticator.objects.create(user=officer, type="recovery_codes", data=seed)
    rows = {"card_id": card, "device_user_id": joined, "session_id": session, "pk": key}
    return {name: [Sample(row.pk, is_private=True)] for name, row in rows.items()}


def _sheet(cast: Cast) -> SheetBatch:
    """A list of the commune, tried and not imported, with a fault."""
    rows = "Họ và tên,Giới tính,Năm sinh\nBà Kín Đáo Trong Tệp,Nữ,1950\nÔng Sai,Nam,xyz\n"
    sent = SimpleUploadedFile("hoi-vien.csv", rows.encode())
    batch = do(UPLOAD_SHEET, cast.xuan, kind="MEMBERS", place="C1", file=sent)
    columns = json.dumps(batch.options["columns"])
    return work_off(do(MAP_SHEET, cast.xuan, batch=batch.pk, columns=columns, club=cast.club.pk))


def _fill_seconds(cast: Cast) -> None:
    """The club wants a second person from a sum on; a change of that sum waits for one."""
    rule = {"club": cast.club.pk, "item": "SECOND_FROM", "adopted_by": "Họp Kín"}
    do(SET_CHARTER_RULE, cast.lan, **rule, value="90 triệu", from_on="01/03/2026")
    waits = run(SET_CHARTER_RULE, by=cast.lan, data={**rule, "value": "95 triệu", "from_on": "02/03/2026"})
    assert waits.status == "waiting", waits.errors


def _fill_privacy(cast: Cast, lady: Person) -> None:
    """A member asks to see her data, another's were put aside; somebody's book was stolen."""
    today = timezone.localdate()
    asked = {"way": "PAPER", "received_on": today, "words": "Lời Xin Kín"}
    proof = {"proof": "PAPER", "proof_file": sent(picture())}
    do(privacy_verbs.RECEIVE_REQUEST, cast.binh, person=lady.pk, kind="SEE", **proof, **asked)
    aside = make_member(cast.club, "Bà Cất Riêng Kín").person
    request = do(privacy_verbs.RECEIVE_REQUEST, cast.binh, person=aside.pk, kind="RESTRICT", **asked)
    do(privacy_verbs.ANSWER_REQUEST, cast.binh, request=request.pk, answer="ACCEPTED", answered_on=today)
    do(privacy_verbs.RESTRICT_PERSON, cast.xuan, request=request.pk)
    told = {"kind": "STOLEN", "what": "Mất Sổ Kín", "data_kinds": "tên, số điện thoại", "known_on": today}
    do(privacy_verbs.RECORD_BREACH, cast.binh, place=cast.club.unit.key, **told)


def _fill_tables(cast: Cast) -> tuple[Any, Any]:
    """Ids of a form of the commune, in force and with a draft of its next version, and of a table of club 1."""
    form = do(table_verbs.MAKE_FORM, cast.xuan, unit_key="C1", name="Biểu xã", rows="BELOW", period="YEAR")
    column = {"form": form.pk, "of": "members.total", "show": "NUMERATOR", "scale": "ONE", "width": 10, "total": "ADD"}
    do(table_verbs.ADD_COLUMN, cast.xuan, **column)
    do(table_verbs.ISSUE_FORM, cast.xuan, form=form.pk, issued_on="01/01/2026")
    do(table_verbs.ADD_COLUMN, cast.xuan, **column | {"of": "clubs.total"})
    asked = {"place_key": cast.club.unit.key, "proposed": "danh-sach-clb", "on": "31/01/2026"}
    run_asked = do(table_verbs.ORDER_TABLE, cast.lan, **asked)
    fill_table(run_asked)
    return form.pk, run_asked.pk


def _fill_budget(cast: Cast) -> dict[str, list[Sample]]:
    """The budget of commune 1 with a voucher paid to club 1, a settled year, an estimate and a gift norm."""
    tai = cast.tai
    told = {"place": "C1", "name": "Ngân sách Kín", "first_year": 2024, "last_year": 2026}
    period = do(budget_verbs.OPEN_PERIOD, tai, **told)
    line = {"name": "Hỗ trợ Kín", "kind": "START_SUPPORT", "agency": "COMMUNE", "measure": "câu lạc bộ"}
    support = do(budget_verbs.SET_LINE, tai, period=period.pk, norm_vnd=20_000_000, **line)
    old, new = period.years.get(year=2024), period.years.get(year=2026)
    for year in (old, new):
        decided = {"year": year.pk, "number": "1/QĐ", "decided_on": f"05/01/{year.year}"}
        do(budget_verbs.GIVE_BUDGET, tai, **decided, rows=[{"source": "COMMUNE", "amount_vnd": 20_000_000}])
        row = {"key": "n1", "line": support.pk, "unit": cast.club.unit.key, "source": "COMMUNE"}
        do(budget_verbs.ALLOCATE_MONEY, tai, **decided, rows=[{**row, "amount_vnd": 20_000_000}])
    cells = BudgetAccount.objects.filter(stage="ALLOCATED").order_by("-year__year")
    paid = {"amount_vnd": 9_000_000, "number": "CT1", "payee": "Câu lạc bộ", "purpose": "Cho CLB Một"}
    released = {"released_on": "06/01/2026", "attachment": sent(picture())}
    voucher = do(budget_verbs.RELEASE_MONEY, tai, cell=cells[0].pk, **paid, **released)
    done = {"year": old.pk, "number": "2/QT", "settled_on": "10/01/2025"}
    settlement = do(budget_verbs.SETTLE_YEAR, tai, **done)
    rows = [{"key": "n1", "line": support.pk, "source": "COMMUNE", "quantity": 1, "norm_vnd": 20_000_000, "note": ""}]
    asked = {"year": new.pk, "unit_key": "C1", "agency": "COMMUNE"}
    estimate = do(budget_verbs.WRITE_ESTIMATE, cast.xuan, **asked, rows=rows)
    gift = {"from_age": 70, "until_age": 74, "amount_vnd": 1, "decision": "NQ mẫu", "from_on": "01/01/2026"}
    norm = do(budget_verbs.SET_LONGEVITY_NORM, tai, place="C1", **gift)
    found = {
        "budget_period_id": [period],
        "budget_line_id": [support],
        "budget_year_id": [new],
        "estimate_id": [estimate],
    }
    found |= {"budget_account_id": [cells[0]], "budget_document_id": [voucher, settlement], "longevity_norm_id": [norm]}
    return {name: [Sample(row.pk, is_private=True) for row in rows] for name, rows in found.items()}


def make_world() -> World:
    """Store the cast, with something of every kind in club 1, two plans, and a unit that waits to be assigned."""
    cast = make_cast()
    make_user("quantri", Role.SYSTEM, cast.nation)
    User.objects.update(password=make_password("mat-khau-mau"))
    _fill_club(cast)
    _fill_board_and_foundings(cast)
    _fill_meetings(cast)
    _fill_board_of_money(cast)
    _fill_exchanges(cast)
    _fill_outreach(cast)
    _fill_desks(cast)
    _fill_dispatch(cast)
    fill_giving(cast)
    _fill_seconds(cast)
    make_supervision(cast)
    fill_phones(cast.lan, cast.binh, cast.club, cast.club.memberships.earliest("pk").person_id)
    _fill_privacy(cast, Person.objects.filter(full_name="Bà Kín Đáo", twin_of=None).get())
    form, run = _fill_tables(cast)
    found_unit(key="CHO", level="HAMLET", name="Ấp Chờ Gán", parent=cast.xa, from_on=cast.xa.from_on)
    UnitVersion.objects.filter(unit__key="CHO").update(awaits_assignment=True)
    plan, draft = _plan(cast.dung, "phuong-mau.txt"), _plan(cast.dung, "xa-mau.txt")
    do(CONFIRM_PLAN, cast.dung, plan=plan.pk)
    body = AgencyBody.objects.filter(agency__tasks__isnull=False, agency__plan=plan).first()
    assert body is not None
    do(MAP_BODY, cast.dung, body=body.pk, role="FINANCE")
    task = body.agency.tasks.select_related("plan").first()
    due = due_days_of(task)[0]
    named = {"task": task.pk, "due_on": due}
    do(CHARGE_DUTY, cast.tai, **named, in_charge="Chuyên viên mẫu")
    put_off = do(EXTEND_DUTY, cast.hoi, **named, until_on="31/03/2028", granted_on="02/01/2026", reason="Chờ số liệu")
    report = do(
        REPORT_TASK, cast.tai, task=task.pk, due_on=due, done_on=date(2026, 1, 2), evidence="Báo cáo số 1 (mẫu)"
    )
    proved = do(PROVE_TASK, cast.tai, report=report.pk, file=sent(picture()))
    aside = draft.text_lines.exclude(set_aside="").first()
    assert aside is not None
    shared = {
        "plan_id": [plan.pk, draft.pk],
        "target_id": [plan.targets.first().pk, draft.targets.first().pk],
        "task_id": [task.pk, draft.tasks.first().pk],
        "report_id": [report.pk],
        "extension_id": [put_off.pk],
        "task_evidence_id": [proved.pk],
        "body_id": [body.pk],
        "kind": ["target"],
        "item_id": [draft.targets.first().pk],
        "number": [aside.number],
        "code": ["club.size", "members.total"],
        "key": [cast.xa.key, "CHO"],
        "rest": ["khong-co"],
        "secret": ["khong-co"],
        "fund": ["INCOME"],
        "closing_month": ["2026-03", "khong-co"],
        "file_format": ["pdf", "docx"],
        "language": ["en"],
        "program": ["hledger", "beancount"],
        "role": ["COMMUNE"],
        "year": [2026],
        "step": ["diem-danh", "thu-tien", "ket-thuc", "khong-co"],
        "listing": ["thanh-vien", "cau-lac-bo", "kham-suc-khoe"],
        "size": ["A4", "A5"],
        "health_paper": ["danh-sach-moi", "phieu-ket-qua"],
        "paper_form": ["dong-y", "rut-lai", "yeu-cau"],
        "list_format": ["xlsx", "docx"],
        "table_form_id": [form],
        "column_key": ["c1"],
        "proposal_code": ["danh-sach-clb", "tinh-hinh-clb"],
        "table_format": ["csv", "docx"],
        "design_format": ["yaml", "json"],
        "run_format": ["csv"],
    }
    weak = {"status": "WEAK", "from_on": "01/02/2026", "reason": "Ít người"}
    do(SET_STATUS, cast.xuan, club=cast.club.pk, **weak)
    planned = {"text": "Bầu lại", "owner": "Bà Kín Đáo", "due_on": "01/03/2026"}
    step = do(PLAN_CONSOLIDATION_STEP, cast.xuan, club=cast.club.pk, **planned)
    own = {name: [Sample(value, is_private=False) for value in values] for name, values in shared.items()}
    own["table_run_id"] = [Sample(run, is_private=True)]
    own["key"].append(Sample(cast.club.unit.key, is_private=True))
    own["membership_id"] = [Sample(m.pk, is_private=True) for m in Membership.objects.filter(club=cast.club)]
    own["batch_id"] = [Sample(_sheet(cast).pk, is_private=True)]
    own["step_id"] = [Sample(step.pk, is_private=True)]
    own["founding_step_id"] = [Sample(s.pk, is_private=True) for s in FoundingStep.objects.all()[:2]]
    own["entry_id"] = [Sample(e.pk, is_private=True) for e in Entry.objects.filter(kind=START_FUND)]
    gifts_first = Receipt.objects.filter(club=cast.club).order_by("kind")
    own["receipt_id"] = [Sample(r.pk, is_private=True) for r in (*gifts_first.filter(kind="GIFT"), *gifts_first[:1])]
    own["gift_id"] = [Sample(r.pk, is_private=True) for r in Receipt.objects.filter(kind="GIFT")]
    own["count_id"] = [Sample(c.pk, is_private=True) for c in CashCount.objects.exclude(reason="")]
    own["closing_id"] = [Sample(c.pk, is_private=True) for c in MonthClosing.objects.all()]
    own["source"] = [Sample("founding.decision", is_private=False)]
    own["source_key"] = [Sample(f.pk, is_private=True) for f in Founding.objects.filter(dropped_on=None)[:1]]
    own["club_id"] = [Sample(cast.club.pk, is_private=True)]
    own["person_id"] = [Sample(m.person_id, is_private=True) for m in Membership.objects.filter(club=cast.club)]
    own["other_id"] = [Sample(link.twin_id, is_private=True) for link in Twin.objects.all()]
    own |= _fill_doors(cast)
    own |= _fill_grades(cast)
    own |= _fill_budget(cast)
    own |= _fill_reports(cast)
    own |= {name: [Sample(pk, is_private=True) for pk in pks] for name, pks in giving_samples(cast).items()}
    make_user("thaymat")
    days = {"from_on": timezone.localdate(), "until_on": timezone.localdate() + timedelta(days=9)}
    deputy = do(NAME_DEPUTY, cast.lan, assignment=cast.lan.assignments.get().pk, username="thaymat", **days)
    own["deputy_id"] = [Sample(deputy.pk, is_private=True)]
    own["assignment_id"] = [Sample(a.pk, is_private=True) for a in cast.lan.assignments.all()]
    return World(cast, own)
