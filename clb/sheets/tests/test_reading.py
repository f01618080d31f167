"""Files as people have them: encodings, separators, heads in one row or two, and files that can't be taken."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from clb.sheets.layouts import MEMBERS, suggest
from clb.sheets.reading import Sheet, UnreadableFile, find_head, read_file
from clb.sheets.reading import workbook as workbook_module
from clb.sheets.values import Fault, day, digits, household_class, is_marked, joining_day, name, sex, text

ROWS = "Họ và tên;Năm sinh\nNguyễn Thị Đẹp;1950\n"


def xlsx(*rows: list[Any], merges: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("Trang 1")
    for r, row in enumerate(rows):
        page.write_row(r, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_is_read_in_every_usual_encoding_and_separator(encoding: str, separator: str) -> None:
    (sheet,) = read_file("a.csv", ROWS.replace(";", separator).encode(encoding))
    assert sheet.rows == [["Họ và tên", "Năm sinh"], ["Nguyễn Thị Đẹp", "1950"]]


def test_csv_of_old_windows_is_read() -> None:
    decomposed = "".join(_as_1258(c) for c in ROWS)
    (sheet,) = read_file("a.csv", decomposed.encode("cp1258"))
    assert sheet.rows[1] == ["Nguyễn Thị Đẹp", "1950"]


def _as_1258(letter: str) -> str:
    """The code page has letters with a hat and marks of tone apart."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        hats = [m for m in marks if m in "\u0302\u0306\u031b"]
        tones = [m for m in marks if m not in "\u0302\u0306\u031b"]
        return unicodedata.normalize("NFC", base + "".join(hats)) + "".join(tones)
    return letter


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        for n in range(3):
            archive.writestr(f"xl/{n}.xml", b"0" * 100_000_000)
    return out.getvalue()


def _far(cell: str) -> bytes:
    out, sent = io.BytesIO(), xlsx(["Họ và tên", "Năm sinh"], ["Nguyễn Thị Đẹp", 1950])
    with zipfile.ZipFile(io.BytesIO(sent)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", cell.encode() + b"</sheetData>"))
    return out.getvalue()


def _lying() -> bytes:
    """Its table of contents says that the sheet is ten bytes long."""
    return _bomb().replace((100_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "kiểu cũ (.xls)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"PK\x03\x04broken", "bị hỏng"),
        (_zip(), "không phải tệp Excel"),
        (_bomb(), "nén quá mức"),
        (_lying(), "nén quá mức"),
        (_far('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "dòng 1048576, cột XFD"),
        (_far("<row r='19000'><c r='A1'/><c r = 'XFD19000'><v>1</v></c></row>"), "dòng 19000, cột XFD"),
        (_far('<x:row r="1048576"><x:c><v>1</v></x:c><x:c r="CV1"><v>1</v></x:c></x:row>'), "dòng 1048576"),
        (_far('<row r="9"><c s=">" r="XFD1048576"><v>1</v></c></row>'), "cột XFD"),
        (_far('<row r="9"><c ="" r="XFD1048576"><v>1</v></c></row>'), "bị hỏng"),
        (b"%PDF-1.7\n\x00\x01\x02", "không phải tệp Excel"),
        (b"mot cot\nhai\n", "chỉ có một cột"),
        (b"a,b\n" * 20_200, "20.000 dòng"),
        (xlsx([""]), "không có dòng nào"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words.replace("(", r"\(").replace(")", r"\)").replace(".", r"\.")):
        read_file("a.xlsx", content)


def test_an_empty_cell_far_away_is_no_matter() -> None:
    (sheet,) = read_file("a.xlsx", _far('<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>'))
    assert sheet.rows == [["Họ và tên", "Năm sinh"], ["Nguyễn Thị Đẹp", 1950.0]]


def test_a_file_too_large_gets_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="20 MB"):
        read_file("a.csv", ROWS.encode())


def test_a_head_of_two_rows_under_titles_is_joined() -> None:
    content = xlsx(
        ["HỘI NGƯỜI CAO TUỔI"],
        [],
        ["STT", "Họ và tên", "Năm sinh", "", "Diện hộ", ""],
        ["", "", "Nam", "Nữ", "Nghèo", "Cận nghèo"],
        [1, "Nguyễn Thị Đẹp", "", 1950, "x", ""],
    )
    (sheet,) = read_file("a.xlsx", content)
    head = find_head(sheet, MEMBERS.words)
    assert head is not None
    assert head.row == 4
    assert head.titles == [
        "STT",
        "Họ và tên",
        "Năm sinh › Nam",
        "Năm sinh › Nữ",
        "Diện hộ › Nghèo",
        "Diện hộ › Cận nghèo",
    ]
    found = suggest(MEMBERS, ["stt", "ho va ten", "nam sinh › nam", "nam sinh › nu", "dien ho › ngheo"], {})
    assert found == {
        "ho va ten": "full_name",
        "nam sinh › nam": "birth=MALE",
        "nam sinh › nu": "birth=FEMALE",
        "dien ho › ngheo": "class=POOR",
    }


def test_a_first_row_of_data_is_no_second_head() -> None:
    rows: list[list[Any]] = [["Họ và tên", "Giới tính", "Năm sinh"], ["Lê Văn Ba", "Nam", 1950]]
    head = find_head(Sheet("x", rows), MEMBERS.words)
    assert head is not None
    assert (head.row, head.titles) == (1, ["Họ và tên", "Giới tính", "Năm sinh"])


def test_a_sheet_without_a_table_has_no_head() -> None:
    assert find_head(Sheet("Hướng dẫn", [["Cách điền"], ["Mỗi dòng là một người."]]), MEMBERS.words) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("01/02/1950", "01/02/1950"),
        ("1-2-50", "1-2-50"),
        (1950, "1950"),
        (1950.0, "1950"),
        ("năm 1950", "1950"),
        ("Sinh năm 1950", "1950"),
        (" 01 / 02 / 1950 ", "01/02/1950"),
        ("ngày 1 tháng 2 năm 1950", "1/2/1950"),
        (18295.0, "01/02/1950"),
        ("18295", "01/02/1950"),
        (date(1950, 2, 1), "01/02/1950"),
        (datetime(1950, 2, 1, 0, 0), "01/02/1950"),
        ("'1950", "1950"),
        ("00/00/1950", "1950"),
        ("", ""),
    ],
)
def test_days_as_people_type_them(typed: Any, expected: str) -> None:
    assert day(typed) == expected


def test_days_of_joining_need_a_day_and_a_century() -> None:
    assert (joining_day("1/2/21"), joining_day("01/02/2021"), joining_day("")) == ("1/2/2021", "01/02/2021", "")
    for typed in ("2021", "1/2/87"):
        with pytest.raises(Fault):
            joining_day(typed)


@pytest.mark.parametrize(
    ("read", "typed", "expected"),
    [
        (sex, "NỮ", "FEMALE"),
        (sex, "nu", "FEMALE"),
        (sex, "M", "MALE"),
        (sex, unicodedata.normalize("NFD", "Nữ"), "FEMALE"),
        (household_class, "HN", "POOR"),
        (household_class, "Hộ cận nghèo", "NEAR_POOR"),
        (household_class, "không", ""),
        (is_marked, "X", True),
        (is_marked, "", False),
        (name, " NGUYỄN\u00a0THỊ  ĐẸP ", "Nguyễn Thị Đẹp"),
        (digits, 912345678.0, "0912345678"),
        (text, "'0912\u00a0345 678", "0912 345 678"),
    ],
)
def test_words_as_people_type_them(read: Any, typed: Any, expected: Any) -> None:
    assert read(typed) == expected


@pytest.mark.parametrize(
    ("read", "typed"), [(sex, "1"), (sex, "Khác"), (household_class, "Giàu"), (is_marked, "có thể")]
)
def test_words_that_are_not_sure_are_faults(read: Any, typed: str) -> None:
    with pytest.raises(Fault):
        read(typed)
