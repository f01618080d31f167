"""One person written down in as many places as the program has, through its own commands, with marks to look for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from clb.access.models import Assignment, User
from clb.access.roles import Role
from clb.board import commands as board
from clb.board.models import BoardPost
from clb.clubs import commands as clubs
from clb.exchanges import commands as exchanges
from clb.files.tests.samples import picture, sent
from clb.founding import commands as founding
from clb.fund import commands as fund
from clb.fund.models import Loan
from clb.health.commands import RECORD_CHECK
from clb.kernel.commands import Command, run
from clb.lending import commands as lending
from clb.meetings import commands as meetings
from clb.meetings.models import Meeting
from clb.members import commands as members
from clb.members.models import Membership, Person
from clb.members.services.people import index_names
from clb.members.services.summaries import refresh_months
from clb.privacy import commands as privacy
from clb.sheets.commands import IMPORT_SHEET, MAP_SHEET, UPLOAD_SHEET
from clb.sheets.services import work_off
from conftest import Cast, make_member

NAME, CALLED = "Trương Thị Ngọc Huyền Trân", "Bà Ba Hến Kín"
# Each in the shapes in which it may lie somewhere.
MARKS: dict[str, tuple[str, ...]] = {
    "name": (NAME, "truong thi ngoc huyen tran", "Truong Thi Ngoc Huyen Tran", "tran truong thi ngoc huyen"),
    "called": (CALLED,),
    "phone": ("0977314159", "0977 314 159", "977314159"),
    "number": ("087151271828",),
    "birth": ("1951-03-17", "17/03/1951"),
    "address": ("Số 27/18 hẻm Cây Sung Kín",),
    "kin": ("Đặng Văn Khuất Kín",),
    "kin's phone": ("0966271828",),
    "ethnic group": ("Xtiêng Kín Đáo",),
    "weight": ("97300",),
    "purpose": ("Nuôi ba ba gai kín",),
    "sign-in": ("ngoctran.kin",),
    "help": ("Chỉ cách trộn thức ăn kín",),
    "proof": ("Tủ sắt ngăn 7 kín",),
    "request": ("Tôi không muốn ai biết nữa kín",),
}


@dataclass
class Planted:
    """Who was written down, and the request by which she is to be erased."""

    person: Person
    request: Any


def do(command: Command, by: User, **data: Any) -> Any:
    """One act that must succeed; gives its result."""
    files = {k: data.pop(k) for k in list(data) if isinstance(data[k], SimpleUploadedFile)}
    outcome = run(command, by=by, data=data, files=files)
    assert outcome.status == "done", (command.name, outcome.errors)
    return outcome.result


def plant(cast: Cast) -> Planted:
    """Everything about her, and a neighbour who stays."""
    person = _listed(cast)
    for n in range(3):
        index_names([make_member(cast.club, f"Bà Ở Lại {n}").person.search_key])
    refresh_months([cast.club], cast.club.founded_on)
    _described(cast, person)
    _lent(cast, person)
    _led(cast, person)
    _met(cast, person)
    _named_in_words(cast)
    _founded(cast, person)
    _put_aside_once(cast, person)
    return Planted(person, _asked(cast, person))


def _listed(cast: Cast) -> Person:
    """She comes with a list, in which a faulty row names her too."""
    head = "Họ và tên,Giới tính,Ngày sinh,Tên thường gọi,Điện thoại,Số CCCD,Địa chỉ"
    own = f"{NAME},Nữ,17/03/1951,{CALLED},{MARKS['phone'][0]},{MARKS['number'][0]},{MARKS['address'][0]}"
    wrong = f"Ông Sai,Nam,xyz,,{MARKS['phone'][0]}x,,Cạnh nhà {NAME}"
    file = SimpleUploadedFile(f"Danh sach {NAME}.csv", "\n".join([head, own, wrong]).encode())
    batch = do(UPLOAD_SHEET, cast.xuan, kind="MEMBERS", place="C1", file=file)
    columns = json.dumps(batch.options["columns"])
    batch = work_off(do(MAP_SHEET, cast.xuan, batch=batch.pk, columns=columns, club=cast.club.pk, from_on="01/03/2018"))
    work_off(do(IMPORT_SHEET, cast.xuan, batch=batch.pk, mode="RIGHT", confirmed=[]))
    return Person.objects.get(full_name=NAME)


def _described(cast: Cast, person: Person) -> None:
    said = {"person": person.pk, "answer": "AGREED", "given_on": "01/01/2024", "proof": "PAPER"}
    said |= {"proof_note": MARKS["proof"][0]}
    for purpose in ("PHOTO", "CONTACT", "HEALTH", "SENSITIVE"):
        do(members.RECORD_CONSENT, cast.binh, purpose=purpose, proof_file=sent(picture()), **said)
    do(members.SET_PHOTO, cast.binh, person=person.pk, photo=sent(picture()))
    kin = {"name": MARKS["kin"][0], "relation": "con rể", "phone": MARKS["kin's phone"][0]}
    do(members.RECORD_NEXT_OF_KIN, cast.binh, person=person.pk, **kin)
    fact = {"kind": "ETHNIC_MINORITY", "ethnic_group": MARKS["ethnic group"][0], "from_on": "01/01/2020"}
    do(members.RECORD_CIRCUMSTANCE, cast.binh, person=person.pk, **fact)
    do(members.SET_HOUSEHOLD_CLASS, cast.binh, person=person.pk, household_class="POOR", from_on="01/01/2020")
    read = {"weight_kg": "97,3", "place": "CLUB", "measured_on": "01/03/2026", "systolic_mmhg": 141}
    do(RECORD_CHECK, cast.binh, club=cast.club.pk, person=person.pk, diastolic_mmhg=88, **read)


def _lent(cast: Cast, person: Person) -> None:
    """A request, its decision, a loan that is repaid, a visit, a fee, somebody who paid in her place."""
    club = {"club": cast.club.pk}
    do(fund.RECEIVE_START_FUND, cast.lan, **club, amount_vnd=50_000_000, source="SOCIAL", received_on="01/03/2018")
    asked = {"amount_vnd": 2_000_000, "months": 6, "asked_on": "01/02/2026", "purpose": MARKS["purpose"][0]}
    request = do(lending.ASK_LOAN, cast.lan, **club, person=person.pk, **asked)
    said = {"outcome": "GRANTED", "decided_on": "02/02/2026", "reason": f"{NAME} siêng năng"}
    said |= {"amount_vnd": 2_000_000, "months": 6, "rate_percent_year": 6}
    do(lending.DECIDE_REQUEST, cast.binh, request=request.pk, **said)
    do(lending.DISBURSE_REQUEST, cast.lan, request=request.pk, disbursed_on="03/02/2026")
    loan = Loan.objects.get(person=person)
    told = {"visited_on": "01/03/2026", "money_use": "AS_MEANT", "help_given": MARKS["help"][0], "note": CALLED}
    do(lending.RECORD_VISIT, cast.lan, loan=loan.pk, **told)
    payer = {"payer_name": MARKS["kin"][0], "decided_on": "02/03/2026", "decided_by": f"Họp nhà {CALLED}"}
    do(fund.RECORD_PAYER, cast.lan, loan=loan.pk, **payer)
    do(fund.REPAY_LOAN, cast.lan, loan=loan.pk, amount_vnd=2_000_000, interest_vnd=10_000, paid_on="01/04/2026")
    fee = {"amount_vnd": 10_000, "for_month": "2/2026", "fund": "OPERATING", "received_on": "01/02/2026"}
    do(fund.RECEIVE_FEE, cast.lan, **club, person=person.pk, **fee)


def _led(cast: Cast, person: Person) -> None:
    """On the board, in a group, with a sign-in of her own that she has used."""
    membership = Membership.objects.get(person=person)
    post = {
        "post": "OTHER",
        "title": "Ủy viên",
        "membership": membership.pk,
        "from_on": "01/03/2020",
        "decided_by": f"Họp nhà {NAME}",
    }
    row = do(board.APPOINT_TO_BOARD, cast.binh, club=cast.club.pk, **post)
    do(
        board.FOUND_SUB_GROUP,
        cast.binh,
        club=cast.club.pk,
        leader=membership.pk,
        name=f"Tổ {CALLED}",
        from_on="01/03/2020",
    )
    user = User.objects.create_user(MARKS["sign-in"][0], password="mat-khau-kin-9", last_name=NAME)
    Assignment.objects.create(user=user, role=Role.TREASURER, unit=cast.club.unit, from_on=date(2020, 3, 1))
    do(board.LINK_SIGN_IN, cast.xuan, board_post=row.pk, user=user.pk)
    for password in ("sai", "mat-khau-kin-9"):
        Client().post("/tai-khoan/dang-nhap/", {"login": user.username, "password": password})
    row = BoardPost.objects.get(pk=row.pk)
    do(board.END_BOARD_POST, cast.binh, board_post=row.pk, until_on="01/09/2026")


def _met(cast: Cast, person: Person) -> None:
    """At a closed meeting, in its minutes; at a second that was reopened because of her."""
    membership = Membership.objects.get(person=person)
    told = {
        "chair": str(person.pk),
        "attendance": [{"membership": str(membership.pk), "mark": "PRESENT"}],
        "fees": [{"membership": str(membership.pk), "amount_vnd": 10_000}],
        "gifts": [{"key": "0" * 31 + "7", "giver": NAME.upper(), "amount_vnd": 500_000, "source": "SOCIAL"}],
        "readings": [
            {"membership": str(membership.pk), "systolic_mmhg": 143, "diastolic_mmhg": 87, "weight_g": "97,3"}
        ],
        "notes": [
            {"part": "SELF_HELP", "text": f"Giúp {NAME} sửa nhà; gọi {MARKS['phone'][1]}, hỏi {MARKS['kin'][0]}"}
        ],
        "place": f"Nhà {CALLED}",
        "close_now": True,
    }
    do(meetings.RECORD_MEETING, cast.lan, club=cast.club.pk, held_on="01/05/2026", **told)
    meeting = Meeting.objects.get(held_on=date(2026, 5, 1))
    do(meetings.REOPEN_MEETING, cast.lan, meeting=meeting.pk, reason="Ghi nhầm Truong Thi Ngoc Huyen Tran")
    meeting.refresh_from_db()
    again = {
        "seen": meeting.version,
        "meeting": str(meeting.pk),
        "notes": [{"part": "OTHER", "text": f"Thăm {NAME}."}],
        "close_now": True,
    }
    do(meetings.RECORD_MEETING, cast.lan, club=cast.club.pk, held_on="01/05/2026", **again)
    done = {"area": "4", "happened_on": "20/05/2026", "what": f"Thăm {NAME}", "participants": [membership.pk]}
    done["helped"] = [membership.pk]
    do(meetings.RECORD_ACTIVITY, cast.lan, club=cast.club.pk, evidence=sent(picture()), **done)


def _named_in_words(cast: Cast) -> None:
    """In words of others: vouchers, gifts, things, counts, plans, what follows a visit, how a club stands."""
    club = {"club": cast.club.pk}
    spent = {"amount_vnd": 50_000, "category": "CARE", "what_for": f"Mua tôn cho {NAME}", "payee": MARKS["kin"][0]}
    do(fund.SPEND_MONEY, cast.lan, **club, **spent, fund="INCOME", spent_on="03/05/2026")
    gift = {"amount_vnd": 70_000, "source": "SOCIAL", "giver": NAME, "purpose": f"Sửa nhà {CALLED}"}
    do(fund.RECEIVE_GIFT, cast.lan, **club, **gift, fund="INCOME", received_on="04/05/2026")
    cow = {"what": f"Bò của {NAME}", "counted_in": "con", "quantity": 1, "giver": NAME, "received_on": "01/03/2026"}
    item = do(fund.RECEIVE_STOCK, cast.lan, **club, unit_value_vnd=15_000_000, valued_by=MARKS["kin"][0], **cow)
    person = Person.objects.get(full_name=NAME)
    lent = {"kind": "LENT", "quantity": 1, "taker": person.pk, "moved_on": "02/03/2026", "note": f"{CALLED} nuôi"}
    do(fund.MOVE_STOCK, cast.lan, item=item.pk, **lent)
    counted = {"counted_vnd": 5, "counted_on": "05/05/2026", "reason": f"{NAME} giữ", "fund": "OPERATING"}
    do(fund.COUNT_CASH, cast.lan, **club, **counted)
    planned = {"year": 2026, "month": "9", "area": "4", "what": f"Thăm {NAME}", "who": MARKS["kin"][0]}
    do(meetings.PLAN_ACTIVITY, cast.lan, **club, **planned)
    told = {"kind": "VISIT", "title": f"Thăm nhà {NAME}", "held_on": "10/05/2026", "people": 5, "clubs": [cast.club.pk]}
    visit = do(exchanges.RECORD_EXCHANGE, cast.lan, unit_key=cast.club.unit.key, lessons=f"{CALLED} kể", **told)
    todo = {"text": f"Học theo {NAME}", "owner": MARKS["kin"][0], "due_on": "01/06/2026"}
    do(exchanges.PLAN_FOLLOW_UP, cast.lan, exchange=visit.pk, **todo)
    do(clubs.SET_STATUS, cast.xuan, **club, status="WEAK", from_on="01/02/2026", reason=f"{NAME} ốm")
    step = {"text": f"Thăm {NAME}", "owner": MARKS["kin"][0], "due_on": "01/03/2026"}
    do(clubs.PLAN_CONSOLIDATION_STEP, cast.xuan, **club, **step)
    rule = {"item": "FEE", "value": "10000", "from_on": "01/01/2026", "adopted_by": f"Họp nhà {NAME}"}
    do(clubs.SET_CHARTER_RULE, cast.binh, **club, **rule)


def _founded(cast: Cast, person: Person) -> None:
    """She helped to found a second club: another record of hers, linked with the first; she has left that club."""
    days = {"started_on": "01/02/2026", "launch_by": "30/04/2026"}
    found = do(founding.START_FOUNDING, cast.xuan, place="C1", name="CLB Thứ Hai", need=f"{NAME} xin lập", **days)
    for n in range(2):
        who = {"full_name": NAME if n else "Bà Cùng Lập", "sex": "FEMALE", "birth": "17/03/1951" if n else "1950"}
        do(founding.ADD_RECRUIT, cast.xuan, founding=found.pk, **who)
    money = {"source": "SOCIAL", "amount_vnd": 1_000_000, "pledged_on": "01/03/2026"}
    do(founding.PLEDGE_START_FUND, cast.xuan, founding=found.pk, **money)
    signed = {"number": "1/QĐ-UBND", "decided_on": "01/04/2026", "signer_title": "Chủ tịch", "signer_name": "Mẫu"}
    do(founding.RECORD_FOUNDING_DECISION, cast.xuan, founding=found.pk, **signed)
    held = {"launched_on": "02/04/2026", "venue": f"Nhà {NAME}", "activity_plan": f"{CALLED} nấu cơm"}
    do(founding.LAUNCH_CLUB, cast.xuan, founding=found.pk, **held)
    twin = Person.objects.filter(full_name=NAME).exclude(pk=person.pk).get()
    do(members.MERGE_PEOPLE, cast.xuan, kept=person.pk, twin=twin.pk)
    for row in Membership.objects.filter(person=twin):
        do(members.END_MEMBERSHIP, cast.xuan, membership=row.pk, until_on="01/06/2026", leaving_reason="ASKED")


def _put_aside_once(cast: Cast, person: Person) -> None:
    """Her data were put aside for a while, and came back."""
    asked = {"person": person.pk, "kind": "RESTRICT", "way": "PAPER", "received_on": timezone.localdate()}
    request = do(privacy.RECEIVE_REQUEST, cast.binh, words=MARKS["request"][0], asked_by=MARKS["kin"][0], **asked)
    do(privacy.ANSWER_REQUEST, cast.binh, request=request.pk, answer="ACCEPTED", answered_on=timezone.localdate())
    do(privacy.RESTRICT_PERSON, cast.xuan, request=request.pk)
    request.refresh_from_db()
    lifted = {"restriction": request.restriction.pk, "until_on": timezone.localdate()}
    do(privacy.LIFT_RESTRICTION, cast.xuan, **lifted)


def _asked(cast: Cast, person: Person) -> Any:
    """She leaves and asks to be erased."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for row in Membership.objects.filter(person=person, until_on__isnull=True):
        do(members.END_MEMBERSHIP, cast.binh, membership=row.pk, until_on=yesterday, leaving_reason="ASKED")
    asked = {"person": person.pk, "kind": "DELETE", "way": "PAPER", "received_on": timezone.localdate()}
    asked |= {"proof": "PAPER", "proof_file": sent(picture())}
    request = do(privacy.RECEIVE_REQUEST, cast.binh, words=MARKS["request"][0], **asked)
    told = {"request": request.pk, "answer": "ACCEPTED", "answered_on": timezone.localdate()}
    return do(privacy.ANSWER_REQUEST, cast.binh, **told)
