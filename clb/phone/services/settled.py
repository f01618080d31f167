"""A row written again on a phone that somebody settled meanwhile elsewhere: it is asked about, never done twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clb.phone.models import ParkedRow, PhoneKey

from .envelopes import Sent


def settled_meanwhile(key: PhoneKey, rows: Sequence[Sent]) -> dict[UUID, str]:
    """Of these rows those that replace what is settled already, with who did and when. What they replace is locked
    until the transaction ends, as the website locks it too.
    """
    wanted = [sent.replaces for sent in rows if sent.replaces]
    if not wanted:
        return {}
    mine = ParkedRow.objects.filter(pk__in=wanted, key__user=key.user).order_by("pk")
    locked = {row.pk: row for row in mine.select_for_update(of=("self",)).select_related("settled_by", "key")}
    found = {}
    for sent in rows:
        row = locked.get(sent.replaces) if sent.replaces else None
        if row is not None and row.settled_at is not None and row.replaced_by != sent.id:
            found[sent.id] = _said(row)
    return found


def _said(row: ParkedRow) -> str:
    assert row.settled_at is not None
    named = {
        "who": row.settled_by.called if row.settled_by else "",
        "at": f"{localtime(row.settled_at):%H:%M %d/%m/%Y}",
    }
    if row.how == ParkedRow.How.DROPPED:
        return _("%(who)s đã bỏ việc này lúc %(at)s. Nếu việc có thật, bấm «Vẫn ghi»; nếu không, bấm «Bỏ».") % named
    told = _(
        "%(who)s đã ghi việc này vào sổ lúc %(at)s. Nếu đây là thêm một lần nữa, bấm «Vẫn ghi». Nếu chỉ là một việc, "
        "bấm «Bỏ»."
    )
    return told % named
