"""Posting, reversing and closing. The only writer of books."""

from .closing import close_book, refuse_closed, reopen_book
from .posting import Document, Line, open_accounts, open_book, post, post_days, post_many, reverse, reverse_many

__all__ = [
    "Document",
    "Line",
    "close_book",
    "open_accounts",
    "open_book",
    "post",
    "post_days",
    "post_many",
    "refuse_closed",
    "reopen_book",
    "reverse",
    "reverse_many",
]
