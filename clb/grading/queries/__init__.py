"""What is asked about grades. The stable reads for the apps above are in `results`."""

from .results import LatestGrade, grade_counts, latest_grades

__all__ = ["LatestGrade", "grade_counts", "latest_grades"]
