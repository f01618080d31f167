"""Addresses of the API."""

from django.urls import URLPattern, URLResolver, path

from .reads import router as reads
from .site import api
from .writes import router as writes

api.add_router("/commands", writes)
api.add_router("", reads)

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
