"""What people type into cells, as a form wants it. Never guesses: what can't be read for sure is a fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from clb.kernel.text import plain, tidy
from clb.members.models import HouseholdClass, Person

_EXCEL_BEGINS = date(1899, 12, 30)
_MARKS = {"x", "v", "1", "co", "✓", "✔", "true", "+", "*"}
_NO_MARKS = {"", "0", "khong", "-", "false", "–", "."}
_SEXES = {"nam": Person.Sex.MALE, "m": Person.Sex.MALE, "male": Person.Sex.MALE, "ong": Person.Sex.MALE}
_SEXES |= {"nu": Person.Sex.FEMALE, "f": Person.Sex.FEMALE, "female": Person.Sex.FEMALE, "ba": Person.Sex.FEMALE}
_SEXES |= {"trai": Person.Sex.MALE, "gai": Person.Sex.FEMALE}
_CLASSES = {"ngheo": "POOR", "ho ngheo": "POOR", "hn": "POOR", "n": "POOR"}
_CLASSES |= {"can ngheo": "NEAR_POOR", "ho can ngheo": "NEAR_POOR", "cn": "NEAR_POOR", "hcn": "NEAR_POOR"}
_CLASSES |= {"kho khan": "HARDSHIP", "hoan canh kho khan": "HARDSHIP", "hoan canh kho khan khac": "HARDSHIP"}
_CLASSES |= dict.fromkeys(
    ("", "khong", "binh thuong", "kha", "trung binh", "tb", "ho thuong", "khong thuoc dien nao"), ""
)


class Fault(Exception):
    """A cell that can't be read; the message is one sentence for the person who typed it."""


def text(cell: Any) -> str:
    """Words in composed Unicode without stray spaces, a leading apostrophe or a decimal tail that Excel added."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    return tidy(str(cell)).lstrip("'‘’`").strip()


def name(cell: Any) -> str:
    """A name; one in capitals throughout is written as names are."""
    words = text(cell)
    return words.title() if words.isupper() else words


def digits(cell: Any) -> str:
    """A telephone or a number of papers, whose leading zero Excel may have dropped."""
    words = text(cell)
    return "0" + words if isinstance(cell, int | float) and len(words) in (9, 11) and words[0] != "0" else words


def is_marked(cell: Any) -> bool:
    """x, v, 1, có. Raises Fault for anything that is neither a mark nor empty."""
    word = plain(text(cell))
    if word in _MARKS:
        return True
    if word in _NO_MARKS:
        return False
    raise Fault(_("Ô này chỉ để đánh dấu x hoặc để trống."))


def sex(cell: Any) -> str:
    """Nam, Nữ, nam, nu, M, F; '' for an empty cell. 1 and 0 mean different things in different lists: a fault."""
    word = plain(text(cell))
    if word and word not in _SEXES:
        if word in {"0", "1"}:
            raise Fault(_("Giới tính ghi bằng số 0, 1 thì không rõ nam hay nữ. Hãy ghi Nam hoặc Nữ."))
        raise Fault(_("Giới tính hãy ghi Nam hoặc Nữ."))
    return str(_SEXES.get(word, ""))


def household_class(cell: Any) -> str:
    """Nghèo, Cận nghèo, HN, CN, Khó khăn; '' for an empty cell or an ordinary household."""
    word = plain(text(cell)).strip(".")
    if word not in _CLASSES:
        known = ", ".join(str(label) for label in HouseholdClass.Class.labels)
        raise Fault(_("Diện hộ hãy ghi một trong: %s; hoặc để trống.") % known)
    return _CLASSES[word]


def day(cell: Any) -> str:
    """A day as DD/MM/YYYY where it can be told for sure; else as typed, for the form to judge."""
    if isinstance(cell, datetime | date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    words = text(cell)
    if re.fullmatch(r"\d{5}(\.\d+)?", words):
        return (_EXCEL_BEGINS + timedelta(days=int(float(words)))).strftime("%d/%m/%Y")
    words = re.sub(r"(?i)^((ngày|sinh|năm|ngay|nam)\s*:?\s*)+", "", words)
    words = re.sub(r"(?i)\s*(tháng|năm|thang|nam)\s*", "/", words)
    words = re.sub(r"\s*([/.\-])\s*", r"\1", words)
    words = re.sub(r"\s*00:00(:00)?$", "", words)
    return re.sub(r"^0{1,2}/0{1,2}/(\d{4})$", r"\1", words)


def joining_day(cell: Any) -> str:
    """A day; a year alone is not one. Two digits of a year are read only where one century is possible."""
    words = day(cell)
    if re.fullmatch(r"\d{4}", words):
        raise Fault(_("Hãy ghi đủ ngày/tháng/năm, ví dụ 15/03/2021."))
    if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2})", words):
        if int(match.group(3)) > timezone.localdate().year % 100:
            raise Fault(_("Hãy ghi đủ bốn số của năm."))
        return f"{match.group(1)}/{match.group(2)}/20{match.group(3)}"
    return words


# --- What a health station writes ---------------------------------------------------------------------------------

_FOLLOW_UPS = {"": "", "khong": "NONE", "khong can kham them": "NONE", "binh thuong": "NONE", "on": "NONE"}
_FOLLOW_UPS |= {"theo doi": "WATCH", "theo doi, do deu": "WATCH", "do deu": "WATCH", "hen do lai": "WATCH"}
_FOLLOW_UPS |= dict.fromkeys(
    ("can kham them", "can kham, dieu tri them", "chuyen tuyen", "chuyen kham", "kham chuyen khoa", "dieu tri"), "REFER"
)


def pressure(cell: Any) -> dict[str, str]:
    """120/80, 120 / 80, 120-80: both numbers. Raises Fault for anything else, also a day that Excel made of it."""
    words = "" if isinstance(cell, datetime | date) else text(cell)
    if words == "" and cell in ("", None):
        return {}
    match = re.fullmatch(r"(\d{2,3})\s*[/\\-]\s*(\d{2,3})(\s*mmhg)?", words, re.IGNORECASE)
    if match is None:
        raise Fault(_("Huyết áp hãy ghi hai số, ví dụ 120/80."))
    return {"systolic_mmhg": match.group(1), "diastolic_mmhg": match.group(2)}


def yes_no(field: str) -> Callable[[Any], dict[str, str]]:
    """Có, x, không, or nothing, into one field: 'True', 'False' or ''."""

    def read(cell: Any) -> dict[str, str]:
        word = plain(text(cell))
        if not word:
            return {field: ""}
        if word in _MARKS | {"doi", "luc doi"}:
            return {field: "True"}
        if word in _NO_MARKS | {"no", "sau an"}:
            return {field: "False"}
        raise Fault(_("Ô này hãy ghi Có hoặc Không."))

    return read


def follow_up(cell: Any) -> str:
    """Không cần khám thêm, Theo dõi, Cần khám thêm; '' for an empty cell."""
    word = plain(text(cell)).strip(".")
    if word not in _FOLLOW_UPS:
        raise Fault(_("Sau khám hãy ghi một trong: Không cần khám thêm, Theo dõi, Cần khám thêm; hoặc để trống."))
    return _FOLLOW_UPS[word]
