"""What a club has in kind beside its money: a cow lent on, seed, chairs. Never in the books."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.clubs.models import Club
from clb.members.models import Person

from .closings import Opening


class StockItem(models.Model):
    """One kind of thing that came from one giver. How many there are, and with whom, its moves say."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="stock", verbose_name=_("câu lạc bộ"))
    number = models.PositiveIntegerField(_("số hiện vật"))
    what = models.CharField(_("hiện vật"), max_length=100)
    unit = models.CharField(_("đơn vị tính"), max_length=30)
    giver = models.CharField(_("người, nơi tặng"), max_length=200, blank=True)
    opening = models.ForeignKey(
        Opening, models.PROTECT, null=True, related_name="stock", verbose_name=_("số dư đầu kỳ")
    )

    class Meta:
        verbose_name = _("hiện vật")
        constraints = [models.UniqueConstraint(fields=["club", "number"], name="stock_number_once_per_club")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """'Hiện vật số 3', without what may name somebody."""
        return gettext("Hiện vật số %d") % self.number


class StockMove(models.Model):
    """So much of a thing came, went, or changed hands on a day. Without a person the club itself holds it."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "RECEIVED", _("Nhận về")
        LENT = "LENT", _("Giao thành viên nuôi, dùng")
        RETURNED = "RETURNED", _("Thành viên trả lại")
        PASSED_ON = "PASSED_ON", _("Chuyển cho thành viên sau")
        OFFSPRING = "OFFSPRING", _("Sinh thêm")
        SOLD = "SOLD", _("Bán")
        LOST = "LOST", _("Chết, mất, hỏng")

    COMES = (Kind.RECEIVED, Kind.OFFSPRING)
    GOES = (Kind.SOLD, Kind.LOST)

    item = models.ForeignKey(StockItem, models.PROTECT, related_name="moves", verbose_name=_("hiện vật"))
    kind = models.CharField(_("việc"), max_length=9, choices=Kind.choices)
    moved_on = models.DateField(_("ngày"))
    quantity = models.DecimalField(_("số lượng"), max_digits=10, decimal_places=2)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("ai giao"))
    taker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("ai nhận"))
    note = models.CharField(_("ghi thêm"), max_length=300, blank=True)
    taken_back_because = models.CharField(_("bỏ vì sao"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("việc với hiện vật")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="stock_move_of_something",
                violation_error_message=_("Số lượng phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(taker__isnull=True) | ~Q(giver=F("taker")),
                name="stock_moves_between_two",
                violation_error_message=_("Người giao và người nhận phải khác nhau."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.moved_on}"


class StockValue(models.Model):
    """What one unit of a thing was worth on a day, and who said so."""

    item = models.ForeignKey(StockItem, models.PROTECT, related_name="values", verbose_name=_("hiện vật"))
    valued_on = models.DateField(_("ngày định giá"))
    unit_value_vnd = models.BigIntegerField(_("giá một đơn vị"))
    valued_by = models.CharField(_("ai định giá"), max_length=200)
    made_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("giá hiện vật")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_value_vnd__gte=0),
                name="stock_value_not_negative",
                violation_error_message=_("Giá trị không được nhỏ hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.valued_on}"
