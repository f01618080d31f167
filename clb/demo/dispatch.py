"""The demo's papers: registers of a commune and of its association, a letter that went out, drafts, a number kept."""

from __future__ import annotations

from datetime import date, timedelta

from clb.access.models import User
from clb.dispatch.commands import (
    ADD_ANNEX,
    BEGIN_DRAFT,
    CANCEL_NUMBER,
    ISSUE_DRAFT,
    OPEN_SERIES,
    RESERVE_NUMBER,
    SAVE_RECIPIENT_LIST,
    SET_UP_BODY,
)
from clb.dispatch.models import Draft, IssuingBody

from .build import act

LETTER = """Thực hiện kế hoạch duy trì, nâng chất lượng các câu lạc bộ trên địa bàn xã, Ủy ban nhân dân xã đề nghị:
1. Các câu lạc bộ rà soát danh sách thành viên, nộp về xã trước ngày 10 của tháng sau.
2. Trạm Y tế xã sắp lịch khám sức khỏe định kỳ:
- Khám tại trạm cho người đi lại được;
- Đến nhà cho người già yếu.
Đề nghị các đơn vị quan tâm thực hiện."""
PLAN = """Căn cứ kế hoạch của cấp trên về duy trì, nhân rộng mô hình câu lạc bộ (mẫu)
Ủy ban nhân dân xã xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Duy trì 100% câu lạc bộ hiện có;
- Mỗi câu lạc bộ sinh hoạt mỗi tháng một lần.
2. Yêu cầu
Bảo đảm thiết thực, đúng quy chế của từng câu lạc bộ.
II. CHỈ TIÊU
TT|Chỉ tiêu|Đơn vị tính|Số lượng
1|Câu lạc bộ duy trì hoạt động|câu lạc bộ|3
2|Thành viên được khám sức khỏe|người|150
III. TỔ CHỨC THỰC HIỆN
a) Hội Người cao tuổi xã chủ trì, hướng dẫn các câu lạc bộ.
b) Trạm Y tế xã phối hợp khám sức khỏe định kỳ."""
ANNEX = """TT|Việc|Đơn vị làm|Quý I|Quý II|Quý III|Quý IV
1|Rà soát thành viên|Các câu lạc bộ|x||x|
2|Khám sức khỏe định kỳ|Trạm Y tế xã||x||x
3|Giám sát, hỗ trợ kỹ thuật|Hội Người cao tuổi xã|x|x|x|x"""
MINUTES = """Thời gian: 8 giờ; địa điểm: hội trường xã (mẫu)
I. THÀNH PHẦN
- Đại diện Ủy ban nhân dân, Hội Người cao tuổi xã;
- Chủ nhiệm các câu lạc bộ.
II. NỘI DUNG
Hội nghị nghe báo cáo, thảo luận và thống nhất các việc của quý sau."""
RECIPIENTS = "Như trên\nThường trực Đảng ủy xã\nHội Người cao tuổi xã\nLưu: VT"


def build_dispatch(today: date) -> None:
    """A commune's register with five numbers, one of them cancelled, and drafts of three kinds."""
    by = User.objects.get(username="xa")
    held = by.assignments.select_related("unit").get()
    head = {"name": "Ủy ban nhân dân\nxã Long Phú Thuận", "superior": "", "place": "Long Phú Thuận", "letters": "UBND"}
    office = f"{held.role}:{held.unit.key}"
    body: IssuingBody = act(SET_UP_BODY, by, office=office, counting="LETTERS_APART", **head).result
    act(OPEN_SERIES, by, body=body.pk, year=today.year, kind="PLAN", begins_after=295)
    lists = act(SAVE_RECIPIENT_LIST, by, body=body.pk, name="Nơi nhận thường dùng", lines=RECIPIENTS).result
    about = "rà soát thành viên, khám sức khỏe định kỳ (mẫu)"
    to = "Các câu lạc bộ trên địa bàn xã\nTrạm Y tế xã"
    letter = _draft(by, body, "LETTER", about, LETTER, lists.pk, to=to)
    act(ISSUE_DRAFT, by, draft=letter.pk, dated_on=today - timedelta(days=40), drafter="VX")
    plan = _draft(by, body, "PLAN", "Duy trì, nâng chất lượng các câu lạc bộ năm sau (mẫu)", PLAN, lists.pk)
    act(ADD_ANNEX, by, draft=plan.pk, title="Tiến độ thực hiện", text=ANNEX, is_landscape=True)
    act(ISSUE_DRAFT, by, draft=plan.pk, dated_on=today - timedelta(days=20))
    wrong = {"kind": "NOTICE", "subject": "Lịch tiếp các câu lạc bộ (mẫu)", "dated_on": today - timedelta(days=9)}
    paper = act(RESERVE_NUMBER, by, body=body.pk, **wrong).result
    act(CANCEL_NUMBER, by, paper=paper.pk, reason="Lấy số hai lần cho một thông báo (mẫu)")
    kept = {"kind": "REPORT", "subject": "Tình hình các câu lạc bộ quý này (mẫu)", "dated_on": today}
    act(RESERVE_NUMBER, by, body=body.pk, **kept)
    again = _draft(by, body, "PLAN", "Tập huấn chủ nhiệm các câu lạc bộ (mẫu)", PLAN, lists.pk)
    act(ADD_ANNEX, by, draft=again.pk, title="Tiến độ thực hiện", text=ANNEX, is_landscape=True)
    signers = "Thư ký: Nguyễn Thị Mẫu"
    _draft(by, body, "MINUTES", "Họp giao ban các câu lạc bộ (mẫu)", MINUTES, lists.pk, co_signers=signers)


def _draft(by: User, body: IssuingBody, kind: str, subject: str, text: str, lists: int, **more: str) -> Draft:
    signing = {"collective": "Ủy ban nhân dân", "sign_form": "KT.", "head_title": "Chủ tịch"}
    signing |= {"signer_title": "Phó Chủ tịch", "signer_name": "Huỳnh Văn Mẫu", "recipient_list": str(lists)}
    if kind == "MINUTES":
        signing |= {"collective": "", "sign_form": "", "head_title": "", "signer_title": "Chủ trì"}
    typed = {"body": body.pk, "kind": kind, "subject": subject, "text": text, **signing, **more}
    draft: Draft = act(BEGIN_DRAFT, by, **typed).result
    return draft
