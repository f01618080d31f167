"""Addresses of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from .batch import router as batch
from .care import router as care
from .journal import router as journal
from .lending import router as lending
from .reads import router as reads
from .site import SENTENCES, api, say
from .writes import router as writes

api.add_router("/commands", batch)
api.add_router("/commands", writes)
api.add_router("", reads)
api.add_router("", lending)
api.add_router("", care)
api.add_router("", journal)


def _door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    # The API has doors of its own (401, never a page to sign in); the middleware of pages must let it through.
    @wraps(view)
    def enter(request: HttpRequest, **named: Any) -> HttpResponse:
        answer = view(request, **named)
        if answer.status_code != 405:
            return answer
        told = say(request, 405, str(SENTENCES[405]))
        told["Allow"] = answer["Allow"]
        return told

    return login_not_required(enter)


doors = api.urls
for pattern in doors[0]:
    assert pattern.callback is not None
    pattern.callback = _door(pattern.callback)


@login_not_required
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """404 in the API's own words, for an address that it has not."""
    return say(request, 404, str(SENTENCES[404]))


urlpatterns: list[URLPattern | URLResolver] = [
    path("", doors),
    path("<path:rest>", unknown, name="api_unknown"),
]
