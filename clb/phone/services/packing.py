"""What a phone was given last, kept so that the next time only the difference goes."""

from __future__ import annotations

from django.utils import timezone

from clb.phone.models import PackMark, PhoneKey
from clb.phone.queries.pack import Pack, packed_marks, unpacked_marks
from clb.phone.rules import PACK_MARKS


def known_marks(key: PhoneKey, etag: str) -> dict[str, str] | None:
    """What the phone has, where it names a pack that it was given lately."""
    found = PackMark.objects.filter(key=key, etag=etag).first() if etag else None
    return unpacked_marks(found.marks) if found else None


def remember_pack(key: PhoneKey, pack: Pack) -> None:
    """Keep the marks of a pack that goes out; of the earlier ones the last stays, since an answer may be lost."""
    fresh = {"made_at": timezone.now(), "marks": packed_marks(pack.marks)}
    PackMark.objects.update_or_create(key=key, etag=pack.etag, defaults=fresh)
    kept = PackMark.objects.filter(key=key).order_by("-made_at", "-pk").values_list("pk", flat=True)[:PACK_MARKS]
    PackMark.objects.filter(key=key).exclude(pk__in=list(kept)).delete()
