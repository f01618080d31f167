"""The page shell: numbers and days as Vietnamese papers write them, and nothing run inside a page."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

import clb
from clb.web.templatetags.web_tags import day, number, percent, vnd
from conftest import Cast

TEMPLATES = sorted(Path(clb.__file__).parent.glob("*/templates/**/*.html"))


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (number(1234567), "1.234.567"),
        (number(Fraction(125, 2)), "62,5"),
        (number(None), "—"),
        (percent(Fraction(200, 3)), "66,7%"),
        (vnd(20_000_000), "20.000.000 đồng"),
        (day(date(2025, 7, 1)), "01/07/2025"),
    ],
)
def test_numbers_and_days(shown: str, wanted: str) -> None:
    assert shown == wanted


def test_numbers_on_an_english_page() -> None:
    with translation.override("en"):
        assert (number(Fraction(2469, 2)), vnd(20_000_000)) == ("1,234.5", "20,000,000 đồng")


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    code = r"<script(?![^>]*\b(?:src=|type=.application/json))"  # JSON is data, which no browser runs
    inside = re.compile(code + r"|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    assert [str(path) for path in TEMPLATES if inside.search(path.read_text("utf-8"))] == []
    assert len(TEMPLATES) > 20


def test_the_policy_forbids_scripts_inside_a_page(cast: Cast) -> None:
    answer = Client().get("/tai-khoan/dang-nhap/")
    assert answer.status_code == 200
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "Vào xem thử" in answer.content.decode() or "Đăng nhập" in answer.content.decode()


def test_our_own_sign_in_page_is_shown(cast: Cast) -> None:
    assert 'lang="vi"' in Client().get("/tai-khoan/dang-nhap/").content.decode()


def test_what_is_not_there_is_said_in_vietnamese(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.lan)
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không" in answer.content.decode()
