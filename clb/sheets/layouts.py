"""What a column may mean. A new column of a command's form is one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from clb.clubs.commands import FOUND_CLUB
from clb.health.commands import RECORD_STATION_RESULT
from clb.health.rules import OPEN_UNTOLD
from clb.kernel.commands import Command
from clb.members.commands import ADD_MEMBER

from . import values
from .models import Kind

Read = Callable[[Any], dict[str, str]]


@dataclass(frozen=True)
class Column:
    """A meaning: its key, its words on screen, the titles it goes by (plain), and what its cells give to the form."""

    key: str
    label: Any
    titles: tuple[str, ...]
    read: Read
    example: str = ""
    choices: tuple[str, ...] = ()
    is_in_template: bool = True


@dataclass(frozen=True)
class Layout:
    """A kind of list: the command that each row becomes, and its columns."""

    kind: str
    command: Command
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    says: Mapping[str, str] = field(default_factory=dict)  # what each row says besides its cells

    def column(self, key: str) -> Column | None:
        """The column of that key."""
        return next((column for column in self.columns if column.key == key), None)

    @property
    def right_at_club(self) -> str:
        """By which right a row's club is looked for."""
        return ADD_MEMBER.name if self.kind == Kind.CLUBS else self.command.name

    @property
    def words(self) -> set[str]:
        """Every title known, for finding the head."""
        return {title for column in self.columns for title in column.titles} | {"stt", "so tt"}


def to(field: str, read: Callable[[Any], str] = values.text) -> Read:
    """The cell's value goes into one field."""
    return lambda cell: {field: read(cell)}


def mark(field: str, value: str) -> Read:
    """An x in the cell means `value`."""
    return lambda cell: {field: value if values.is_marked(cell) else ""}


def birth_of(sex: str) -> Read:
    """A birth in the column of one sex tells both, as in «Năm sinh › Nam | Nữ»."""

    def read(cell: Any) -> dict[str, str]:
        day = values.day(cell)
        return {"birth": day, "sex": sex} if day else {}

    return read


_HIDDEN: dict[str, Any] = {"is_in_template": False}
MEMBERS = Layout(
    Kind.MEMBERS,
    ADD_MEMBER,
    (
        Column("club", _("Câu lạc bộ"), ("cau lac bo", "clb", "ten clb", "ten cau lac bo"), to("club"), "CLB ấp 1"),
        Column("full_name", _("Họ và tên"), ("ho va ten", "ho ten", "ho ten thanh vien", "ten thanh vien", "hoi vien", "ten"), to("full_name", values.name), "Nguyễn Thị Mẫu"),
        Column("family_name", _("Họ và tên đệm"), ("ho", "ho dem", "ho va dem", "ho va ten dem", "ho va chu dem"), to("family_name", values.name), **_HIDDEN),
        Column("given_name", _("Tên (cột riêng)"), ("ten goi",), to("given_name", values.name), **_HIDDEN),
        Column("sex", _("Giới tính"), ("gioi tinh", "gioi", "phai", "nam/nu", "nam nu"), to("sex", values.sex), "Nữ", ("Nam", "Nữ")),
        Column("sex=MALE", _("Nam (đánh dấu x)"), ("nam", "gioi tinh › nam", "gioi › nam", "phai › nam"), mark("sex", "MALE"), **_HIDDEN),
        Column("sex=FEMALE", _("Nữ (đánh dấu x)"), ("nu", "gioi tinh › nu", "gioi › nu", "phai › nu"), mark("sex", "FEMALE"), **_HIDDEN),
        Column("birth", _("Năm sinh hoặc ngày sinh"), ("ngay sinh", "nam sinh", "ngay thang nam sinh", "sinh nam", "ns", "ngay, thang, nam sinh"), to("birth", values.day), "1950"),
        Column("birth=MALE", _("Năm sinh, cột của nam"), ("nam sinh › nam", "ngay sinh › nam", "ngay thang nam sinh › nam"), birth_of("MALE"), **_HIDDEN),
        Column("birth=FEMALE", _("Năm sinh, cột của nữ"), ("nam sinh › nu", "ngay sinh › nu", "ngay thang nam sinh › nu"), birth_of("FEMALE"), **_HIDDEN),
        Column("from_on", _("Ngày vào câu lạc bộ"), ("ngay vao", "ngay tham gia", "ngay vao clb", "ngay vao cau lac bo", "tham gia tu", "ngay gia nhap"), to("from_on", values.joining_day), "15/03/2021"),
        Column("household_class", _("Diện hộ"), ("dien ho", "ho ngheo, can ngheo", "dien", "hoan canh", "hoan canh gia dinh", "doi tuong"), to("household_class", values.household_class), "Cận nghèo", ("Nghèo", "Cận nghèo", "Khó khăn")),
        Column("class=POOR", _("Hộ nghèo (đánh dấu x)"), ("ho ngheo", "ngheo", "dien ho › ngheo", "hoan canh › ngheo", "dien ho › ho ngheo"), mark("household_class", "POOR"), **_HIDDEN),
        Column("class=NEAR_POOR", _("Hộ cận nghèo (đánh dấu x)"), ("ho can ngheo", "can ngheo", "dien ho › can ngheo", "hoan canh › can ngheo", "dien ho › ho can ngheo"), mark("household_class", "NEAR_POOR"), **_HIDDEN),
        Column("class=HARDSHIP", _("Khó khăn khác (đánh dấu x)"), ("kho khan", "dien ho › kho khan", "hoan canh kho khan"), mark("household_class", "HARDSHIP"), **_HIDDEN),
        Column("known_as", _("Tên thường gọi"), ("ten thuong goi", "ten khac", "biet danh"), to("known_as")),
        Column("phone", _("Điện thoại"), ("dien thoai", "so dien thoai", "sdt", "dt", "so dt"), to("phone", values.digits), "0912 345 678"),
        Column("id_number", _("Số định danh"), ("so dinh danh", "cccd", "so cccd", "cmnd", "so cmnd", "can cuoc", "cccd/cmnd", "cmnd/cccd"), to("id_number", values.digits)),
        Column("address", _("Địa chỉ"), ("dia chi", "noi o", "cho o", "cho o hien nay", "thuong tru", "ap, khom", "ap", "khom"), to("address")),
    ),
    ("full_name", "sex", "birth"),
)  # fmt: skip
CLUBS = Layout(
    Kind.CLUBS,
    FOUND_CLUB,
    (
        Column("name", _("Tên câu lạc bộ"), ("ten cau lac bo", "ten clb", "cau lac bo", "clb", "ten"), to("name"), "CLB liên thế hệ tự giúp nhau ấp 1"),
        Column("parent", _("Xã, phường hoặc ấp, khóm"), ("xa", "phuong", "xa, phuong", "xa/phuong", "don vi", "dia ban", "noi thanh lap", "ap, khom"), to("parent"), "Xã Mẫu"),
        Column("founded_on", _("Ngày thành lập"), ("ngay thanh lap", "thanh lap", "ngay ra mat", "thanh lap ngay"), to("founded_on", values.joining_day), "15/03/2021"),
        Column("founding_decision", _("Quyết định thành lập"), ("quyet dinh", "so quyet dinh", "quyet dinh thanh lap", "qd thanh lap", "so qd"), to("founding_decision"), "12/QĐ-UBND ngày 10/03/2021"),
    ),
    ("name", "founded_on"),
)  # fmt: skip
CHECK_UPS = Layout(
    Kind.CHECK_UPS,
    RECORD_STATION_RESULT,
    (
        Column("club", _("Câu lạc bộ"), ("cau lac bo", "clb", "ten clb", "ten cau lac bo"), to("club"), "CLB ấp 1"),
        Column("full_name", _("Họ và tên"), ("ho va ten", "ho ten", "ten nguoi kham", "hoi vien", "ten"), to("full_name", values.name), "Nguyễn Thị Mẫu"),
        Column("birth", _("Năm sinh hoặc ngày sinh"), ("ngay sinh", "nam sinh", "ngay thang nam sinh", "ns"), to("birth", values.day), "1950"),
        Column("seen_on", _("Ngày khám"), ("ngay kham", "ngay", "kham ngay"), to("seen_on", values.joining_day), "15/03/2026"),
        Column("pressure", _("Huyết áp (120/80)"), ("huyet ap", "ha", "huyet ap (mmhg)", "ha (mmhg)"), values.pressure, "120/80"),
        Column("systolic_mmhg", _("Huyết áp, số trên"), ("tam thu", "huyet ap tren", "so tren", "huyet ap › tren", "huyet ap › tam thu", "huyet ap › so tren"), to("systolic_mmhg"), **_HIDDEN),
        Column("diastolic_mmhg", _("Huyết áp, số dưới"), ("tam truong", "huyet ap duoi", "so duoi", "huyet ap › duoi", "huyet ap › tam truong", "huyet ap › so duoi"), to("diastolic_mmhg"), **_HIDDEN),
        Column("pulse_bpm", _("Mạch"), ("mach", "nhip tim", "mach (lan/phut)"), to("pulse_bpm"), "76"),
        Column("weight_kg", _("Cân nặng (kg)"), ("can nang", "can", "can (kg)", "can nang (kg)"), to("weight_kg"), "52,5"),
        Column("height_cm", _("Chiều cao (cm)"), ("chieu cao", "cao", "cao (cm)", "chieu cao (cm)"), to("height_cm"), "152"),
        Column("waist_cm", _("Vòng eo (cm)"), ("vong eo", "vong bung", "eo", "eo (cm)", "vong eo (cm)"), to("waist_cm"), "78"),
        Column("glucose_mmol_l", _("Đường huyết (mmol/L)"), ("duong huyet", "duong mau", "glucose", "duong huyet (mmol/l)"), to("glucose_mmol_l"), "5,4"),
        Column("is_fasting", _("Đường huyết lúc đói"), ("luc doi", "nhin an", "duong huyet luc doi", "duong huyet › luc doi"), values.yes_no("is_fasting"), "Có", ("Có", "Không")),
        Column("follow_up", _("Sau khám"), ("sau kham", "ket luan", "huong xu tri", "de nghi"), to("follow_up", values.follow_up), "Theo dõi", ("Không cần khám thêm", "Theo dõi", "Cần khám thêm")),
        Column("is_sure", _("Đã xem lại (đánh dấu x)"), ("da xem lai", "so dung", "da do lai"), mark("is_sure", "on")),
    ),
    ("full_name", "birth"),
    {"referral": OPEN_UNTOLD},  # nobody can be asked: a danger value opens a referral
)  # fmt: skip
LAYOUTS = {layout.kind: layout for layout in (MEMBERS, CLUBS, CHECK_UPS)}


def suggest(layout: Layout, titles: Iterable[str], remembered: Mapping[str, str]) -> dict[str, str]:
    """What each title (plain) most likely means: as remembered, else by its words; each meaning once."""
    found = {title: key for title in titles if (key := remembered.get(title)) is not None}
    scored = sorted(
        (-_fit(title, known), title, column.key)
        for title in titles
        if title not in found
        for column in layout.columns
        for known in column.titles
        if _fit(title, known)
    )
    used = set(found.values())
    for _score, title, key in scored:
        if title not in found and key not in used:
            found[title] = key
            used.add(key)
    if "family_name" in used and "given_name" not in used and found.get("ten") == "full_name":
        found["ten"] = "given_name"
    return found


def _fit(title: str, known: str) -> int:
    if title == known:
        return 1000
    inside = len(known) > 4 and f" {known} " in f" {title.replace('(', ' ').replace(')', ' ')} "
    return len(known) if inside else 0
