"""How these pages fetch: what may not be seen is not found, what may not be done is refused, each look is noted."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.http import SignedInRequest, fetch
from clb.clubs.models import Club
from clb.health.commands import OPEN_EMERGENCY_ACCESS, RECORD_CHECK, SEE_EMERGENCY_ACCESS
from clb.health.models import EmergencyAccess
from clb.health.queries import club_of_person, clubs_with, people_of
from clb.kernel.commands import Outcome
from clb.kernel.journal import Kind, note
from clb.members.models import Person
from clb.web.pages import command_page

READ = "health.read"
HERE = (READ, RECORD_CHECK.name, "members.read")  # whoever holds one of these may know that the person exists


def person_of(request: SignedInRequest, person_id: UUID) -> Person:
    """Someone whom the reader may know of, else 404."""
    return get_object_or_404(people_of(clubs_with(request.user, *HERE)), pk=person_id)


def person_at(request: SignedInRequest, person_id: UUID, right: str) -> tuple[Person, Club]:
    """Someone whom the reader may know of, else 404; and the club where the reader holds `right`, else 403."""
    found = person_of(request, person_id)
    club = club_of_person(clubs_with(request.user, right), found)
    if club is None:
        raise PermissionDenied(right)
    return found, club


def person_read(request: SignedInRequest, person_id: UUID) -> tuple[Person, Club, EmergencyAccess | None]:
    """Someone whose health the reader may see, by right or for now by an emergency; the look is noted."""
    found, now = person_of(request, person_id), timezone.now()
    club, urgent = club_of_person(clubs_with(request.user, READ), found), None
    if club is None:
        standing = EmergencyAccess.objects.standing(request.user, now).filter(person=found)
        urgent = standing.select_related("club__unit").order_by("-until_at").first()
        if urgent is None:
            raise PermissionDenied(READ)
        club = urgent.club
    note_look(request, club, person=str(found.pk))
    return found, club, urgent


def club_read(request: SignedInRequest, club_id: UUID, right: str = READ) -> Club:
    """A club where the reader holds `right`; 403 where they may record readings or read members there, else 404."""
    rows = clubs_with(request.user, right, *HERE)
    found = get_object_or_404(rows, pk=club_id)
    if not request.user.may(right, found.unit):
        raise PermissionDenied(right)
    return found


def note_look(request: SignedInRequest, club: Club, **told: str) -> None:
    """Write down that someone looked at readings: whose or of which club, never what."""
    note(Kind.LOOKED_AT_HEALTH, request=request, unit=club.unit_id, **told)


# --- An emergency -----------------------------------------------------------------------------------------------


def open_emergency(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """A reason, and the readings are open for a while; whoever answers for them is told."""
    found, at = person_at(request, person_id, OPEN_EMERGENCY_ACCESS.name)
    told = _(
        "%(person)s. Chỉ dùng khi cấp cứu. Việc xem được ghi lại cùng lý do, chủ nhiệm và trạm y tế được báo; "
        "sau thời hạn thì không xem được nữa."
    )

    def then(outcome: Outcome) -> str:
        if outcome.status == "done":
            note(Kind.EMERGENCY_ACCESS, request=request, unit=at.unit_id, person=str(found.pk))
        return reverse("health:person", args=[found.pk])

    context = {"intro": told % {"person": found.full_name}, "back": reverse("members:person", args=[found.pk])}
    initial = {"club": at, "person": found}
    return command_page(request, OPEN_EMERGENCY_ACCESS, initial=initial, then=then, context=context | {"danger": True})


def see_emergency(request: SignedInRequest, emergency_access_id: UUID) -> HttpResponse:
    """Who looked, when and why; whoever answers for the readings says that they know."""
    rows = EmergencyAccess.objects.visible_to(request.user).select_related("club__unit", "person", "user")
    row = fetch(request, rows, emergency_access_id, SEE_EMERGENCY_ACCESS, at=lambda found: found.club.unit)
    told = _("%(who)s đã mở xem số đo sức khỏe của %(person)s lúc %(at)s. Lý do: %(reason)s")
    words = {
        "who": row.user.first_name or row.user.username,
        "person": row.person.full_name,
        "at": timezone.localtime(row.opened_at).strftime("%H:%M %d/%m/%Y"),
        "reason": row.reason,
    }
    note_look(request, row.club, person=str(row.person_id))
    then = reverse("health:club", args=[row.club_id])
    context = {"intro": told % words, "submit": _("Đã biết"), "back": then}
    return command_page(request, SEE_EMERGENCY_ACCESS, initial={"access": row}, then=then, context=context)


def to_person(request: SignedInRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """From a member's page to their health; whoever may not read it comes to the way for an emergency."""
    found = person_of(request, person_id)
    if club_of_person(clubs_with(request.user, READ), found) is None:
        standing = EmergencyAccess.objects.standing(request.user, timezone.now()).filter(person=found)
        if not standing.exists():
            return redirect("health:open_emergency", found.pk)
    return redirect("health:person", found.pk)
