"""One sentence at a time: figures with their bounds and subjects, bodies, duties."""

from datetime import date

import pytest

from clb.plans.reading.bodies import kind_of, names_in
from clb.plans.reading.draft import Line, Target
from clb.plans.reading.duties import tasks_of
from clb.plans.reading.extract import UnreadablePlan
from clb.plans.reading.passages import passages_of
from clb.plans.reading.quantities import quantities_in
from clb.plans.reading.reader import read_plan


def _bound(target):
    low, high = target.bound.minimum, target.bound.maximum
    if low is not None and high is not None:
        return f"{low:f}..{high:f}"
    if low is not None:
        return f"{'>' if target.bound.min_strict else '≥'}{low:f}"
    return f"{'<' if target.bound.max_strict else '≤'}{high:f}" if high is not None else "-"


def _row(target: Target) -> str:
    each = " each" if target.scope == "EACH_CLUB" else ""
    part = f" part={target.parent}" if target.parent is not None else ""
    return f"{target.indicator or '-'} {_bound(target)} {target.unit}{each}{part}".replace("  ", " ").strip()


SENTENCES = {
    # bounds
    "Thành lập mới trên 10 câu lạc bộ.": ["clubs.founded >10 CLB"],
    "Thành lập mới hơn 10 CLB.": ["clubs.founded >10 CLB"],
    "Thành lập thêm ít nhất 10 CLB.": ["clubs.founded ≥10 CLB"],
    "Thành lập mới từ 10 câu lạc bộ trở lên.": ["clubs.founded ≥10 CLB"],
    "Xây dựng mới không dưới 1.200 câu lạc bộ.": ["clubs.founded ≥1200 CLB"],
    "Xây dựng mới từ 8 đến 10 câu lạc bộ.": ["clubs.founded 8..10 CLB"],
    "Nhân rộng thêm 8–10 câu lạc bộ.": ["clubs.founded 8..10 CLB"],
    "Mỗi câu lạc bộ không quá 70 thành viên.": ["club.size ≤70 thành viên each"],
    "Mỗi câu lạc bộ có tối đa 70 thành viên.": ["club.size ≤70 thành viên each"],
    "Mỗi câu lạc bộ có dưới 70 thành viên.": ["club.size <70 thành viên each"],
    "Mỗi CLB không ít hơn 45 thành viên.": ["club.size ≥45 thành viên each"],
    "Số thành viên của mỗi câu lạc bộ từ 50 người trở lên.": ["club.size ≥50 người each"],
    "Các câu lạc bộ có quy mô từ 50 - 70 thành viên.": ["club.size 50..70 thành viên each"],
    "Tỷ lệ nữ trong mỗi câu lạc bộ đạt 60% - 70%.": ["club.women_share 60..70 % each"],
    "Mỗi câu lạc bộ có nữ chiếm trên 60% số thành viên.": ["club.women_share >60 % each"],
    "Mỗi câu lạc bộ bảo đảm tối thiểu 60% thành viên là người cao tuổi.": ["club.older_share ≥60 % each"],
    "Thành lập ba mươi lăm câu lạc bộ.": ["clubs.founded ≥35 CLB"],
    "Thành lập hai câu lạc bộ.": ["clubs.founded ≥2 CLB"],
    "Thành lập một trăm linh năm câu lạc bộ.": ["clubs.founded ≥105 CLB"],
    # money
    "Mỗi câu lạc bộ có vốn ban đầu 20 triệu đồng.": ["clubs.start_fund ≥20000000 đồng each"],
    "Quỹ ban đầu của mỗi câu lạc bộ từ 20 triệu đồng đến 30 triệu đồng.": [
        "clubs.start_fund 20000000..30000000 đồng each"],
    "Vốn khởi điểm đạt 15 - 50 triệu đồng/câu lạc bộ.": ["clubs.start_fund 15000000..50000000 đồng each"],
    "Không câu lạc bộ nào có quỹ dưới 10 triệu đồng.": ["- ≥10000000 đồng"],
    "Tổng vốn vay của các câu lạc bộ đạt 1,5 tỷ đồng.": ["- ≥1500000000 đồng"],
    "Mỗi câu lạc bộ có quỹ hoạt động trên 5.000.000đ.": ["- >5000000 đồng each"],
    # shares
    "Duy trì 100% câu lạc bộ đã thành lập giai đoạn 2016-2020.": ["clubs.kept ≥100 %"],
    "95% câu lạc bộ được duy trì.": ["clubs.kept ≥95 %"],
    "100% câu lạc bộ sinh hoạt mỗi tháng một lần.": ["clubs.meeting_monthly ≥100 %"],
    "Phấn đấu 90% câu lạc bộ duy trì sinh hoạt hằng tháng.": ["clubs.meeting_monthly ≥90 %"],
    "70% câu lạc bộ thực hiện đủ 8 mảng hoạt động.": ["clubs.all_areas ≥70 %"],
    "Ít nhất 60% câu lạc bộ triển khai tám nội dung hoạt động.": ["clubs.all_areas ≥60 %"],
    "Ít nhất 80% câu lạc bộ hoạt động hiệu quả.": ["clubs.good_share ≥80 %"],
    "80% câu lạc bộ xếp loại tốt, 15% xếp loại khá.": ["clubs.good_share ≥80 %", "- ≥15 %"],
    "100% câu lạc bộ có Quỹ tăng thu nhập và Quỹ hoạt động.": ["clubs.two_funds_share ≥100 %"],
    "100% xã, phường, thị trấn có từ 1 - 3 câu lạc bộ.": ["communes.with_club ≥100 %"],
    "70% xã miền núi, vùng sâu, biên giới có ít nhất 01 câu lạc bộ.": ["communes.with_club ≥70 %"],
    "Có 12/15 xã thành lập được câu lạc bộ.": [],
    "12 xã có câu lạc bộ.": ["communes.with_club ≥12 xã"],
    "50% xã có từ 02 câu lạc bộ trở lên.": ["- ≥50 %"],
    "Trên 50% thành viên được vay vốn phát triển sản xuất.": ["members.borrowers_share >50 %"],
    "60% câu lạc bộ trong số 80% xã có câu lạc bộ tổ chức dưỡng sinh.": ["- ≥60 %"],
    # parts, more than one figure
    "Thành lập 20 CLB với 1.000 thành viên, trong đó 700 NCT và 650 phụ nữ.": [
        "clubs.founded ≥20 CLB", "clubs.founded_members ≥1000 thành viên", "clubs.founded_older ≥700 người part=1",
        "- ≥650 người part=1"],
    "Thành lập 20 câu lạc bộ, trong đó 05 câu lạc bộ ở xã biên giới.": ["clubs.founded ≥20 CLB", "- ≥5 CLB part=0"],
    "Thành lập 09 câu lạc bộ (năm 2021: 04 câu lạc bộ; năm 2022: 05 câu lạc bộ).": [
        "clubs.founded ≥9 CLB", "- ≥4 CLB part=0", "- ≥5 CLB part=0"],
    "Toàn huyện có 45 câu lạc bộ với 2.300 thành viên.": ["- ≥45 CLB", "members.total ≥2300 thành viên"],
    "Thu hút 300.000 người cao tuổi tham gia câu lạc bộ, trong đó phụ nữ chiếm 50 - 60%.": [
        "members.older ≥300000 người", "- 50..60 % part=0"],
    "Mỗi năm thành lập 02 câu lạc bộ.": ["- ≥2 CLB"],
    "Mỗi xã có ít nhất 01 câu lạc bộ.": ["- ≥1 CLB"],
    "Mở 03 lớp tập huấn cho 150 lượt người.": ["- ≥3 lớp", "- ≥150 lượt người"],
    "Mỗi câu lạc bộ có 05 tình nguyện viên chăm sóc tại nhà.": ["club.volunteers ≥5 tình nguyện viên each"],
    "Tỷ lệ thành viên có thẻ bảo hiểm y tế > 95%; tỷ lệ hộ nghèo ≤ 3%.": ["- >95 %", "- ≤3 %"],
    "Ít nhất 4/5 số câu lạc bộ hoạt động tốt, một nửa số thành viên được vay vốn.": [
        "clubs.good_share ≥80 %", "members.borrowers_share ≥50 %"],
    "Mỗi CLB: 50-70 thành viên; trong đó, phụ nữ: 60-70%; người cao tuổi: 60-70%; người trẻ: 30-40%.": [
        "club.size 50..70 thành viên each", "club.women_share 60..70 % each part=0",
        "club.older_share 60..70 % each part=0", "club.young_share 30..40 % each part=0"],
    "Số hội viên tăng thêm từ 250 đến 300 người.": ["- 250..300 người"],
    # no figures at all
    "Theo Kế hoạch số 296/KH-UBND ngày 24/12/2020 và Quyết định 1336/QĐ-TTg.": [],
    "Người từ đủ 60 tuổi trở lên được tham gia câu lạc bộ từ năm 2021.": [],
    "Trong giai đoạn 2021 - 2025 giữ đúng 8 nhiệm vụ hoạt động.": [],
    "Sinh hoạt mỗi tháng một lần theo Điều 5 của quy chế.": [],
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_targets_of_a_sentence(sentence):
    lines = [Line(1, "I. MỤC TIÊU"), Line(2, f"- {sentence}"), Line(3, "II. NHIỆM VỤ"), Line(4, "- Tuyên truyền.")]
    draft = read_plan(lines)
    assert [_row(target) for target in draft.targets] == SENTENCES[sentence]
    assert draft.conflicts == ()


def test_unit_that_opens_a_target_is_its_place():
    text = """KẾ HOẠCH
    Nhân rộng câu lạc bộ huyện Mẫu năm 2024
    CHỈ TIÊU
    - Huyện Mẫu thành lập 05 câu lạc bộ.
    - Xã Một thành lập 02 câu lạc bộ, xã Hai thành lập 03 câu lạc bộ.
    - Khu phố 4: 01 câu lạc bộ."""
    draft = read_plan([Line(n, t) for n, t in enumerate(text.splitlines(), 1)])
    assert [target.place_name for target in draft.targets] == [None, "Xã Một", "xã Hai", "Khu phố 4"]
    assert draft.conflicts == ()


def test_aspiration_holds_from_its_word_on():
    lines = [
        Line(1, "CHỈ TIÊU"),
        Line(2, "- Duy trì 100% câu lạc bộ, phấn đấu 80% câu lạc bộ hoạt động tốt; mở 02 lớp."),
    ]
    assert [target.aspiration for target in read_plan(lines).targets] == [False, True, True]


def test_figures_of_duties_are_targets_where_the_plan_has_no_others():
    lines = [
        "II. NHIỆM VỤ",
        "1. Tổ chức",
        "- Thành lập mới 05 câu lạc bộ.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Hội Nông dân: tham gia.",
    ]
    draft = read_plan([Line(number, text) for number, text in enumerate(lines, 1)])
    assert [(target.indicator, target.lines) for target in draft.targets] == [("clubs.founded", (3,))]
    assert len(draft.groups[0].tasks) == 1


def test_deadline_is_taken_from_the_nearest_words():
    text = """KẾ HOẠCH
    Nhân rộng câu lạc bộ xã Mẫu giai đoạn 2021 - 2025
    I. CHỈ TIÊU
    1. Năm 2022
    - Thành lập 02 câu lạc bộ.
    - Thành lập 03 câu lạc bộ trước năm 2024.
    2. Đến hết năm 2024
    - Giữ vững 100% câu lạc bộ thành lập giai đoạn 2016 - 2020.
    3. Chỉ tiêu khác
    - Giai đoạn 2026 - 2030: 20 câu lạc bộ mới; giai đoạn 2031 - 2035: 10 câu lạc bộ mới.
    - Vận động 30 triệu đồng cho mỗi câu lạc bộ."""
    draft = read_plan([Line(n, t) for n, t in enumerate(text.splitlines(), 1)])
    assert [target.deadline.year for target in draft.targets] == [2022, 2023, 2024, 2030, 2035, 2025]
    assert draft.conflicts == ()


NOT_CONTRADICTING = [
    ("Xã Mẫu Đông thành lập 02 câu lạc bộ.", "Xã Mẫu Tây thành lập 03 câu lạc bộ."),
    ("Thành lập 03 câu lạc bộ ở vùng đồng bằng.", "Thành lập 05 câu lạc bộ ở miền núi."),
    ("Thành lập ít nhất 03 câu lạc bộ.", "Thành lập 05 câu lạc bộ."),
    ("Năm 2021 thành lập 03 câu lạc bộ.", "Năm 2022 thành lập 05 câu lạc bộ."),
    ("80% xã đồng bằng có câu lạc bộ.", "60% xã miền núi có câu lạc bộ."),
    ("70% câu lạc bộ hoạt động tốt.", "20% câu lạc bộ hoạt động trung bình."),
    ("Mỗi câu lạc bộ có 60 - 70% là phụ nữ.", "Mỗi ban chủ nhiệm có 30 - 50% là phụ nữ."),
    ("Tổ chức 02 lớp tập huấn cho ban chủ nhiệm.", "Tổ chức 05 lớp tập huấn cho tình nguyện viên."),
]
CONTRADICTING = [
    ("Ít nhất 70% câu lạc bộ hoạt động tốt.", "Không quá 50% câu lạc bộ hoạt động tốt."),
    ("Thành lập 03 câu lạc bộ.", "Thành lập mới 05 CLB Liên thế hệ tự giúp nhau."),
    ("Mỗi câu lạc bộ có 50 - 70 thành viên.", "Mỗi CLB có trên 70 thành viên."),
    ("Mỗi câu lạc bộ có quỹ ban đầu ít nhất 30 triệu đồng.", "Vốn ban đầu mỗi câu lạc bộ dưới 30 triệu đồng."),
]


@pytest.mark.parametrize(("first", "second"), NOT_CONTRADICTING)
def test_figures_on_different_things_do_not_contradict(first, second):
    draft = read_plan([Line(1, "CHỈ TIÊU"), Line(2, f"- {first}"), Line(3, f"- {second}")])
    assert (draft.conflicts, draft.warnings) == ((), ())


@pytest.mark.parametrize(("first", "second"), CONTRADICTING)
def test_contradiction_names_both_statements_and_their_lines(first, second):
    draft = read_plan([Line(4, "CHỈ TIÊU"), Line(6, f"- {first}"), Line(9, f"- {second}")])
    (conflict,) = draft.conflicts
    assert conflict.lines == (6, 9)
    assert conflict.sentence == (
        f"“{first[:-1]}” (dòng 6) trái với “{second[:-1]}” (dòng 9): hai điều này không thể cùng đúng."
    )


BODIES = {
    "Ban Đại diện Hội Người cao tuổi Huyện": ["Ban Đại diện Hội Người cao tuổi Huyện ASSOCIATION"],
    "Phòng Lao động - Thương binh và Xã hội": ["Phòng Lao động - Thương binh và Xã hội LABOUR"],
    "Phòng Y tế, Trung tâm Y tế Huyện": ["Phòng Y tế HEALTH", "Trung tâm Y tế Huyện HEALTH"],
    "Ủy ban nhân dân các xã, phường, thị trấn": ["Ủy ban nhân dân các xã, phường, thị trấn COMMUNE"],
    "UBND tỉnh và UBND các huyện, thành phố": ["UBND tỉnh GOVERNMENT", "UBND các huyện, thành phố GOVERNMENT"],
    "Sở Văn hóa, Thể thao và Du lịch; Sở Thông tin và Truyền thông": [
        "Sở Văn hóa, Thể thao và Du lịch CULTURE", "Sở Thông tin và Truyền thông CULTURE"],
    "các Sở: Y tế, Tài chính, Nội vụ": ["Sở Y tế HEALTH", "Sở Tài chính FINANCE", "Sở Nội vụ OTHER"],
    "Liên đoàn Lao động tỉnh, Hội Nông dân, Tỉnh đoàn": [
        "Liên đoàn Lao động tỉnh OTHER", "Hội Nông dân OTHER", "Tỉnh đoàn YOUTH"],
    "Hội Liên hiệp Phụ nữ và Đoàn Thanh niên Cộng sản Hồ Chí Minh": [
        "Hội Liên hiệp Phụ nữ WOMEN", "Đoàn Thanh niên Cộng sản Hồ Chí Minh YOUTH"],
    "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội": [
        "Ủy ban Mặt trận Tổ quốc Việt Nam FRONT", "các tổ chức chính trị - xã hội OTHER"],
    "Kho bạc Nhà nước, Ngân hàng Chính sách xã hội": ["Kho bạc Nhà nước FINANCE", "Ngân hàng Chính sách xã hội OTHER"],
    "Bảo hiểm xã hội và Công an huyện": ["Bảo hiểm xã hội OTHER", "Công an huyện OTHER"],
}  # fmt: skip


@pytest.mark.parametrize("head", BODIES)
def test_head_is_split_into_bodies_with_their_kinds(head):
    assert [f"{body} {kind_of(body)}" for body in names_in(head)] == BODIES[head]


DUTIES = {
    "Chủ trì, phối hợp với Sở Y tế và Hội Người cao tuổi tổ chức hội thi; hằng năm báo cáo kết quả.": [
        "LEAD ONCE [Sở Y tế; Hội Người cao tuổi]", "DO YEARLY []"],
    "Báo cáo trước ngày 15/12 hàng năm.": ["DO YEARLY [] 15/12"],
    "Báo cáo trước ngày 05 tháng 6 và tháng 12 hằng năm.": ["DO YEARLY [] 5/6"],
    "Gửi báo cáo vào ngày 20 hằng tháng.": ["DO MONTHLY [] 20/None"],
    "Ban hành quy chế trong quý IV năm 2021.": ["DO ONCE [] 2021-12-31"],
    "Ban hành quy chế trong quý I/2022.": ["DO ONCE [] 2022-03-31"],
    "Hoàn thành trước ngày 30 tháng 9 năm 2021.": ["DO ONCE [] 2021-09-30"],
    "Hoàn thành trong tháng 02/2024.": ["DO ONCE [] 2024-02-29"],
    "Báo cáo hằng tháng trước ngày 20.": ["DO MONTHLY [] 20/None"],
    "Tháng 10 hằng năm tổ chức ngày hội.": ["DO YEARLY [] 31/10"],
    "Theo dõi, quyết toán đến hết giai đoạn.": ["DO UNTIL_END []"],
    "Thường xuyên kiểm tra các câu lạc bộ.": ["DO CONTINUOUS []"],
    "Khám sức khỏe định kỳ cho hội viên.": ["DO PERIODIC []"],
    "Định kỳ 6 tháng, hằng năm sơ kết, đánh giá.": ["DO HALF_YEARLY []"],
    "Tham gia giám sát việc thực hiện.": ["COORDINATE ONCE []"],
    "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/02/2021 của huyện.": ["DO ONCE []"],
    "Vận động nguồn lực: tiền mặt; hiện vật; ngày công.": ["DO ONCE []"],
    "Lập sổ theo dõi; các biểu mẫu; sổ thu chi.": ["DO ONCE []"],
}  # fmt: skip


@pytest.mark.parametrize("text", DUTIES)
def test_duties_of_a_paragraph(text):
    (passage,) = passages_of([Line(1, f"- {text}")])
    rows = []
    for task in tasks_of(passage):
        due = f" {task.due_day}/{task.due_month}" if task.due_day else f" {task.due}" if task.due else ""
        rows.append(f"{task.role} {task.rhythm} [{'; '.join(task.partners)}]{due}")
    assert rows == DUTIES[text]


def test_task_carries_only_the_lines_it_stands_on():
    lines = [
        Line(3, "- Lập danh sách hội viên của từng khu phố trong phường; gửi danh"),
        Line(5, "sách về Hội; mời họp."),
    ]
    (passage,) = passages_of(lines)
    assert [task.lines for task in tasks_of(passage)] == [(3,), (3, 5), (5,)]


def test_figure_keeps_its_place_in_the_sentence():
    text = "Mỗi câu lạc bộ có từ 50 - 70 thành viên"
    (quantity,) = quantities_in(text)
    assert text[quantity.start : quantity.end] == "từ 50 - 70 thành viên"


def test_plan_without_any_section_is_refused():
    with pytest.raises(UnreadablePlan):
        read_plan([Line(1, "Hôm nay trời đẹp.")])


def test_due_day_that_does_not_exist_is_left_out():
    (passage,) = passages_of([Line(1, "- Hoàn thành trước ngày 31/02/2022.")])
    assert [task.due for task in tasks_of(passage)] == [None]
    assert date(2022, 2, 28) not in [task.due for task in tasks_of(passage)]
