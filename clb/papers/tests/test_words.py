import pytest
from hypothesis import given
from hypothesis import strategies as st

from clb.papers.words import in_words, vnd_in_words

TABLE = """
0|không
1|một
4|bốn
5|năm
9|chín
10|mười
11|mười một
14|mười bốn
15|mười lăm
20|hai mươi
21|hai mươi mốt
24|hai mươi tư
25|hai mươi lăm
44|bốn mươi tư
55|năm mươi lăm
91|chín mươi mốt
100|một trăm
101|một trăm linh một
104|một trăm linh bốn
105|một trăm linh năm
110|một trăm mười
111|một trăm mười một
115|một trăm mười lăm
121|một trăm hai mươi mốt
555|năm trăm năm mươi lăm
1000|một nghìn
1001|một nghìn không trăm linh một
1005|một nghìn không trăm linh năm
1010|một nghìn không trăm mười
1015|một nghìn không trăm mười lăm
1021|một nghìn không trăm hai mươi mốt
1100|một nghìn một trăm
1105|một nghìn một trăm linh năm
5555|năm nghìn năm trăm năm mươi lăm
10000|mười nghìn
15000|mười lăm nghìn
20021|hai mươi nghìn không trăm hai mươi mốt
21000|hai mươi mốt nghìn
100001|một trăm nghìn không trăm linh một
104000|một trăm linh bốn nghìn
500500|năm trăm nghìn năm trăm
1000000|một triệu
1000001|một triệu không trăm linh một
1000050|một triệu không trăm năm mươi
1000500|một triệu không nghìn năm trăm
1000523|một triệu không nghìn năm trăm hai mươi ba
1005000|một triệu không trăm linh năm nghìn
1050000|một triệu không trăm năm mươi nghìn
1500000|một triệu năm trăm nghìn
20000000|hai mươi triệu
21500000|hai mươi mốt triệu năm trăm nghìn
100000000|một trăm triệu
1000000000|một tỷ
1000000005|một tỷ không trăm linh năm
1000000500|một tỷ không nghìn năm trăm
1000500000|một tỷ không triệu năm trăm nghìn
1005000000|một tỷ không trăm linh năm triệu
1234567891|một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi mốt
12000000000|mười hai tỷ
1000000000000|một nghìn tỷ
1005000000000|một nghìn không trăm linh năm tỷ
1000000000000001|một triệu tỷ không trăm linh một
1000000000000000|một triệu tỷ
1000000000000000000|một tỷ tỷ
-5|âm năm
-21000|âm hai mươi mốt nghìn
"""
ROWS = [line.split("|") for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("number", "words"), ROWS)
def test_number_is_read_as_people_read_it(number: str, words: str) -> None:
    assert in_words(int(number)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(1005, "một nghìn không trăm lẻ năm"), (101, "một trăm lẻ một"), (104_000, "một trăm lẻ bốn nghìn")],
)
def test_an_empty_ten_has_its_southern_word(number: int, words: str) -> None:
    assert in_words(number, zero="lẻ") == words


@pytest.mark.parametrize(
    ("amount", "even", "words"),
    [
        (20_000_000, True, "Hai mươi triệu đồng chẵn"),
        (20_000_000, False, "Hai mươi triệu đồng"),
        (1_234_500, True, "Một triệu hai trăm ba mươi tư nghìn năm trăm đồng"),
        (50_000, True, "Năm mươi nghìn đồng chẵn"),
        (0, True, "Không đồng"),
        (-5_000, True, "Âm năm nghìn đồng chẵn"),
    ],
)
def test_sum_of_money(amount: int, even: bool, words: str) -> None:
    assert vnd_in_words(amount, even=even) == words


_DIGIT = {w: i for i, w in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
_DIGIT |= {"mốt": 1, "tư": 4, "lăm": 5}


def _heard(words: str) -> int:
    """A listener of its own making: what number someone would write down."""
    total, million, thousand, group = 0, 0, 0, 0
    digit = 0
    for word in words.split():
        if word in _DIGIT:
            digit = _DIGIT[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word == "nghìn":
            thousand, group, digit = (group + digit) * 1000, 0, 0
        elif word == "triệu":
            million, group, digit = (group + digit) * 10**6, 0, 0
        elif word == "tỷ":
            total = (total + million + thousand + group + digit) * 10**9
            million = thousand = group = digit = 0
        else:
            assert word == "linh", word
    return total + million + thousand + group + digit


@given(st.one_of(st.integers(0, 10**6), st.integers(0, 10**17), st.sampled_from([10**k + 5 for k in range(3, 18)])))
def test_what_is_read_out_is_what_is_heard(number: int) -> None:
    assert _heard(in_words(number)) == number


def test_no_two_numbers_sound_the_same() -> None:
    numbers = [*range(3000), *range(0, 10**7, 500), *range(10**9, 10**9 + 2 * 10**6, 500)]
    assert len({in_words(n) for n in numbers}) == len(set(numbers))
