"""Agreements that were taken back before: what they covered may not be read any more."""

from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.models import Max


def withhold(apps: StateApps, schema_editor: object) -> None:
    """For who was asked and does not agree now."""
    consent, withheld = apps.get_model("members", "Consent"), apps.get_model("members", "Withheld")
    for purpose in ("HEALTH", "SENSITIVE"):
        asked = consent.objects.filter(purpose=purpose)
        agree = asked.filter(answer="AGREED", withdrawn_on__isnull=True).values("person")
        rows = asked.exclude(person__in=agree).values("person").annotate(day=Max("given_on"), back=Max("withdrawn_on"))
        withheld.objects.bulk_create(
            withheld(person_id=row["person"], purpose=purpose, since_on=row["back"] or row["day"]) for row in rows
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0012_withheld")]

    operations = [migrations.RunPython(withhold, migrations.RunPython.noop)]
