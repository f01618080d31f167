"""Addresses of the API."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from .reads import router as reads
from .site import api
from .writes import router as writes

api.add_router("/commands", writes)
api.add_router("", reads)

doors = api.urls
for pattern in doors[0]:
    # The API has doors of its own (401, never a page to sign in); the middleware of pages must let it through.
    assert pattern.callback is not None
    pattern.callback = login_not_required(pattern.callback)

urlpatterns: list[URLPattern | URLResolver] = [path("", doors)]
