"""Who leads a club, from when until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.kernel.dates import Period, PeriodQuerySet
from clb.members.models import Membership, Person


class BoardPost(Period):
    """A post in a club's board held by a person, who need not be a member: a hamlet's head may chair a club."""

    class Post(models.TextChoices):
        """The names of posts that were read of; all others are titles of the club's own."""

        CHAIR = "CHAIR", _("Chủ nhiệm")
        VICE_CHAIR = "VICE_CHAIR", _("Phó chủ nhiệm")
        OTHER = "OTHER", _("Chức danh khác")

    club = models.ForeignKey(Club, models.PROTECT, related_name="board_posts", verbose_name=_("câu lạc bộ"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="board_posts", verbose_name=_("người"))
    post = models.CharField(_("chức danh"), max_length=10, choices=Post.choices)
    title = models.CharField(_("tên chức danh"), max_length=80, blank=True)
    decided_by = models.CharField(_("bầu, cử tại"), max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("chức danh ban chủ nhiệm")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["club", "person", "post", "title"],
                condition=Q(until_on__isnull=True),
                name="board_post_held_once_at_a_time",
                violation_error_message=_("Người này đang giữ chức danh ấy."),
            ),
            models.CheckConstraint(
                condition=~Q(post="OTHER") | ~Q(title=""),
                name="other_board_post_has_a_title",
                violation_error_message=_("Hãy ghi tên chức danh."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.club_id} {self.shown}"

    @property
    def shown(self) -> str:
        """The post as it is called in this club."""
        return self.title if self.post == self.Post.OTHER else str(self.get_post_display())


class SignInPerson(models.Model):
    """Which person on a board uses which sign-in, so that nobody writes down a decision on a loan of their own home."""

    user = models.OneToOneField(User, models.CASCADE, related_name="is_person", verbose_name=_("tên đăng nhập"))
    person = models.OneToOneField(Person, models.CASCADE, related_name="signs_in", verbose_name=_("người"))

    class Meta:
        verbose_name = _("người của tên đăng nhập")

    def __str__(self) -> str:
        return f"{self.user_id} {self.person_id}"


class SubGroup(Period):
    """A group within a club (tổ): who earns together, who visits homes, who sings."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="sub_groups", verbose_name=_("câu lạc bộ"))
    name = models.CharField(_("tên tổ"), max_length=100)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("tổ")

    def __str__(self) -> str:
        return self.name


class SubGroupMember(Period):
    """A member of the club in one of its groups; a leader where so marked."""

    sub_group = models.ForeignKey(SubGroup, models.PROTECT, related_name="members", verbose_name=_("tổ"))
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="sub_groups", verbose_name=_("thành viên"))
    is_leader = models.BooleanField(_("tổ trưởng"), default=False)

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("thành viên của tổ")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["sub_group", "membership"],
                condition=Q(until_on__isnull=True),
                name="in_a_sub_group_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sub_group_id} {self.membership_id}"
