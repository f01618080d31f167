"""What was told to people, with what shows it and what was used."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.files.models import StoredFile
from clb.files.services import drop_file, keep_file
from clb.kernel.text import tidy
from clb.outreach.channels import channels
from clb.outreach.models import Broadcast, BroadcastProof, Material, MaterialUse, PlannedOutreach
from clb.outreach.quarters import Quarter
from clb.places.models import Unit

from .planning import own_only, recount, words_of

ANY_KIND = tuple(StoredFile.Kind.values)


def record_broadcast(
    *,
    by: User,
    unit: Unit,
    agency: str,
    channel: str,
    topic: str,
    told_on: date,
    times: int = 1,
    minutes: int | None = None,
    reach: int | None = None,
    reach_how: str = "",
    cost_vnd: int | None = None,
    cost_ref: str = "",
    link: str = "",
    carries_out: PlannedOutreach | None = None,
    proof: UploadedFile[Any] | None = None,
) -> Broadcast:
    """An agency told people of something on a day, `minutes` in all. Files of `proof` show it.

    Raises ValidationError for a day to come, minutes of a channel that is not on air, a number of people without how
    it was estimated, and a plan line of another agency or of a later quarter.
    """
    told = {k: v for k, v in locals().items() if k not in ("by", "unit", "agency", "proof")}
    row = _write(Broadcast(unit=unit, agency=agency), **told)
    if proof:
        _prove(row, proof, "proof")
    return row


def correct_broadcast(*, by: User, broadcast: Broadcast, **told: Any) -> Broadcast:
    """What was recorded of it is put right, as `record_broadcast` takes it. Raises ValidationError as that does."""
    row = Broadcast.objects.select_for_update(no_key=True).get(pk=broadcast.pk)
    own_only(by, row)
    return _write(row, **told)


def _write(row: Broadcast, *, carries_out: PlannedOutreach | None = None, **told: Any) -> Broadcast:
    before = row.carries_out
    if told["told_on"] > timezone.localdate():
        raise ValidationError({"told_on": _("Ngày không được ở tương lai.")})
    if not row.unit.from_on <= told["told_on"] <= (row.unit.until_on or told["told_on"]):
        raise ValidationError({"told_on": _("Đơn vị này không còn hoặc chưa có vào ngày ấy.")})
    if told.get("minutes") and not channels()[told["channel"]].is_on_air:
        raise ValidationError({"minutes": _("Kênh này không tính phút phát. Hãy để trống.")})
    if told.get("reach") is not None and not tidy(told.get("reach_how", "")):
        raise ValidationError({"reach_how": _("Hãy ghi cách ước tính, ví dụ: số hộ nghe được loa.")})
    _check_line(row, carries_out, told["told_on"])
    row.topic = words_of("topic", told.pop("topic"))
    for name, value in told.items():
        setattr(row, name, tidy(value) if isinstance(value, str) else value)
    row.minutes = told.get("minutes") or 0
    row.carries_out = carries_out
    row.save()
    recount(before, carries_out)
    return row


def _check_line(row: Broadcast, line: PlannedOutreach | None, told_on: date) -> None:
    if line is None:
        return
    if (line.unit_id, line.agency) != (row.unit_id, row.agency):
        raise ValidationError({"carries_out": _("Mục kế hoạch này của cơ quan khác.")})
    if told_on < Quarter.of(line.quarter_end).first:
        raise ValidationError({"told_on": _("Ngày này trước quý của mục kế hoạch đã chọn.")})


def drop_broadcast(*, by: User, broadcast: Broadcast) -> str:
    """One recorded by mistake goes, with its proofs. Raises ValidationError where it is another agency's."""
    own_only(by, broadcast)
    pk, line = str(broadcast.pk), broadcast.carries_out
    _unprove(*broadcast.proofs.select_related("file"))
    broadcast.delete()
    recount(line)
    return pk


def attach_proof(*, by: User, broadcast: Broadcast, file: UploadedFile[Any]) -> BroadcastProof:
    """A picture, a sound or a paper shows it. Raises ValidationError where it is none, or another agency's."""
    own_only(by, broadcast)
    return _prove(broadcast, file, "file")


def drop_proof(*, by: User, proof: BroadcastProof) -> str:
    """A proof goes. Raises ValidationError where it is another agency's."""
    own_only(by, proof.broadcast)
    pk = str(proof.broadcast_id)
    _unprove(proof)
    return pk


def _prove(row: Broadcast, file: UploadedFile[Any], field: str) -> BroadcastProof:
    return BroadcastProof.objects.create(broadcast=row, file=keep_file(file, allowed=ANY_KIND, field=field))


def _unprove(*proofs: BroadcastProof) -> None:
    for proof in proofs:
        proof.delete()
        drop_file(proof.file)


def use_material(*, by: User, broadcast: Broadcast, material: Material) -> MaterialUse:
    """It was told with a material of the library. Raises ValidationError where it is another agency's."""
    own_only(by, broadcast)
    return MaterialUse.objects.get_or_create(broadcast=broadcast, material=material)[0]


def unuse_material(*, by: User, use: MaterialUse) -> str:
    """It was not. Raises ValidationError where it is another agency's."""
    own_only(by, use.broadcast)
    pk = str(use.broadcast_id)
    use.delete()
    return pk
