"""Requests: what is open, one of them with its steps, and the steps."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, asks_again
from clb.clubs.models import Club
from clb.files.http import file_response
from clb.kernel.journal import Kind, note
from clb.kernel.text import plain
from clb.members.models import Person
from clb.members.queries import unit_of_person
from clb.papers.files import file_name, format_of, paper_response
from clb.privacy import commands as verbs
from clb.privacy.models import DataRequest, Restriction
from clb.privacy.package import packed
from clb.privacy.papers import answer_paper
from clb.privacy.queries.export import export_of
from clb.privacy.queries.people import erasure_preview
from clb.privacy.queries.requests import asks_for_data, closed_requests, open_requests, request_card
from clb.web.pages import command_page, paged

from .access import TAKE, person_of, reader, request_of

DO_FIRST = {DataRequest.Kind.DELETE: verbs.ERASE_PERSON, DataRequest.Kind.RESTRICT: verbs.RESTRICT_PERSON}


def index(request: SignedInRequest) -> HttpResponse:
    """What is open with the days left, then what is done; and the way to the registers."""
    user = reader(request)
    context = {
        "cards": open_requests(user, timezone.localdate()),
        "page": paged(request, closed_requests(user)),
        "clubs": Club.objects.filter(unit__in=user.reach("privacy.read").values("below")).order_by("search_key")[:60],
    }
    return render(request, "privacy/index.html", context)


def of_person(request: SignedInRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """All requests of a person, and what can be done for them."""
    person = person_of(request, person_id)
    rights = request.user.rights_at(person_unit(request, person))
    rows = DataRequest.objects.visible_to(request.user).filter(person=person).order_by("-received_on", "pk")
    context = {
        "person": person,
        "club_id": club_id,
        "rows": rows,
        "may_receive": verbs.RECEIVE_REQUEST.name in rights,
        "may_take": TAKE in rights and asks_for_data(person),
    }
    return render(request, "privacy/of_person.html", context)


def person_unit(request: SignedInRequest, person: Person) -> Any:
    """Where rights over the person are checked."""
    return unit_of_person(request.user, person)


def receive(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """A person asks something."""
    person = person_of(request, person_id, verbs.RECEIVE_REQUEST)
    initial = {"person": person, "received_on": timezone.localdate()}
    context = {"intro": f"{person.full_name}, {person.birth_shown}"}
    return command_page(request, verbs.RECEIVE_REQUEST, initial=initial, then=_made, context=context)


def _made(outcome: Any) -> str:
    return reverse("privacy:request", args=[outcome.ref["id"]])


def request_page(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """One request: its clocks, its steps, what can be done next."""
    found = request_of(request, data_request_id)
    rights = request.user.rights_at(found.club.unit)
    restriction = Restriction.objects.filter(request=found).first()
    aside = json.loads(restriction.put_aside) if restriction and restriction.put_aside else None
    may_read_aside = verbs.RESTRICT_PERSON.name in rights
    if aside and may_read_aside:
        note(Kind.LOOKED_AT_PERSON, request=request, unit=found.club.unit_id, person=found.person_id)
    context = {
        "card": request_card(found, timezone.localdate()),
        "found": found,
        "steps": _steps(found, rights),
        "may_take": TAKE in rights and found.kind == DataRequest.Kind.SEE and asks_for_data(found.person),
        "restriction": restriction,
        "aside": aside if may_read_aside else None,
        "may_lift": verbs.LIFT_RESTRICTION.name in rights and bool(aside),
    }
    return render(request, "privacy/request.html", context)


def proof(request: SignedInRequest, data_request_id: UUID) -> FileResponse:
    """The paper by which it was asked."""
    found = request_of(request, data_request_id)
    if found.proof_file is None:
        raise Http404
    return file_response(found.proof_file, "don-yeu-cau")


def _steps(found: DataRequest, rights: frozenset[str]) -> list[tuple[Any, str]]:
    if not found.is_open:
        return []
    if not found.answered_on:
        able = [(verbs.ANSWER_REQUEST, "privacy:answer_request")]
    else:
        doing = DO_FIRST.get(DataRequest.Kind(found.kind), verbs.FINISH_REQUEST)
        able = [(doing, doing.name.replace(".", ":"))]
        if not found.extended_days:
            able.append((verbs.EXTEND_REQUEST, "privacy:extend_request"))
    return [(command.title, reverse(url, args=[found.pk])) for command, url in able if command.name in rights]


def answer(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """Say whether it will be done."""
    return _step(request, data_request_id, verbs.ANSWER_REQUEST, answered_on=timezone.localdate())


def extend(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """Take more days."""
    return _step(request, data_request_id, verbs.EXTEND_REQUEST)


def finish(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """Say what was done."""
    return _step(request, data_request_id, verbs.FINISH_REQUEST, done_on=timezone.localdate())


def restrict(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """Put the data aside."""
    told = _(
        "Tên, điện thoại, người thân, ảnh được cất riêng và mã hóa; mọi nơi chỉ thấy một mã. Bỏ hạn chế thì trở lại."
    )
    return _step(request, data_request_id, verbs.RESTRICT_PERSON, told=told)


def _step(request: SignedInRequest, pk: UUID, command: Any, told: str = "", **initial: Any) -> HttpResponse:
    found = request_of(request, pk, command)
    received = _("nhận ngày %s") % f"{found.received_on:%d/%m/%Y}"
    intro = f"{found.person.full_name} · {found.get_kind_display()} · {received}"
    context = {"intro": f"{intro}. {told}" if told else intro}
    then = reverse("privacy:request", args=[found.pk])
    return command_page(request, command, initial={"request": found, **initial}, then=then, context=context)


@asks_again
def erase(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """What goes, what stays and why, what must be settled first; then everything goes."""
    found = request_of(request, data_request_id, verbs.ERASE_PERSON)
    context = {"found": found, "preview": erasure_preview(found.person), "danger": True}
    then, page = reverse("privacy:request", args=[found.pk]), "privacy/erase.html"
    initial = {"request": found}
    return command_page(request, verbs.ERASE_PERSON, initial=initial, then=then, template=page, context=context)


def lift(request: SignedInRequest, data_request_id: UUID) -> HttpResponse:
    """The data come back."""
    found = request_of(request, data_request_id, verbs.LIFT_RESTRICTION)
    restriction = Restriction.objects.filter(request=found).first()
    then = reverse("privacy:request", args=[found.pk])
    initial = {"restriction": restriction, "until_on": timezone.localdate()}
    return command_page(request, verbs.LIFT_RESTRICTION, initial=initial, then=then)


def answer_letter(request: SignedInRequest, data_request_id: UUID, file_format: str) -> HttpResponse:
    """The letter of answer as it stands now."""
    found = request_of(request, data_request_id)
    card = request_card(found, timezone.localdate())
    name = _("Trả lời yêu cầu dữ liệu")
    return paper_response(request, lambda: answer_paper(card), format_of(file_format), name=name)


@asks_again
def take_data(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """All of a person's data in one file, while a request for it is being answered; the journal says who took it.

    Readings of health are in it, which whoever answers may not read otherwise.
    """
    person = person_of(request, person_id)
    unit = person_unit(request, person)
    if not request.user.may(TAKE, unit):
        raise PermissionDenied(TAKE)
    if not asks_for_data(person):
        messages.error(request, _("Chỉ tải được khi người này có yêu cầu xem dữ liệu đã «Nhận làm» và chưa xong."))
        return redirect("privacy:of_person", unit.club.pk, person.pk)
    note(Kind.TOOK_PERSON, request=request, unit=unit, person=person.pk)
    answer = HttpResponse(packed(export_of(person), unit.club), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="du-lieu-{file_name(plain(person.full_name))}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
