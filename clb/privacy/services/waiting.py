"""Acts that wait for a second person's word may be about a person who is erased meanwhile."""

from __future__ import annotations

from django.utils import timezone

from clb.files.services import drop_file
from clb.members.models import Person
from clb.privacy.queries.people import marks_of, one_person
from clb.privacy.rules import scrubbed
from clb.seconds.models import Proposal, ProposalFile


def drop_proposals_about(person: Person) -> None:
    """Let every waiting act of the person's clubs lapse that names the person, by id or in words."""
    marks, _unsure = marks_of(person)
    units = [row.club.unit_id for one in one_person(person) for row in one.memberships.select_related("club")]
    for waits in Proposal.objects.select_for_update().filter(word="", unit__in=units):
        if not (any(pk in waits.typed for pk in marks.own) or scrubbed(waits.typed, marks) != waits.typed):
            continue
        for row in ProposalFile.objects.filter(proposal=waits).select_related("file"):
            row.delete()
            drop_file(row.file)
        waits.word, waits.typed, waits.decided_at = Proposal.Word.LAPSED, "", timezone.now()
        waits.save(update_fields=["word", "typed", "decided_at"])
