"""Drives to mobilise, and the book that everyone may read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clb.giving.models import Drive, GoldenBook
from clb.kernel.dates import DayField
from clb.kernel.money import VndField
from clb.kernel.schema import CommandForm
from clb.places.models import Unit
from clb.plans.models import Task
from clb.plans.queries.duties import tasks_for

from .kept import InTheNameOf, WithNotes


class TaskField(forms.ModelChoiceField):
    """A task by its first words and its plan."""

    def label_from_instance(self, obj: Any) -> str:
        """The task's words, shortened."""
        return f"{obj.text[:90]}{'…' if len(obj.text) > 90 else ''} ({obj.plan.title[:40]})"


class Told(CommandForm):
    """What is told of a drive."""

    title = forms.CharField(
        label=_("Tên đợt vận động"), max_length=200, help_text=_("Ai cũng đọc được, đừng ghi tên người.")
    )
    purpose = WithNotes(label=_("Vận động để làm gì"), max_length=500)
    target_vnd = VndField(label=_("Mục tiêu (đồng)"), min_value=1, help_text=_("Tính cả tiền, hiện vật và ngày công."))
    from_on = DayField(label=_("Từ ngày"))
    until_on = DayField(label=_("Đến hết ngày"))
    task = TaskField(
        Task.objects.none(), label=_("Phục vụ nhiệm vụ nào của kế hoạch"), required=False, empty_label=_("Không gắn")
    )


class OpenDrive(InTheNameOf, Told):
    """A drive begins."""

    right = "giving.open_drive"
    field_order = ["keeper"]

    def scope(self, by: Any) -> None:
        """In whose name, and tasks that I may see."""
        super().scope(by)
        self.narrow("task", tasks_for(by))


class OfDrive(CommandForm):
    """Something about one drive."""

    drive = forms.ModelChoiceField(Drive.objects.none(), label=_("Đợt vận động"), widget=forms.HiddenInput)

    def scope(self, by: Any) -> None:
        """Drives of my own office or club."""
        self.narrow("drive", Drive.objects.kept_by(by, "giving.open_drive").select_related("unit"))

    def unit(self) -> Unit:
        """Where its keeper is."""
        drive: Drive = self.cleaned_data["drive"]
        return drive.unit


class CorrectDrive(OfDrive, Told):
    """What was written is put right."""

    field_order = ["drive"]

    def scope(self, by: Any) -> None:
        """My own drives, and tasks that I may see."""
        super().scope(by)
        self.narrow("task", tasks_for(by))


class CloseDrive(OfDrive):
    """It is over."""

    closed_on = DayField(label=_("Kết thúc ngày"))
    closing_words = WithNotes(label=_("Kết quả"), max_length=500)


class DropDrive(OfDrive):
    """One opened by mistake goes."""


class PublishBook(InTheNameOf):
    """Everyone may read the golden-heart book."""

    right = "giving.publish_book"

    from_on = DayField(label=_("Công khai từ ngày"))
    decided_by = forms.CharField(
        label=_("Ai quyết định, ở đâu"),
        max_length=200,
        help_text=_("Ví dụ: họp ban chủ nhiệm ngày 17/03/2026. Người không muốn nêu tên thì trang không nêu."),
    )


class WithdrawBook(CommandForm):
    """It is public no more."""

    book = forms.ModelChoiceField(GoldenBook.objects.none(), label=_("Sổ"), widget=forms.HiddenInput)
    until_on = DayField(label=_("Công khai đến hết ngày"))

    def scope(self, by: Any) -> None:
        """Books of my own office or club."""
        self.narrow("book", GoldenBook.objects.kept_by(by, "giving.withdraw_book").select_related("unit"))

    def unit(self) -> Unit:
        """Where its keeper is."""
        book: GoldenBook = self.cleaned_data["book"]
        return book.unit
