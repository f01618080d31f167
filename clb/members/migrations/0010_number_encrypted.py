"""The number of the identity paper is encrypted: the column first, its numbers in the next step."""

from django.db import migrations

import clb.kernel.encrypted


class Migration(migrations.Migration):
    dependencies = [("members", "0009_ethnic_group")]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="id_number",
            field=clb.kernel.encrypted.EncryptedTextField(
                blank=True, default="", max_length=12, verbose_name="số định danh"
            ),
        ),
    ]
