"""What care at home holds about a person. Counts of visits stay without a name; words about someone go."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clb.members.held import COUNTED, Erase, Group, Held, Purpose, holds, holds_nobody

from .models import (
    CareAssignment,
    CareClient,
    CareMonth,
    CarePlan,
    CareVisit,
    DangerAlert,
    NeedsAssessment,
    RosterChange,
    Volunteer,
    VolunteerAbsence,
    VolunteerTraining,
)

CARE = _("Chăm sóc người già yếu tại nhà")
HELPERS = ("volunteer__person",)

holds(
    Held(
        CareClient,
        Group.HEALTH,
        CARE,
        ("person",),
        kept_because=COUNTED,
        shown=("club", "from_on", "until_on", "wished_sex", "end_reason"),
    ),
    Held(
        CarePlan,
        Group.HEALTH,
        CARE,
        ("client__person",),
        kept_because=COUNTED,
        blank=("aims",),
        shown=("from_on", "until_on", "kinds", "aims", "review_on"),
    ),
    Held(
        NeedsAssessment,
        Group.HEALTH,
        CARE,
        ("client__person",),
        Erase.DELETE,
        consent=Purpose.HEALTH,
        shown=("scale", "assessed_on", "answers", "score"),
    ),
    Held(
        CareVisit,
        Group.HEALTH,
        CARE,
        ("client__person",),
        kept_because=COUNTED,
        blank=("note",),
        consent=Purpose.HEALTH,
        shown=("visited_on", "minutes", "tasks", "how_is", "dangers", "note"),
    ),
    Held(
        DangerAlert,
        Group.HEALTH,
        CARE,
        ("visit__client__person",),
        Erase.DELETE,
        consent=Purpose.HEALTH,
        shown=("visit", "settled_on", "outcome"),
    ),
    Held(CareAssignment, Group.ACTIVITY, CARE, ("client__person", *HELPERS), kept_because=COUNTED),
    Held(RosterChange, Group.ACTIVITY, CARE, ("client__person", *HELPERS), kept_because=COUNTED),
    Held(Volunteer, Group.ACTIVITY, CARE, ("person",), kept_because=COUNTED),
    Held(VolunteerTraining, Group.ACTIVITY, CARE, HELPERS, kept_because=COUNTED, words=("topic",)),
    Held(VolunteerAbsence, Group.ACTIVITY, CARE, HELPERS, Erase.DELETE),
)
holds_nobody(_("Chỉ có số đếm"), CareMonth)
