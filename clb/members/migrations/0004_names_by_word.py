"""The index of names by word, filled from the people already stored."""

from django.db import migrations, models
from django.db.migrations.state import StateApps


def fill(apps: StateApps, schema_editor: object) -> None:
    """One row for each word of each name."""
    person, name_word = apps.get_model("members", "Person"), apps.get_model("members", "NameWord")
    names = person.objects.order_by().values_list("search_key", flat=True).distinct()
    batch = []
    for name in names.iterator(5000):
        batch += [name_word(word=word, search_key=name) for word in set(name.split())]
        if len(batch) > 5000:
            name_word.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    name_word.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("members", "0003_day_of_death")]

    operations = [
        migrations.CreateModel(
            name="NameWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=120)),
                ("search_key", models.CharField(max_length=120)),
            ],
            options={
                "verbose_name": "chữ trong tên",
                "constraints": [
                    models.UniqueConstraint(fields=("search_key", "word"), name="name_word_once_a_name")
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
