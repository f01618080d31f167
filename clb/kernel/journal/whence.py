"""Where an act or event came from: an address too short to find a household by, and what kind of device."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

from django.http import HttpRequest, HttpResponse

# The first word found in what a browser says of itself names it; Edge and Opera call themselves Chrome too.
_DEVICES = {"iPad": "iPad", "iPhone": "iPhone", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac"}
_DEVICES |= {"CrOS": "ChromeOS", "Linux": "Linux"}
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "coc_coc": "Cốc Cốc", "SamsungBrowser": "Samsung Internet"}
_BROWSERS |= {"Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari"}
_BROWSERS |= {"curl": "curl", "python": "Python"}


@dataclass(frozen=True)
class Whence:
    """`address` without its last part ('203.0.113.*'), `device` as 'Android · Chrome'; both '' where not known."""

    address: str = ""
    device: str = ""


NOWHERE = Whence()
_HERE: ContextVar[Whence] = ContextVar("whence", default=NOWHERE)


def whence() -> Whence:
    """Where the request came from that is being answered; nowhere for a command line or the worker."""
    return _HERE.get()


def whence_of(request: HttpRequest) -> Whence:
    """Where `request` came from."""
    return Whence(_shortened(request.META.get("REMOTE_ADDR", "")), device_of(request.headers.get("User-Agent", "")))


def remembers_whence(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `whence()` answers for this request while it lasts."""

    def remember(request: HttpRequest) -> HttpResponse:
        token = _HERE.set(whence_of(request))
        try:
            return get_response(request)
        finally:
            _HERE.reset(token)

    return remember


def _shortened(text: str) -> str:
    """The network only: 24 bits of an IPv4 address, 48 of an IPv6 one (an address is personal data)."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    inner = found if isinstance(found, IPv4Address) else found.ipv4_mapped
    if inner is not None:
        return str(inner).rpartition(".")[0] + ".*"
    return ":".join(found.exploded.split(":")[:3]) + ":*"


def device_of(agent: str) -> str:
    """What a browser says of itself, as 'Android · Chrome'; '' where nothing of it is known."""
    told = (next((name for word, name in words.items() if word in agent), "") for words in (_DEVICES, _BROWSERS))
    return " · ".join(filter(None, told))
