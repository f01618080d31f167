"""What is asked about lists: the table inside a file, and the names that its cells may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clb.access.models import User
from clb.clubs.models import Club
from clb.clubs.queries import CLUB_PARENTS
from clb.files.progress import told as read_progress
from clb.kernel.text import plain
from clb.places.models import Unit, UnitVersion

from .layouts import LAYOUTS, suggest
from .models import SheetBatch, SheetFile, SheetMapping
from .reading import Head, Sheet, find_head, read_file
from .values import text


@dataclass(frozen=True)
class Tables:
    """The sheets of a file with the head of each, none where a sheet holds no table."""

    sheets: Sequence[Sheet]
    heads: Sequence[Head | None]

    @property
    def titles(self) -> list[str]:
        """Distinct titles over all heads, as they stand."""
        seen: dict[str, str] = {}
        for head in self.heads:
            for title in head.titles if head else ():
                if plain(title):
                    seen.setdefault(plain(title), title)
        return list(seen.values())

    @property
    def key(self) -> str:
        """What a mapping for these titles is remembered by."""
        return Head(self.titles, 0).key

    def samples(self, title: str, n: int = 3) -> list[str]:
        """The first values under a title."""
        found: list[str] = []
        for sheet, head in zip(self.sheets, self.heads, strict=True):
            at = next((i for i, t in enumerate(head.titles) if plain(t) == plain(title)), None) if head else None
            if head is None or at is None:
                continue
            cells = [row[at] for row in sheet.rows[head.row : head.row + 30] if at < len(row) and row[at] != ""]
            found += [text(cell)[:40] for cell in cells]
        return found[:n]


def tables_of(sheets: Sequence[Sheet], kind: str) -> Tables:
    """The tables in the sheets of a file of this kind of list."""
    words = LAYOUTS[kind].words
    return Tables(sheets, [find_head(sheet, words) for sheet in sheets])


def suggested_columns(unit: Unit, kind: str, tables: Tables) -> dict[str, str]:
    """What each title means, by title (plain): as the unit said before, else by its words."""
    kept = SheetMapping.objects.filter(unit=unit, kind=kind, head_key=tables.key).first()
    return suggest(LAYOUTS[kind], [plain(title) for title in tables.titles], kept.columns if kept else {})


@dataclass
class Names:
    """Clubs and units by name, within a unit's reach, each looked up once."""

    by: User
    unit: Unit
    right: str = "members.add_member"
    _clubs: dict[str, list[Club]] = field(default_factory=dict)
    _units: list[UnitVersion] = field(default_factory=list)
    _founded: dict[str, str] = field(default_factory=dict)

    def club(self, words: str) -> Club:
        """The one club that is called so, or bears that key. Raises LookupError with a sentence."""
        if not self._clubs:
            here = Club.objects.filter(unit__in=self.by.reach(self.right).values("below"))
            for club in here.filter(unit__links_up__above=self.unit).distinct().select_related("unit"):
                for name in {club.search_key, _short(club.search_key), club.unit.key}:
                    self._clubs.setdefault(name, []).append(club)
        found = self._clubs.get(plain(words)) or self._clubs.get(_short(plain(words))) or []
        if not found:
            raise LookupError(_("Không có câu lạc bộ tên này trong địa bàn. Hãy ghi đúng tên như trong phần mềm."))
        if len(found) > 1:
            keys = ", ".join(club.unit.key for club in found[:3])
            raise LookupError(_("Có nhiều câu lạc bộ cùng tên này. Hãy ghi mã của câu lạc bộ thay cho tên: %s.") % keys)
        return found[0]

    def founded(self, club: str) -> str:
        """The founding day of a club by its id, as the form takes it."""
        if club not in self._founded:
            day = Club.objects.filter(pk=club).values_list("founded_on", flat=True).first()
            self._founded[club] = day.strftime("%d/%m/%Y") if day else ""
        return self._founded[club]

    def place(self, words: str, day: date | None) -> Unit:
        """The commune or hamlet called so on `day` within reach. Raises LookupError with a sentence."""
        if not self._units:
            reached = self.by.reach("clubs.found_club").values("below")
            here = UnitVersion.objects.filter(unit__in=reached, unit__level__in=CLUB_PARENTS)
            self._units = list(here.select_related("unit"))
        wanted = {plain(words), _bare(plain(words))}
        named = [v for v in self._units if v.unit.key == words or {v.search_key, _bare(v.search_key)} & wanted]
        standing = {v.unit for v in named if day and v.from_on <= day and (v.until_on is None or day <= v.until_on)}
        if len(standing) == 1:
            return standing.pop()
        if not named:
            raise LookupError(_("Không có xã, phường, ấp, khóm tên này trong địa bàn của bạn."))
        if not standing:
            raise LookupError(_("Vào ngày thành lập chưa có đơn vị tên này. Hãy ghi tên xã, phường của ngày đó."))
        raise LookupError(_("Có nhiều đơn vị cùng tên này. Hãy ghi khóa của đơn vị thay cho tên."))


def _short(name: str) -> str:
    for front in ("cau lac bo ", "clb "):
        name = name.removeprefix(front)
    return name.removeprefix("lien the he tu giup nhau ").removeprefix("lien the he ")


def _bare(name: str) -> str:
    for front in ("xa ", "phuong ", "thi tran ", "dac khu ", "ap ", "khom ", "thon "):
        name = name.removeprefix(front)
    return name


def summary(batch: SheetBatch) -> dict[str, Any]:
    """The counts of a checked or imported list, with 0 where nothing was counted."""
    return {name: batch.result.get(name, 0) for name in ("right", "fault", "ask", "exists", "rows")}


LATE_SECONDS = 30


@dataclass(frozen=True)
class Title:
    """A title of the list: what it is taken to mean, the first values under it, and what it may mean."""

    title: str
    words: str
    key: str
    samples: list[str]


def mapping_shown(batch: SheetBatch, typed: Mapping[str, Any]) -> list[Title]:
    """Every title of the list's tables with what it is taken to mean: as typed (`c0`, `c1`, …), else as kept."""
    file = SheetFile.objects.filter(batch=batch).first()
    if file is None:
        return []
    tables = tables_of(read_file(batch.file_name, bytes(file.content)), batch.kind)
    chosen = batch.options.get("columns", {})
    return [
        Title(title, plain(title), typed.get(f"c{i}", chosen.get(plain(title), "")), tables.samples(title))
        for i, title in enumerate(tables.titles)
    ]


def progress_of(batch: SheetBatch) -> tuple[int, int]:
    """Rows through and rows in all; 0 and 0 where nothing was told, or on another machine."""
    return read_progress(batch.pk)


def is_worker_late(batch: SheetBatch, now: datetime) -> bool:
    """Has nobody taken the list up for so long that there may be no worker?"""
    is_untouched = batch.is_waiting and batch.attempts == 0 and batch.queued_at is not None
    return is_untouched and (now - batch.queued_at).total_seconds() > LATE_SECONDS  # type: ignore[operator]


def forgotten_on(batch: SheetBatch) -> date:
    """The last day on which what the list held is kept for certain, if nobody touches it any more."""
    touched = timezone.localtime(batch.queued_at or batch.made_at)
    return touched.date() + timedelta(days=settings.SHEETS_KEPT_DAYS)
