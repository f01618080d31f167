"""All of a person's data in one .zip: for people to read, for a machine, and the files themselves."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from clb.clubs.models import Club
from clb.files import store
from clb.papers.files import PdfUnavailable, paper_file

from .papers import export_paper
from .queries.export import Export

README = """Bản sao dữ liệu cá nhân.
du-lieu.pdf (hoặc .docx): để đọc, in ra.
du-lieu.json: để máy đọc, chuyển sang nơi khác.
tep/: ảnh, bằng chứng đã gửi lên.
"""


def packed(found: Export, club: Club) -> bytes:
    """The .zip. Without the system's libraries for PDF the readable copy is a .docx."""
    paper, out = export_paper(found, club), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("DOC-TRUOC.txt", README)
        try:
            box.writestr("du-lieu.pdf", paper_file(paper, "pdf"))
        except PdfUnavailable:
            box.writestr("du-lieu.docx", paper_file(paper, "docx"))
        box.writestr("du-lieu.json", json.dumps(as_json(found), ensure_ascii=False, indent=1))
        for file in found.files:
            path = store.path_of(file.pk)
            if path.exists():
                box.write(path, f"tep/{file.pk}.{file.extension}")
    return out.getvalue()


def as_json(found: Export) -> dict[str, Any]:
    """The machine's form: one object a row, by the names of fields; days as ISO 8601, money in whole đồng."""
    return {
        "format": "clb-lien-the-he/person/2",
        "made_at": found.made_at.isoformat(),
        "sections": [
            {
                "table": section.table,
                "kind": section.group,
                "what": section.what,
                "why": section.why,
                "rows": [dict(zip(section.names, row, strict=True)) for row in section.values],
            }
            for section in found.sections
        ],
        "mentions": [
            {"where": mention.what, "field": mention.field, "day": mention.day and mention.day.isoformat()}
            for mention in found.mentions
        ],
        "journal": [{"at": look.at.isoformat(), "who": look.who, "what": look.what} for look in found.looks],
    }
