"""A file as what a page answers with. Whether the reader may have it, the view that fetched its owner has decided."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.utils.cache import add_never_cache_headers

from .models import StoredFile
from .store import path_of


def file_response(stored: StoredFile, name: str = "tep") -> FileResponse:
    """The bytes: a picture is shown, a document is saved as `name` (plain letters, no ending, no one's name).

    Nothing in it may run, whatever it turns out to be, and no browser or proxy keeps it. Raises Http404 where the
    bytes are gone.
    """
    try:
        content = path_of(stored.pk).open("rb")
    except FileNotFoundError:
        raise Http404(stored.pk) from None
    response = FileResponse(content, content_type=stored.media_type)
    shown = "inline" if stored.is_picture else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{name}.{stored.extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    add_never_cache_headers(response)
    return response
