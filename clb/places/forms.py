"""What is typed about units and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clb.kernel.dates import DayField
from clb.kernel.schema import CommandForm
from clb.kernel.text import plain, tidy
from clb.law.norms import TRUST

from .models import Unit, UnitEvent
from .queries import NATION_KEY, awaiting_assignment, choices_for, nation, place_of_change, unit_called
from .queries.cards import named
from .services import Change, NewName, NewUnit


class AssignUnit(CommandForm):
    """Where a unit belongs that a split left waiting."""

    waiting = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Đơn vị chờ gán"),
        to_field_name="key",
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Đơn vị này không chờ gán, hoặc ngoài địa bàn của bạn.")},
    )
    parent = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Gán vào"),
        to_field_name="key",
        error_messages={"invalid_choice": _("Không có đơn vị này.")},
    )

    def scope(self, by: Any) -> None:
        """Units within reach; on the page only the successors are offered, the service refuses all others."""
        self.narrow("waiting", Unit.objects.filter(pk__in=by.reach("places.assign_unit").values("below")))
        self.narrow("parent", Unit.objects.exclude(level=Unit.Level.CLUB))
        key = self.data.get("waiting") or self.initial.get("waiting")
        version = awaiting_assignment().filter(unit__key=getattr(key, "key", key)).first()
        heirs = named(choices_for(version), version.from_on) if version else []
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)
        parent.widget.choices = [("", "—"), *((heir.unit.key, f"{heir.name} ({heir.code})") for heir in heirs)]

    def unit(self) -> Unit:
        """The waiting unit itself."""
        waiting: Unit = self.cleaned_data["waiting"]
        return waiting


class LinesField(forms.CharField):
    """Several lines, each read by `parse`; an unreadable line is named in the refusal."""

    def __init__(self, parse: Callable[[str], Any], **kwargs: Any) -> None:
        self.parse = parse
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=20_000, **kwargs)

    def clean(self, value: Any) -> Any:
        """One object a line."""
        text = super().clean(value)
        return [self._one(line) for line in map(tidy, text.splitlines()) if line]

    def _one(self, line: str) -> Any:
        found = self.parse(line)
        if found is None:
            raise ValidationError(gettext("Không hiểu dòng «%s». Hãy viết như ví dụ.") % line[:80])
        return found


_ARROW = re.compile(r"\s*(?:→|->|=>|>)\s*")
_PART = re.compile(r"\s*\(?\s*một phần\s*\)?\s*$", re.IGNORECASE)
_KINDS = (
    (Unit.Level.HAMLET, ("ap ", "khom ", "thon ", "to dan pho ", "khu pho ", "ban ", "lang ", "buon ")),
    (Unit.Level.COMMUNE, ("xa ", "phuong ", "thi tran ", "dac khu ")),
    (Unit.Level.DISTRICT, ("huyen ", "quan ", "thi xa ", "thanh pho ")),
    (Unit.Level.PROVINCE, ("tinh ",)),
)


def _change(line: str) -> Change | None:
    words = _ARROW.split(_PART.sub("", line))
    if len(words) > 2 or not words[0] or ("|" in line):
        return None
    return Change(words[0], words[1] if len(words) == 2 else "", bool(_PART.search(line)))


def _new_unit(line: str) -> NewUnit | None:
    words = [word.strip() for word in line.split("|")]
    if len(words) != 3 or not words[1] or not words[2] or len(words[0]) > 10 or len(words[1]) > 200:
        return None
    level = next((level for level, kinds in _KINDS if plain(words[1]).startswith(kinds)), None)
    if level == Unit.Level.DISTRICT and words[2] == NATION_KEY:
        level = Unit.Level.PROVINCE
    return NewUnit(level, words[1], words[0], words[2]) if level else None


def _new_name(line: str) -> NewName | None:
    words = [word.strip() for word in line.split("|")]
    if len(words) not in (2, 3) or not words[0] or not words[1] or len(words[1]) > 200 or len(words[-1]) > 200:
        return None
    return NewName(words[0], words[1], words[2][:10] if len(words) == 3 else "")


class RecordEvent(CommandForm):
    """What happened to units, by which paper."""

    journal_text = frozenset({"legal_doc", "note", "new_units", "changes", "new_names"})

    kind = forms.ChoiceField(label=_("Loại biến động"), choices=UnitEvent.Kind.choices)
    happened_on = DayField(label=_("Có hiệu lực từ ngày"), help_text=_("Đơn vị cũ còn đến hết ngày hôm trước."))
    legal_doc = forms.CharField(label=_("Văn bản (số, ngày)"), max_length=200)
    trust = forms.ChoiceField(label=_("Độ tin cậy của nguồn"), choices=list(TRUST.items()))
    new_units = LinesField(
        _new_unit,
        label=_("Đơn vị mới"),
        help_text=_("Mỗi dòng: mã | tên | mã đơn vị cấp trên. Ví dụ: 29999 | Xã Mẫu | 82"),
    )
    changes = LinesField(
        _change,
        label=_("Đơn vị cũ về đâu"),
        help_text=_("Mỗi dòng: mã cũ -> mã mới, thêm «một phần» nếu chỉ một phần. Ví dụ: 29995 -> 29992 một phần"),
    )
    new_names = LinesField(
        _new_name,
        label=_("Đổi tên, đổi mã"),
        help_text=_("Mỗi dòng: mã đang dùng | tên mới | mã mới nếu đổi. Ví dụ: 29999 | Phường Mẫu"),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def unit(self) -> Unit:
        """The lowest unit above all that changes."""
        data = self.cleaned_data
        on, eve = data["happened_on"], data["happened_on"] - timedelta(days=1)
        old = [change.before for change in data["changes"]] + [name.unit for name in data["new_names"]]
        changed = [unit_called(word, eve) for word in old]
        changed += [unit_called(change.after, on) for change in data["changes"] if change.after]
        receiving = [unit_called(new.parent, on) for new in data["new_units"]]
        place = place_of_change([u for u in changed if u], [u for u in receiving if u], eve)
        return place or nation()
