"""Care as a workbook: whom a club cares for, who goes, and when; nothing of what is seen there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clb.clubs.models import Club
from clb.papers.sheets import Cell, Head, Sheet

from .papers import STATES
from .queries.clients import ClientLine
from .queries.roster import PlannedVisit
from .queries.volunteers import VolunteerLine


def care_sheets(
    club: Club,
    on: date,
    clients: Sequence[ClientLine],
    volunteers: Sequence[VolunteerLine],
    visits: Sequence[PlannedVisit],
) -> list[Sheet]:
    """Three sheets, with names: only for whoever may read them. `visits` are those of the month of `on`."""
    return [_clients(club, on, clients), _volunteers(club, on, volunteers), _roster(club, on, visits)]


def _clients(club: Club, on: date, lines: Sequence[ClientLine]) -> Sheet:
    heads = [Head("TT", 6), Head("Họ và tên", 28), Head("Giới tính", 10), Head("Năm sinh", 12), Head("Ấp, khóm", 20)]
    heads += [Head("Chăm sóc từ ngày", 14), Head("Ngày hẹn", 30), Head("Tình nguyện viên", 36)]
    heads.append(Head("Đến gần nhất", 14))
    rows: list[Sequence[Cell]] = [
        [
            n,
            line.client.person.full_name,
            str(line.client.person.get_sex_display()),
            line.client.person.birth_shown,
            line.hamlet,
            line.client.from_on,
            line.plan.rhythm if line.plan else "chưa có kế hoạch",
            line.names or "chưa có ai",
            line.last_on,
        ]
        for n, line in enumerate(lines, 1)
    ]
    return Sheet("Người được chăm sóc", _above(club, "Người được chăm sóc tại nhà", on), heads, rows)


def _volunteers(club: Club, on: date, lines: Sequence[VolunteerLine]) -> Sheet:
    heads = [Head("TT", 6), Head("Họ và tên", 28), Head("Giới tính", 10), Head("Ấp, khóm", 20), Head("Từ ngày", 14)]
    heads += [Head("Ngày rảnh", 30), Head("Đang chăm sóc", 10), Head("Số lần năm nay", 10), Head("Số phút năm nay", 10)]
    heads += [Head("Tập huấn gần nhất", 14), Head("Ngày ký cam kết", 14)]
    rows: list[Sequence[Cell]] = [
        [
            n,
            line.volunteer.person.full_name,
            str(line.volunteer.person.get_sex_display()),
            line.hamlet,
            line.volunteer.from_on,
            line.volunteer.days_shown,
            line.clients,
            line.year.visits,
            line.year.minutes,
            line.trained_on,
            line.volunteer.pledged_on,
        ]
        for n, line in enumerate(lines, 1)
    ]
    return Sheet("Tình nguyện viên", _above(club, "Tình nguyện viên chăm sóc tại nhà", on), heads, rows)


def _roster(club: Club, on: date, visits: Sequence[PlannedVisit]) -> Sheet:
    heads = [Head("Ngày", 14), Head("Người được chăm sóc", 28), Head("Người đến", 36), Head("Tình trạng", 22)]
    rows: list[Sequence[Cell]] = [
        [visit.on, visit.client.person.full_name, visit.names, STATES[visit.state]] for visit in visits
    ]
    return Sheet(f"Lịch {on:%m-%Y}", _above(club, f"Lịch chăm sóc tháng {on:%m/%Y}", on), heads, rows)


def _above(club: Club, title: str, on: date) -> list[str]:
    return [title, club.name, f"Ngày {on:%d/%m/%Y}. Có tên người: không dán, không phát."]
