"""Statements of one plan that cannot both hold."""

import re
from itertools import combinations, product

from clb.plans.reading.draft import Bound, Conflict, Measure, Target
from clb.plans.reading.targets import Stated
from clb.plans.reading.wording import CAPITAL, clean, fold

MOST_COMPARED = 40
# Words that narrow whom or when a figure speaks of; figures with different ones may stand side by side.
_NARROWS = re.compile(
    r"đồng bằng|miền núi|vùng cao|vùng sâu|biên giới|hải đảo|ven biển|đô thị|thành thị|nông thôn|dân tộc|khó khăn|thuận lợi|vùng ven"
    r"|đạt chuẩn|cận nghèo|nghèo|phụ nữ|năm đầu|năm (?:sau|tiếp)|đợt \w+|điểm|ban chủ nhiệm|còn lại|hiện có|đã có|cũ"
    r"|thành lập[^,;.]{0,20}?\d{4}\s*[-–—]\s*\d{4}"
    r"|(?:tại|ở|của|thuộc) (?:các )?(?:xã|phường|thị trấn|huyện|khu vực|địa bàn|ấp|khóm|thôn|khu phố|cụm) [^,;.]{2,30}"
)
_PLACE_NAME = re.compile(
    rf"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Ấấ]p|[Kk]hóm|[Tt]hôn|[Kk]hu phố) [{CAPITAL}\d]\w*(?: [{CAPITAL}]\w*)*"
)
_OF_WHOM = re.compile(r"liên thế hệ tự giúp nhau|(?:^|\s)(?:tổng số|số|các|những)(?=\s)|\s+trên địa bàn.*|[.,;]")
_NEW_CLUBS = re.compile(r"(?:câu lạc bộ|clb)[^,;]{0,50}mới")


def conflicts_among(stated: list[Stated]) -> tuple[Conflict, ...]:
    """Pairs of targets on the same thing, place, period and population whose bounds share no value.

    A figure without a word of bound counts as exact here: "03 CLB" contradicts "05 CLB", not "ít nhất 03 CLB".
    """
    return tuple(_conflict(first, second) for first, second in _contradictions(stated, []))


def differences_from(stated: list[Stated], restated: list[Stated]) -> tuple[str, ...]:
    """Sentences on figures that a duty or a table's total repeats otherwise than the target: they may mean a part."""
    return tuple(
        f"{_quoted(again)} khác với chỉ tiêu {_quoted(target)}." for target, again in _contradictions(stated, restated)
    )


def _contradictions(stated: list[Stated], restated: list[Stated]) -> list[tuple[Target, Target]]:
    """Among the targets themselves, or between targets and what restates them."""
    alike: dict[tuple[object, ...], tuple[list[Stated], list[Stated]]] = {}
    for at, group in enumerate((stated, restated)):
        for one in group:
            if one.target.parent is None and one.target.measure != Measure.QUALITY:
                alike.setdefault(_same_thing(one.target), ([], []))[at].append(one)
    pairs = []
    for targets, again in alike.values():
        compared = (
            product(targets[:MOST_COMPARED], again[:MOST_COMPARED])
            if restated
            else combinations(targets[:MOST_COMPARED], 2)
        )
        pairs += [(first.target, second.target) for first, second in compared if not _share_a_value(first, second)]
    return pairs


def _same_thing(target: Target) -> tuple[object, ...]:
    """What two statements must agree in before they can contradict each other."""
    words = fold(target.text)
    about = target.indicator or clean(re.sub(r"\d[\d.,]*", "#", words))
    population = frozenset([*_NARROWS.findall(words), *_PLACE_NAME.findall(target.text)])
    is_new = target.measure == Measure.SHARE and bool(_NEW_CLUBS.search(words))
    return about, target.measure, target.scope, target.place_name, target.deadline, population, _of_whom(target), is_new


def _of_whom(target: Target) -> str:
    if target.measure != Measure.SHARE:
        return ""
    whom = clean(_OF_WHOM.sub(" ", fold(target.of or "").replace("clb", "câu lạc bộ")))
    return (
        "thành viên"
        if whom.startswith(("thành viên", "hội viên")) and (target.indicator or "").startswith("club.")
        else whom
    )


def _exact(one: Stated) -> Bound:
    bound = one.target.bound
    return Bound(bound.minimum, bound.minimum) if one.is_plain and bound.maximum is None else bound


def _share_a_value(one: Stated, other: Stated) -> bool:
    first, second = _exact(one), _exact(other)
    return _reaches(first, second) and _reaches(second, first)


def _reaches(low: Bound, high: Bound) -> bool:
    """Whether the lower end of `low` lies within the upper end of `high`."""
    if low.minimum is None or high.maximum is None:
        return True
    if low.min_strict or high.max_strict:
        return low.minimum < high.maximum
    return low.minimum <= high.maximum


def _conflict(first: Target, second: Target) -> Conflict:
    sentence = f"{_quoted(first)} trái với {_quoted(second)}: hai điều này không thể cùng đúng."
    return Conflict(sentence, tuple(sorted({*first.lines, *second.lines})))


def _quoted(target: Target) -> str:
    return f"“{target.text}” (dòng {', '.join(map(str, target.lines))})"
