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

from .commands import ADD_USER, END_ASSIGNMENT, MAKE_TOKEN, REVOKE_TOKEN
from .document import right_in_words
from .http import SignedInRequest
from .models import ApiToken
from .queries import assignments_below, living_tokens


def tokens(request: SignedInRequest) -> HttpResponse:
    """My tokens; a fresh one's secret is shown this once."""
    shown = request.session.pop("shown_once", None)
    mine = living_tokens(request.user, timezone.localdate())
    rows = [(token, [right_in_words(right) for right in token.rights]) for token in mine]
    return render(request, "access/tokens.html", {"tokens": rows, "secret": shown})


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
    shown = request.session.pop("shown_once", None)
    rows = [(a, names[a.unit_id]) for a in page]
    return render(request, "access/users.html", {"page": page, "rows": rows, "secret": shown})


def add_user(request: SignedInRequest) -> HttpResponse:
    """A sign-in for someone below me."""
    if not request.user.may_anywhere("access.add_user"):
        raise PermissionDenied

    def then(outcome: Outcome) -> str:
        if outcome.result is not None:
            request.session["shown_once"] = outcome.result.password
        return reverse("access_users")

    initial = {"from_on": timezone.localdate()}
    return command_page(request, ADD_USER, template="web/command.html", initial=initial, then=then)


def end_assignment(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Someone no longer holds an office."""
    today = timezone.localdate()
    assignment = get_object_or_404(assignments_below(request.user, today), pk=assignment_id)
    context = {"intro": f"{assignment.user.username}, {assignment.get_role_display()}"}
    return command_page(
        request,
        END_ASSIGNMENT,
        template="web/command.html",
        initial={"assignment": assignment, "until_on": today},
        then=reverse("access_users"),
        context=context,
    )
