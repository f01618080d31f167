"""The forms of a person's circumstances."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.files.http import file_response
from clb.members.commands import END_CIRCUMSTANCE, RECORD_CIRCUMSTANCE, RECORD_CONSENT, WITHDRAW_CONSENT
from clb.members.models import Circumstance, Consent
from clb.members.queries import lost_with, withheld_days

from .access import person_form, person_of


def record_circumstance(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down what holds of a person."""
    found = person_of(request, person_id, RECORD_CIRCUMSTANCE)
    return person_form(request, RECORD_CIRCUMSTANCE, found, {"person": found})


def end_circumstance(request: SignedInRequest, circumstance_id: int) -> HttpResponse:
    """Write down that it no longer holds."""
    row = get_object_or_404(Circumstance.objects.visible_to(request.user), pk=circumstance_id)
    person = person_of(request, row.person_id, END_CIRCUMSTANCE)
    return person_form(request, END_CIRCUMSTANCE, person, {"circumstance": row}, str(row))


def record_consent(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down the person's own answer; only the purpose may be chosen beforehand, by the link that was followed."""
    found = person_of(request, person_id, RECORD_CONSENT)
    warning = _(
        "Nếu người này không đồng ý giữ ảnh thì ảnh đang có bị xóa ngay; nếu không đồng ý giữ số điện thoại, "
        "người thân thì những gì đã ghi về việc ấy bị xóa ngay. Không đồng ý ghi số đo sức khỏe, hoàn cảnh thì những "
        "gì đã ghi không ai xem được nữa, hết hạn giữ thì xóa."
    )
    initial = {"person": found, "purpose": request.GET.get("viec", "")}
    return person_form(request, RECORD_CONSENT, found, initial, warning=warning)


def withdraw_consent(request: SignedInRequest, consent_id: int) -> HttpResponse:
    """Write down that an answer is taken back, and say beforehand what will be deleted with it."""
    row = _consent(request, consent_id)
    person = person_of(request, row.person_id, WITHDRAW_CONSENT)
    lost, shown = ", ".join(lost_with(row)), dict[str, Any]()
    if days := withheld_days(row, timezone.localdate()):
        shown["warning"] = (
            _("Ghi rút lại thì không ai xem được những gì đã ghi cho việc này; sau %d ngày thì xóa.") % days
        )
    if lost:
        warning = _("Ghi rút lại thì bị xóa ngay, không lấy lại được: %s.") % lost
        shown = {"warning": warning, "confirm": warning, "danger": True}
    return person_form(request, WITHDRAW_CONSENT, person, {"consent": row}, str(row), **shown)


def consent_proof(request: SignedInRequest, consent_id: int) -> FileResponse:
    """The file that proves an answer, also one taken back."""
    row = _consent(request, consent_id)
    if row.proof_file is None:
        raise Http404
    return file_response(row.proof_file, "bang-chung-dong-y")


def _consent(request: SignedInRequest, consent_id: int) -> Consent:
    rows = Consent.objects.visible_to(request.user).select_related("person", "proof_file")
    return get_object_or_404(rows, pk=consent_id)
