"""Where from and what changed, the strands that the journal is sealed in, and its checkpoints."""

import django.utils.timezone
from django.db import migrations, models

from clb.kernel.tables.together import together

STRAND = [
    ("strand", models.PositiveSmallIntegerField("mạch", null=True)),
    ("number", models.PositiveBigIntegerField("số trong mạch", null=True)),
    ("seal", models.BinaryField("dấu", max_length=32, null=True)),
]


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_events")]

    operations = together(
        migrations.CreateModel(
            name="Strand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=10, verbose_name="bảng")),
                ("last_number", models.PositiveBigIntegerField(default=0, verbose_name="số cuối")),
                ("last_seal", models.BinaryField(default=bytes, max_length=32, verbose_name="dấu cuối")),
                ("head", models.BinaryField(max_length=32, verbose_name="dấu của đầu mạch")),
            ],
            options={"verbose_name": "mạch nhật ký"},
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="số")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="lúc")),
                ("heads", models.JSONField(verbose_name="các đầu mạch")),
                ("seal", models.BinaryField(max_length=32, verbose_name="dấu")),
            ],
            options={"verbose_name": "mốc nhật ký"},
        ),
        migrations.AlterField(
            "act", "done_at", models.DateTimeField("lúc", db_index=True, default=django.utils.timezone.now)
        ),
        migrations.AddField("act", "address", models.CharField("mạng", max_length=50, default="")),
        migrations.AddField("act", "device", models.CharField("thiết bị", max_length=60, default="")),
        migrations.AddField("act", "changes", models.JSONField("thay đổi", default=dict)),
        *(migrations.AddField("act", name, field) for name, field in STRAND),
        *(migrations.AddField("event", name, field) for name, field in STRAND),
    )
