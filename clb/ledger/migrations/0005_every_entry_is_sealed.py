"""From here on no entry is without a number and a seal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_seal_the_books")]

    operations = [
        migrations.AlterField("entry", "number", models.PositiveIntegerField("số")),
        migrations.AlterField("entry", "seal", models.BinaryField("dấu", max_length=32)),
        migrations.AddConstraint(
            "entry", models.UniqueConstraint(fields=["book", "number"], name="entry_number_once_per_book")
        ),
    ]
