"""`clb plan`: read a plan's own text into a draft, and list what is on record."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from clb.access.models import User
from clb.access.roles import Role
from clb.kernel.commands import run
from clb.places.queries import name_on
from clb.plans.commands import IMPORT_PLAN
from clb.plans.models import Plan
from clb.plans.queries.drafts import ITEM_KINDS, reading_of
from clb.plans.queries.targets import wanted_in_words
from clb.plans.reading.extract import LARGEST_BYTES


class Command(BaseCommand):
    """One verb of the command line with three of its own."""

    help = "Kế hoạch: đọc một văn bản thành dự thảo, liệt kê, xem một kế hoạch."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """import FILE [--by] [--place] [--dry-run] | list | show ID."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="đọc một kế hoạch (txt, docx, pdf có chữ) thành dự thảo")
        bring.add_argument("file", type=Path)
        bring.add_argument(
            "--by", default="", help="tên đăng nhập của người nhập; mặc định là người đầu tiên được nhập"
        )
        bring.add_argument("--place", default="", help="khóa của địa bàn; để trống thì lấy theo tên trong văn bản")
        bring.add_argument("--dry-run", action="store_true", help="chỉ đọc và in ra, không lưu gì")
        verbs.add_parser("list", help="mọi kế hoạch trong cơ sở dữ liệu")
        show = verbs.add_parser("show", help="mọi mục của một kế hoạch, kèm số dòng trong văn bản")
        show.add_argument("id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the verb."""
        match options["verb"]:
            case "import":
                self._import(options["file"], options["by"], options["place"], is_dry=options["dry_run"])
            case "list":
                for plan in Plan.objects.select_related("place").order_by("from_on", "pk"):
                    self.stdout.write(f"{plan.pk:>4}  {plan.get_status_display():<26} {plan}: {plan.title}")
            case "show":
                found = Plan.objects.filter(pk=options["id"]).select_related("place").first()
                if found is None:
                    raise CommandError(f"Không có kế hoạch số {options['id']}. Xem danh sách: clb plan list")
                self._show(found)

    def _import(self, path: Path, by: str, place: str, *, is_dry: bool) -> None:
        if not path.is_file():
            raise CommandError(f"Không có tệp {path}.")
        user = self._user(by)
        with path.open("rb") as opened:
            content = opened.read(LARGEST_BYTES + 1)  # one more than is taken: the service says why it refuses
        with transaction.atomic():
            sent = SimpleUploadedFile(path.name, content)
            outcome = run(IMPORT_PLAN, by=user, data={"place": place}, files={"file": sent}, channel="cli")
            if outcome.status == "rejected":
                raise CommandError("\n".join(text for texts in outcome.errors.values() for text in texts))
            self._show(outcome.result)
            if is_dry:
                transaction.set_rollback(True)
        if is_dry:
            self.stdout.write("Chỉ đọc thử, không lưu gì.")
        else:
            self.stdout.write(f"Đã lưu thành dự thảo số {outcome.result.pk}; người có quyền duyệt trên trang Kế hoạch.")

    def _user(self, name: str) -> User:
        if name:
            found = User.objects.filter(username__iexact=name, is_active=True).first()
            if found is None:
                raise CommandError(f"Không có người dùng {name}.")
            return found
        roles = [Role.GOVERNMENT, Role.ASSOCIATION, Role.COMMUNE]
        for role in roles:
            found = User.objects.filter(assignments__role=role, is_active=True).order_by("pk").first()
            if found is not None:
                return found
        raise CommandError("Chưa có người dùng nào được nhập kế hoạch. Hãy thêm trước: clb user add --role GOVERNMENT")

    def _show(self, plan: Plan) -> None:
        reading = reading_of(plan)
        write = self.stdout.write
        write(f"{plan}: {plan.title}")
        write(f"  Địa bàn: {name_on(plan.place, plan.until_on)} [{plan.place.key}]")
        write(f"  Kỳ: {plan.from_on:%d/%m/%Y} – {plan.until_on:%d/%m/%Y}")
        write(f"Chỉ tiêu: {len(reading.items['target'])}")
        for target in reading.items["target"]:
            bound = wanted_in_words(target)
            write(f"  {bound:<40} {target.subject}  ({target.indicator or 'chưa gắn chỉ số'}){_where(target)}")
        write(f"Đầu mối: {len(reading.items['agency'])}")
        for agency in reading.items["agency"]:
            bodies = ", ".join(body.name for body in agency.bodies.all())
            write(f"  {agency.text} [{bodies}]{_where(agency)}")
            for task in (task for task in reading.items["task"] if task.agency_id == agency.pk):
                write(f"    - {task.get_rhythm_display()}, {task.get_part_display()}: {task.text}{_where(task)}")
        unowned = [task for task in reading.items["task"] if task.agency_id is None]
        write(f"Việc chưa giao cho đầu mối nào: {len(unowned)}")
        for task in unowned:
            write(f"    - {task.get_rhythm_display()}: {task.text}{_where(task)}")
        for kind in ("area", "objective", "source", "recipient"):
            rows = reading.items[kind]
            write(f"{str(ITEM_KINDS[kind]._meta.verbose_name).capitalize()}: {len(rows)}")
            for row in rows:
                write(f"  {row.text}{_where(row)}")
        aside = [line for line in reading.lines if line.set_aside]
        write(f"Dòng để riêng: {len(aside)}, trong đó cần người xem: {len(reading.loose)}")
        for line in aside:
            write(f"  {line.number}: {line.text}  ({line.get_set_aside_display()})")
        write(f"Dòng văn bản: {len(reading.lines)}; dòng bị mất: {len(reading.lost)}")


def _where(item: Any) -> str:
    return f"  [dòng {', '.join(map(str, item.lines))}]" if item.lines else ""
