"""Photos come up apart from the rows that they prove, and hang on what those rows made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.kernel.commands import commands, run
from clb.kernel.models import Act
from clb.phone.models import ParkedRow

from .parking import why_of

# What a row made, by the command that hangs a photo on it and the field that names it.
OWNERS = {
    "meetings.activity": ("meetings.attach_evidence", "activity"),
    "supervision.supervisionfinding": ("supervision.attach_supervision_file", "finding"),
}


def attach_photo(by: User, *, photo: UUID, act: UUID, file: UploadedFile[Any]) -> tuple[str, str]:
    """Hang a photo on what the row `act` made: its status (done, already, held, refused) and why. `photo` is its id,
    made on the phone, so that the same photo hangs there once. Raises PermissionDenied."""
    made = Act.objects.filter(pk=act, by=by).first()
    if made is None:
        is_dropped = ParkedRow.objects.filter(pk=act, key__user=by, how=ParkedRow.How.DROPPED).exists()
        return ("refused", _("Việc có ảnh này đã bỏ.")) if is_dropped else ("held", _("Chờ việc có ảnh này."))
    result = made.result if isinstance(made.result, dict) else {}
    owner = OWNERS.get(str(result.get("model")))
    if owner is None:
        return "refused", _("Việc này không kèm ảnh được.")
    name, field = owner
    data, files = {field: result.get("id")}, {"file": file}
    outcome = run(commands()[name], by=by, data=data, files=files, id=photo, channel="phone")
    if outcome.status == "rejected":
        return "refused", why_of(outcome.errors)
    return outcome.status, ""
