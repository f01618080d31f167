"""Papers that went out may name members in their words and files; they are kept as they went out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import Group, Held, holds, holds_nobody

from .models import Draft, DraftAnnex, IssuingBody, NumberSeries, OutgoingPaper, RecipientList

PAPERS = _("Văn bản đã ban hành, dự thảo văn bản")
SIGNING = ("collective", "head_title", "signer_title", "signer_name", "co_signers")

holds(
    Held(
        OutgoingPaper,
        Group.ACTIVITY,
        PAPERS,
        words=("subject", "signer", "reason", "made_from"),
        kept_files=("docx", "pdf", "signed"),
    ),
    Held(Draft, Group.ACTIVITY, PAPERS, words=("subject", "to", "text", "recipients", *SIGNING)),
    Held(DraftAnnex, Group.ACTIVITY, PAPERS, words=("title", "text")),
)
holds_nobody(_("Tên cơ quan, số thứ tự, nơi nhận là cơ quan"), IssuingBody, NumberSeries, RecipientList)
