"""One paper of each kind, with made-up people and places."""

from __future__ import annotations

from datetime import date

from clb.papers.blocks import (
    Annex,
    Article,
    Band,
    Basis,
    Centred,
    Column,
    Header,
    Heading,
    Item,
    Paper,
    Paragraph,
    Signature,
    Table,
    Total,
)
from clb.papers.words import vnd_in_words

ON = date(2026, 2, 5)

DECISION = Paper(
    kind="Quyết định",
    subject="Về việc thành lập Câu lạc bộ Liên thế hệ tự giúp nhau ấp Mẫu Một",
    header=Header(body="Ủy ban nhân dân\nxã Long Mẫu", number="12/QĐ-UBND", place="Long Mẫu", on=ON),
    body=(
        Centred("ỦY BAN NHÂN DÂN XÃ LONG MẪU"),
        Basis("Căn cứ Luật Tổ chức chính quyền địa phương"),
        Basis("Căn cứ Kế hoạch số 01/KH-UBND ngày 04 tháng 3 năm 2025 của Ủy ban nhân dân xã Long Mẫu;"),
        Basis("Theo đề nghị của Hội Người cao tuổi xã tại Tờ trình số 03/TTr-HNCT ngày 28 tháng 01 năm 2026"),
        Centred("QUYẾT ĐỊNH:"),
        Article(
            "Thành lập Câu lạc bộ Liên thế hệ tự giúp nhau ấp Mẫu Một gồm 52 thành viên, với quỹ ban đầu"
            f" 20.000.000 đồng ({vnd_in_words(20_000_000, even=True)}), và Ban Chủ nhiệm gồm các ông, bà có tên sau:",
            body=(
                Item("Bà Nguyễn Thị Đẹp (mẫu), Chủ nhiệm;", "1."),
                Item("Ông Trần Văn Ửng (mẫu), Phó Chủ nhiệm;", "2."),
                Item("Bà Lê Thị Nguyệt (mẫu), Thủ quỹ.", "3."),
            ),
        ),
        Article(
            "Câu lạc bộ hoạt động theo quy chế được hội nghị thành viên thông qua, sinh hoạt mỗi tháng một lần,"
            " tự quản lý quỹ và chịu sự hướng dẫn của Hội Người cao tuổi xã.",
        ),
        Article(
            "Văn phòng Ủy ban nhân dân xã, Hội Người cao tuổi xã, Ban Nhân dân ấp Mẫu Một và các ông, bà có tên tại"
            " Điều 1 chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.",
        ),
    ),
    signatures=(Signature(("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"), "Huỳnh Văn Mẫu"),),
    recipients=("Như Điều 3;", "Hội Người cao tuổi tỉnh", "Chủ tịch, các PCT UBND xã", "Lưu: VT"),
)

MINUTES = Paper(
    kind="Biên bản",
    subject="Lễ ra mắt Câu lạc bộ Liên thế hệ tự giúp nhau ấp Mẫu Một",
    header=Header(superior="Hội Người cao tuổi xã Long Mẫu", body="CLB Liên thế hệ tự giúp nhau ấp Mẫu Một"),
    body=(
        Paragraph("8 giờ 00, ngày 10 tháng 02 năm 2026", "Thời gian bắt đầu:"),
        Paragraph("Nhà văn hóa ấp Mẫu Một", "Địa điểm:"),
        Heading("1. Thành phần tham dự", 2),
        Item("Đại diện Ủy ban nhân dân xã: ông Huỳnh Văn Mẫu"),
        Item("Thành viên có mặt: 50 trên 52 người"),
        Heading("2. Nội dung", 2),
        Paragraph("Công bố Quyết định số 12/QĐ-UBND; hội nghị biểu quyết Ban Chủ nhiệm như sau:"),
        Table(
            columns=(
                Column("TT", "centre", 0.6),
                Column("Họ và tên", width=3),
                Column("Chức danh", width=2),
                Column("Tán thành", "number", group="Biểu quyết"),
                Column("Không", "number", group="Biểu quyết"),
            ),
            rows=(
                (1, "Nguyễn Thị Đẹp (mẫu)", "Chủ nhiệm", 50, 0),
                (2, "Trần Văn Ửng (mẫu)", "Phó Chủ nhiệm", 49, 1),
                (3, "Lê Thị Nguyệt (mẫu)", "Thủ quỹ", 50, None),
            ),
            note="Biểu quyết bằng cách giơ tay.",
        ),
        Paragraph("Cuộc họp kết thúc vào 10 giờ 30, ngày 10 tháng 02 năm 2026."),
    ),
    signatures=(
        Signature(("Thư ký",), "Lê Thị Nguyệt", "(Ký, ghi rõ họ tên)"),
        Signature(("Chủ trì",), "Nguyễn Thị Đẹp", "(Ký, ghi rõ họ tên)"),
    ),
    recipients=("Hội Người cao tuổi xã", "Lưu: CLB"),
    mark="Dữ liệu trình diễn, không có thật",
)

_WIDE = (
    Column("TT", "centre", 0.5),
    Column("Câu lạc bộ", width=4),
    *(Column(title, "number", group="Thành viên") for title in ("Tổng", "Nữ", "Từ 60 tuổi")),
    *(Column(title, "number", 1.6, group="Quỹ (đồng)") for title in ("Ban đầu", "Hiện có")),
    Column("Ghi chú", width=2),
)


def wide_rows(count: int) -> tuple[tuple[int | str | None, ...], ...]:
    """Rows of the report's annex."""
    return tuple(
        (i, f"CLB Liên thế hệ tự giúp nhau ấp Mẫu {i}", 50 + i % 20, 33, 35, 20_000_000, 21_500_000 + i, None)
        for i in range(1, count + 1)
    )


def report(rows: int = 3) -> Paper:
    """A report with a landscape annex of `rows` clubs."""
    return Paper(
        kind="Báo cáo",
        subject="Kết quả thực hiện kế hoạch nhân rộng mô hình\nCâu lạc bộ Liên thế hệ tự giúp nhau năm 2026",
        header=Header(body="Ủy ban nhân dân\nxã Long Mẫu", symbol="BC-UBND", place="Long Mẫu", on=None),
        body=(
            Heading("I. TÌNH HÌNH CHUNG"),
            *(
                Paragraph(
                    f"Đoạn {i}. Trên địa bàn xã có câu lạc bộ hoạt động đều, sinh hoạt mỗi tháng một lần, với nội dung"
                    " thuộc đủ tám mảng hoạt động; quỹ của câu lạc bộ do thành viên tự quản lý và công khai hằng tháng."
                )
                for i in range(1, 13)
            ),
            Heading("II. KẾT QUẢ"),
            Heading("1. Thành lập mới", 2),
            Item("Đã thành lập 03 câu lạc bộ;"),
            Item("Có 156 thành viên, trong đó 94 người cao tuổi.", "+", 2),
            Heading("a) Quỹ", 3),
            Paragraph("Mỗi câu lạc bộ có quỹ ban đầu từ 20.000.000 đồng trở lên."),
            Paragraph("Trên đây là báo cáo kết quả thực hiện kế hoạch năm 2026."),
        ),
        signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), "Huỳnh Văn Mẫu"),),
        recipients=("Ủy ban nhân dân tỉnh", "Hội Người cao tuổi tỉnh", "Lưu: VT"),
        annexes=(
            Annex(
                "Câu lạc bộ và quỹ",
                (Table(_WIDE, (Band("I. Câu lạc bộ thành lập mới"), *wide_rows(rows), _sum(rows))),),
                landscape=True,
                attached="Kèm theo Báo cáo của Ủy ban nhân dân xã Long Mẫu",
            ),
            Annex("Nhiệm vụ năm sau", (Item("Tập huấn Ban Chủ nhiệm", "1."), Item("Kiểm quỹ mỗi quý", "2."))),
        ),
    )


def _sum(rows: int) -> Total:
    return Total((None, "Cộng", rows * 55, rows * 33, rows * 35, rows * 20_000_000, rows * 21_500_000, None))


LETTER = Paper(
    subject="mời dự lễ ra mắt Câu lạc bộ Liên thế hệ tự giúp nhau",
    header=Header(
        superior="Hội Người cao tuổi tỉnh Mẫu",
        body="Hội Người cao tuổi xã Long Mẫu",
        number="05/CV-HNCT",
        place="Long Mẫu",
        on=date(2026, 11, 24),
    ),
    to=("Ủy ban nhân dân xã Long Mẫu", "Mặt trận Tổ quốc xã Long Mẫu"),
    body=(
        Paragraph("Hội Người cao tuổi xã trân trọng kính mời đại diện Quý cơ quan đến dự lễ ra mắt."),
        Paragraph("Sự có mặt của Quý cơ quan là niềm vinh dự cho câu lạc bộ."),
    ),
    signatures=(Signature(("TM. Ban Thường vụ", "Chủ tịch"), "Phạm Thị Quỳnh"),),
    recipients=("Như trên", "Lưu: VT"),
)

SAMPLES = {"quyet-dinh": DECISION, "bien-ban": MINUTES, "bao-cao": report(), "cong-van": LETTER}
