"""What was typed and waits until a second person agrees. It is erased as soon as it was decided."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.files.models import StoredFile
from clb.kernel.encrypted import EncryptedTextField
from clb.places.models import Unit


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals that someone may see."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those where `user` may give the second word today."""
        here = user.reach("seconds.decide_proposal").values("below")
        return self.filter(Q(by=user) | Q(unit__in=here))


class Proposal(models.Model):
    """An act that was typed, tried and found possible, but not done: its id will be the id of the act."""

    class Word(models.TextChoices):
        """What became of it."""

        ACCEPTED = "ACCEPTED", _("Đã đồng ý")
        REFUSED = "REFUSED", _("Không đồng ý")
        WITHDRAWN = "WITHDRAWN", _("Người ghi đã rút")
        LAPSED = "LAPSED", _("Quá hạn, không ai trả lời")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    command = models.CharField(_("lệnh"), max_length=80)
    by = models.ForeignKey(User, models.PROTECT, related_name="proposals", verbose_name=_("người ghi"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", verbose_name=_("nơi làm"))
    asked_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True, db_index=True)
    typed = EncryptedTextField(_("điều đã ghi"), blank=True)
    word = models.CharField(_("trả lời"), max_length=9, choices=Word.choices, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="seconded", verbose_name=_("người trả lời")
    )
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc chờ người thứ hai")
        constraints = [
            models.CheckConstraint(
                condition=Q(word="") | Q(typed=""), name="proposal_that_was_decided_keeps_nothing_typed"
            ),
            models.CheckConstraint(
                condition=~Q(word="ACCEPTED") | ~Q(decided_by=models.F("by")), name="nobody_is_their_own_second"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.command} {self.id}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("seconds:proposal", args=[self.pk])

    @property
    def waits(self) -> bool:
        """Was nothing said yet?"""
        return not self.word


class ProposalFile(models.Model):
    """A file that was sent with it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files")
    field = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tệp của việc chờ người thứ hai")

    def __str__(self) -> str:
        return self.field
