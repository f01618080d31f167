import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from 0004: PostgreSQL alters no table in the transaction that filled it."""

    dependencies = [("plans", "0004_duties_at_work")]

    operations = [
        migrations.AlterField(
            model_name="taskreport",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.unit",
                verbose_name="đơn vị làm",
            ),
        ),
        migrations.AddConstraint(
            model_name='taskreport',
            constraint=models.UniqueConstraint(fields=('task', 'due_on', 'place'), name='task_reported_once_per_due_day', violation_error_message='Kỳ này đã được báo là xong.'),
        ),
    ]
