"""Pages of tokens and users."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.kernel.commands import Outcome
from clb.places.queries import names_on
from clb.web.pages import command_page, paged

from .commands import END_ASSIGNMENT, END_DEPUTY, MAKE_TOKEN, NAME_DEPUTY, REVOKE_TOKEN
from .document import right_in_words
from .http import SignedInRequest, asks_again
from .models import ApiToken, Assignment
from .queries import assignments_below, living_tokens, nameable, on_behalf_of, own_offices


def tokens(request: SignedInRequest) -> HttpResponse:
    """My tokens; a fresh one's secret is shown this once."""
    shown = request.session.pop("shown_once", None)
    mine = living_tokens(request.user, timezone.localdate())
    rows = [(token, [right_in_words(right) for right in token.rights]) for token in mine]
    return render(request, "access/tokens.html", {"tokens": rows, "secret": shown})


@asks_again
def make_token(request: SignedInRequest) -> HttpResponse:
    """A new token."""

    def then(outcome: Outcome) -> str:
        if outcome.result is not None:
            request.session["shown_once"] = outcome.result.secret
        return reverse("access_tokens")

    initial = {"expires_on": timezone.localdate() + timedelta(days=90)}
    return command_page(request, MAKE_TOKEN, template="web/command.html", initial=initial, then=then)


def revoke_token(request: SignedInRequest, token_id: int) -> HttpResponse:
    """Close one of my tokens."""
    token = get_object_or_404(ApiToken.objects.filter(user=request.user), pk=token_id)
    context = {"intro": _("Chương trình đang dùng mã «%s» sẽ bị ngắt ngay.") % token.name}
    then = reverse("access_tokens")
    return command_page(
        request, REVOKE_TOKEN, template="web/command.html", initial={"token": token}, then=then, context=context
    )


def users(request: SignedInRequest) -> HttpResponse:
    """Everyone who holds an office where I may see it."""
    if not request.user.may_anywhere("access.read"):
        raise PermissionDenied
    today = timezone.localdate()
    page = paged(request, assignments_below(request.user, today))
    names = names_on([a.unit_id for a in page], today)
    rows = [(a, names[a.unit_id]) for a in page]
    return render(request, "access/users.html", {"page": page, "rows": rows})


def end_assignment(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Someone no longer holds an office."""
    today = timezone.localdate()
    assignment = get_object_or_404(assignments_below(request.user, today).exclude(user=request.user), pk=assignment_id)
    context = {"intro": f"{assignment.user.username}, {assignment.get_role_display()}"}
    return command_page(
        request,
        END_ASSIGNMENT,
        template="web/command.html",
        initial={"assignment": assignment, "until_on": today},
        then=reverse("access_users"),
        context=context,
    )


def deputies(request: SignedInRequest) -> HttpResponse:
    """My offices, who stands in for me, and for whom I stand in."""
    today = timezone.localdate()
    mine = list(own_offices(request.user, today))
    living = Assignment.objects.filter(stands_in_for__in=mine, until_on__gte=today).select_related("user")
    names = names_on([office.unit_id for office in mine], today)
    rows = [(o, names.get(o.unit_id, ""), [d for d in living if d.stands_in_for_id == o.pk]) for o in mine]
    context = {"rows": rows, "standing_in": on_behalf_of(request.user, today)}
    return render(request, "access/deputies.html", context)


@asks_again
def name_deputy(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Somebody stands in for me, or for someone below me."""
    today = timezone.localdate()
    office = get_object_or_404(nameable(request.user, today), pk=assignment_id)
    intro = _("%(who)s, %(office)s. Người thay mặt làm được mọi việc của vai trò này trong những ngày ấy, rồi tự thôi.")
    then = reverse("access_deputies" if office.user_id == request.user.pk else "access_users")
    context = {"intro": intro % {"who": office.user.called, "office": office.get_role_display()}}
    initial = {"assignment": office.pk, "from_on": today}
    return command_page(request, NAME_DEPUTY, initial=initial, then=then, context=context)


def end_deputy(request: SignedInRequest, deputy_id: int) -> HttpResponse:
    """The holder is back."""
    today = timezone.localdate()
    rows = Assignment.objects.filter(stands_in_for__in=nameable(request.user, today).values("pk"), until_on__gte=today)
    deputy = get_object_or_404(rows.select_related("user"), pk=deputy_id)
    context = {
        "intro": _("%s sẽ không còn thay mặt ngay từ lúc này.") % deputy.user.called,
        "submit": _("Thôi thay mặt"),
    }
    then = reverse("access_deputies")
    return command_page(request, END_DEPUTY, initial={"deputy": deputy.pk}, then=then, context=context)
