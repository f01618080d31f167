"""The request of someone who is signed in, as nearly every page gets it."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """LoginRequiredMiddleware lets nobody else through, so `user` is always one of ours."""

    user: User
