"""Room for the numbers and seals of entries; the next migration fills it, the one after demands it."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_closing")]

    operations = [
        migrations.AddField("book", "last_number", models.PositiveIntegerField("số chứng từ cuối", default=0)),
        migrations.AddField(
            "book", "last_seal", models.BinaryField("dấu của chứng từ cuối", max_length=32, default=bytes)
        ),
        migrations.AddField(
            "closing", "last_number", models.PositiveIntegerField("số chứng từ cuối lúc ấy", default=0)
        ),
        migrations.AddField(
            "closing", "last_seal", models.BinaryField("dấu của chứng từ cuối lúc ấy", max_length=32, default=bytes)
        ),
        migrations.AddField("entry", "number", models.PositiveIntegerField("số", null=True)),
        migrations.AddField("entry", "seal", models.BinaryField("dấu", max_length=32, null=True)),
        migrations.AlterField(
            "entry", "made_at", models.DateTimeField("ghi lúc", default=django.utils.timezone.now)
        ),
    ]
