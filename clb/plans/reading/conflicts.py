"""Statements of one plan that cannot both hold."""

import re
from itertools import combinations

from clb.plans.reading.draft import Bound, Conflict, Measure, Target
from clb.plans.reading.targets import Stated
from clb.plans.reading.wording import clean, fold

MOST_COMPARED = 40
_REGIONS = re.compile(
    r"đồng bằng|miền núi|vùng cao|vùng sâu|biên giới|hải đảo|đô thị|thành thị|nông thôn|dân tộc|đặc biệt khó khăn|vùng ven|mỗi năm"
    r"|đạt chuẩn|cận nghèo|nghèo|phụ nữ"
)
_FOUNDED_IN = re.compile(r"thành lập[^,;.]{0,20}?(\d{4}\s*[-–—]\s*\d{4})")
_AT_PLACE = re.compile(r"(?:tại|ở|của) ((?:các )?(?:xã|phường|thị trấn|huyện|khu vực|địa bàn) [^,;.]{2,30})")
_ANY = re.compile(r"liên thế hệ tự giúp nhau|(?:^|\s)(?:tổng số|số|các|những)(?=\s)|\s+trên địa bàn.*|[.,;]")
_NEW_CLUBS = re.compile(r"(?:câu lạc bộ|clb)[^,;]{0,50}mới")


def conflicts_among(stated: list[Stated]) -> tuple[Conflict, ...]:
    """Pairs of statements on the same thing, place, period and population whose bounds share no value.

    A figure without a word of bound counts as exact here: "03 CLB" contradicts "05 CLB", not "ít nhất 03 CLB".
    """
    alike: dict[tuple[object, ...], list[Stated]] = {}
    for one in stated:
        if one.target.parent is None and one.target.measure != Measure.QUALITY and one.target.subject:
            alike.setdefault(_same_thing(one.target), []).append(one)
    return tuple(
        _conflict(first.target, second.target)
        for group in alike.values()
        for first, second in combinations(group[:MOST_COMPARED], 2)
        if _same_day(first.target, second.target) and not _share_a_value(first, second)
    )


def _same_thing(target: Target) -> tuple[object, ...]:
    words = fold(target.text)
    population = frozenset(
        [*_REGIONS.findall(words), *(clean(at).replace(" ", "") for at in _FOUNDED_IN.findall(words)), *_AT_PLACE.findall(words)]
    )
    of = "" if target.measure != Measure.SHARE or target.subject.endswith("mỗi câu lạc bộ") else _plain_of(target.of)
    is_new = target.measure == Measure.SHARE and bool(_NEW_CLUBS.search(words))
    return target.indicator or target.subject, target.measure, target.scope, target.place_name, population, of, is_new


def _plain_of(of: str | None) -> str:
    words = fold(of or "").replace("clb", "câu lạc bộ")
    return clean(_ANY.sub(" ", words))


def _same_day(first: Target, second: Target) -> bool:
    return first.deadline == second.deadline or None in (first.deadline, second.deadline)


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
