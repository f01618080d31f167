"""Papers of health: a member's slip, the list to call by, the sheet to fill in at the station. Always Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.clubs.models import Club
from clb.law.norms import Source
from clb.papers.blocks import Column, Header, Item, Paper, Paragraph, Signature, Table
from clb.places.queries import commune_of, name_on, within_sentence

from .models import CheckUp, CheckUpCampaign, HealthCheck
from .queries import check_rows
from .queries.checkups import CallLine

PEN = ("\u00a0\n\u00a0", *("",) * 7)  # room for a hand-written line
NAMES = "Có tên người: chỉ để làm việc này, không dán, không phát."


def _header(club: Club, day: date) -> Header:
    place = name_on(commune_of(club.unit, day), day)
    return Header(superior=f"Hội Người cao tuổi {within_sentence(place)}", body=club.name)


def reading_slip(check: HealthCheck, *, has_agreed: bool) -> Paper:
    """What was measured of one member on a day, the class of each value and by which table; for them to keep.

    Without the person's agreement as it stands now there are no values on it.
    """
    person, day = check.person, check.measured_on
    body: list[Paragraph | Item | Table] = [
        Paragraph(f"{person.full_name}, sinh {person.birth_shown}.", "Người được đo:")
    ]
    body.append(Paragraph(f"{day:%d/%m/%Y}, {str(check.get_place_display()).lower()}.", "Ngày, nơi đo:"))
    if has_agreed:
        rows, sources = _values(check)
        columns = (Column("Đo gì", width=2), Column("Kết quả", "centre", 1.5), Column("Xếp loại", width=3))
        body.append(Table(columns, tuple(rows)))
        row = check_rows([check], person)[0]
        if row.go_by is not None:
            told = f"Hãy đến trạm y tế xã chậm nhất ngày {row.go_by:%d/%m/%Y}, mang theo phiếu này."
            body.append(Paragraph(told, "CẦN ĐI KHÁM NGAY."))
        elif row.refers:
            body.append(Paragraph("Nên đi khám ở trạm y tế xã và mang theo phiếu này."))
        body.append(Paragraph("Xếp loại là gợi ý để đi khám, không phải chẩn đoán."))
        body += [Item(f"{what}: {source.doc}, {source.clause}.") for what, source in dict(sources).items()]
    else:
        body.append(Paragraph("Người này không còn đồng ý cho ghi số đo, nên phiếu không nêu số nào."))
    return Paper(
        kind="Phiếu số đo sức khỏe",
        header=_header(check.club, day),
        body=tuple(body),
        signatures=(Signature(("Người đo",), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )


def _values(check: HealthCheck) -> tuple[list[tuple[str, str, str]], list[tuple[str, Source]]]:
    row = check_rows([check], check.person)[0]
    found: list[tuple[str, str, str]] = []
    sources: list[tuple[str, Source]] = []
    if row.hint:
        many = f" (trung bình {len(check.pressures)} lần đo)" if check.pressures else ""
        found.append(("Huyết áp", f"{check.systolic_mmhg}/{check.diastolic_mmhg} mmHg{many}", row.hint.held.name))
        sources.append((row.hint.table.what, row.hint.held.source))
    if check.pulse_bpm:
        found.append(("Mạch", f"{check.pulse_bpm} lần/phút", ""))
    for name, value, unit in (
        ("Cân nặng", row.weight_kg, "kg"),
        ("Chiều cao", row.height_cm, "cm"),
    ):
        if value is not None:
            found.append((name, f"{_written(value)} {unit}", ""))
    for name, hint, unit in (
        ("Chỉ số khối cơ thể (BMI)", row.bmi, ""),
        ("Vòng eo", row.waist, " cm"),
        ("Đường huyết", row.glucose, " mmol/L"),
    ):
        if hint:
            found.append((name, f"{_written(float(hint.value))}{unit}", hint.held.name))
            sources.append((hint.table.what, hint.held.source))
    return found, sources


def _written(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def call_list(campaign: CheckUpCampaign, club: Club, lines: Sequence[CallLine]) -> Paper:
    """Whom to call to a campaign: everyone not checked this year, with room to mark who was told."""
    due = [line for line in lines if not line.is_checked]
    columns = (
        Column("TT", "centre", 0.5),
        Column("Họ và tên", width=2.6),
        Column("Năm sinh", "centre", 1),
        Column("Đồng ý ghi sức khỏe", "centre", 1.2),
        Column("Đã mời", "centre", 0.8),
        Column("Ghi chú", width=1.8),
    )
    rows = tuple(
        (
            n,
            line.membership.person.full_name,
            str(line.membership.person.birth_on.year),
            "Có" if line.has_agreed else "Chưa",
            "x" if line.check_up else "",
            "",
        )
        for n, line in enumerate(due, 1)
    )
    return Paper(
        kind="Danh sách mời khám sức khỏe định kỳ",
        subject=_when(campaign),
        header=_header(club, campaign.held_on),
        body=(
            Paragraph(NAMES),
            Paragraph(f"{campaign.venue}.", "Nơi khám:"),
            Paragraph(f"{campaign.kinds_shown}.", "Khám:"),
            Table(columns, rows),
        ),
        signatures=(Signature(("Người đi mời",), note="(Ký, ghi rõ họ tên)"),),
        ends=False,
    )


def _when(campaign: CheckUpCampaign) -> str:
    if campaign.until_on == campaign.held_on:
        return f"Ngày {campaign.held_on:%d/%m/%Y}"
    return f"Từ ngày {campaign.held_on:%d/%m/%Y} đến ngày {campaign.until_on:%d/%m/%Y}"


def result_sheet(campaign: CheckUpCampaign, club: Club, lines: Sequence[CallLine]) -> Paper:
    """The sheet that the station fills in by pen, of the people who agreed; its columns are those of the Excel list."""
    columns = (
        Column("TT", "centre", 0.6),
        Column("Họ và tên", width=2.5),
        Column("Năm sinh", "centre", 0.9),
        Column("Huyết áp", "centre", 1.1),
        Column("Mạch", "centre", 0.95),
        Column("Cân (kg)", "centre", 0.8),
        Column("Cao (cm)", "centre", 0.8),
        Column("Eo (cm)", "centre", 0.8),
        Column("Đường huyết", "centre", 1),
        Column("Lúc đói", "centre", 0.7),
        Column("Sau khám", width=1.5),
    )
    agreed = [line for line in lines if line.has_agreed]
    rows = tuple(
        (n, line.membership.person.full_name, str(line.membership.person.birth_on.year), *PEN)
        for n, line in enumerate(agreed, 1)
    )
    after = "; ".join(str(label).lower() for label in CheckUp.FollowUp.labels)
    return Paper(
        kind="Phiếu kết quả khám sức khỏe định kỳ",
        subject=_when(campaign),
        header=_header(club, campaign.held_on),
        body=(Paragraph(NAMES), Paragraph(f"{after}.", "Sau khám ghi:"), Table(columns, rows)),
        signatures=(
            Signature(("Chủ nhiệm",), note="(Ký, ghi rõ họ tên)"),
            Signature(("Trạm y tế",), note="(Ký, ghi rõ họ tên)"),
        ),
        ends=False,
    )
