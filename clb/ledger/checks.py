"""What must hold of every book."""

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries import books_closed_otherwise, broken_chains, moved_closings, strayed_transfers, written_into_closed_days


@register_check
def lines_stay_in_their_book() -> Iterator[str]:
    """Both accounts of a line belong to the book of its entry."""
    for transfer in strayed_transfers():
        yield f"Dòng {transfer.pk} của chứng từ {transfer.entry_id} ra ngoài sổ của nó."


@register_check
def books_are_as_they_were_written() -> Iterator[str]:
    """Every entry's seal fits what it says and the entry before it; none is missing."""
    for book, number, is_missing in broken_chains():
        how = "bị mất" if is_missing else "bị sửa, thêm hoặc đổi chỗ ngoài phần mềm"
        yield f"Sổ {book}: chứng từ số {number} {how}."


@register_check
def closed_days_stay_closed() -> Iterator[str]:
    """Nothing was written into closed days after the closing, and the book still has the seal that it had then."""
    for entry in written_into_closed_days():
        yield f"Sổ {entry.book_id}: chứng từ số {entry.number} ghi vào kỳ đã khóa."
    for closing in moved_closings():
        yield f"Sổ {closing.book_id}: chứng từ số {closing.last_number} không còn như khi khóa sổ."
    for book in books_closed_otherwise():
        yield f"Sổ {book.pk}: ngày khóa sổ không như lần khóa sổ cuối đã ghi."
