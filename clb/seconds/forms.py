"""What a second person says, and how one takes back what one typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.kernel.schema import CommandForm
from clb.places.models import Unit

from .models import Proposal


class OfProposal(CommandForm):
    """Something that waits."""

    proposal = forms.ModelChoiceField(Proposal.objects.none(), label=_("Việc"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """What I may see."""
        self.narrow("proposal", Proposal.objects.visible_to(by).select_related("unit"))

    def unit(self) -> Unit:
        """Where the act would be done."""
        proposal: Proposal = self.cleaned_data["proposal"]
        return proposal.unit


class DecideProposal(OfProposal):
    """Yes or no."""

    word = forms.ChoiceField(
        label=_("Trả lời"),
        choices=[("ACCEPTED", _("Đồng ý, cho làm")), ("REFUSED", _("Không đồng ý"))],
        widget=forms.RadioSelect,
    )


class WithdrawProposal(OfProposal):
    """Back to nothing."""
