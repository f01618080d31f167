"""Giving numbers, freezing papers, drafting them. The only writer of this app.

`register_paper` is what other apps call for a paper that they made; see its docstring.
"""

from .bodies import correct_body, drop_recipient_list, open_series, save_recipient_list, set_up_body
from .drafts import add_annex, begin_draft, correct_annex, correct_draft, drop_annex, drop_draft
from .numbers import attach_signed, cancel_number, issue_draft, number_paper, register_paper, reserve_number

__all__ = [
    "add_annex",
    "attach_signed",
    "begin_draft",
    "cancel_number",
    "correct_annex",
    "correct_body",
    "correct_draft",
    "drop_annex",
    "drop_draft",
    "drop_recipient_list",
    "issue_draft",
    "number_paper",
    "open_series",
    "register_paper",
    "reserve_number",
    "save_recipient_list",
    "set_up_body",
]
