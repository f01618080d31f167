"""What is too easy to guess, and how long a door stays shut."""

from datetime import timedelta

import pytest

from clb.signin.rules import is_weak_passphrase, pin_fault, shut_for


@pytest.mark.parametrize(
    ("pin", "fault"),
    [
        ("582047", ""),
        ("90417362", ""),
        ("12345", "SHORT"),
        ("1234567890123", "SHORT"),
        ("12a456", "DIGITS"),
        ("\u0661\u0662\u0663\u0664\u0665\u0666", "DIGITS"),
        ("", "DIGITS"),
        ("000000", "SAME"),
        ("123456", "STEPS"),
        ("987654", "STEPS"),
        ("789012", "STEPS"),
        ("112233", "STEPS"),
        ("121212", "REPEATS"),
        ("482482", "REPEATS"),
        ("150755", "DATE"),
        ("15071955", "DATE"),
        ("19550715", "DATE"),
        ("550715", "DATE"),
        ("310255", ""),
        ("15071855", ""),
    ],
)
def test_a_pin_that_is_easy_to_guess_is_refused(pin: str, fault: str) -> None:
    assert pin_fault(pin) == fault


@pytest.mark.parametrize(
    "word", ["MatKhau@123456", "Việt Nam 2026!!!", "caulacbo-lienthehe", "aaaaaaaaaaaaa", "Password2026."]
)
def test_a_passphrase_of_common_words_is_weak(word: str) -> None:
    assert is_weak_passphrase(word)


@pytest.mark.parametrize("word", ["con trâu gặm cỏ bờ đê", "trinh-dien-2026", "Bến Tre nhiều dừa lắm"])
def test_a_sentence_of_ones_own_is_not(word: str) -> None:
    assert not is_weak_passphrase(word)


def test_the_door_stays_shut_for_longer_and_longer() -> None:
    minutes = [shut_for("PASSWORD", failed) for failed in (4, 5, 6, 7, 8, 11, 500)]
    assert minutes == [None, *(timedelta(minutes=m) for m in (1, 2, 4, 8, 60, 60))]
    assert shut_for("ADDRESS", 49) is None
    assert shut_for("CODE", 500) == timedelta(hours=24)
