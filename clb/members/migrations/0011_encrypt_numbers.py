"""Numbers that stood there readable become encrypted."""

from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast

from clb.kernel.encrypted import seal, unseal


def _each(apps: StateApps, change: object) -> None:
    person = apps.get_model("members", "Person")
    told = person.objects.exclude(id_number="").annotate(stored=Cast(F("id_number"), TextField()))
    for id, stored in list(told.values_list("pk", "stored")):
        person.objects.filter(pk=id).update(id_number=Value(change(stored), output_field=TextField()))


def encrypt(apps: StateApps, schema_editor: object) -> None:
    """Each number by itself."""
    _each(apps, seal)


def decrypt(apps: StateApps, schema_editor: object) -> None:
    """As it was."""
    _each(apps, unseal)


class Migration(migrations.Migration):
    dependencies = [("members", "0010_number_encrypted")]

    operations = [migrations.RunPython(encrypt, decrypt)]
