"""Until when a request is to be answered and done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clb.law.norms import Norm, limit, norm
from clb.law.workdays import after_workdays

# Withdrawal, restriction and objection have a clock of their own; the other rights a shorter one.
STOPPING = frozenset({"WITHDRAW", "RESTRICT", "OBJECT"})


@dataclass(frozen=True)
class Clocks:
    """Last days, and the norms that set them. `do_by` holds an extension already."""

    answer_by: date
    do_by: date
    norms: tuple[Norm, Norm]


def clocks(
    kind: str, received_on: date, *, is_shared: bool = False, extended_days: int = 0, path: Sequence[str] = ()
) -> Clocks:
    """The clocks of a request of `kind` received on a day, by the norms in force then at the place of `path`.

    Answering counts working days, doing counts days. Raises LookupError on a day without norms.
    """
    doing = f"privacy.{'stop' if kind in STOPPING else 'give'}_days{'_shared' if is_shared else ''}"
    answer_by = after_workdays(received_on, limit("privacy.answer_days", on=received_on, path=path))
    do_by = received_on + timedelta(days=limit(doing, on=received_on, path=path) + extended_days)
    asked = {"on": received_on, "path": path}
    return Clocks(answer_by, do_by, (norm("privacy.answer_days", **asked), norm(doing, **asked)))  # type: ignore[arg-type]
