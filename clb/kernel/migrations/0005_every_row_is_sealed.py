"""From here on no act and no event is without a number and a seal."""

from django.db import migrations, models

FIELDS = [
    ("strand", models.PositiveSmallIntegerField("mạch")),
    ("number", models.PositiveBigIntegerField("số trong mạch")),
    ("seal", models.BinaryField("dấu", max_length=32)),
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_seal_the_journal")]

    operations = [
        *(migrations.AlterField("act", name, field) for name, field in FIELDS),
        *(migrations.AlterField("event", name, field) for name, field in FIELDS),
        migrations.AddConstraint(
            "act", models.UniqueConstraint(fields=["strand", "number"], name="act_number_once_per_strand")
        ),
        migrations.AddConstraint(
            "event", models.UniqueConstraint(fields=["strand", "number"], name="event_number_once_per_strand")
        ),
    ]
