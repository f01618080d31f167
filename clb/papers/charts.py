"""A chart drawn once and painted twice: as SVG for pages and PDF, as PNG for Word. It works without JavaScript.

The table of the same figures always stands beside it; colours carry no meaning of their own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise
from typing import Literal

from .blocks import Chart
from .looks import FONTS

INK, BAR, FAINT = "currentColor", "#2a6f97", "#9aa5ad"
WIDTH, TEXT = 420, 15  # units of the drawing: on a phone a letter stays large enough to read
ROW, BAR_HEIGHT = 42, 16
LINE_HEIGHT, MARGIN, FOOT = 230, 62, 34
MOST_LABEL = 46
PNG_SCALE = 4


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Stroke:
    """A straight line; a faint one guides the eye."""

    x1: float
    y1: float
    x2: float
    y2: float
    is_faint: bool = False


@dataclass(frozen=True)
class Dot:
    """A point of a line."""

    x: float
    y: float


@dataclass(frozen=True)
class Words:
    """Text that begins, ends or has its middle at `x`; `y` is its foot."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"


Mark = Box | Stroke | Dot | Words


@dataclass(frozen=True)
class Drawing:
    """All marks of a chart."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def drawing(chart: Chart) -> Drawing:
    """Where everything of the chart stands."""
    return _bars(chart) if chart.kind == "bar" else _line(chart)


def _scale(chart: Chart) -> float:
    """The largest value that the chart has room for, above zero."""
    largest = max((float(value) for value in chart.values if value is not None), default=0.0)
    return largest if largest > 0 else 1.0


def _bars(chart: Chart) -> Drawing:
    top, room = _scale(chart), WIDTH - 90
    marks: list[Mark] = []
    for n, (label, value, text) in enumerate(zip(chart.labels, chart.values, chart.texts, strict=True)):
        y = n * ROW + 20
        marks.append(Words(2, y - 4, _short(label, MOST_LABEL)))
        wide = 0.0 if value is None else room * max(float(value), 0.0) / top
        if wide:
            marks.append(Box(2, y, max(wide, 1), BAR_HEIGHT))
        marks.append(Words(2 + wide + 6, y + BAR_HEIGHT - 3, text))
    height = max(len(chart.labels), 1) * ROW + 6
    return Drawing(WIDTH, height, (Stroke(1, 0, 1, height), *marks))


def _line(chart: Chart) -> Drawing:
    top, count = _nice(_scale(chart)), max(len(chart.values), 2)
    right, foot = WIDTH - 16, LINE_HEIGHT - FOOT
    step = (right - MARGIN) / (count - 1)
    marks: list[Mark] = []
    for part in (0, 1, 2):
        y = foot - (foot - 14) * part / 2
        marks += [
            Stroke(MARGIN, y, right, y, is_faint=part > 0),
            Words(MARGIN - 6, y + 4, _number(top * part / 2), "end"),
        ]
    places = [
        None if value is None else Dot(MARGIN + step * n, foot - (foot - 14) * float(value) / float(top))
        for n, value in enumerate(chart.values)
    ]
    marks += [Stroke(a.x, a.y, b.x, b.y) for a, b in pairwise(places) if a and b]
    marks += [dot for dot in places if dot]
    if chart.labels:
        marks.append(Words(MARGIN, foot + 18, _short(chart.labels[0], 20)))
        marks.append(Words(right + 14, foot + 18, _short(chart.labels[-1], 20), "end"))
    last = next((n for n in reversed(range(len(places))) if places[n]), None)
    if last is not None and (dot := places[last]):
        marks.append(Words(dot.x, dot.y - 8, chart.texts[last], "end"))
    return Drawing(WIDTH, LINE_HEIGHT, tuple(marks))


def _nice(value: float) -> Fraction:
    """The next round number: 1, 2, 4, 5 or 10 times a power of ten."""
    power = Fraction(1)
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(power * n for n in (1, 2, 4, 5, 10) if power * n >= value)


def _number(value: Fraction) -> str:
    text = f"{float(value):,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


# --- SVG ----------------------------------------------------------------------------------------------------------


def as_svg(chart: Chart, face: str = "inherit") -> str:
    """The chart as one element, told to readers aloud by its title; `face` is the family of its letters."""
    drawn = drawing(chart)
    body = "".join(_element(mark) for mark in drawn.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" viewBox="0 0 {drawn.width:g} {drawn.height:g}"'
        f' role="img" aria-label="{escape(chart.title, quote=True)}" font-family="{escape(face)}"'
        f' font-size="{TEXT}">{body}</svg>'
    )


def _element(mark: Mark) -> str:
    match mark:
        case Box(x, y, width, height):
            return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{BAR}"/>'
        case Stroke(x1, y1, x2, y2, is_faint):
            colour, wide = (FAINT, 0.5) if is_faint else (BAR, 1.5)
            ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
            return f'<line {ends} stroke="{colour}" stroke-width="{wide}"/>'
        case Dot(x, y):
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{BAR}"/>'
        case Words(x, y, text, anchor):
            return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(text)}</text>'


# --- PNG ----------------------------------------------------------------------------------------------------------


def as_png(chart: Chart) -> bytes:
    """The chart for Word, on white, three times as fine as it is shown."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 -- slow import

    drawn = drawing(chart)
    size = (round(drawn.width * PNG_SCALE), round(drawn.height * PNG_SCALE))
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONTS / "LiberationSerif-Regular.ttf"), TEXT * PNG_SCALE)
    anchors = {"start": "ls", "middle": "ms", "end": "rs"}
    for mark in drawn.marks:
        match mark:
            case Words(x, y, text, anchor):
                pen.text((x * PNG_SCALE, y * PNG_SCALE), text, fill="black", font=font, anchor=anchors[anchor])
            case Box(x, y, width, height):
                pen.rectangle(tuple(_fine(x, y, x + width, y + height)), fill=BAR)
            case Stroke(x1, y1, x2, y2, is_faint):
                pen.line(tuple(_fine(x1, y1, x2, y2)), fill=FAINT if is_faint else BAR, width=2 if is_faint else 5)
            case Dot(x, y):
                pen.ellipse(tuple(_fine(x - 3, y - 3, x + 3, y + 3)), fill=BAR)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fine(*places: float) -> Iterator[float]:
    return (place * PNG_SCALE for place in places)
