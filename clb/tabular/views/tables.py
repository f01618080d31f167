"""Pages of forms: the list, one form filled with live figures, a proposal, their files."""

from __future__ import annotations

import json
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clb.access.http import SignedInRequest
from clb.papers.files import file_name
from clb.places.queries import name_on, names_on
from clb.tabular.commands import MAKE_FORM, ORDER_TABLE
from clb.tabular.models import EDITS, FormVersion, TableForm
from clb.tabular.queries import Proposal, proposal, proposals
from clb.tabular.queries.stored import as_yaml, design_of, forms_seen_by, newest, shown_version
from clb.tabular.rules.design import design_data
from clb.web.pages import paged

from .asking import asked, download, file_of, filled_for, shown


def form_of(request: SignedInRequest, table_form_id: UUID) -> TableForm:
    """A form that the person may see."""
    rows = TableForm.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(rows, pk=table_form_id)


def version_of(request: SignedInRequest, form: TableForm) -> FormVersion:
    """Its version in force today, or the draft where `?ban=nhap` asks for it and the person may see it."""
    is_draft = request.GET.get("ban") == "nhap"
    found = shown_version(request.user, form, timezone.localdate(), is_draft=is_draft)
    if found is None:
        raise Http404(form.pk)
    return found


def index(request: SignedInRequest) -> HttpResponse:
    """Forms of my units and others', and the default set."""
    if not request.user.may_anywhere("plans.read"):
        raise PermissionDenied("plans.read")
    text, is_mine = request.GET.get("tim", ""), request.GET.get("cua") == "toi"
    page = paged(request, forms_seen_by(request.user, text=text[:80], is_mine=is_mine), 25)
    context = {
        "page": page,
        "names": names_on({form.unit_id for form in page}, timezone.localdate()),
        "proposals": proposals(),
        "text": text,
        "is_mine": is_mine,
        "may_make": request.user.may_anywhere(MAKE_FORM.name),
        "may_order": request.user.may_anywhere(ORDER_TABLE.name),
    }
    return render(request, "tabular/index.html", context)


def table(request: SignedInRequest, table_form_id: UUID) -> HttpResponse:
    """One form, filled for a place."""
    form = form_of(request, table_form_id)
    version, told = version_of(request, form), asked(request)
    filled = filled_for(request, design_of(version), told)
    may_edit = request.user.may(EDITS, form.unit)
    more = {
        "form": form,
        "version": version,
        "owner": name_on(form.unit, timezone.localdate()),
        "may_edit": may_edit,
        "may_copy": request.user.may_anywhere(MAKE_FORM.name),
        "may_order": request.user.may(ORDER_TABLE.name, told.place),
        "has_draft": may_edit and newest(form).is_draft,
    }
    return render(request, "tabular/table.html", shown(request, filled, told, **more))


def table_file(request: SignedInRequest, table_form_id: UUID, table_format: str) -> HttpResponse:
    """The same as a file."""
    form = form_of(request, table_form_id)
    return file_of(request, design_of(version_of(request, form)), table_format)


def design_file(request: SignedInRequest, table_form_id: UUID, design_format: str) -> HttpResponse:
    """What the form is, to be taken to another place: YAML or JSON."""
    form = form_of(request, table_form_id)
    design = design_of(version_of(request, form))
    if design_format == "yaml":
        return download(as_yaml(design).encode(), "application/yaml", f"{file_name(form.name)}.yaml")
    if design_format != "json":
        raise Http404(design_format)
    text = json.dumps(design_data(design), ensure_ascii=False, indent=2)
    return download(text.encode(), "application/json", f"{file_name(form.name)}.json")


def _proposal(request: SignedInRequest, proposal_code: str) -> Proposal:
    if not request.user.may_anywhere("plans.read"):
        raise PermissionDenied("plans.read")
    found = proposal(proposal_code)
    if found is None:
        raise Http404(proposal_code)
    return found


def proposed(request: SignedInRequest, proposal_code: str) -> HttpResponse:
    """One of the default set, filled for a place."""
    found, told = _proposal(request, proposal_code), asked(request)
    filled = filled_for(request, found.design, told)
    more = {
        "proposal": found,
        "may_copy": request.user.may_anywhere(MAKE_FORM.name),
        "may_order": request.user.may(ORDER_TABLE.name, told.place),
    }
    return render(request, "tabular/table.html", shown(request, filled, told, **more))


def proposed_file(request: SignedInRequest, proposal_code: str, table_format: str) -> HttpResponse:
    """The same as a file."""
    return file_of(request, _proposal(request, proposal_code).design, table_format)
