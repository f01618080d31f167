import sys

import pytest
from django.conf import settings
from django.test import RequestFactory

from clb.papers.files import SYSTEM_PACKAGES, PdfUnavailable, file_name, paper_file, paper_response
from clb.papers.tests.samples import DECISION, LETTER


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("QUYẾT ĐỊNH 12/QĐ-UBND", "quyet-dinh-12-qd-ubnd"),
        ("  Báo cáo: «Đặng Ửng»\n../..", "bao-cao-dang-ung"),
        ('a"; filename=x.exe', "a-filename-x-exe"),
        ("…", "van-ban"),
        ("từ " * 60, "-".join(["tu"] * 27)),
        ("ă" * 200, "a" * 80),
    ],
)
def test_file_name_is_safe_on_every_machine(text: str, name: str) -> None:
    assert file_name(text) == name


def test_response_opens_a_pdf_and_saves_a_docx(rf: RequestFactory) -> None:
    pdf = paper_response(rf.get("/"), lambda: DECISION, "pdf")
    docx = paper_response(rf.get("/"), lambda: LETTER, "docx", name="Thư mời ấp Mẫu")
    assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    name = "quyet-dinh-12-qd-ubnd-ve-viec-thanh-lap-cau-lac-bo-lien-the-he-tu-giup-nhau-ap"
    assert pdf["Content-Disposition"] == f'inline; filename="{name}.pdf"'
    assert docx["Content-Disposition"] == 'attachment; filename="thu-moi-ap-mau.docx"'
    assert docx.content[:2] == b"PK"
    assert "no-store" in pdf["Cache-Control"]


def test_machine_without_the_text_libraries_says_which_command_helps(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "clb.papers.pdf", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_NoPango(), *sys.meta_path])
    with pytest.raises(PdfUnavailable):
        paper_file(DECISION, "pdf")
    request = rf.get("/")
    refused = paper_response(request, lambda: DECISION, "pdf")
    assert refused.status_code == 503
    assert f"sudo apt-get install {' '.join(SYSTEM_PACKAGES)}" in refused.content.decode()
    assert paper_response(request, lambda: DECISION, "docx").status_code == 200


def test_makefile_installs_the_libraries_that_the_sentence_names() -> None:
    line = next(x for x in (settings.BASE / "Makefile").read_text("utf8").splitlines() if x.startswith("PDF_PACKAGES"))
    assert line.partition(":=")[2].split() == list(SYSTEM_PACKAGES)


class _NoPango:
    """Python as it is on a machine without Pango: the writer of PDF can't be loaded."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "clb.papers.pdf":
            raise OSError("cannot load library 'libpango-1.0-0'")
