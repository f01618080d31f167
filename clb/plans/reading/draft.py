"""What the reader makes of a plan: frozen records, each with the 1-based numbers of the lines it came from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What kind of figure a target wants."""

    COUNT = "COUNT"
    SHARE = "SHARE"
    MONEY_VND = "MONEY_VND"
    QUALITY = "QUALITY"


class Scope(StrEnum):
    """Whether a target speaks of the whole place or of each club in it."""

    TOTAL = "TOTAL"
    EACH_CLUB = "EACH_CLUB"


class Rhythm(StrEnum):
    """How often a duty returns; ONCE where the text names no rhythm."""

    ONCE = "ONCE"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"
    HALF_YEARLY = "HALF_YEARLY"
    YEARLY = "YEARLY"
    PERIODIC = "PERIODIC"
    UNTIL_END = "UNTIL_END"
    CONTINUOUS = "CONTINUOUS"


class Part(StrEnum):
    """The part that a body has in a duty."""

    LEAD = "LEAD"
    COORDINATE = "COORDINATE"
    DO = "DO"


class BodyKind(StrEnum):
    """A best guess of the office behind a body's name."""

    ASSOCIATION = "ASSOCIATION"
    LABOUR = "LABOUR"
    FINANCE = "FINANCE"
    HEALTH = "HEALTH"
    CULTURE = "CULTURE"
    FRONT = "FRONT"
    WOMEN = "WOMEN"
    YOUTH = "YOUTH"
    COMMUNE = "COMMUNE"
    GOVERNMENT = "GOVERNMENT"
    OTHER = "OTHER"


class SourceKind(StrEnum):
    """The kinds of money source that plans name."""

    STATE_BUDGET = "STATE_BUDGET"
    SOCIAL = "SOCIAL"
    LOCAL_FUND = "LOCAL_FUND"
    NAMED_FUND = "NAMED_FUND"
    OTHER = "OTHER"


class Reason(StrEnum):
    """Why a line was set aside."""

    PAGE_NOISE = "page noise"
    HEADING = "heading"
    CONTEXT = "context"
    CLOSING = "closing sentence"
    ANNEX = "annex frame"
    NOT_RECOGNISED = "not recognised"


class UnreadablePlan(Exception):
    """The text cannot be read as a plan; `str()` is one Vietnamese sentence for the person."""


@dataclass(frozen=True)
class Line:
    """A non-empty line of the source. `whole` is true where it is a paragraph or a table row, never a wrapped line."""

    number: int
    text: str
    page: int | None = None
    whole: bool = False


@dataclass(frozen=True)
class Reference:
    """A paper that the plan says it carries out. `kind` as in `Header.kind`."""

    kind: str
    number: str | None
    issued_on: date | None
    issuer: str | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Header:
    """Who issued what, for which place and period.

    `kind`: KE_HOACH, QUYET_DINH, DE_AN, CHUONG_TRINH, NGHI_QUYET, HUONG_DAN, CHI_THI, CONG_VAN or VAN_BAN.
    `place_name` has its level word ("huyện Hồng Ngự"); `place_level`: NATION, PROVINCE, DISTRICT or COMMUNE.
    Periods are whole years: 1 January to 31 December. `lines` has letterhead, title, legal basis and signature.
    """

    kind: str
    number: str | None
    issued_on: date | None
    issuer: str | None
    title: str
    place_name: str | None
    place_level: str | None
    period_from: date | None
    period_until: date | None
    implements: tuple[Reference, ...]
    signer_title: str | None
    signer_name: str | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Objective:
    """What the plan is for, without a figure."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Bound:
    """The range that a figure must lie in; both ends None for a quality."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_strict: bool = False
    max_strict: bool = False


@dataclass(frozen=True)
class Target:
    """A figure or a quality that the plan wants.

    `unit` is "CLB", "thành viên", "đồng", "%", "xã"…, "" for a quality; `of` says what a share is a share of;
    `parent` is the index in `PlanDraft.targets` of the target this one is "trong đó" of;
    `deadline` is 31 December; `indicator` a suggested code or None.
    """

    text: str
    subject: str
    measure: Measure
    unit: str
    bound: Bound
    scope: Scope
    of: str | None
    parent: int | None
    deadline: date | None
    aspiration: bool
    indicator: str | None
    place_name: str | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Area:
    """One of the eight areas of club activity (code 1 to 8), in the plan's wording."""

    code: int
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Task:
    """One duty. `due` is a day; `due_month` and `due_day` return with the rhythm."""

    text: str
    rhythm: Rhythm
    role: Part
    partners: tuple[str, ...]
    due: date | None
    due_month: int | None
    due_day: int | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class WorkGroup:
    """A heading of the plan's content with its duties, not given to one body. `number` as written, or None."""

    number: str | None
    title: str
    tasks: tuple[Task, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Agency:
    """A head that gives duties to one or more bodies; `kinds` runs parallel to `bodies`."""

    number: str | None
    head: str
    bodies: tuple[str, ...]
    kinds: tuple[BodyKind, ...]
    is_request: bool
    tasks: tuple[Task, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class MoneySource:
    """Where the plan says that money comes from."""

    name: str
    kind: SourceKind
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Recipient:
    """Who gets a copy."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Unplaced:
    """A line that belongs to no item, kept with its reason."""

    number: int
    text: str
    reason: Reason


@dataclass(frozen=True)
class Conflict:
    """Two statements that cannot both hold, in one Vietnamese sentence."""

    sentence: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class PlanDraft:
    """The whole reading. Every non-empty line is in an item, in the header or in `unplaced`."""

    header: Header
    objectives: tuple[Objective, ...]
    targets: tuple[Target, ...]
    areas: tuple[Area, ...]
    groups: tuple[WorkGroup, ...]
    agencies: tuple[Agency, ...]
    sources: tuple[MoneySource, ...]
    recipients: tuple[Recipient, ...]
    lines: tuple[Line, ...]
    unplaced: tuple[Unplaced, ...]
    conflicts: tuple[Conflict, ...]
    warnings: tuple[str, ...]
