"""The app's shell: a page that holds nobody's data, its service worker, what installs it, and its words."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from django.views.i18n import JSONCatalog

from clb.phone import release

STATIC = release.STATIC
WORKER = STATIC / "worker.js"
FONTS = Path(__file__).parents[2] / "web" / "static" / "web" / "vendor" / "fonts"
WEIGHTS = ("400", "700")
# What lies in the folder and is not part of what a phone keeps.
_LEFT_OUT = {".md", ".txt"}
COLOURS = {"theme_color": "#0b5a6e", "background_color": "#f4f6f5"}


def _integrity(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def _with_suffix(suffix: str) -> list[str]:
    return [address for address in _files() if address.endswith(suffix)]


@cache
def _files() -> dict[str, Path]:
    """What a phone keeps besides the page: address and file."""
    own = [p for p in sorted(STATIC.rglob("*")) if p.is_file() and p.suffix not in _LEFT_OUT and p != WORKER]
    found = {static(f"phone/{p.relative_to(STATIC).as_posix()}"): p for p in own}
    for font in sorted(FONTS.glob("*.woff2")):
        if any(f"-{weight}-" in font.name for weight in WEIGHTS):
            found[static(f"web/vendor/fonts/{font.name}")] = font
    return found


def _page() -> str:
    # Scripts are all named, so that a first start asks for them at once; phone.css comes before what screens add.
    styles = sorted(_with_suffix(".css"), key=lambda address: not address.endswith("/phone.css"))
    told = {"version": release.version(), "modules": _with_suffix(".js"), "styles": styles}
    return render_to_string("phone/app.html", told)


def shell_files() -> dict[str, bytes]:
    """Everything that the service worker keeps, by address: the page, scripts, style, icons, letters."""
    return {reverse("phone:app"): _page().encode(), **{a: p.read_bytes() for a, p in _files().items()}}


@login_not_required
@require_safe
def app(request: HttpRequest) -> HttpResponse:
    """The page: the same for everyone, signed in or not, in whatever language."""
    page = HttpResponse(_page())
    page["Cache-Control"] = "no-cache"
    return page


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of this release's files; another list is another worker."""
    hashes = {address: _integrity(content) for address, content in shell_files().items()}
    told = json.dumps({"version": release.version(), "files": hashes}, indent=0)
    text = f"const RELEASE = {told}\n" + WORKER.read_text("utf8")
    return HttpResponse(text, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What the phone needs to put the app among the others."""
    start = reverse("phone:app")
    icons = [
        {
            "src": static(f"phone/icons/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any",
        }
        for size in (192, 512)
    ]
    icons.append({**icons[-1], "src": static("phone/icons/maskable-512.png"), "purpose": "maskable"})
    told = {
        "id": start,
        "name": "CLB Liên Thế Hệ",
        "short_name": "Liên Thế Hệ",
        "description": "Sổ sách câu lạc bộ liên thế hệ, có mạng hay không có mạng.",
        "lang": "vi",
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "icons": icons,
        **COLOURS,
    }
    answer = JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-cache"
    return answer


@login_not_required
@require_safe
def words(request: HttpRequest, language: str) -> HttpResponseBase:
    """The app's texts in another language than Vietnamese."""
    if language not in dict(settings.LANGUAGES) or language == settings.LANGUAGE_CODE:
        raise Http404
    with translation.override(language):
        return JSONCatalog.as_view(domain="djangojs")(request)
