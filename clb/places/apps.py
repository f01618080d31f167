"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The tree of units."""

    name = "clb.places"
    verbose_name = "Đơn vị"
