"""How the phone is used, in six steps and five colours: the words of the page and of the sheet for teachers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clb.papers.blocks import Code, Column, Header, Heading, Item, Paper, Paragraph, Table


@dataclass(frozen=True)
class Step:
    """One step: what to do in a few words, and how."""

    title: str
    how: str


@dataclass(frozen=True)
class Colour:
    """What the bar on top of the app says: its colour, its words, and what one does then."""

    name: str
    badge: str
    icon: str
    words: str
    do: str


def steps() -> list[Step]:
    """From a fresh phone to the daily round."""
    return [
        Step(
            _("Mở ứng dụng"),
            _("Chĩa máy ảnh của điện thoại vào mã QR, bấm vào địa chỉ hiện ra, rồi chọn «Thêm vào màn hình chính»."),
        ),
        Step(
            _("Bấm «Thêm người dùng máy này», lúc có mạng"),
            _("Đăng nhập như trên trang, rồi chọn mã PIN 6 số trở lên. Mỗi người một mã; không nói cho ai."),
        ),
        Step(
            _("Tập dùng"),
            _("Bấm «Tập dùng» để thử với tên và số giả. Đầu màn hình có dải «Tập dùng»; không gì gửi đi đâu."),
        ),
        Step(
            _("Ghi việc, có mạng hay không cũng được"),
            _("Mỗi màn hình một bước, chữ to, bấm «Tiếp tục». Tắt máy giữa chừng cũng không mất: mở lại là ghi tiếp."),
        ),
        Step(
            _("Gửi lên: máy tự làm"),
            _("Có mạng, mở ứng dụng và nhập mã PIN là máy tự gửi. Ít nhất mỗi tuần mở một lần ở nơi có mạng."),
        ),
        Step(
            _("Xem lại việc máy chủ chưa nhận"),
            _("Thanh trên đầu màu đỏ: bấm vào, đọc lý do, hỏi nhau, bấm «Vẫn ghi», «Sửa rồi gửi lại» hoặc «Bỏ»."),
        ),
    ]


def colours() -> list[Colour]:
    """Of the bar on top of every screen."""
    return [
        Colour(_("Xanh lá"), "success", "circle-check", _("Đã gửi hết"), _("Không phải làm gì.")),
        Colour(_("Xanh lam"), "info", "info-circle", _("Đang gửi, không có mạng, hoặc tập dùng"), _("Cứ dùng tiếp.")),
        Colour(_("Vàng"), "warning", "clock", _("Việc chờ gửi"), _("Đến nơi có mạng, mở ứng dụng.")),
        Colour(
            _("Vàng, hình khóa"),
            "warning",
            "lock",
            _("Cần đăng nhập lại"),
            _("Có mạng thì đăng nhập lại."),
        ),
        Colour(_("Đỏ"), "danger", "alert-triangle", _("Việc cần xem"), _("Bấm vào, đọc lý do, xử lý.")),
    ]


def lost() -> str:
    """What to do where a phone is lost."""
    return _(
        "Mất điện thoại: báo ngay cho chủ nhiệm hoặc xã để thu hồi. Không có mã PIN thì người nhặt được không đọc được "
        "gì. Quên mã PIN: thêm lại mình vào máy lúc có mạng; việc chưa gửi lúc ấy bị mất, nên hãy gửi trước."
    )


def guide_paper(url: str) -> Paper:
    """One sheet of A4. `url` opens the app."""
    listed = [Item(f"{step.title}. {step.how}", mark=f"{n}.") for n, step in enumerate(steps(), start=1)]
    columns = (
        Column(_("Màu"), width=1.3),
        Column(_("Thanh trên đầu ghi"), width=2),
        Column(_("Thì làm gì"), width=2.6),
    )
    rows = tuple((colour.name, colour.words, colour.do) for colour in colours())
    return Paper(
        header=Header(body=_("CÂU LẠC BỘ LIÊN THẾ HỆ"), nation=""),
        kind=_("HƯỚNG DẪN"),
        subject=_("Dùng trên điện thoại, có mạng hay không có mạng"),
        body=(
            Code(url, caption=url.partition("://")[2].rstrip("/")),
            *listed,
            Heading(_("Màu của thanh trên đầu màn hình"), level=2),
            Table(columns, rows),
            Paragraph(lost()),
        ),
        ends=False,
    )
