"""Every model of every app says what it holds about a person; what it says can be asked of the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import CharField, ForeignKey, JSONField, TextField

from clb.files.models import StoredFile
from clb.members.held import Erase, all_held, held_of_nobody, told_of
from clb.members.models import Person
from conftest import Cast, make_member

OURS = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed]


def reaches_person(model: type, seen: frozenset[type] = frozenset()) -> bool:
    links = [f.related_model for f in model._meta.local_fields if isinstance(f, ForeignKey)]
    return any(to is Person or (to not in seen and reaches_person(to, seen | {model, to})) for to in links)


def test_every_model_says_what_it_holds_about_a_person() -> None:
    """A new model fails here: add a line to its app's held.py (see clb/members/held.py)."""
    assert sorted(m._meta.label for m in OURS if m not in told_of()) == []


def test_whatever_leads_to_a_person_is_held() -> None:
    by_way_of_who_led_a_meeting = ["ActivityEvidence", "MeetingEdit", "Reopening_seen_by", "YearPlanLink"]
    found = sorted(m._meta.label for m in held_of_nobody() if reaches_person(m))
    assert found == [
        *(f"meetings.{name}" for name in by_way_of_who_led_a_meeting),
        "privacy.Erasure",
        "supervision.Recount",
    ]


# Texts that are no words about a person: keys, codes, what a club calls a thing.
HARMLESS = {
    "access.Assignment.role",
    "access.ApiToken",
    "budget.BudgetDocument.number",
    "budget.Estimate.decision_number",
    "care.CarePlan.kinds",
    "care.CareVisit.dangers",
    "care.CareVisit.tasks",
    "care.Volunteer.kinds",
    "clubs.CharterRule.item",
    "desks.Petition.number",
    "desks.PetitionAnswer.number",
    "dispatch.Draft.kind",  # codes of a list
    "dispatch.OutgoingPaper.kind",
    "dispatch.OutgoingPaper.recipients",  # agencies
    "dispatch.OutgoingPaper.series",
    "dispatch.OutgoingPaper.source",
    "dispatch.OutgoingPaper.source_key",
    "dispatch.OutgoingPaper.symbol",
    "founding.Founding.decision_number",
    "founding.Founding.name",
    "founding.Founding.signer_name",  # who signed in office
    "founding.Founding.signer_title",
    "founding.FoundingCondition.source",
    "fund.StockItem.unit",
    "meetings.Activity.derived_from",
    "members.Person.full_name",  # the pseudonym takes their place
    "members.Person.search_key",
    "giving.Donation.source",  # codes of a list
    "members.Person.sort_key",
    "outreach.Broadcast.channel",  # codes of a list
    "outreach.Broadcast.link",
    "outreach.Material.link",
    "outreach.PlannedOutreach.channel",
    "phone.PhoneKey",  # hashes, a version, a code of why something waits
    "plans.TaskEvidence.key",
    "plans.TaskEvidence.kind",
    "reports.Passage.drafted",  # made of figures and names of clubs and targets
    "reports.Passage.key",
    "reports.Report.differences",
    "reports.Report.draft",
    "signin.Card",  # these three go with their sign-in
    "signin.Pin",
    "signin.Tries",
    "seconds.ProposalFile.field",
    "supervision.ChecklistAnswer.question",
    "supervision.SupervisionLine.reasons",  # figures of a club
    "supervision.SupervisionVisit.checklist_source",
    "supervision.SupervisionVisit.checklist_title",
    "supervision.SupervisionVisit.sections",
    "sheets.SheetBatch",  # go with their file
    "sheets.SheetFault",
}


def test_a_text_that_stays_with_a_row_is_emptied_or_looked_through() -> None:
    found = set()
    for model in {line.model for line in all_held()}:
        lines = [line for line in all_held() if line.model is model]
        if any(line.on_erasure != Erase.KEEP for line in lines) or not model.__module__.startswith("clb."):
            continue
        named = {name for line in lines for name in (*line.blank, *line.words)}
        texts = [f for f in model._meta.local_fields if isinstance(f, (CharField, TextField, JSONField))]
        label = model._meta.label
        found |= {f"{label}.{f.name}" for f in texts if not f.choices and f.name not in named and label not in HARMLESS}
    assert sorted(found - HARMLESS) == [], "\n".join(sorted(found - HARMLESS))


@pytest.mark.django_db
def test_every_line_can_be_asked(cast: Cast) -> None:
    person = make_member(cast.club).person
    for line in all_held():
        fields = {f.name for f in line.model._meta.get_fields()}
        shown = {name.split("__")[0] for name in line.shown}
        assert {*line.blank, *line.words, *line.files, *line.kept_files, *shown} <= fields, line
        assert line.rows(person).count() >= 0
        if line.clubs:
            line.model._base_manager.filter(**{f"{line.clubs}__in": [cast.club.pk]}).exists()
        for name in (*line.files, *line.kept_files):
            assert line.model._meta.get_field(name).related_model is StoredFile
    assert {line.model for line in all_held() if line.rows(person).exists()} >= {Person}


def test_every_file_goes_or_is_said_to_stay() -> None:
    owners = {(m, f.name) for m in OURS for f in m._meta.local_fields if f.related_model is StoredFile}
    told = {(line.model, name) for line in all_held() for name in (*line.files, *line.kept_files)}
    assert {f"{m._meta.label}.{name}" for m, name in owners - told} == {
        "meetings.ActivityEvidence.file",
        "supervision.SupervisionFile.file",
    }
