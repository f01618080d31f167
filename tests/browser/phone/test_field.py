"""Work outside the meeting with the network cut: what the phone recorded is what the same would be online."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, expect

from clb.care import commands as care
from clb.care.models import CareVisit, DangerAlert
from clb.care.tests.sample import agree, make_client, make_home
from clb.files.http import file_response
from clb.files.tests.samples import picture
from clb.health import commands as health
from clb.health.models import HealthCheck, Referral
from clb.kernel.commands import run
from clb.kernel.models import Act
from clb.lending import commands as lending
from clb.lending.models import LoanVisit
from clb.lending.tests.sample import JUNE, done, make_house
from clb.meetings import commands as meetings
from clb.meetings.models import Activity
from clb.members import commands as members
from clb.members.models import Consent, Person
from clb.supervision import commands as supervision
from clb.supervision.models import ChecklistAnswer, Recount, SupervisionFinding
from clb.supervision.tests.sample import do, make_visit
from conftest import Cast, make_member

from .carried import PIN, SENT, Carried

pytestmark = pytest.mark.browser
Carry = Callable[..., Carried]
MOST_TAPS = 6
PACK = "async () => (await import('/static/phone/core/pack.js')).pack"
KEEP = """async (row) => {
    const { outbox } = await import("/static/phone/core/outbox.js")
    await outbox.add({ ...row, label: "Lần thăm thử" })
}"""


@pytest.fixture
def carry(browser: Browser, live_server: Any) -> Iterator[Carry]:
    """`carry(user, "CHAIR")` is that person's phone; a script error on it fails."""
    carried: list[Carried] = []

    def take(user: Any, role: str) -> Carried:
        carried.append(Carried(browser, live_server.url, user, role))
        return carried[-1]

    yield take
    for one in carried:
        one.context.close()
    assert [fault for one in carried for fault in one.faults] == []


def told_of(visit: CareVisit) -> tuple[Any, ...]:
    alert = DangerAlert.objects.filter(visit=visit).values_list("settled_on", "opened_referral").first()
    what = (visit.visited_on, visit.minutes, visit.tasks, visit.how_is, visit.dangers, str(visit.note))
    return (*what, visit.volunteer_id, alert)


def test_a_care_visit_takes_six_touches_and_a_danger_is_answered_at_once(stage: Cast, carry: Carry) -> None:
    home, today = make_home(stage), timezone.localdate()
    twin = make_client(stage, "Bà Năm Đối")
    done(care.ASSIGN_VOLUNTEER, stage.binh, client=twin.pk, volunteer=home.tinh.pk, from_on=today)
    phone = carry(home.user, "VOLUNTEER")
    phone.cut()

    phone.look()
    phone.tap("link", "Chăm sóc tại nhà")
    phone.look()
    phone.tap("link", "Bà Tư Yếu")
    phone.look()
    phone.choose("Trò chuyện, thăm hỏi")
    phone.choose("Như lần trước")
    phone.look()
    phone.choose("45 phút")
    phone.look()
    phone.tap("button", "Không thấy dấu hiệu nào: ghi")
    assert phone.finger.taps <= MOST_TAPS
    phone.kept()
    phone.look()

    phone.to(f"/cham-soc/ghi/{twin.pk}")
    for words in ("Tắm rửa, vệ sinh", "Yếu hơn"):
        phone.choose(words)
    phone.sees("Ở lại bao lâu?")
    phone.die()
    phone.sees("Ở lại bao lâu?")
    for words in ("30 phút", "Đau ngực, khó thở"):
        phone.choose(words)
    phone.sees("Gọi cấp cứu 115 ngay.")
    phone.choose("Bị bỏ mặc, đánh mắng")
    phone.sees("Đừng báo người nhà")
    phone.look()
    phone.tap("button", "Ghi", exact=True)
    phone.kept()
    phone.sees("Đừng báo người nhà")
    assert CareVisit.objects.count() == 0
    phone.mend()

    quiet, alarmed = CareVisit.objects.get(client=home.client), CareVisit.objects.get(client=twin)
    assert {act.channel for act in Act.objects.filter(command="care.record_visit")} == {"phone"}
    other = make_client(stage, "Bà Sáu Trực Tuyến")
    for on_phone, told in (
        (quiet, {"minutes": 45, "tasks": ["TALK"], "how_is": "SAME", "dangers": ["NONE"]}),
        (alarmed, {"minutes": 30, "tasks": ["WASH"], "how_is": "WORSE", "dangers": ["CHEST", "ABUSE"]}),
    ):
        told |= {"client": other.pk, "visited_on": today, "volunteer": home.tinh.pk}
        assert told_of(on_phone) == told_of(done(care.RECORD_VISIT, stage.binh, **told))
    phone.to(f"/cham-soc/nguoi/{twin.pk}")
    phone.sees("Đau ngực, khó thở")
    phone.look()


def measured_of(person: Person) -> tuple[Any, ...]:
    columns = ("place", "measured_on", "systolic_mmhg", "diastolic_mmhg", "pulse_bpm", "waist_mm", "pressures")
    checks = HealthCheck.objects.filter(person=person).values_list(*columns)
    referrals = Referral.objects.filter(person=person).values_list("reason", "is_danger", "to", "due_on", "told_person")
    return list(checks), list(referrals)


def test_a_reading_is_asked_about_once_and_goes_after_the_consent(stage: Cast, carry: Carry) -> None:
    today = timezone.localdate()
    asked, online = (make_member(stage.club, name).person for name in ("Bà Hai Đo", "Bà Ba Đo"))
    phone = carry(stage.binh, "CHAIR")
    phone.cut()
    phone.to("/suc-khoe")
    phone.look()
    phone.tap("link", "Bà Hai Đo")
    phone.look()
    for words in ("Đồng ý", "Giấy có chữ ký hoặc điểm chỉ"):
        phone.finger.tap(phone.page.get_by_text(words, exact=True))
    phone.tap("button", "Ghi câu trả lời")
    phone.choose("Tại nhà")
    phone.press("268")
    phone.look()
    phone.tap("button", "Tiếp tục")
    phone.tap("button", "Không đo, bỏ qua")
    phone.tap("button", "Xem lại")
    phone.sees("Huyết áp phải ghi đủ hai số.")
    phone.tap("button", "Quay lại")
    phone.tap("button", "Huyết áp: 268/…")
    phone.tap("button", "Tiếp tục")
    phone.press("121")
    phone.tap("button", "Tiếp tục")
    phone.look()
    phone.tap("button", "Xem lại")
    phone.sees("Gợi ý, không phải chẩn đoán. Theo bảng bản 1")
    phone.sees("Số khác thường: số trên.")
    phone.look()
    save = phone.page.get_by_role("button", name="Ghi số đo")
    expect(save).to_be_disabled()
    phone.choose("Đã xem lại, số này đúng")
    expect(save).to_be_disabled()  # a danger: sent to a doctor or not?
    phone.choose("Chuyển khám, đã báo người này")
    save.click()
    phone.kept()
    assert not Consent.objects.exists()
    phone.mend()

    assert Consent.objects.get(person=asked).told_version != ""
    agree(online)
    told = {"club": stage.club.pk, "person": online.pk, "place": "HOME", "measured_on": today, "is_sure": True}
    told |= {"systolic_mmhg": 268, "diastolic_mmhg": 121, "referral": "OPEN"}
    assert run(health.RECORD_CHECK, by=stage.binh, data=told).status == "done"
    assert measured_of(asked) == measured_of(online)
    assert len(measured_of(asked)[1]) == 1


def deed_of(activity: Activity) -> tuple[Any, ...]:
    columns = ("area", "happened_on", "what", "place", "people", "hours", "work_days", "sub_group", "derived_from")
    rows = Activity.objects.filter(pk=activity.pk)
    return rows.values_list(*columns).get(), set(activity.participants.values_list("person", flat=True))


def test_an_activity_goes_first_and_its_photo_follows_though_its_way_was_cut(stage: Cast, carry: Carry) -> None:
    member = make_member(stage.club, "Ông Tư Lợp")
    phone = carry(stage.binh, "CHAIR")
    phone.cut()
    phone.to("/hoat-dong")
    phone.look()
    phone.choose("4. Tự giúp nhau")
    phone.page.get_by_label("Việc đã làm").fill("Lợp lại mái nhà (thử)")
    phone.look()
    phone.tap("button", "Tiếp tục")
    phone.page.get_by_text("Chọn tên (0)").click()
    phone.choose("Ông Tư Lợp")
    phone.look()
    phone.tap("button", "Tiếp tục")
    phone.press("6")
    phone.tap("button", "Tiếp tục")
    shot = {"name": "anh.png", "mimeType": "image/png", "buffer": picture(2000, 1500)}
    phone.page.locator("input[type=file]").last.set_input_files(shot)  # type: ignore[arg-type]
    phone.page.locator("canvas[data-drawn]").wait_for()
    phone.look()
    phone.die()
    phone.page.locator("canvas[data-drawn]").wait_for()
    phone.tap("button", "Ghi hoạt động")
    phone.kept()
    phone.tap("button", "Sửa lại")  # nobody has heard of it: the form opens again, the photo is still there
    phone.sees("Hoạt động thuộc mảng nào?")
    for _step in range(4):
        phone.tap("button", "Tiếp tục")
    phone.page.locator("canvas[data-drawn]").wait_for()
    phone.tap("button", "Ghi hoạt động")
    phone.kept()

    phone.context.route("**/api/phone/photo", lambda route: route.abort())
    phone.mend(all_sent=False)
    made = Activity.objects.get()
    told = {"club": stage.club.pk, "area": 4, "happened_on": timezone.localdate(), "hours": "6"}
    told |= {"what": "Lợp lại mái nhà (thử)", "participants": [member.pk]}
    online = done(meetings.RECORD_ACTIVITY, stage.binh, **told)
    assert deed_of(made) == deed_of(online)
    assert made.evidence.count() == 0
    phone.context.unroute("**/api/phone/photo")
    phone.mend()
    kept = b"".join(file_response(made.evidence.get().file))
    assert Image.open(BytesIO(kept)).size == (1280, 960)

    phone.cut()
    phone.to("/hoat-dong")
    phone.choose("5. ")
    phone.page.get_by_label("Việc đã làm").fill("Ghi nhầm (thử)")
    phone.tap("button", "Tiếp tục")
    phone.press("3")
    phone.tap("button", "Tiếp tục")
    phone.tap("button", "Bỏ qua")
    phone.page.locator("input[type=file]").last.set_input_files(shot)  # type: ignore[arg-type]
    phone.page.locator("canvas[data-drawn]").wait_for()
    phone.tap("button", "Ghi hoạt động")
    phone.kept()
    phone.to("/cho-gui")
    phone.tap("button", "Bỏ Hoạt động")
    phone.page.locator("#ask").get_by_role("button", name="Bỏ", exact=True).click()
    phone.until(SENT)  # neither the act nor its photo waits any more
    assert Activity.objects.filter(what="Ghi nhầm (thử)").count() == 0


def test_contacts_merge_by_field_and_a_person_decides_between_two_values(stage: Cast, carry: Carry) -> None:
    today = timezone.localdate()
    person = make_member(stage.club, "Bà Năm Gọi").person
    person.known_as, person.phone, person.id_number = "Năm", "0900000001", "087055001234"
    person.save()
    Consent.objects.create(person=person, purpose="CONTACT", answer="AGREED", given_on=today, proof="PAPER")
    phone = carry(stage.lan, "TREASURER")
    phone.cut()
    phone.to(f"/thanh-vien/{person.pk}")
    phone.look()
    phone.page.get_by_label("Tên thường gọi").fill("Năm Gọi")
    phone.page.get_by_label("Điện thoại").fill("0911 111 111")
    phone.tap("button", "Ghi", exact=True)
    phone.kept()
    meanwhile = {"known_as": "Năm", "phone": "0922222222", "id_number": "087055001234", "person": person.pk}
    assert run(members.RECORD_CONTACT, by=stage.binh, data=meanwhile).status == "done"
    phone.mend(parked=1)

    phone.to("/can-xem")
    phone.tap("link", "Sửa rồi gửi lại")
    phone.sees("0922222222")
    phone.sees("0911 111 111")
    phone.look()
    phone.choose("máy này ghi")
    phone.tap("button", "Ghi như đã chọn")
    phone.kept()
    phone.mend()
    person.refresh_from_db()
    assert (person.phone, person.id_number) == ("0911111111", "087055001234")

    phone.until(f"{PACK}.get('contact', '{person.pk}').known_as === 'Năm Gọi'")

    phone.context.route("**/api/phone/pack", lambda route: route.abort())  # cut between "done" and the next pack
    phone.to(f"/thanh-vien/{person.pk}")
    phone.page.get_by_label("Tên thường gọi").fill("Năm Xóm Dưới")
    phone.tap("button", "Ghi", exact=True)
    phone.kept()
    phone.mend()
    phone.cut()
    phone.context.unroute("**/api/phone/pack")
    phone.to(f"/thanh-vien/{person.pk}")
    expect(phone.page.get_by_label("Tên thường gọi")).to_have_value("Năm Xóm Dưới")
    phone.page.evaluate("async () => (await import('/static/phone/core/people.js')).lock()")
    phone.sees("Mã PIN của")  # a form that tidies up when it is left does not keep the lock from showing
    phone.press(PIN)
    phone.tap("button", "Mở", exact=True)
    later = {**meanwhile, "known_as": "Năm Xóm Dưới", "phone": "0933333333"}
    phone.page.get_by_label("Tên thường gọi").fill("Bà Năm")
    phone.tap("button", "Ghi", exact=True)
    phone.kept()
    assert run(members.RECORD_CONTACT, by=stage.binh, data=later).status == "done"
    phone.mend()
    person.refresh_from_db()
    assert (person.known_as, person.phone, person.id_number) == ("Bà Năm", "0933333333", "087055001234")


def test_a_team_comes_asks_counts_and_finds_without_a_network(stage: Cast, carry: Carry) -> None:
    today = timezone.localdate()
    for name in ("Bà Tư Mẫu", "Ông Năm Mẫu"):
        make_member(stage.club, name)
    made = make_visit(stage, is_there=False)
    visit = made.visit
    phone = carry(stage.hoi, "ASSOCIATION")
    phone.cut()
    phone.to("/giam-sat")
    phone.look()
    phone.tap("link", "CLB Một")
    phone.tap("link", "Ghi đoàn đã đến")
    phone.look()
    phone.page.get_by_label("Nơi làm việc").fill("Nhà văn hóa")
    phone.tap("button", "Ghi đoàn đã đến")
    phone.tap("link", "Về lần giám sát")
    phone.tap("button", "Xin bốc mẫu đối chiếu")
    phone.tap("link", "Về lần giám sát")
    phone.look()
    phone.mend()
    assert Recount.objects.get(visit=visit).drawn_on == today

    phone.cut()
    phone.to(f"/giam-sat/{visit.pk}/phieu")
    phone.choose("Đạt")
    phone.choose("Chưa đạt")
    phone.page.get_by_label("Ghi chú, không ghi tên thành viên").fill("Thiếu phó chủ nhiệm")
    phone.look()
    phone.tap("button", "Xem cả phiếu")
    phone.look()
    phone.tap("button", "Ghi phiếu (2 câu)")
    phone.kept()
    phone.to(f"/giam-sat/{visit.pk}/mau")
    phone.look()
    phone.tap("button", "Bà Tư Mẫu")
    phone.choose("Đúng")
    phone.to(f"/giam-sat/{visit.pk}/mau")
    phone.page.get_by_role("button", name="Quay lại").click()
    phone.tap("button", "Ông Năm Mẫu")
    phone.choose("Có người, dữ liệu sai")
    phone.look()
    phone.page.get_by_role("button", name="Quay lại").click()
    phone.tap("button", "Quỹ tăng thu nhập")
    phone.press("5000")
    phone.page.get_by_role("button", name="Quay lại").click()
    phone.tap("button", "Ghi kết quả (3 dòng)")
    phone.kept()
    phone.to(f"/giam-sat/{visit.pk}/phat-hien")
    phone.look()
    phone.choose("Tiền mặt, kiểm quỹ")
    phone.page.get_by_label("Phát hiện").fill("Tiền trong hộp thừa so với sổ")
    phone.choose("Nặng")
    phone.look()
    phone.tap("button", "Tiếp tục")
    phone.choose("Còn phải làm")
    phone.page.get_by_label("Việc phải làm").fill("Tìm vì sao thừa, ghi sổ")
    phone.page.get_by_label("Ai làm (chức danh)").fill("Thủ quỹ")
    phone.tap("button", "Sau 1 tuần")
    phone.look()
    phone.tap("button", "Ghi phát hiện")
    phone.kept()
    phone.mend()

    twin = twin_visit(stage, made)
    columns = ("question", "answer", "note")
    assert list(ChecklistAnswer.objects.filter(visit=visit).order_by("question").values_list(*columns)) == list(
        ChecklistAnswer.objects.filter(visit=twin).order_by("question").values_list(*columns)
    )
    recount = Recount.objects.get(visit=visit)
    assert (recount.right, recount.checked) == (1, 3)
    outcomes = recount.items.exclude(outcome="").order_by("kind", "number").values_list("kind", "outcome", "found_vnd")
    assert sorted(outcomes, key=str) == [("CASH", "WRONG", 5000), ("MEMBER", "RIGHT", None), ("MEMBER", "WRONG", None)]
    facts = ("kind", "severity", "text", "body", "actions__text", "actions__owner", "actions__due_on")
    assert SupervisionFinding.objects.filter(visit=visit).values_list(*facts).get() == (
        SupervisionFinding.objects.filter(visit=twin).values_list(*facts).get()
    )


def twin_visit(stage: Cast, made: Any) -> Any:
    """The same recorded online at the other club."""
    today, hoi = timezone.localdate(), stage.hoi
    line = made.programme.lines.filter(club=stage.other_club, is_in=True).first()
    if line is None:
        told = {"programme": made.programme.pk, "club": stage.other_club.pk, "because": "Đối chiếu"}
        line = do(supervision.ADD_SUPERVISED_CLUB, hoi, **told)
    visit = do(supervision.PLAN_VISIT, hoi, line=line.pk, planned_on=today)
    do(supervision.ADD_TEAM_MEMBER, hoi, visit=visit.pk, body="ASSOCIATION", name="Ông Đoàn Mẫu")
    do(supervision.CARRY_OUT_VISIT, hoi, visit=visit.pk, carried_on=today, place="Nhà văn hóa", met_with="")
    first, second = (question["key"] for question in visit.sections[0]["questions"][:2])
    answers = [{"question": first, "answer": "YES", "note": ""}]
    answers.append({"question": second, "answer": "NO", "note": "Thiếu phó chủ nhiệm"})
    do(supervision.ANSWER_CHECKLIST, hoi, visit=visit.pk, answers=answers)
    told = {"kind": "CASH", "severity": "HIGH", "text": "Tiền trong hộp thừa so với sổ", "body": "ASSOCIATION"}
    told |= {"action": "Tìm vì sao thừa, ghi sổ", "owner": "Thủ quỹ", "due_on": today + timedelta(days=7)}
    do(supervision.RECORD_FINDING, hoi, visit=visit.pk, **told)
    return visit


def test_a_borrower_is_visited_without_a_network(stage: Cast, carry: Carry) -> None:
    house = make_house(stage)
    request = house.ask(house.poor)
    house.decide(request)
    loan = done(lending.DISBURSE_REQUEST, stage.lan, request=request.pk, disbursed_on=JUNE).loan
    phone = carry(stage.lan, "TREASURER")
    phone.cut()
    phone.to("/tham-vay")
    phone.look()
    phone.tap("link", "Bà Nghèo")
    phone.choose("Đúng một phần")
    phone.page.get_by_label("Đã giúp kỹ thuật gì").fill("Tiêm phòng cho gà")
    phone.look()
    phone.tap("button", "Sau 1 tháng")
    phone.tap("button", "Ghi lần thăm")
    phone.kept()
    phone.mend()
    visit = LoanVisit.objects.get(loan=loan)
    same = {
        "loan": loan.pk,
        "visited_on": timezone.localdate(),
        "money_use": "PARTLY",
        "help_given": "Tiêm phòng cho gà",
    }
    online = done(lending.RECORD_VISIT, stage.lan, **same, next_on=visit.next_on)
    columns = ("visited_on", "money_use", "help_given", "note", "visitor", "next_on")
    first, second = LoanVisit.objects.filter(pk__in=[visit.pk, online.pk]).values_list(*columns)
    assert first == second
    assert (visit.next_on.day, visit.next_on > visit.visited_on) == (min(visit.visited_on.day, visit.next_on.day), True)

    wrong = {"loan": str(loan.pk), "visited_on": str(JUNE), "money_use": "PARTLY", "next_on": str(JUNE)}
    phone.page.evaluate(KEEP, {"lane": str(stage.club.pk), "command": "lending.record_visit", "data": wrong})
    phone.mend(parked=1)
    phone.to("/can-xem")
    phone.sees("Hẹn lần sau phải sau ngày thăm.")
    phone.tap("link", "Sửa rồi gửi lại")
    phone.tap("button", "Tiếp tục")
    phone.tap("button", "Sau 1 tháng")
    phone.tap("button", "Ghi lần thăm")
    phone.kept()
    phone.mend()
    assert LoanVisit.objects.filter(loan=loan, visited_on=JUNE).count() == 1
