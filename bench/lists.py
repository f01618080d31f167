"""A made-up list of members with faults planted in it, the same every time: what the import must find, all of it."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

TITLES = (
    *("STT", "Họ và tên", "Giới tính", "Ngày tháng năm sinh", "CLB", "Ngày vào", "Hoàn cảnh"),
    *("SĐT", "Số CCCD", "Chỗ ở hiện nay"),
)
HEAD_ROW = 4  # under three rows of titles
NAME, SEX, BIRTH, CLUB, FROM, CLASS, PHONE, NUMBER = range(1, 9)
_FAMILY = "Nguyễn Trần Lê Phạm Huỳnh Phan Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Mai Đinh Trương Cao Lâm Tạ"
_MIDDLE = "Văn Thị Hữu Đức Minh Ngọc Thanh Kim Hồng Quốc Xuân Thu Bích Công Phước Tấn Mỹ Tuyết Bảo Gia"
_GIVEN = (
    "An Bình Cường Dũng Giang Hà Hải Hạnh Hiền Hoa Hùng Hương Khánh Lan Liên Linh Loan Long Mai Nam Nga Nhung"
    " Oanh Phong Phúc Quang Sơn Tâm Thảo Thắng Thủy Tiến Trang Trung Tú Tuấn Vân Vinh Yến"
)
# What is planted: kind, column, what is typed, and words that the reason must hold.
PLANTED: tuple[tuple[str, int, object, str], ...] = (
    ("không tên", NAME, "", "Thiếu họ và tên"),
    ("tên không có chữ", NAME, "12345", "họ và tên"),
    ("giới tính lạ", SEX, "Khác", "Nam hoặc Nữ"),
    ("giới tính bằng số", SEX, "1", "Nam hoặc Nữ"),
    ("không giới tính", SEX, "", "Thiếu giới tính"),
    ("ngày không có", BIRTH, "31/02/1950", "Ngày sinh chưa đúng"),
    ("hai số năm", BIRTH, "5-6-20", "đủ bốn số"),
    ("sinh ở tương lai", BIRTH, "2090", "1900 đến năm nay"),
    ("sinh quá xưa", BIRTH, "1850", "1900 đến năm nay"),
    ("không năm sinh", BIRTH, "", "Thiếu"),
    ("vào trước khi có câu lạc bộ", FROM, "01/01/2001", "không thể vào trước"),
    ("vào ở tương lai", FROM, "01/01/2090", "tương lai"),
    ("ngày vào không đọc được", FROM, "hồi năm ngoái", "Ngày chưa đúng"),
    ("ngày vào chỉ có năm", FROM, "2020", "đủ ngày/tháng/năm"),
    ("câu lạc bộ lạ", CLUB, "CLB Không Có Thật", "Không có câu lạc bộ"),
    ("diện hộ lạ", CLASS, "Giàu", "Diện hộ"),
    ("điện thoại thiếu số", PHONE, "091234", "điện thoại"),
    ("số định danh thiếu số", NUMBER, "1234567", "12 chữ số"),
    ("trùng trong tệp", NAME, None, "Trùng với dòng"),
)


@dataclass(frozen=True)
class Plant:
    """A fault that was planted: the row and the title of the column, and words of the reason."""

    kind: str
    row: int
    title: str
    reason: str


def make_list(clubs: Sequence[str], *, rows: int, faults: int, seed: int = 2026) -> tuple[bytes, list[Plant]]:
    """An .xlsx of `rows` members of `clubs` (founded by 2018) and the faults planted, in the order of the rows."""
    dice = random.Random(seed)
    lines = _people(dice, clubs, rows)
    at = sorted(dice.sample(range(50, rows), faults))
    plants = []
    for n, i in enumerate(at):
        kind, column, typed, reason = PLANTED[n % len(PLANTED)]
        if typed is None:
            lines[i] = [i + 1, *lines[i - 50][1:]] if i - 50 not in at else lines[i]
            for k in range(i - 50, -1, -1):  # the nearest row above that is right
                if k not in at:
                    lines[i] = [i + 1, *lines[k][1:BIRTH], date(1949, 3, 2), *lines[k][CLUB:]]
                    lines[k][BIRTH] = date(1949, 3, 2)
                    break
        else:
            lines[i][column] = typed
        plants.append(Plant(kind, HEAD_ROW + 1 + i, TITLES[column], reason))
    return _written(lines), plants


def _people(dice: random.Random, clubs: Sequence[str], rows: int) -> list[list[object]]:
    names = [f"{f} {m} {g}" for f in _FAMILY.split() for m in _MIDDLE.split() for g in _GIVEN.split()]
    dice.shuffle(names)
    lines: list[list[object]] = []
    for i, name in enumerate(names[:rows]):
        born = date(dice.randint(1930, 1999), dice.randint(1, 12), dice.randint(1, 28))
        joined = date(dice.randint(2019, 2025), dice.randint(1, 12), dice.randint(1, 28))
        lines.append(
            [
                i + 1,
                dice.choice([name, name, f" {name} ", name.upper(), name.replace(" ", "\u00a0", 1)]),
                dice.choice(["Nam", "Nữ", "nữ", "nam", "F", "M"]),
                dice.choice([born, born.strftime("%d/%m/%Y"), born.year, f"năm {born.year}", f"{born:%d-%m-%Y}"]),
                clubs[i * len(clubs) // rows],
                dice.choice([joined, joined.strftime("%d/%m/%Y"), ""]),
                dice.choice(["", "", "", "Nghèo", "Cận nghèo", "HN", "CN"]),
                f"09{dice.randint(10_000_000, 99_999_999)}" if i % 3 else "",
                f"0{dice.randint(10**10, 10**11 - 1)}" if i % 5 else "",
                f"Tổ {dice.randint(1, 9)}" if i % 4 == 0 else "",
            ]
        )
    return lines


def _written(lines: Sequence[Sequence[object]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page, days = book.add_worksheet("Danh sách"), book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_string(0, 0, "HỘI NGƯỜI CAO TUỔI XÃ MẪU")
    page.write_string(1, 0, "DANH SÁCH THÀNH VIÊN CÂU LẠC BỘ LIÊN THẾ HỆ TỰ GIÚP NHAU")
    page.write_row(HEAD_ROW - 1, 0, TITLES)
    for r, line in enumerate(lines, HEAD_ROW):
        for c, cell in enumerate(line):
            if isinstance(cell, date):
                page.write_datetime(r, c, cell, days)
            elif cell != "":
                page.write(r, c, cell)
    page.write_string(HEAD_ROW + len(lines), 1, "Tổng cộng")
    page.write_number(HEAD_ROW + len(lines), 2, len(lines))
    book.close()
    return out.getvalue()
