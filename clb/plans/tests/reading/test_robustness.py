"""Whatever is thrown at the reader, it answers soon, loses no line, and refuses in one Vietnamese sentence."""

import io
import random
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clb.plans.reading.draft import Line, UnreadablePlan
from clb.plans.reading.extract import LARGEST_BYTES, lines_of
from clb.plans.reading.reader import placed_lines, read_plan

TEXTS = Path(__file__).parent / "texts"
PLANS = {path.stem: path.read_text("utf-8").splitlines() for path in sorted(TEXTS.glob("*.txt"))}
EVERY_LINE = [line for lines in PLANS.values() for line in lines]
PIECES = [
    "I. ", "1. ", "1.1. ", "a) ", "- ", "+ ", "Điều 2. ", "PHỤ LỤC ", "Nơi nhận: ", "MỤC TIÊU", "Chỉ tiêu: ",
    "trong đó ", "ít nhất ", "100% ", "03 câu lạc bộ ", "từ 50 - 70 ", " | ", "\t", "     ", "; ", ". ", ": ", "(",
    ")", "./.", "ba ", "Sở Y tế", " và ", ", ", "20 triệu đồng", "đến năm 2025 ", "TM. ỦY BAN", "CHỦ TỊCH",
    "999999999999999999 ", "%", "Quỹ ", "hằng năm ", "ngày 15/12 ", "Tổng cộng",
]  # fmt: skip


def numbered(texts):
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def keeps_every_line(lines):
    """Reads, and checks that each non-empty line is in an item, in the header, or set aside."""
    try:
        draft = read_plan(lines)
    except UnreadablePlan as refusal:
        assert str(refusal).endswith(".")
        return
    assert {line.number for line in draft.lines} == placed_lines(draft) | {one.number for one in draft.unplaced}
    assert {line.number for line in lines if line.text.strip()} == {line.number for line in draft.lines}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(EVERY_LINE[:120]))
def test_lines_in_any_order_lose_none(texts):
    keeps_every_line(numbered(texts))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=120), st.sampled_from(EVERY_LINE)), max_size=40))
def test_any_unicode_between_lines_loses_none(texts):
    keeps_every_line(numbered(texts))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=25))
def test_any_mixture_of_marks_loses_none(texts):
    keeps_every_line(
        [*numbered(["CHỈ TIÊU", "- Thành lập 05 câu lạc bộ."]), *(Line(n + 9, t) for n, t in enumerate(texts))]
    )


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(PLANS)), st.data())
def test_plan_with_lines_taken_out_loses_none(name, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(PLANS[name]), max_size=len(PLANS[name])))
    keeps_every_line([line for line, keep in zip(numbered(PLANS[name]), kept, strict=True) if keep])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.doc", "a"]))
def test_junk_bytes_are_read_or_refused(content, name):
    try:
        assert lines_of(content, name)
    except UnreadablePlan as refusal:
        assert str(refusal).endswith(".")


def test_empty_sections_lose_none():
    keeps_every_line(
        numbered(["KẾ HOẠCH", "I. MỤC TIÊU", "II. CHỈ TIÊU", "III. TỔ CHỨC THỰC HIỆN", "1.", "-", "Nơi nhận:"])
    )


def _long_plan(kind):
    chance = random.Random(7)
    if kind == "shuffled":
        return [chance.choice(EVERY_LINE) for _ in range(10_000)]
    if kind == "targets":
        return ["CHỈ TIÊU", *(f"- Có {n} thành viên, trong đó {n} người là nữ" for n in range(10_000))]
    if kind == "one paragraph":
        return ["CHỈ TIÊU", *("và có thêm 12 câu lạc bộ, trong đó có phụ nữ và người" for _ in range(10_000))]
    return ["CHỈ TIÊU", *("1 | Xã Mẫu | 2 | 30" for _ in range(10_000))]


@pytest.mark.parametrize("kind", ["shuffled", "targets", "one paragraph", "table"])
def test_ten_thousand_lines_are_all_kept(kind):
    keeps_every_line(numbered(_long_plan(kind)))  # about a second; a quadratic step takes minutes and is noticed


LONG_RUNS = {
    " ": 100_000, "1": 50_000, "(": 50_000, "Quỹ ": 20_000, "a, ": 30_000, "1 - ": 20_000, "- ": 30_000, "đến ": 20_000,
    "trong đó ": 10_000, "năm 2021 ": 10_000, "1. ": 20_000, "Sở Y tế, ": 10_000, "phối hợp với ": 10_000,
    "20 triệu đồng ": 3_000,
}  # fmt: skip


@pytest.mark.parametrize("run", LONG_RUNS)
def test_one_odd_line_does_not_hang(run):
    text = run * LONG_RUNS[run] + "x"
    keeps_every_line(numbered(["CHỈ TIÊU", f"- {text}", "KINH PHÍ", text, "TỔ CHỨC THỰC HIỆN", f"1. Sở Y tế: {text}"]))
    keeps_every_line(
        numbered(["KẾ HOẠCH", text, "CHỈ TIÊU", "- 03 câu lạc bộ mới", "Nơi nhận:", text, "PHỤ LỤC", text])
    )


def _bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return out.getvalue()


def _word_of(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", text)
    return out.getvalue()


def _pdf_bomb():
    """Packed twenty times, as one stream holds little."""
    packed = zlib.compress(bytes(12_000_000), 9)
    return b"%PDF-1.4\n" + b"".join(
        b"9 0 obj<</Filter/FlateDecode>>stream\n%s\nendstream\n" % packed for _ in range(20)
    )


def _office_of(part):
    """A file of another office program under the name of Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr(part, "<workbook/>")
    return out.getvalue()


def _locked_pdf():
    """The scan with a password that is not the empty one."""
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)
    return (TEXTS / "ban-chup.pdf").read_bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock)


PICTURE = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(range(256)) * 30
LONG = "Xã thành lập 03 câu lạc bộ mới, mỗi câu lạc bộ có 50 người. "
FRENCH = ("Le comité créera trois clubs l'année prochaine et gardera les autres où ils sont déjà. " * 9).encode()
CHINESE = ("老年人互助俱乐部计划，每年成立三个俱乐部。" * 20).encode()
ENGLISH = ("The committee shall establish three new clubs and keep all of them in good order. " * 20).encode()
NOT_A_PLAN = (
    "Sáng nay trời mưa nhẹ, mấy đứa trẻ rủ nhau ra bờ ruộng thả diều rồi ngồi kể chuyện cổ tích. " * 5
).encode()
WORD = (TEXTS / "word-mau.docx").read_bytes()
PDF = (TEXTS / "pdf-mau.pdf").read_bytes()
REFUSED = {
    "empty": (b"", "ke-hoach.txt", "Tệp rỗng"),
    "blank": (b" \r\n \n", "ke-hoach.txt", "Tệp rỗng"),
    "too large": (b"a" * (LARGEST_BYTES + 1), "ke-hoach.pdf", "lớn hơn 20 MB"),
    "english": (ENGLISH, "plan.txt", "không phải tiếng Việt"),
    "french": (FRENCH, "plan.txt", "không phải tiếng Việt"),
    "chinese": (CHINESE, "plan.txt", "không phải tiếng Việt"),
    "more letters than a plan": (("CHỈ TIÊU\n- " + LONG * 12_000).encode(), "dai.txt", "ba trăm trang"),
    "more lines than a plan": ((f"- {LONG}\n" * 20_001).encode(), "dai.txt", "dài hơn 20000 dòng"),
    "dense digits": (b"1234567890" * (LARGEST_BYTES // 10), "so.txt", "ba trăm trang"),
    "locked pdf": (_locked_pdf(), "khoa.pdf", "khóa bằng mật khẩu"),
    "sheet as word": (_office_of("xl/workbook.xml"), "bang.docx", "Tệp Word bị hỏng"),
    "picture as pdf": (PICTURE, "anh.pdf", "Tệp PDF bị hỏng"),
    "picture as word": (PICTURE, "anh.docx", "Tệp Word bị hỏng"),
    "picture as text": (PICTURE, "anh.txt", "không phải là văn bản"),
    "pdf bomb": (_pdf_bomb(), "bom.pdf", "quá lớn"),
    "scan": ((TEXTS / "ban-chup.pdf").read_bytes(), "quet.pdf", "bản chụp"),
    "other type": (b"PK", "bang.xlsx", "Không đọc được loại tệp"),
    "no type": (b"abc", "kehoach", "Không đọc được loại tệp"),
    "old word": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "cu.docx", "Tệp Word bị hỏng"),
    "cut word": (WORD[:9000], "cut.docx", "Tệp Word bị hỏng"),
    "word without parts": (_word_of("<x/>"), "rong.docx", "Tệp Word bị hỏng"),
    "bomb": (_bomb(), "bom.docx", "quá lớn"),
    "cut pdf": (PDF[:4000], "cut.pdf", "Tệp PDF bị hỏng"),
    "no pdf": (b"hello" * 50, "gia.pdf", "Tệp PDF bị hỏng"),
    "binary": (bytes(range(256)) * 40, "nhi-phan.txt", "không phải là văn bản"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_unreadable_file_is_refused_in_one_sentence(case):
    content, name, words = REFUSED[case]
    with pytest.raises(UnreadablePlan) as refusal:
        lines_of(content, name)
    sentence = str(refusal.value)
    assert words in sentence
    assert sentence.count("\n") == 0 and sentence.endswith((".", "”."))


def test_vietnamese_text_that_is_no_plan_is_refused():
    with pytest.raises(UnreadablePlan, match="không giống văn bản kế hoạch"):
        read_plan(lines_of(NOT_A_PLAN, "truyen.txt"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_encodings_give_the_same_lines(encoding):
    text = (TEXTS / "mau-thuan.txt").read_text("utf-8")
    assert lines_of(text.encode(encoding), "a.txt") == lines_of(text.encode(), "a.txt")


def test_windows_vietnamese_is_read():
    """Code page 1258 writes a tone behind its vowel, as a mark of its own."""
    raw = "K\xea\u0301 hoa\u0323ch th\u01b0\u0323c hi\xea\u0323n cu\u0309a \u0111\u1ecba ph\u01b0\u01a1ng".replace(
        "\u1ecb", "i\u0323"
    )
    assert lines_of(raw.encode("cp1258"), "cu.txt")[0].text == "Kế hoạch thực hiện của địa phương"


def test_decomposed_unicode_reads_like_composed():
    texts = PLANS["mau-thuan"]
    composed = read_plan(numbered(texts))
    decomposed = read_plan(numbered([unicodedata.normalize("NFD", text) for text in texts]))
    assert decomposed.targets == composed.targets
    assert decomposed.agencies == composed.agencies
