"""What the page of a club at a campaign shows: typed rows over stored ones, and only the names that may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clb.access.http import SignedInRequest
from clb.clubs.models import Club
from clb.health.commands import RECORD_CHECK_UPS
from clb.health.models import CheckUp, CheckUpCampaign
from clb.health.queries.checkups import CallLine
from clb.kernel.rows import was

COLUMNS = ("state", "seen_on", "missed", "follow_up")


@dataclass(frozen=True)
class Shown:
    """A member's row: what is typed or stored, and what the page was shown of it."""

    line: CallLine
    values: dict[str, str]
    was: str

    @property
    def key(self) -> str:
        """The row's key."""
        return str(self.line.membership.pk)


def list_context(
    request: SignedInRequest, campaign: CheckUpCampaign, club: Club, lines: Sequence[CallLine], knows_members: bool
) -> dict[str, Any]:
    """Rows for results, of those who agreed; whom to call; whoever does not know the members sees who agreed only."""
    seen = [line for line in lines if knows_members or line.has_agreed]
    states = [line.check_up.state if line.check_up else "" for line in lines]
    return {
        "campaign": campaign,
        "club": club,
        "due": [line for line in seen if line.is_due],
        "rows": [_shown(request, campaign, line) for line in seen if line.has_agreed],
        "silent": [line for line in seen if not line.has_agreed],
        "unnamed": len(lines) - len(seen),
        "counts": [(state.label, states.count(state)) for state in CheckUp.State],
        "checked": sum(line.is_checked for line in lines),
        "members": len(lines),
        "missed_choices": CheckUp.Missed.choices,
        "follow_up_choices": CheckUp.FollowUp.choices,
        "knows_members": knows_members,
        "title": None,
    }


def _shown(request: SignedInRequest, campaign: CheckUpCampaign, line: CallLine) -> Shown:
    row = line.check_up
    is_result = row is not None and row.state != CheckUp.State.CALLED
    stored = dict.fromkeys(COLUMNS, "")
    if row is not None and is_result:
        day = f"{row.seen_on:%d/%m/%Y}" if row.seen_on and row.seen_on != campaign.held_on else ""
        stored = {"state": row.state, "seen_on": day, "missed": row.missed, "follow_up": row.follow_up}
    key = str(line.membership.pk)
    typed = {name: request.POST.get(f"rows:{key}:{name}", stored[name]) for name in COLUMNS}
    columns = [name for name in RECORD_CHECK_UPS.form.base_fields["rows"].columns if name != "membership"]  # type: ignore[attr-defined]
    return Shown(line, typed, was(*(stored[name] for name in columns)))
