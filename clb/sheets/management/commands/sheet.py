"""`clb sheet check|import FILE --as USER`: the same as on the page, on the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from clb.access.models import User
from clb.kernel.commands import Command as Verb
from clb.kernel.commands import run
from clb.places.models import Unit
from clb.sheets.commands import DISCARD_SHEET, IMPORT_SHEET, MAP_SHEET, UPLOAD_SHEET
from clb.sheets.models import Kind, SheetBatch
from clb.sheets.services import work_off


class Command(BaseCommand):
    """Upload, map as suggested, check; then import where asked."""

    help = "Danh sách Excel, CSV: kiểm tra thử, hoặc nhập những dòng đúng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """check|import FILE --as USER [--kind] [--place] [--club] [--from] [--all]."""
        parser.add_argument("verb", choices=["check", "import"], help="kiểm tra thử, hoặc nhập")
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="user", required=True, help="tên đăng nhập của người nhập")
        parser.add_argument("--kind", choices=["members", "clubs"], default="members", help="thành viên, câu lạc bộ")
        parser.add_argument("--place", default="", help="khóa của địa bàn; mặc định là nơi người nhập giữ vai trò")
        parser.add_argument("--club", default="", help="mã câu lạc bộ của những dòng không ghi câu lạc bộ")
        parser.add_argument("--from", dest="from_on", default="", help="ngày vào của những dòng không ghi ngày vào")
        parser.add_argument("--all", action="store_true", help="chỉ nhập khi mọi dòng đều đúng")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what came of it."""
        user = User.objects.filter(username__iexact=options["user"], is_active=True).first()
        if user is None:
            raise CommandError(f"Không có người dùng {options['user']}.")
        if not options["file"].is_file():
            raise CommandError(f"Không có tệp {options['file']}.")
        batch = self._checked(user, options)
        self._say(batch)
        if options["verb"] == "check":
            self._run(DISCARD_SHEET, user, {"batch": str(batch.pk)})
            self.stdout.write("Chỉ kiểm tra thử, chưa nhập dòng nào.")
            return
        self._run(IMPORT_SHEET, user, {"batch": str(batch.pk), "mode": "ALL" if options["all"] else "RIGHT"})
        batch = work_off(batch)
        if batch.state != SheetBatch.State.IMPORTED:
            raise CommandError(batch.result.get("note", batch.get_state_display()))
        self.stdout.write(f"Đã nhập {len(batch.done_rows)} dòng; đợt nhập {batch.pk}.")

    def _checked(self, user: User, options: dict[str, Any]) -> SheetBatch:
        held = Unit.objects.filter(pk__in=user.reach("sheets.upload_sheet").values("above")).order_by("pk").first()
        place = options["place"] or (held.key if held else "")
        sent = SimpleUploadedFile(options["file"].name, options["file"].read_bytes())
        data = {"kind": Kind[options["kind"].upper()], "place": place}
        batch: SheetBatch = self._run(UPLOAD_SHEET, user, data, {"file": sent})
        more = {"club": options["club"], "from_on": options["from_on"]}
        columns = SheetBatch.objects.get(pk=batch.pk).options["columns"]
        self._run(MAP_SHEET, user, {"batch": str(batch.pk), "columns": json.dumps(columns), **more})
        return work_off(batch)

    def _run(self, verb: Verb, user: User, data: dict[str, Any], files: Any = None) -> Any:
        outcome = run(verb, by=user, data=data, files=files, channel="cli")
        if outcome.status == "rejected":
            raise CommandError("\n".join(text for texts in outcome.errors.values() for text in texts))
        return outcome.result

    def _say(self, batch: SheetBatch) -> None:
        r = batch.result
        self.stdout.write(
            f"{r['rows']} dòng: {r['right']} đúng, {r['fault']} cần sửa, {r['ask']} có thể trùng, {r['exists']} đã có."
        )
        for why, n, where in r["skipped"]:
            self.stdout.write(f"  Bỏ qua {n}: {why} ({', '.join(where)})")
        for fault in batch.faults.order_by("sheet", "row", "column"):
            at = f"{fault.letter}{fault.row}" if fault.letter else f"dòng {fault.row}"
            self.stdout.write(f"  {fault.sheet_name} {at} [{fault.title}] «{fault.value}»: {fault.reason}")
