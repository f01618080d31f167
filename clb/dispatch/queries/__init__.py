"""What is asked about papers that go out."""

from .registers import (
    bodies_for,
    bodies_seen_by,
    default_body,
    drafts_seen_by,
    is_own,
    offices_without_body,
    register_of,
    series_told,
    years_of,
)

__all__ = [
    "bodies_for",
    "bodies_seen_by",
    "default_body",
    "drafts_seen_by",
    "is_own",
    "offices_without_body",
    "register_of",
    "series_told",
    "years_of",
]
