"""Whole numbers and sums of money as they are read out in Vietnamese."""

from __future__ import annotations

from typing import Literal

Zero = Literal["linh", "lẻ"]

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 10**9


def in_words(number: int, *, zero: Zero = "linh") -> str:
    """1005 → 'một nghìn không trăm linh năm'; `zero` is the word for an empty ten, 'lẻ' in the South.

    A group of zeros is named where the ear could put what follows it a step higher:
    1000500 → 'một triệu không nghìn năm trăm'.
    """
    if number < 0:
        return "âm " + in_words(-number, zero=zero)
    return " ".join(_words(number, zero)) or _DIGITS[0]


def vnd_in_words(amount: int, *, even: bool = False, zero: Zero = "linh") -> str:
    """20000000 → 'Hai mươi triệu đồng'; with `even`, 'Hai mươi triệu đồng chẵn' where it is whole thousands."""
    words = in_words(amount, zero=zero) + " đồng"
    if even and amount and amount % 1000 == 0:
        words += " chẵn"
    return words[0].upper() + words[1:]


def _words(number: int, zero: Zero, *, is_rest: bool = False) -> list[str]:
    billions, rest = divmod(number, _BILLION)
    words = [*_words(billions, zero, is_rest=is_rest), "tỷ"] if billions else []
    is_rest = is_rest or bool(billions)
    is_zero_above = bool(billions)  # nothing has been said yet since the billions
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if not group:
            is_zero_above = is_zero_above or is_rest
            continue
        if is_rest and is_zero_above and group >= 100 and power < 2:
            words += ["không", _GROUPS[power + 1]]
        words += [*_three_digits(group, zero, is_rest=is_rest), _GROUPS[power]]
        is_rest, is_zero_above = True, False
    return [word for word in words if word]


def _three_digits(group: int, zero: Zero, *, is_rest: bool) -> list[str]:
    """`is_rest`: something stands before, so that the hundreds are said even where there are none."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or is_rest else []
    if tens == 0:
        return words + ([zero] if words and ones else []) + ([_DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 0:
        return words
    after_tens = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return [*words, after_tens.get(ones, _DIGITS[ones])]
