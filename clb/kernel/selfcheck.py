"""Checks that re-derive what is stored twice. Each is a function from nothing to a list of findings."""

from collections.abc import Callable, Iterable

from django.utils.module_loading import autodiscover_modules

Check = Callable[[], Iterable[str]]
_CHECKS: list[Check] = []


def register_check(check: Check) -> Check:
    """Add `check` to the suite; it yields one sentence for each thing that is wrong."""
    _CHECKS.append(check)
    return check


def run_checks() -> dict[str, list[str]]:
    """Every check's findings by the check's name; all lists empty means that the database is sound."""
    autodiscover_modules("checks")
    return {f"{c.__module__.split('.')[1]}.{c.__name__}": list(c()) for c in _CHECKS}
