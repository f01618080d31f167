"""Paragraphs drafted from the figures by plain templates. They tell numbers and judge nothing; a person edits them."""

from __future__ import annotations

from collections.abc import Callable

from clb.papers.words import vnd_in_words

from .figures import Body, Figure, Section, share, told

# Parts that only a person can write: they are asked for, never drafted.
BY_HAND = {
    "shortcomings": "Tồn tại, hạn chế và nguyên nhân",
    "lessons": "Bài học kinh nghiệm",
    "proposals": "Kiến nghị, đề xuất",
    "next": "Phương hướng, nhiệm vụ thời gian tới",
}
BLANK = "Chưa ghi."


def drafted(body: Body) -> dict[str, str]:
    """The draft of every section's paragraph by its key; '' for those that only a person can write."""
    return {section.key: _DRAFTS.get(section.key, _plainly)(body, section) for section in body.sections}


def _clubs(body: Body, section: Section) -> str:
    total, founded, kept = (body.figure(f"clubs.{key}") for key in ("total", "founded", "kept"))
    words = [f"Đến {body.about['on_words']}, {body.about['unit_within']} có {told(total.numerator)} câu lạc bộ."]
    if total.has_data and founded.has_data:
        words.append(
            f"Trong kỳ thành lập mới {told(founded.numerator)} câu lạc bộ, còn tồn tại đến ngày ấy."
            if founded.numerator
            else "Trong kỳ không thành lập mới câu lạc bộ nào."
        )
    if kept.has_data:
        words.append(f"Câu lạc bộ thành lập từ năm 2016 được duy trì: {_part(kept)}.")
    communes = body.figure("communes.with_club")
    if communes.has_data and (communes.denominator or 0) > 1:
        words.append(f"Số xã, phường có câu lạc bộ: {_part(communes)}.")
    return " ".join(words)


def _members(body: Body, section: Section) -> str:
    total = body.figure("members.total")
    if not total.numerator:
        return "Chưa ghi thành viên nào."
    parts = [
        f"{words} {told(figure.numerator)} người ({share(figure.numerator, total.numerator)})"
        for key, words in (("women", "nữ"), ("older", "người cao tuổi"), ("poor", "thuộc hộ nghèo"))
        if (figure := body.figure(f"members.{key}")).has_data
    ]
    parts += [
        f"thuộc hộ cận nghèo {told(near.numerator)} người ({share(near.numerator, total.numerator)})"
        for near in [body.figure("members.near_poor")]
        if near.has_data
    ]
    told_of = f"; trong đó {', '.join(parts)}" if parts else ""
    who = "Câu lạc bộ" if body.about.get("content") == "CLUB" else "Các câu lạc bộ"
    return f"{who} có {told(total.numerator)} thành viên{told_of}."


def _fund(body: Body, section: Section) -> str:
    words = []
    start = body.figure("clubs.start_fund")
    if start.has_data and start.numerator:
        spelt = vnd_in_words(start.numerator)
        sum_told = f"{told(start.numerator)} đồng (bằng chữ: {spelt[:1].lower()}{spelt[1:]})"
        words.append(f"Quỹ ban đầu của các câu lạc bộ thành lập trong kỳ: {sum_told}.")
    for figure in section.figures:
        if figure.key != "clubs.start_fund" and figure.has_data:
            words.append(f"{figure.label}: {_value(figure)}.")
    return " ".join(words) or BLANK


def _targets(body: Body, section: Section) -> str:
    plan = body.about["plan"]
    if not plan:
        return "Không có kế hoạch nào đang áp dụng được ghi trong phần mềm."
    if not section.grids or not section.grids[0].rows:
        return f"{plan} không nêu chỉ tiêu nào."
    states = [str(row[-1]) for row in section.grids[0].rows]
    counted = "; ".join(f"{state.lower()}: {told(states.count(state))}" for state in dict.fromkeys(states) if state)
    judged = f", trong đó {counted}" if counted else ""
    return f"{plan} nêu {told(len(states))} chỉ tiêu{judged}. Chi tiết tại bảng dưới đây."


def _duties(body: Body, section: Section) -> str:
    done, all_of = body.figure("duties.done"), body.figure("duties.overdue")
    if not done.has_data:
        return "Kế hoạch chưa giao nhiệm vụ nào."
    late = f"; có kỳ quá hạn: {_part(all_of)}" if all_of.has_data else ""
    return f"Nhiệm vụ kế hoạch giao đã xong: {_part(done)}{late}."


def _compared(body: Body, section: Section) -> str:
    if not section.grids or not section.grids[0].rows:
        return BLANK
    small = f" {section.grids[0].note}" if section.grids[0].note else ""
    return f"So sánh {told(len(section.grids[0].rows))} đơn vị, có tử số và mẫu số của từng tỷ lệ, tại Phụ lục.{small}"


def _plainly(body: Body, section: Section) -> str:
    if section.key in BY_HAND:
        return ""
    words = [f"{figure.label}: {_value(figure)}." for figure in section.figures if figure.has_data]
    words += [f"{grid.title}: {told(len(grid.rows))} dòng, tại Phụ lục." for grid in section.grids if grid.rows]
    return " ".join(words) or BLANK


def _value(figure: Figure) -> str:
    return _part(figure) if figure.is_share else f"{told(figure.numerator)} {figure.unit}".strip()


def _part(figure: Figure) -> str:
    if figure.denominator is None:
        return told(figure.numerator)
    return f"{told(figure.numerator)} trên {told(figure.denominator)} ({share(figure.numerator, figure.denominator)})"


_DRAFTS: dict[str, Callable[[Body, Section], str]] = {
    "clubs": _clubs,
    "members": _members,
    "fund": _fund,
    "targets": _targets,
    "duties": _duties,
    "compared": _compared,
}
