"""Records suspected to be one person, side by side, and what is said of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.members.commands import MERGE_PEOPLE, TELL_APART, UNMERGE_PEOPLE
from clb.members.models import Person, Twin
from clb.members.queries import clubs_read_by, suspects
from clb.members.rules import weights
from clb.web.pages import command_page, paged

from .access import person_of, reader

CLUBS_COMPARED = 400  # some 25,000 people, compared within seconds; an officer of more takes them by commune


def index(request: SignedInRequest) -> HttpResponse:
    """Suspected pairs in my clubs, the surest first, with the reasons and the table that they come from."""
    mine = clubs_read_by(reader(request)).order_by("search_key", "pk")
    compared = list(mine.values_list("pk", flat=True)[: CLUBS_COMPARED + 1])
    found = suspects(request.user, Club.objects.filter(pk__in=compared[:CLUBS_COMPARED]))
    context = {
        "page": paged(request, found, 20),
        "is_cut": len(compared) > CLUBS_COMPARED,
        "clubs_compared": CLUBS_COMPARED,
        "table": weights(),
        "may": request.user.may_anywhere(MERGE_PEOPLE.name),
    }
    return render(request, "members/twins.html", context)


def merge(request: SignedInRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    """One person: the first record is the main one."""
    kept, twin = (person_of(request, pk, MERGE_PEOPLE) for pk in (person_id, other_id))
    context = {
        "intro": _("Giữ làm hồ sơ chính: %(kept)s. Hồ sơ trùng: %(twin)s.") % _told(kept=kept, twin=twin),
        "swap": reverse("members:merge", args=[twin.pk, kept.pk]),
        "submit": _("Gộp: đây là một người"),
        "back": reverse("members:twins"),
    }
    initial = {"kept": kept, "twin": twin}
    then = reverse("members:person", args=[kept.pk])
    return command_page(
        request, MERGE_PEOPLE, initial=initial, then=then, template="members/merge.html", context=context
    )


def tell_apart(request: SignedInRequest, person_id: UUID, other_id: UUID) -> HttpResponse:
    """Two people."""
    one, other = (person_of(request, pk, TELL_APART) for pk in (person_id, other_id))
    intro = _("%(one)s và %(other)s là hai người. Cặp này không hiện lại nữa, trừ khi có thêm điểm giống nhau.")
    context = {"intro": intro % _told(one=one, other=other), "submit": _("Đúng là hai người khác nhau")}
    initial = {"one": one, "other": other}
    return command_page(request, TELL_APART, initial=initial, then=reverse("members:twins"), context=context)


def unmerge(request: SignedInRequest, link_id: UUID) -> HttpResponse:
    """Two records again."""
    link = get_object_or_404(Twin.objects.select_related("kept", "twin"), pk=link_id)
    kept, twin = (person_of(request, pk, UNMERGE_PEOPLE) for pk in (link.kept_id, link.twin_id))
    intro = _("Tách %(twin)s khỏi hồ sơ chính %(kept)s. Mọi số đếm trở lại như trước khi gộp.")
    context = {"intro": intro % _told(kept=kept, twin=twin), "submit": _("Tách hồ sơ")}
    then = reverse("members:person", args=[kept.pk])
    return command_page(request, UNMERGE_PEOPLE, initial={"link": link}, then=then, context=context)


def _told(**people: Person) -> dict[str, str]:
    return {name: f"{person.full_name} ({person.birth_shown})" for name, person in people.items()}
