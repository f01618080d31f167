"""How long a file lives, what the self-check says, how it is served and what a form's field looks at."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django import forms
from django.conf import settings
from django.http import Http404
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from clb.files import store
from clb.files.checks import open_to_others, rows_and_bytes
from clb.files.fields import EvidenceField, PictureField
from clb.files.http import file_response
from clb.files.models import StoredFile
from clb.files.services import drop_file, keep_file, sweep_files

from .samples import pdf, picture, sent

pytestmark = pytest.mark.django_db


def test_bytes_go_with_the_row_once_it_is_sure(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stored = keep_file(sent(picture()))
    path = store.path_of(stored.pk)
    with django_capture_on_commit_callbacks(execute=True):
        drop_file(stored)
        assert path.exists()
    assert (path.exists(), StoredFile.objects.count()) == (False, 0)


def test_the_selfcheck_names_what_does_not_fit() -> None:
    good, gone, changed = (keep_file(sent(picture())) for _i in range(3))
    store.path_of(gone.pk).unlink()
    store.path_of(changed.pk).write_bytes(b"x")
    stray = uuid4()
    store.write(stray, b"x")
    assert set(rows_and_bytes()) == {
        f"Tệp {gone.pk} có trong cơ sở dữ liệu nhưng không còn trên đĩa.",
        f"Tệp {changed.pk} trên đĩa không còn như lúc gửi lên.",
        f"Trên đĩa có tệp {stray} không còn ai giữ; clb worker sẽ dọn sau một ngày.",
    }
    assert store.path_of(good.pk).exists()


def test_what_nobody_holds_is_swept_away_after_a_day(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    now = timezone.now()
    unheld, stray, fresh = keep_file(sent(picture())), uuid4(), uuid4()
    store.write(stray, b"x")
    store.write(fresh, b"x")
    half = store.path_of(uuid4()).with_suffix(".part")
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"x")
    assert sweep_files(now + timedelta(hours=1)) == 0
    old = (now - timedelta(days=2)).timestamp()
    for path in (store.path_of(stray), half):
        os.utime(path, (old, old))
    StoredFile.objects.update(made_at=now - timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_files(now) == 3
    assert [path for _id, path in store.written()] == [store.path_of(fresh)]
    assert not StoredFile.objects.filter(pk=unheld.pk).exists()


def test_a_file_is_served_so_that_nothing_in_it_can_run() -> None:
    for content, shown, kind in ((picture(), "inline", "image/jpeg"), (pdf(), "attachment", "application/pdf")):
        stored = keep_file(sent(content))
        response = file_response(stored, "bang-chung")
        assert response.headers["Content-Disposition"] == f'{shown}; filename="bang-chung.{stored.extension}"'
        assert response.headers["Content-Type"] == kind
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
        assert b"".join(response) == store.path_of(stored.pk).read_bytes()  # type: ignore[arg-type]
    store.path_of(stored.pk).unlink()
    with pytest.raises(Http404):
        file_response(stored)


class _Form(forms.Form):
    photo = PictureField(label="Ảnh")
    proof = EvidenceField(label="Bằng chứng", required=False)


def test_a_field_looks_lightly() -> None:
    assert _Form({}, {}).errors == {"photo": ["Hãy chọn một ảnh."]}
    form = _Form({}, {"photo": sent(b"", "a.jpg"), "proof": sent(b"x" * (20 * 1024 * 1024 + 1), "a" * 300)})
    assert form.errors == {"photo": ["Tệp này trống."], "proof": ["Tệp quá lớn, lớn nhất 20 MB."]}
    good = _Form({}, {"photo": sent(picture())})
    assert good.is_valid() and good.cleaned_data["proof"] is None
    assert 'accept="image/jpeg,image/png,image/webp,application/pdf"' in str(good["proof"])


def test_the_selfcheck_names_what_others_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    (tmp_path / "secret-key").write_text("x")
    tmp_path.chmod(0o755)
    (tmp_path / "secret-key").chmod(0o644)
    assert [line for line in open_to_others() if "secret-key" in line]
    tmp_path.chmod(0o700)
    assert list(open_to_others()) == []
