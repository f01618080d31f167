"""What anyone may ask without signing in: does the receipt with this code hold?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from clb.statements.queries.slips import checked

ASKED_A_MINUTE = 60  # from one address; a meeting of sixty behind one router checks theirs one by one


@login_not_required
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Valid or taken back, the club, day, kind and sum; of any code that is not ours, the same plain answer."""
    if _asks_too_often(request):
        return _told(request, {"is_too_often": True}, 429)
    found = checked(code)
    return _told(request, {"found": found}, 200 if found else 404)


def _told(request: HttpRequest, shown: dict[str, object], status: int) -> HttpResponse:
    response = render(request, "statements/check.html", shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response


def _asks_too_often(request: HttpRequest) -> bool:
    key = f"statements.check:{request.META.get('REMOTE_ADDR', '')}:{timezone.now():%H%M}"
    cache.add(key, 0, 120)
    return cache.incr(key) > ASKED_A_MINUTE
