"""The site as gunicorn serves it, loaded whole before it forks, so that a new worker answers at once."""

from django.db import connections
from django.urls import get_resolver

from clb.config.wsgi import application
from clb.kernel.commands import commands

assert get_resolver().url_patterns and commands()
connections.close_all()  # a forked worker must not talk over its parent's line

__all__ = ["application"]
