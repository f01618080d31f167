"""A charter's meeting day: read from words, and found in any month."""

from datetime import date

import pytest

from clb.clubs.rules.meeting_day import LAST, MeetingDay, read_meeting_day, understood
from clb.kernel.dates import month_ends

SUNDAY, SATURDAY, MONDAY = 6, 5, 0


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("ngày 17 hằng tháng", MeetingDay(17)),
        ("17", MeetingDay(17)),
        ("21 hằng tháng", MeetingDay(21)),
        ("NGAY 21 HANG THANG.", MeetingDay(21)),
        ("mùng 5", MeetingDay(5)),
        ("Mồng 5 hàng tháng", MeetingDay(5)),
        ("ngày 31", MeetingDay(31)),
        ("ngày mười lăm", MeetingDay(15)),
        ("ngày hai mươi mốt hằng tháng", MeetingDay(21)),
        ("mùng hai", MeetingDay(2)),
        ("ngày hai mươi", MeetingDay(20)),
        ("sáng ngày 17 hằng tháng, lúc 8 giờ", MeetingDay(17)),
        ("8h30 ngày 17", MeetingDay(17)),
        ("07:30 ngày 5 mỗi tháng", MeetingDay(5)),
        ("Mỗi tháng một lần, vào ngày 25", MeetingDay(25)),
        ("15 dương lịch", MeetingDay(15)),
        ("ngày cuối tháng", MeetingDay(31)),
        ("ngày đầu tháng", MeetingDay(1)),
        ("rằm", MeetingDay(15, is_lunar=True)),
        ("Rằm hằng tháng", MeetingDay(15, is_lunar=True)),
        ("ngày rằm âm lịch", MeetingDay(15, is_lunar=True)),
        ("rằm (15 âm lịch)", MeetingDay(15, is_lunar=True)),
        ("15 âm lịch", MeetingDay(15, is_lunar=True)),
        ("mùng 1 âm lịch", MeetingDay(1, is_lunar=True)),
        ("mồng một âm lịch hằng tháng", MeetingDay(1, is_lunar=True)),
        ("ngày 10 âm", MeetingDay(10, is_lunar=True)),
        ("10 AL", MeetingDay(10, is_lunar=True)),
        ("âm lịch ngày 10", MeetingDay(10, is_lunar=True)),
        ("ngày 30 âm lịch", MeetingDay(30, is_lunar=True)),
        ("chủ nhật đầu tháng", MeetingDay(weekday=SUNDAY, nth=1)),
        ("chu nhat dau tien cua thang", MeetingDay(weekday=SUNDAY, nth=1)),
        ("chủ nhật tuần đầu", MeetingDay(weekday=SUNDAY, nth=1)),
        ("CN tuần đầu hằng tháng", MeetingDay(weekday=SUNDAY, nth=1)),
        ("chủ nhật của tuần thứ nhất", MeetingDay(weekday=SUNDAY, nth=1)),
        ("thứ bảy tuần thứ hai", MeetingDay(weekday=SATURDAY, nth=2)),
        ("thứ 7 tuần 2", MeetingDay(weekday=SATURDAY, nth=2)),
        ("T7 tuần 2", MeetingDay(weekday=SATURDAY, nth=2)),
        ("thứ 7 cuối tháng", MeetingDay(weekday=SATURDAY, nth=LAST)),
        ("chủ nhật cuối cùng", MeetingDay(weekday=SUNDAY, nth=LAST)),
        ("chiều chủ nhật cuối cùng của tháng, 14 giờ", MeetingDay(weekday=SUNDAY, nth=LAST)),
        ("thứ hai tuần thứ hai", MeetingDay(weekday=MONDAY, nth=2)),
        ("thứ hai thứ ba trong tháng", MeetingDay(weekday=MONDAY, nth=3)),
        ("thứ hai đầu tháng", MeetingDay(weekday=MONDAY, nth=1)),
        ("tuần thứ ba, thứ bảy", MeetingDay(weekday=SATURDAY, nth=3)),
        ("thứ năm tuần thứ năm", MeetingDay(weekday=3, nth=5)),
    ],
)
def test_words_become_a_rule(words: str, wanted: MeetingDay) -> None:
    assert read_meeting_day(words) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "",
        "khi rảnh",
        "ngày 0",
        "ngày 32",
        "ngày 31 âm lịch",
        "5 và 20 hằng tháng",
        "ngày 17/3",
        "ngày 17 tháng 3",
        "chủ nhật",
        "chủ nhật hằng tuần",
        "cuối tháng",
        "chủ nhật rằm",
        "thứ tám tuần đầu",
        "ngày 5 hoặc chủ nhật đầu tháng",
        "mỗi quý một lần",
    ],
)
def test_what_is_not_wholly_understood_is_no_rule(words: str) -> None:
    assert read_meeting_day(words) is None


@pytest.mark.parametrize(
    ("words", "month", "wanted"),
    [
        ("17", date(2026, 11, 1), date(2026, 11, 17)),
        ("31", date(2026, 11, 30), date(2026, 11, 30)),
        ("31", date(2026, 2, 1), date(2026, 2, 28)),
        ("29", date(2028, 2, 1), date(2028, 2, 29)),
        ("30", date(2028, 2, 1), date(2028, 2, 29)),
        ("29", date(2026, 2, 1), date(2026, 2, 28)),
        ("chủ nhật đầu tháng", date(2026, 11, 1), date(2026, 11, 1)),
        ("chủ nhật đầu tháng", date(2026, 12, 1), date(2026, 12, 6)),
        ("chủ nhật cuối tháng", date(2028, 2, 1), date(2028, 2, 27)),
        ("thứ bảy tuần thứ hai", date(2026, 8, 1), date(2026, 8, 8)),
        ("thứ năm tuần thứ năm", date(2026, 12, 1), date(2026, 12, 31)),
        ("thứ năm tuần thứ năm", date(2026, 11, 1), date(2026, 11, 26)),
        # Tết Bính Ngọ is 17/02/2026; Tết Đinh Mùi 06/02/2027.
        ("mùng 1 âm lịch", date(2026, 2, 1), date(2026, 2, 17)),
        ("mùng 1 âm lịch", date(2027, 2, 1), date(2027, 2, 6)),
        ("rằm", date(2026, 3, 1), date(2026, 3, 3)),
        ("rằm", date(2027, 2, 1), date(2027, 2, 20)),
        # Two full moons in May 2026: the first.
        ("rằm", date(2026, 5, 1), date(2026, 5, 1)),
        ("rằm", date(2026, 6, 1), date(2026, 6, 29)),
        # 2025 had a sixth month twice: 25/06 and 25/07 begin them.
        ("mùng 1 âm lịch", date(2025, 6, 1), date(2025, 6, 25)),
        ("mùng 1 âm lịch", date(2025, 7, 1), date(2025, 7, 25)),
        ("rằm", date(2025, 8, 1), date(2025, 8, 8)),
        # No first day of a lunar month in February 2014: met on the month's last day.
        ("mùng 1 âm lịch", date(2014, 1, 1), date(2014, 1, 1)),
        ("mùng 1 âm lịch", date(2014, 2, 1), date(2014, 2, 28)),
        # The twelfth month of Ất Tỵ had 29 days: its "30th" is the eve of Tết, 16/02/2026.
        ("30 âm lịch", date(2026, 2, 1), date(2026, 2, 16)),
        ("30 âm lịch", date(2026, 1, 1), date(2026, 1, 18)),
    ],
)
def test_the_rule_finds_its_day_in_a_month(words: str, month: date, wanted: date) -> None:
    rule = read_meeting_day(words)
    assert rule is not None and rule.in_month(month) == wanted


@pytest.mark.parametrize("words", ["31", "rằm", "1 âm lịch", "30 âm", "chủ nhật đầu tháng", "thứ 7 cuối tháng"])
def test_every_month_of_a_century_has_one_day_and_the_next_one_is_near(words: str) -> None:
    rule = read_meeting_day(words)
    assert rule is not None
    days = [rule.in_month(end) for end in month_ends(date(2001, 1, 1), date(2100, 12, 31))]
    assert [(day.year, day.month) for day in days] == [(2001 + i // 12, 1 + i % 12) for i in range(1200)]
    assert all(rule.next_from(day) == day for day in days)


def test_the_next_day_may_lie_in_the_next_month() -> None:
    rule = MeetingDay(weekday=SUNDAY, nth=1)
    assert rule.next_from(date(2026, 11, 25)) == date(2026, 12, 6)
    assert MeetingDay(5).next_from(date(2026, 12, 6)) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("CN đầu tháng", "Hiểu là: Chủ nhật đầu tiên hằng tháng; lần tới: 06/12/2026."),
        ("thứ bảy tuần thứ hai", "Hiểu là: Thứ bảy lần thứ hai trong tháng; lần tới: 12/12/2026."),
        ("chủ nhật cuối", "Hiểu là: Chủ nhật cuối cùng hằng tháng; lần tới: 29/11/2026."),
        ("rằm", "Hiểu là: Rằm (15 âm lịch); lần tới: 23/12/2026."),
        ("mùng 10 âm", "Hiểu là: Ngày 10 âm lịch; lần tới: 18/12/2026."),
        ("25", "Hiểu là: Ngày 25 hằng tháng; lần tới: 25/11/2026."),
        ("31", "Hiểu là: Ngày 31 hằng tháng, tháng không có thì ngày cuối tháng; lần tới: 30/11/2026."),
        ("khi rảnh", "Chưa đọc được ngày sinh hoạt «khi rảnh», nên lịch chỉ biết tháng, không nhắc đúng ngày."),
    ],
)
def test_a_person_is_told_how_it_was_understood(words: str, told: str) -> None:
    assert understood(words, date(2026, 11, 25)) == told
