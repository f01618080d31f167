"""One plan written down in many ways must give one draft; odd layouts one by one."""

from dataclasses import replace

import pytest

from clb.plans.reading.draft import Line, Reason
from clb.plans.reading.reader import read_plan

PLAN = """
{0}MỤC TIÊU
{1}Mục tiêu chung
{2}Xây dựng nếp sống vui khỏe cho người cao tuổi.
{1b}Chỉ tiêu cụ thể
{2}Thành lập mới ít nhất 04 câu lạc bộ.
{2}Mỗi câu lạc bộ có 50 - 70 thành viên.
{0b}NHIỆM VỤ, GIẢI PHÁP
{1}Công tác tuyên truyền
{2}Tuyên truyền trên loa truyền thanh.
{0c}TỔ CHỨC THỰC HIỆN
{1}Hội Người cao tuổi xã:
{2}Chủ trì thực hiện; hằng năm báo cáo.
{1b}Trạm Y tế:
{2}Khám sức khỏe định kỳ.
"""
NUMBERINGS = {
    "roman": ("I. ", "II. ", "III. ", "1. ", "2. ", "- "),
    "roman bracket": ("I) ", "II) ", "III) ", "1) ", "2) ", "+ "),
    "roman slash": ("I/ ", "II/ ", "III/ ", "1/ ", "2/ ", "• "),
    "roman slash dash": ("I/- ", "II/- ", "III/- ", "1/- ", "2/- ", "-"),
    "letters": ("A. ", "B. ", "C. ", "I. ", "II. ", "- "),
    "parts": ("PHẦN I: ", "PHẦN II: ", "PHẦN III: ", "1. ", "2. ", "* "),
    "part in words": ("Phần thứ nhất. ", "Phần thứ hai. ", "Phần thứ ba. ", "a) ", "b) ", "- "),
    "decimal": ("1. ", "2. ", "3. ", "1.1. ", "1.2. ", "- "),
    "decimal without dot": ("1. ", "2. ", "3. ", "1.1 ", "1.2 ", "– "),
    "letters below": ("I. ", "II. ", "III. ", "a) ", "b) ", "+ "),
    "bare": ("", "", "", "", "", "- "),
    "dots": ("I. ", "II. ", "III. ", "1. ", "2. ", "· "),
}


def _told(draft):
    """What the draft says, without numbers and lines."""
    return (
        [one.text for one in draft.objectives],
        [(one.indicator, one.bound, one.scope) for one in draft.targets],
        [(group.title, [(task.text, task.rhythm) for task in group.tasks]) for group in draft.groups],
        [(agency.bodies, [(task.text, task.rhythm, task.role) for task in agency.tasks]) for agency in draft.agencies],
    )


def _lines(text):
    return [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]


def _written(name):
    a, b, c, one, two, bullet = NUMBERINGS[name]
    return PLAN.format(a, one, bullet, **{"0b": b, "0c": c, "1b": two})


@pytest.mark.parametrize("name", NUMBERINGS)
def test_numbering_style_changes_nothing(name):
    draft = read_plan(_lines(_written(name)))
    assert _told(draft) == _told(read_plan(_lines(_written("roman"))))
    assert {one.reason for one in draft.unplaced} == {Reason.HEADING}


def test_numbering_test_reads_what_it_should():
    objectives, targets, groups, agencies = _told(read_plan(_lines(_written("roman"))))
    assert objectives == ["Xây dựng nếp sống vui khỏe cho người cao tuổi."]
    assert [indicator for indicator, _, _ in targets] == ["clubs.founded", "club.size"]
    assert groups == [("Công tác tuyên truyền", [("Tuyên truyền trên loa truyền thanh.", "ONCE")])]
    assert agencies == [
        (("Hội Người cao tuổi xã",), [("Chủ trì thực hiện", "ONCE", "LEAD"), ("hằng năm báo cáo.", "YEARLY", "DO")]),
        (("Trạm Y tế",), [("Khám sức khỏe định kỳ.", "PERIODIC", "DO")]),
    ]


def test_blank_lines_and_indents_change_nothing():
    text = _written("roman")
    wide = "\n\n".join(f"   {line}  " for line in text.splitlines())
    assert _told(read_plan(_lines(wide))) == _told(read_plan(_lines(text)))


def test_word_paragraphs_read_like_wrapped_lines():
    text = _written("decimal")
    whole = [replace(line, whole=True) for line in _lines(text)]
    assert _told(read_plan(whole)) == _told(read_plan(_lines(text)))


def test_dash_of_a_name_on_the_next_line_is_no_bullet():
    draft = read_plan(
        _lines("""TỔ CHỨC THỰC HIỆN
1. Hội Người cao tuổi huyện chủ trì, phối hợp với Phòng Lao động
- Thương binh và Xã hội huyện và các tổ chức chính trị
- xã hội thực hiện.""")
    )
    (agency,) = draft.agencies
    (task,) = agency.tasks
    assert task.partners == ("Phòng Lao động - Thương binh và Xã hội huyện", "các tổ chức chính trị - xã hội")
    assert task.lines == (2, 3, 4)


def test_year_at_the_start_of_a_wrapped_line_is_no_number():
    draft = read_plan(
        _lines("""CHỈ TIÊU
- Toàn huyện giữ vững các câu lạc bộ đã có và thành lập mới 05 câu lạc bộ đến năm
2025. Mỗi câu lạc bộ có 40 - 60 thành viên.
II. NHIỆM VỤ
- Tuyên truyền.""")
    )
    assert [(one.indicator, one.lines) for one in draft.targets] == [("clubs.founded", (2, 3)), ("club.size", (3,))]


def test_page_numbers_and_running_heads_do_not_break_a_sentence():
    text = """CHỈ TIÊU
- Thành lập mới
2
Kế hoạch câu lạc bộ xã Mẫu
05 câu lạc bộ.
- Mỗi câu lạc bộ có
- 3 -
Kế hoạch câu lạc bộ xã Mẫu
50 - 70 thành viên."""
    draft = read_plan(_lines(text))
    assert [(one.indicator, one.lines) for one in draft.targets] == [("clubs.founded", (2, 5)), ("club.size", (6, 9))]
    noise = [one.number for one in draft.unplaced if one.reason == Reason.PAGE_NOISE]
    assert noise == [3, 4, 7, 8]


def test_same_duty_of_three_bodies_is_no_running_head():
    text = "TỔ CHỨC THỰC HIỆN\n" + "\n".join(
        f"{n}. {body}\nPhối hợp với Hội Người cao tuổi vận động nguồn lực xây dựng và phát triển\nmô hình câu lạc bộ."
        for n, body in enumerate(("Hội Nông dân xã:", "Hội Phụ nữ xã:", "Đoàn Thanh niên xã:"), 1)
    )
    draft = read_plan(_lines(text))
    assert [len(agency.tasks) for agency in draft.agencies] == [1, 1, 1]
    assert {one.reason for one in draft.unplaced} == {Reason.HEADING}


def test_recipients_beside_the_signature_are_parted():
    text = """CHỈ TIÊU
- Thành lập 05 câu lạc bộ.
Nơi nhận: TM. ỦY BAN NHÂN DÂN
- Như trên;                 KT. CHỦ TỊCH
- Lãnh đạo UBND xã và các\tPHÓ CHỦ TỊCH
hội đoàn thể;
- Lưu: VT.                  Người Ký Mẫu"""
    draft = read_plan(_lines(text))
    assert [one.text for one in draft.recipients] == ["Như trên", "Lãnh đạo UBND xã và các hội đoàn thể", "Lưu: VT"]
    assert (draft.header.signer_title, draft.header.signer_name) == ("PHÓ CHỦ TỊCH", "Người Ký Mẫu")


ANNEXES = {
    "bars": """TT | Đơn vị | Số CLB thành lập mới | Số thành viên
1 | Xã Một | 2 | 100
2 | Xã Hai | 3 | 150
 | Tổng cộng | 5 | 250""",
    "tabs": "TT\tĐơn vị\tSố CLB thành lập mới\tSố thành viên\n1\tXã Một\t2\t100\n2\tXã Hai\t3\t150\n\tCộng\t5\t250",
    "gaps": """TT   Đơn vị   Số CLB thành lập mới   Số thành viên
1    Xã Một    2    100
2    Xã Hai    3    150
Tổng cộng    5    250""",
    "single spaces": """TT Đơn vị Số CLB thành lập mới Số thành viên
1 Xã Một 2 100
2 Xã Hai 3 150
Tổng cộng 5 250""",
    "two rows of heads": """TT | Đơn vị | Chỉ tiêu |
 | | Số CLB thành lập mới | Số thành viên
1 | Xã Một | 2 | 100
2 | Xã Hai | 3 | 150
 | Cộng | 5 | 250""",
}


@pytest.mark.parametrize("name", ANNEXES)
@pytest.mark.parametrize(
    "title", ["PHỤ LỤC", "Phụ lục I\nCHỈ TIÊU GIAO CÁC XÃ", "PHỤ LỤC SỐ 1: Chỉ tiêu giao cho các đơn vị"]
)
def test_annex_gives_each_unit_its_targets(name, title):
    text = "KẾ HOẠCH\nNhân rộng câu lạc bộ đến năm 2025\nCHỈ TIÊU\n- Thành lập mới 05 câu lạc bộ."
    draft = read_plan(_lines(f"{text}\n{title}\n{ANNEXES[name]}"))
    rows = [(one.place_name, one.indicator, int(one.bound.minimum), one.deadline.year) for one in draft.targets[1:]]
    assert rows == [
        ("Xã Một", "clubs.founded", 2, 2025),
        ("Xã Một", "clubs.founded_members", 100, 2025),
        ("Xã Hai", "clubs.founded", 3, 2025),
        ("Xã Hai", "clubs.founded_members", 150, 2025),
    ]
    assert draft.warnings == ()


def test_wrong_total_is_told():
    text = "CHỈ TIÊU\n- Có 05 câu lạc bộ.\nPHỤ LỤC\n" + ANNEXES["bars"].replace("| 5 |", "| 6 |")
    draft = read_plan(_lines(text))
    assert draft.warnings == ("Dòng 7: cột “Số CLB thành lập mới” ghi tổng là 6 nhưng các đơn vị cộng lại là 5.",)


HEADERS = {
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 5 tháng 6 năm 2021 của Ủy ban nhân dân huyện Mẫu về": [
        ("KE_HOACH", "12/KH-UBND", "2021-06-05", "Ủy ban nhân dân huyện Mẫu")],
    "Căn cứ Quyết định 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ phê duyệt Đề án;": [
        ("QUYET_DINH", "1336/QĐ-TTg", "2020-08-31", "Thủ tướng Chính phủ")],
    "Căn cứ Nghị quyết số 08/2021/NQ-HĐND của Hội đồng nhân dân tỉnh;": [
        ("NGHI_QUYET", "08/2021/NQ-HĐND", "None", "Hội đồng nhân dân tỉnh")],
    "Xét đề nghị của Hội Người cao tuổi tại Công văn số 3/CV-HNCT ngày 1/2/2021;": [],
    "Căn cứ Luật số 39/2009/QH12 ngày 23/11/2009;": [],
}  # fmt: skip


@pytest.mark.parametrize("basis", HEADERS)
def test_papers_that_the_plan_carries_out(basis):
    draft = read_plan(
        _lines(f"KẾ HOẠCH\nNhân rộng câu lạc bộ năm 2022\n{basis}\nI. CHỈ TIÊU\n- Thành lập 02 câu lạc bộ.")
    )
    rows = [(one.kind, one.number, str(one.issued_on), one.issuer) for one in draft.header.implements]
    assert rows == HEADERS[basis]


PLACES = {
    "Nhân rộng câu lạc bộ trên địa bàn thị xã Tân Mẫu giai đoạn 2021-2025": ("thị xã Tân Mẫu", "DISTRICT", 2021, 2025),
    "NHÂN RỘNG CÂU LẠC BỘ THÀNH PHỐ HỒ MẪU ĐẾN NĂM 2030": ("thành phố Hồ Mẫu", "PROVINCE", None, 2030),
    "Nhân rộng câu lạc bộ Phường 5 năm 2023": ("phường 5", "COMMUNE", 2023, 2023),
    "Phát triển câu lạc bộ của thị trấn Mẫu, từ năm 2021 đến năm 2025": ("thị trấn Mẫu", "COMMUNE", 2021, 2025),
    "Nhân rộng câu lạc bộ xã Mẫu Một, huyện Mẫu, tỉnh Sông Mẫu năm 2022": ("xã Mẫu Một", "COMMUNE", 2022, 2022),
    "Thực hiện Kế hoạch của tỉnh Sông Mẫu trên địa bàn huyện Mẫu năm 2022": ("huyện Mẫu", "DISTRICT", 2022, 2022),
    "Phát triển câu lạc bộ giai đoạn 2021 - 2025, tầm nhìn đến năm 2030": (None, None, 2021, 2025),
}


@pytest.mark.parametrize("title", PLACES)
def test_place_and_period_of_a_title(title):
    header = read_plan(_lines(f"KẾ HOẠCH\n{title}\nI. CHỈ TIÊU\n- Thành lập 02 câu lạc bộ.")).header
    begun = header.period_from and header.period_from.year
    assert (header.place_name, header.place_level, begun, header.period_until.year) == PLACES[title]


def test_years_as_columns_are_deadlines():
    text = """KẾ HOẠCH
Nhân rộng câu lạc bộ giai đoạn 2021 - 2025
CHỈ TIÊU
- Thành lập mới 07 câu lạc bộ.
Phụ lục
PHÂN BỔ SỐ CÂU LẠC BỘ THÀNH LẬP MỚI
STT\tXã\t2021\t2022\tTổng
1\tMẫu Một\t1\t0\t1
2\tMẫu Hai\t2\t4\t6
\tCộng\t3\t4\t7"""
    draft = read_plan(_lines(text))
    rows = [(one.place_name, one.indicator, int(one.bound.minimum), one.deadline.year) for one in draft.targets[1:]]
    assert rows == [
        ("Mẫu Một", "clubs.founded", 1, 2021),
        ("Mẫu Một", "clubs.founded", 1, 2025),
        ("Mẫu Hai", "clubs.founded", 2, 2021),
        ("Mẫu Hai", "clubs.founded", 4, 2022),
        ("Mẫu Hai", "clubs.founded", 6, 2025),
    ]
    assert (draft.conflicts, draft.warnings) == ((), ())


def test_request_to_bodies_is_an_agency_and_the_closing_request_is_not():
    draft = read_plan(
        _lines("""TỔ CHỨC THỰC HIỆN
1. Đề nghị các tổ chức chính trị - xã hội huyện:
- Vận động hội viên tham gia câu lạc bộ.
2. Nghệ nhân các làng nghề:
- Truyền nghề cho thành viên.
Đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện Kế hoạch này./.""")
    )
    assert [(one.bodies, one.is_request, len(one.tasks)) for one in draft.agencies] == [
        (("các tổ chức chính trị - xã hội huyện",), True, 1),
        (("Nghệ nhân các làng nghề",), False, 1),
    ]
    assert [(one.number, one.reason) for one in draft.unplaced] == [(1, Reason.HEADING), (6, Reason.CLOSING)]


def test_department_under_its_committee_is_the_issuer():
    header = read_plan(
        _lines("""UBND TỈNH MẪU
SỞ Y TẾ
Số: 12/KH-SYT
KẾ HOẠCH
V/v nhân rộng câu lạc bộ tỉnh Mẫu năm 2026
I. CHỈ TIÊU
- Thành lập 02 câu lạc bộ.""")
    ).header
    assert (header.issuer, header.number, header.place_name) == ("Sở Y tế", "12/KH-SYT", "tỉnh Mẫu")
