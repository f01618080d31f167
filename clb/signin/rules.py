"""What is too easy to guess, how long a door stays shut, and how long a sign-in lasts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from clb.kernel.text import plain

PIN_MIN, PIN_MAX = 6, 12  # digits
CARD_DAYS = 7
# Wrong guesses before the door shuts, and how long at most; a PIN stays shut until someone above opens it.
FREE = {"PASSWORD": 5, "PIN": 5, "CODE": 5, "CARD": 10, "ADDRESS": 50}
LONGEST = {"PASSWORD": 60, "PIN": 60, "CODE": 24 * 60, "CARD": 24 * 60, "ADDRESS": 60}  # minutes
PIN_FOR_GOOD = 10  # wrong PINs in a row on one device, whatever the pauses between them
FORGOTTEN_AFTER = timedelta(days=1)  # a quiet day wipes the count, but not that of a PIN
# Without a page asked for this long, the screen locks: the PIN or password is asked for again.
IDLE = {"OFFICER": timedelta(minutes=30), "SHARED": timedelta(minutes=10), "OWN": timedelta(hours=12)}
# After this long, whatever was done meanwhile, one signs in anew.
LASTS = {"OFFICER": timedelta(hours=12), "SHARED": timedelta(hours=24), "OWN": timedelta(days=30)}
GRACE = timedelta(hours=1)  # a form that was begun before the end may still be sent
PROOF_LASTS = timedelta(minutes=15)  # a dangerous act asks again after this long

_STEPS = ("0123456789", "9876543210")
# The words that Vietnamese passwords are made of, without marks; a passphrase needs more than these and digits.
_COMMON = ("matkhau", "password", "anhyeuem", "emyeuanh", "vietnam", "xinchao", "caulacbo", "lienthehe", "nguoicaotuoi",
           "qwerty", "admin", "abc", "iloveyou", "motnamsau", "matma", "dangnhap", "clb", "hoi")  # fmt: skip


def in_fours(secret: str) -> str:
    """A card's code as it is printed and read out: four letters at a time."""
    return "-".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def pin_fault(pin: str) -> str:
    """Why a PIN is refused: "" where it is good, else SHORT, DIGITS, SAME, STEPS, REPEATS or DATE.

    A PIN is 6 to 12 digits. Refused are equal digits, runs up or down (also doubled: 112233), one piece said again
    (121212, 123123), and whatever reads as a day of birth (ddmmyy, ddmmyyyy, yyyymmdd, yymmdd).
    """
    if not (pin.isascii() and pin.isdigit()):
        return "DIGITS"
    if not PIN_MIN <= len(pin) <= PIN_MAX:
        return "SHORT"
    if len(set(pin)) == 1:
        return "SAME"
    doubled = pin[::2] if len(pin) % 2 == 0 and pin[::2] == pin[1::2] else ""
    if any(p and any(p in row + row for row in _STEPS) for p in (pin, doubled)):
        return "STEPS"
    if any(pin == pin[:n] * (len(pin) // n) for n in range(1, len(pin) // 2 + 1) if len(pin) % n == 0):
        return "REPEATS"
    return "DATE" if _reads_as_day(pin) else ""


def _reads_as_day(pin: str) -> bool:
    if len(pin) == 6:
        tries = [(pin[4:], pin[2:4], pin[:2]), (pin[:2], pin[2:4], pin[4:])]
        years = [(f"{century}{year}", month, day) for year, month, day in tries for century in ("19", "20")]
    elif len(pin) == 8:
        years = [(pin[4:], pin[2:4], pin[:2]), (pin[:4], pin[4:6], pin[6:])]
    else:
        return False
    return any(_is_birthday(int(y), int(m), int(d)) for y, m, d in years)


def _is_birthday(year: int, month: int, day: int) -> bool:
    try:
        return 1900 <= date(year, month, day).year <= 2030
    except ValueError:
        return False


def is_weak_passphrase(passphrase: str) -> bool:
    """Is it made of common Vietnamese words, digits, marks and repetition only? 'MatKhau@123456' is."""
    letters = re.sub(r"[^a-z]", "", plain(passphrase))
    for word in sorted(_COMMON, key=len, reverse=True):
        letters = letters.replace(word, "")
    return len(set(letters)) < 4


def shut_for(kind: str, failed: int) -> timedelta | None:
    """How long the door shuts after this many wrong guesses in a row: 1, 2, 4, 8 … minutes; None while it is open."""
    beyond = failed - FREE[kind]
    if beyond < 0:
        return None
    return timedelta(minutes=min(2 ** min(beyond, 20), LONGEST[kind]))
