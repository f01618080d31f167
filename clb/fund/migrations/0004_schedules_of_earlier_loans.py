"""Loans granted before there were schedules: interest every month, principal at the end, no grace, 1,000 đồng.

So they were kept until now: their pages suggested interest by the month and one last day. What was paid of each row is
derived as `fund.rules.loan_books` does, written out here for this one way, since a migration must not change with it.
"""

from calendar import monthrange
from datetime import date
from fractions import Fraction

from django.db import migrations

UNIT = 1_000


def after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def down(exact):
    return int(exact // UNIT) * UNIT


def paid_on(payments, principal, interest, first):
    if principal <= 0 and interest <= 0:
        return first
    paid, given = 0, 0
    for day, amount, more in payments:
        paid, given = paid + amount, given + more
        if paid >= principal and given >= interest:
            return day
    return None


def ended(loan, payments):
    left = loan.principal_vnd
    for day, amount, _interest in payments:
        left -= amount
        if left <= 0:
            return day
    return None


def rows_of(loan, payments):
    """(number, due day, principal, interest, interest asked) of each month, and the interest of months beyond."""
    monthly, end = Fraction(loan.rate_percent_year) / 1_200, ended(loan, payments)
    plain = down(loan.principal_vnd * monthly)
    last = down(loan.principal_vnd * monthly * loan.months) - plain * (loan.months - 1)
    rows, begins_on, beyond, number = [], loan.granted_on, 0, 0
    while number < loan.months or (end is not None and after(loan.granted_on, number + 1) <= end):
        number += 1
        due_on = after(loan.granted_on, number)
        left = loan.principal_vnd - sum(amount for day, amount, _i in payments if day <= begins_on)
        interest = last if number == loan.months else plain
        asked = interest if left >= loan.principal_vnd else min(interest, down(left * monthly))
        if number > loan.months:
            beyond += down(left * monthly)
        else:
            asked = 0 if end is not None and end < due_on else asked
            rows.append((number, due_on, loan.principal_vnd if number == loan.months else 0, interest, asked))
        begins_on = due_on
    return rows, beyond, end


def fill(apps, schema_editor):
    models = {name: apps.get_model("fund", name) for name in ("Loan", "LoanSchedule", "Instalment", "Receipt")}
    for loan in models["Loan"].objects.filter(schedules__isnull=True):
        receipts = models["Receipt"].objects.filter(
            loan=loan, entry__reverses__isnull=True, entry__reversed_by__isnull=True
        )
        slips = receipts.filter(kind="REPAYMENT").order_by("entry__happened_on")
        payments = [(r.entry.happened_on, r.amount_vnd, r.interest_vnd) for r in slips.select_related("entry")]
        schedule = models["LoanSchedule"].objects.create(
            loan=loan,
            version=1,
            from_on=loan.granted_on,
            method="BULLET",
            principal_vnd=loan.principal_vnd,
            rate_percent_year=loan.rate_percent_year,
            months=loan.months,
            grace_months=0,
            rounding_vnd=UNIT,
        )
        rows, beyond, end = rows_of(loan, payments)
        principal, interest, found = 0, 0, []
        for number, due_on, part, plain, asked in rows:
            principal, interest = principal + part, interest + asked
            found.append(
                models["Instalment"](
                    schedule=schedule,
                    number=number,
                    due_on=due_on,
                    principal_vnd=part,
                    interest_vnd=plain,
                    asked_vnd=asked,
                    principal_by_then_vnd=principal,
                    interest_by_then_vnd=interest,
                    settled_on=paid_on(payments, principal, interest, loan.granted_on),
                )
            )
        models["Instalment"].objects.bulk_create(found)
        if not receipts.filter(kind="LOAN").exists():
            loan.closed_on = loan.granted_on
        elif end is not None:
            settled = paid_on(payments, 0, interest + beyond, end)
            loan.closed_on = settled and max(end, settled)
        loan.save(update_fields=["closed_on"])


class Migration(migrations.Migration):
    dependencies = [("fund", "0003_loan_schedules")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
