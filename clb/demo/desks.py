"""The demo's duties at work, notes and proposals. Reports, papers and names are made up and say so."""

from __future__ import annotations

from datetime import date, timedelta

from clb.access.models import Assignment, User
from clb.clubs.models import Club
from clb.desks import commands as desk_verbs
from clb.places.queries import find_by_code
from clb.plans import commands as verbs
from clb.plans.models import AgencyBody, Plan, Task, TaskReport
from clb.plans.queries.duties import communes_of
from clb.plans.rules.duties import due_days_of

from .build import act

EVIDENCE = "Báo cáo mẫu, dữ liệu trình diễn"
# Who reports in the demo: an office with a sign-in, else the association, which leads.
REPORTERS = {"FINANCE": "taichinh", "HEALTH": "yte", "FRONT": "mattran"}
# Of the duties that have one due day: done in time, done late, or never, in turn.
DAYS_AFTER = (-20, -3, 25, None, -10, 12, None, -30)
# Of the communes' monthly duty: this many of the first communes reported each of these months on their own.
MONTHS_BY_COMMUNE = {date(2024, 1, 31): 10, date(2024, 2, 29): 10, date(2024, 3, 31): 7, date(2024, 4, 30): 4}


def build_duties(plan: Plan) -> None:
    """Reports of every body of the district's plan, some late, some missing; a charge, an extension, owners, heirs."""
    lead = User.objects.get(username="hoi")
    _owners(plan, lead)
    reported = set(TaskReport.objects.filter(task__plan=plan).values_list("task", "due_on"))
    turn = 0
    for task in Task.objects.filter(plan=plan).select_related("agency", "given_to").order_by("order"):
        task.plan = plan
        by = _reporter(task, lead)
        if task.agency_id is None and task.given_to_id is None:
            continue
        for day in due_days_of(task):
            if (task.pk, day) in reported or task.rhythm == Task.Rhythm.MONTHLY:
                continue
            after = DAYS_AFTER[turn % len(DAYS_AFTER)]
            turn += 1
            if after is not None:
                _report(by, task, day, after)
    _by_communes(plan, lead)


def _owners(plan: Plan, lead: User) -> None:
    """One duty that the plan gave to nobody was given since; one office has a successor; one duty was put off."""
    given = Task.objects.filter(plan=plan, agency=None, text__startswith="Đưa tin").get()
    culture = AgencyBody.objects.get(agency__plan=plan, role="CULTURE")
    act(verbs.GIVE_DUTY, lead, task=given.pk, body=culture.pk, paper="Công văn (mẫu)")
    labour = AgencyBody.objects.get(agency__plan=plan, role="LABOUR")
    heir = {"successor": "Phòng Văn hóa - Xã hội các xã (mẫu)", "succeeded_on": date(2025, 7, 1)}
    act(verbs.MAP_BODY, lead, body=labour.pk, role="LABOUR", **heir)
    check = Task.objects.filter(plan=plan, text__contains="khám sức khỏe").select_related("plan").get()
    second = due_days_of(check)[1]
    put_off = {"granted_on": second - timedelta(days=9), "until_on": second + timedelta(days=90)}
    act(verbs.EXTEND_DUTY, lead, task=check.pk, due_on=second, reason="Trạm y tế dồn lịch khám (mẫu)", **put_off)
    health = User.objects.get(username="yte")
    first = due_days_of(check)[0]
    act(verbs.CHARGE_DUTY, health, task=check.pk, due_on=first, in_charge="Chuyên viên y tế (mẫu)")


def _by_communes(plan: Plan, lead: User) -> None:
    """Of the monthly duty each commune told some months itself; whoever leads told the others until the summer."""
    task = Task.objects.filter(plan=plan, rhythm=Task.Rhythm.MONTHLY).select_related("plan").get()
    communes = communes_of(plan, plan.until_on)
    for day, told in MONTHS_BY_COMMUNE.items():
        for commune in communes[:told]:
            _report(lead, task, day, 4, place=commune.key)
    for day in (d for d in due_days_of(task) if date(2024, 5, 1) <= d <= date(2025, 6, 30)):
        _report(lead, task, day, 20 if day.month % 4 == 0 else -1)


def _reporter(task: Task, lead: User) -> User:
    roles = list(task.agency.bodies.values_list("role", flat=True)) if task.agency else []
    names = [REPORTERS[role] for role in roles if role in REPORTERS]
    return User.objects.get(username=names[0]) if names else lead


def _report(by: User, task: Task, day: date, after_days: int, **more: str) -> None:
    done_on = day + timedelta(days=after_days)
    act(verbs.REPORT_TASK, by, task=task.pk, due_on=day, done_on=done_on, evidence=EVIDENCE, **more)


def build_desks(clubs: list[Club]) -> None:
    """Notes of the Front, finance and health, proposals of the association: answered, and long awaited."""
    front, finance, lead = (User.objects.get(username=name) for name in ("mattran", "taichinh", "hoi"))
    club = clubs[0].unit.key
    seen = _note(
        front,
        "SUPERVISION",
        date(2026, 9, 15),
        "CLUB",
        "Giám sát buổi sinh hoạt (mẫu): có biên bản, sổ quỹ công khai; danh sách vay chưa niêm yết đủ kỳ.",
        about=club,
    )
    step = {"text": "Niêm yết danh sách vay từng quý (mẫu)", "owner": "Ban chủ nhiệm", "due_on": date(2026, 10, 15)}
    act(desk_verbs.PLAN_NEXT_STEP, front, note=seen, **step)
    good = "Câu lạc bộ tự làm góc đọc sách, người trẻ dạy người cao tuổi gọi điện thoại thấy hình (mẫu)."
    _note(front, "PRAISE", date(2026, 8, 2), "AGENCIES", good, about=clubs[1].unit.key)
    rest = "Hai câu lạc bộ nộp chứng từ hỗ trợ ban đầu chậm so với lịch (mẫu)."
    _note(finance, "FINDING", date(2026, 7, 10), "LEADERS", rest)
    office = _office(lead)
    province = find_by_code("82", date(2025, 7, 1))
    assert province is not None
    told = {"office": office.pk, "to_place": province.key, "sent_on": date(2026, 3, 2), "number": "(mẫu)"}
    first = act(
        desk_verbs.SEND_PETITION,
        lead,
        **told,
        about="Bố trí nơi sinh hoạt cho câu lạc bộ chưa có phòng họp (mẫu)",
        text="Đề nghị cho mượn nhà văn hóa ấp hai buổi mỗi tháng (mẫu).",
        answer_by=date(2026, 4, 1),
    ).result
    said = {"outcome": "PARTLY", "answered_on": date(2026, 3, 25), "text": "Cho mượn một buổi mỗi tháng (mẫu)."}
    act(desk_verbs.ANSWER_PETITION, lead, petition=first.pk, **said)
    act(
        desk_verbs.SEND_PETITION,
        lead,
        **{**told, "sent_on": date(2026, 9, 1)},
        about="Chỉ đạo cơ quan nhận việc của các phòng cấp huyện đã giải thể (mẫu)",
        text="Nhiều nhiệm vụ của kế hoạch chưa có nơi nhận việc; đề nghị phân công (mẫu).",
        answer_by=date(2026, 10, 1),
    )


def _note(by: User, kind: str, day: date, audience: str, text: str, about: str = "") -> str:
    said = {"kind": kind, "noted_on": day, "audience": audience, "text": text, "about": about}
    return str(act(desk_verbs.RECORD_NOTE, by, office=_office(by).pk, **said).result.pk)


def _office(user: User) -> Assignment:
    return Assignment.objects.select_related("unit").get(user=user)
