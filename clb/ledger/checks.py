"""What must hold of every book."""

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .queries import strayed_transfers


@register_check
def lines_stay_in_their_book() -> Iterator[str]:
    """Both accounts of a line belong to the book of its entry."""
    for transfer in strayed_transfers():
        yield f"Dòng {transfer.pk} của chứng từ {transfer.entry_id} ra ngoài sổ của nó."
