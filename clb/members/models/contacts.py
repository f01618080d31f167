"""Whom to call for a person, and what the person looks like; both erasable, both kept only as the person agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from clb.files.models import StoredFile

from .people import Person

if TYPE_CHECKING:
    from clb.access.models import User


class NextOfKinQuerySet(models.QuerySet["NextOfKin"]):
    """Next of kin that someone may see."""

    def visible_to(self, user: User) -> Self:
        """Those of people whom `user` may see."""
        return self.filter(person__in=Person.objects.visible_to(user))


class NextOfKin(models.Model):
    """Someone to call for a person: a daughter, a neighbour. Need not be known to any club."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="next_of_kin", verbose_name=_("người"))
    name = models.CharField(_("tên người thân"), max_length=120)
    relation = models.CharField(_("quan hệ"), max_length=60)
    phone = models.CharField(_("điện thoại"), max_length=15, blank=True)

    objects = NextOfKinQuerySet.as_manager()

    class Meta:
        verbose_name = _("người thân")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "phone"],
                name="next_of_kin_once_per_person",
                violation_error_message=_("Người thân này đã được ghi."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonPhoto(models.Model):
    """The one photo of a person; gone as soon as the person's agreement is."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="photo", verbose_name=_("người"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))

    class Meta:
        verbose_name = _("ảnh của người")

    def __str__(self) -> str:
        return str(self.person_id)
