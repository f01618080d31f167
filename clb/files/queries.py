"""What is asked about files."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from .models import StoredFile


def unowned() -> QuerySet[StoredFile]:
    """Files to which no row of any app points."""
    found = StoredFile.objects.all()
    for relation in StoredFile._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        found = found.filter(~Exists(rows))
    return found
