"""The language of a page is chosen by a person, not by a browser, and stays chosen."""

from django.test import Client
from django.urls import reverse

from conftest import Cast

DOOR = "/tai-khoan/dang-nhap/"


def test_vietnamese_until_a_person_chooses_another(cast: Cast) -> None:
    client = Client(headers={"accept-language": "en-GB,en"})
    assert '<html lang="vi">' in client.get(DOOR).content.decode()
    answer = client.post(reverse("set_language"), {"language": "en", "next": DOOR})
    assert (answer.status_code, answer["Location"]) == (302, DOOR)
    shown = client.get(DOOR)
    assert '<html lang="en">' in shown.content.decode()
    assert (shown["Content-Language"], "Cookie" in shown["Vary"]) == ("en", True)
    client.post(reverse("set_language"), {"language": "vi", "next": DOOR})
    assert '<html lang="vi">' in client.get(DOOR).content.decode()


def test_a_language_that_we_do_not_speak_changes_nothing(cast: Cast) -> None:
    client = Client()
    client.post(reverse("set_language"), {"language": "fr", "next": DOOR})
    client.cookies["django_language"] = "../x"
    assert '<html lang="vi">' in client.get(DOOR).content.decode()


def test_the_switch_leads_nowhere_else(cast: Cast) -> None:
    answer = Client().post(reverse("set_language"), {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"
