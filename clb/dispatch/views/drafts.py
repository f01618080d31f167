"""Pages of drafts: writing, looking at it as it will be, annexes, letting it go out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clb.access.http import SignedInRequest, fetch
from clb.dispatch.commands import (
    ADD_ANNEX,
    BEGIN_DRAFT,
    CORRECT_ANNEX,
    CORRECT_DRAFT,
    DROP_ANNEX,
    DROP_DRAFT,
    ISSUE_DRAFT,
)
from clb.dispatch.models import Draft, DraftAnnex
from clb.dispatch.papers import draft_paper
from clb.dispatch.queries import default_body, is_own
from clb.dispatch.rules import lines_of, signing_lines
from clb.kernel.commands import Command, Outcome
from clb.papers.files import format_of, paper_response
from clb.web.pages import command_page

from .registers import page_of


def _draft(request: SignedInRequest, pk: UUID, command: Command | None = None) -> Draft:
    rows = Draft.objects.visible_to(request.user).select_related("body__unit", "paper")
    return fetch(request, rows, pk, command, at=lambda row: row.body.unit)


def _page(draft: Draft) -> str:
    return reverse("dispatch:draft", args=[draft.pk])


def draft(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """One draft: its words, annexes, what may be done."""
    found = _draft(request, draft_id)
    is_mine = is_own(request.user, found.body) and CORRECT_DRAFT.name in request.user.rights_at(found.body.unit)
    context = {
        "found": found,
        "paragraphs": [line for line in found.text.splitlines() if line.strip()],
        "signing": signing_lines(found.collective, found.sign_form, found.head_title, found.signer_title),
        "recipients": lines_of(found.recipients),
        "annexes": found.annexes.all(),
        "is_open": is_mine and found.paper is None,
    }
    return render(request, "dispatch/draft.html", context)


def preview(request: SignedInRequest, draft_id: UUID, file_format: str) -> HttpResponse:
    """The draft as the paper that it will be."""
    found, wanted = _draft(request, draft_id), format_of(file_format)
    return paper_response(request, lambda: draft_paper(found), wanted)


def begin(request: SignedInRequest) -> HttpResponse:
    """A paper is begun."""

    def then(outcome: Outcome) -> str:
        return _page(outcome.result) if outcome.result else reverse("dispatch:index")

    context = {"back": reverse("dispatch:index")}
    return command_page(request, BEGIN_DRAFT, initial={"body": default_body(request.user)}, then=then, context=context)


_WORDS = ("subject", "to", "text", "recipients", "urgency", "collective", "sign_form", "head_title", "signer_title")
_REST = ("signer_name", "co_signers", "names_members")


def correct(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """Its words are changed."""
    found = _draft(request, draft_id, CORRECT_DRAFT)
    initial = {"draft": found, **{name: getattr(found, name) for name in (*_WORDS, *_REST)}}
    return command_page(request, CORRECT_DRAFT, initial=initial, then=_page(found))


def _form(
    request: SignedInRequest, command: Command, found: Draft, initial: dict[str, Any], **context: Any
) -> HttpResponse:
    context.setdefault("intro", found.subject)
    then = context.pop("then", _page(found))
    return command_page(request, command, initial=initial, then=then, context={**context, "back": _page(found)})


def drop(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """A draft goes."""
    found = _draft(request, draft_id, DROP_DRAFT)
    return _form(request, DROP_DRAFT, found, {"draft": found}, danger=True, then=reverse("dispatch:index"))


def issue(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """A draft goes out."""
    found = _draft(request, draft_id, ISSUE_DRAFT)

    def then(outcome: Outcome) -> str:
        return page_of(outcome.result) if outcome.result else reverse("dispatch:index")

    initial = {"draft": found, "dated_on": timezone.localdate()}
    return _form(request, ISSUE_DRAFT, found, initial, then=then)


def add_annex(request: SignedInRequest, draft_id: UUID) -> HttpResponse:
    """An annex is added."""
    found = _draft(request, draft_id, ADD_ANNEX)
    return _form(request, ADD_ANNEX, found, {"draft": found})


def _annex(request: SignedInRequest, pk: int, command: Command) -> DraftAnnex:
    rows = DraftAnnex.objects.filter(draft__in=Draft.objects.visible_to(request.user).values("pk"))
    return fetch(request, rows.select_related("draft__body__unit"), pk, command, at=lambda row: row.draft.body.unit)


def correct_annex(request: SignedInRequest, draft_annex_id: int) -> HttpResponse:
    """An annex is changed."""
    found = _annex(request, draft_annex_id, CORRECT_ANNEX)
    initial = {"annex": found, "title": found.title, "text": found.text, "is_landscape": found.is_landscape}
    return _form(request, CORRECT_ANNEX, found.draft, initial)


def drop_annex(request: SignedInRequest, draft_annex_id: int) -> HttpResponse:
    """An annex goes."""
    found = _annex(request, draft_annex_id, DROP_ANNEX)
    return _form(request, DROP_ANNEX, found.draft, {"annex": found}, intro=found.title, danger=True)
