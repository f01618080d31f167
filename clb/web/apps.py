"""The web app: the page shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, components, css."""

    name = "clb.web"
    verbose_name = "Trang"
