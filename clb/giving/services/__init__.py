"""What people do about mobilised means. The only writer of it."""

from .books import publish_book, withdraw_book
from .donations import receive_cash, receive_goods, receive_work, reverse_donation
from .donors import add_donor, correct_donor, forget_donor
from .drives import close_drive, correct_drive, drop_drive, open_drive
from .pledges import record_pledge, withdraw_pledge
from .shares import accept_share, pass_on_donation, return_share, take_back_share
from .uses import drop_use, tell_use

__all__ = [
    "accept_share",
    "add_donor",
    "close_drive",
    "correct_donor",
    "correct_drive",
    "drop_drive",
    "drop_use",
    "forget_donor",
    "open_drive",
    "pass_on_donation",
    "publish_book",
    "receive_cash",
    "receive_goods",
    "receive_work",
    "record_pledge",
    "return_share",
    "reverse_donation",
    "take_back_share",
    "tell_use",
    "withdraw_book",
    "withdraw_pledge",
]
