"""What had been repaid and written off of the loans there were, as their standing receipts say."""

from django.db import migrations


def fill(apps, schema_editor):
    receipts = apps.get_model("fund", "Receipt").objects.filter(
        entry__reverses__isnull=True, entry__reversed_by__isnull=True
    )
    for loan in apps.get_model("fund", "Loan").objects.all():
        moved = list(receipts.filter(loan=loan, kind__in=["REPAYMENT", "WRITE_OFF"]).select_related("entry"))
        paid = [receipt for receipt in moved if receipt.kind == "REPAYMENT"]
        loan.paid_principal_vnd = sum(receipt.amount_vnd for receipt in paid)
        loan.paid_interest_vnd = sum(receipt.interest_vnd for receipt in paid)
        loan.lost_vnd = sum(receipt.amount_vnd for receipt in moved if receipt.kind == "WRITE_OFF")
        loan.moved_on = max((receipt.entry.happened_on for receipt in moved), default=None)
        loan.save(update_fields=["paid_principal_vnd", "paid_interest_vnd", "lost_vnd", "moved_on"])


class Migration(migrations.Migration):
    dependencies = [("fund", "0008_what_moved_on_loans")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
