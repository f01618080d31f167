"""The site itself: settings, addresses, ways to start it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Carries the command line verbs that start the site."""

    name = "clb.config"
    verbose_name = "Cài đặt"
