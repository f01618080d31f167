"""What is done for people's rights over their data. The only writer of this app."""

from .breaches import close_breach, record_breach, tell_of_breach
from .erasing import erase_person, reapply_erasures
from .keeping import erase_past
from .requests import answer_request, extend_request, finish_request, receive_request
from .restricting import lift_restriction, restrict_person

__all__ = [
    "answer_request",
    "close_breach",
    "erase_past",
    "erase_person",
    "extend_request",
    "finish_request",
    "lift_restriction",
    "reapply_erasures",
    "receive_request",
    "record_breach",
    "restrict_person",
    "tell_of_breach",
]
