"""What must always hold of registers."""

from collections.abc import Iterator

from clb.kernel.selfcheck import register_check

from .models import NumberSeries, OutgoingPaper


@register_check
def numbers_run_without_a_gap() -> Iterator[str]:
    """Each run of a body and year holds every number from its first to its last, once."""
    for run in NumberSeries.objects.select_related("body").order_by("pk").iterator(1_000):
        given = OutgoingPaper.objects.filter(body=run.body_id, year=run.year, series=run.series).order_by("number")
        numbers = list(given.values_list("number", flat=True))
        if numbers != list(range(run.begins_after + 1, run.last_number + 1)):
            yield f"Sổ văn bản đi của {run.body} năm {run.year}: số chạy đến {run.last_number}, có {len(numbers)} số."
