"""What must hold of the tree of units."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from clb.kernel.selfcheck import register_check

from .models import Succession, Unit, UnitVersion
from .queries import NATION_KEY
from .queries.derivation import derive_links, stored_links


@register_check
def links_follow_from_versions() -> Iterator[str]:
    """Every link can be worked out from the versions and heirs, and none is missing or doubled."""
    wanted, have = derive_links(), stored_links()
    keys = dict(Unit.objects.values_list("pk", "key"))
    for row in sorted(wanted - have.keys(), key=str):
        yield f"Thiếu quan hệ: {keys[row.above]} trên {keys[row.below]} từ {row.from_on:%d/%m/%Y}."
    for row, pks in have.items():
        if row not in wanted or len(pks) > 1:
            yield f"Quan hệ thừa: {keys[row.above]} trên {keys[row.below]} từ {row.from_on:%d/%m/%Y}."


@register_check
def versions_follow_one_another() -> Iterator[str]:
    """The versions of a unit fill its life, without gap or overlap."""
    last: UnitVersion | None = None
    for version in UnitVersion.objects.select_related("unit").order_by("unit", "from_on").iterator():
        unit = version.unit
        if last is None or last.unit_id != version.unit_id:
            if version.from_on != unit.from_on:
                yield f"{unit.key}: tên đầu tiên không bắt đầu cùng ngày với đơn vị."
        elif last.until_on is None or (version.from_on - last.until_on).days != 1:
            yield f"{unit.key}: hai tên chồng lên nhau hoặc cách quãng vào ngày {version.from_on:%d/%m/%Y}."
        last = version
    ends_with_it = Q(versions__until_on=F("until_on")) | Q(versions__until_on__isnull=True, until_on__isnull=True)
    for key in Unit.objects.exclude(pk__in=Unit.objects.filter(ends_with_it)).values_list("key", flat=True):
        yield f"{key}: tên cuối cùng không kết thúc cùng ngày với đơn vị."


@register_check
def every_unit_has_a_parent() -> Iterator[str]:
    """Every unit but the nation always lies under a unit that stands, of a higher level."""
    orphans = UnitVersion.objects.filter(parent__isnull=True).exclude(unit__key=NATION_KEY)
    for key in orphans.values_list("unit__key", flat=True):
        yield f"{key} không thuộc đơn vị nào."
    beyond = Q(parent__until_on__lt=F("until_on")) | Q(until_on__isnull=True, parent__until_on__isnull=False)
    early = Q(parent__from_on__gt=F("from_on"))
    for key in UnitVersion.objects.filter(beyond | early).values_list("unit__key", flat=True):
        yield f"{key} thuộc một đơn vị không có trong cả thời gian ấy."
    for version in UnitVersion.objects.filter(parent__isnull=False).select_related("unit", "parent").iterator():
        if version.parent and version.parent.rank >= version.unit.rank:
            yield f"{version.unit.key} thuộc một đơn vị không phải cấp trên."


@register_check
def ended_units_have_heirs() -> Iterator[str]:
    """Every ended unit has someone who holds its records, and a successor or a note that says why there is none."""
    ended = Unit.objects.filter(until_on__isnull=False)
    for key in ended.filter(heir__isnull=True).values_list("key", flat=True):
        yield f"{key} đã kết thúc mà không có đơn vị giữ hồ sơ."
    steps = Succession.objects.filter(before=OuterRef("pk")).exclude(after=F("before"))
    told = steps.filter(Q(after__isnull=False) | ~Q(event__note=""))
    for key in ended.exclude(level=Unit.Level.CLUB).exclude(Exists(told)).values_list("key", flat=True):
        yield f"{key} đã kết thúc mà không có đơn vị kế thừa, cũng không ghi vì sao."
