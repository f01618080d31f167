"""What a club has in kind beside its money: a cow lent on, seed, chairs. Never in the books."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clb.clubs.models import Club
from clb.members.models import Person

from .closings import Opening


class StockItem(models.Model):
    """One kind of thing that came from one giver. How many there are, and with whom, its moves say."""

    club = models.ForeignKey(Club, models.PROTECT, related_name="stock", verbose_name="câu lạc bộ")
    number = models.PositiveIntegerField("số hiện vật")
    what = models.CharField("hiện vật", max_length=100)
    unit = models.CharField("đơn vị tính", max_length=30)
    giver = models.CharField("người, nơi tặng", max_length=200, blank=True)
    opening = models.ForeignKey(Opening, models.PROTECT, null=True, related_name="stock", verbose_name="số dư đầu kỳ")

    class Meta:
        verbose_name = "hiện vật"
        constraints = [models.UniqueConstraint(fields=["club", "number"], name="stock_number_once_per_club")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """'Hiện vật số 3', without what may name somebody."""
        return _("Hiện vật số %d") % self.number


class StockMove(models.Model):
    """So much of a thing came, went, or changed hands on a day. Without a person the club itself holds it."""

    class Kind(models.TextChoices):
        """What happened."""

        RECEIVED = "RECEIVED", gettext_lazy("Nhận về")
        LENT = "LENT", gettext_lazy("Giao thành viên nuôi, dùng")
        RETURNED = "RETURNED", gettext_lazy("Thành viên trả lại")
        PASSED_ON = "PASSED_ON", gettext_lazy("Chuyển cho thành viên sau")
        OFFSPRING = "OFFSPRING", gettext_lazy("Sinh thêm")
        SOLD = "SOLD", gettext_lazy("Bán")
        LOST = "LOST", gettext_lazy("Chết, mất, hỏng")

    COMES = (Kind.RECEIVED, Kind.OFFSPRING)
    GOES = (Kind.SOLD, Kind.LOST)

    item = models.ForeignKey(StockItem, models.PROTECT, related_name="moves", verbose_name="hiện vật")
    kind = models.CharField("việc", max_length=9, choices=Kind.choices)
    moved_on = models.DateField("ngày")
    quantity = models.DecimalField("số lượng", max_digits=10, decimal_places=2)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="ai giao")
    taker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="ai nhận")
    note = models.CharField("ghi thêm", max_length=300, blank=True)
    taken_back_because = models.CharField("bỏ vì sao", max_length=300, blank=True)
    made_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "việc với hiện vật"
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="stock_move_of_something",
                violation_error_message=gettext_lazy("Số lượng phải lớn hơn 0."),
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(taker__isnull=True) | ~Q(giver=F("taker")),
                name="stock_moves_between_two",
                violation_error_message=gettext_lazy("Người giao và người nhận phải khác nhau."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.moved_on}"


class StockValue(models.Model):
    """What one unit of a thing was worth on a day, and who said so."""

    item = models.ForeignKey(StockItem, models.PROTECT, related_name="values", verbose_name="hiện vật")
    valued_on = models.DateField("ngày định giá")
    unit_value_vnd = models.BigIntegerField("giá một đơn vị")
    valued_by = models.CharField("ai định giá", max_length=200)
    made_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "giá hiện vật"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_value_vnd__gte=0),
                name="stock_value_not_negative",
                violation_error_message=gettext_lazy("Giá trị không được nhỏ hơn 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.valued_on}"
