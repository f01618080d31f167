"""The shape of the code, kept by a test so that nobody has to argue about it."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from clb.kernel.commands import commands

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "clb"
FILES = [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]
CODE = [p for p in FILES if "tests" not in p.parts]
NO_ROOM = {"utils", "helpers", "common", "misc", "tools", "base", "core", "mixins", "managers", "signals"}
WRITES = (
    ".save(",
    ".create(",
    ".delete(",
    ".update(",
    "bulk_create(",
    "bulk_update(",
    "get_or_create(",
    "update_or_create(",
)


def _lines(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text("utf8").splitlines())


def _functions(paths: list[Path]) -> list[tuple[Path, ast.FunctionDef]]:
    return [(p, n) for p in paths for n in ast.walk(ast.parse(p.read_text("utf8"))) if isinstance(n, ast.FunctionDef)]


def test_no_junk_drawers() -> None:
    assert [p for p in FILES if p.stem in NO_ROOM or p.parent.name in NO_ROOM] == []


def test_files_fit_in_the_head() -> None:
    assert [(p.relative_to(ROOT), _lines(p)) for p in FILES if _lines(p) > 400] == []


def test_the_kernel_stays_small() -> None:
    files = [p for p in (PACKAGE / "kernel").glob("*.py") if p.stem not in {"__init__", "apps", "models", "checks"}]
    assert len(files) <= 12
    assert _lines(PACKAGE / "kernel" / "commands.py") <= 150


def test_functions_fit_on_a_screen() -> None:
    found = _functions(CODE)
    lengths = sorted(n.end_lineno - n.lineno + 1 for _p, n in found if n.end_lineno)
    assert [f"{p.name}:{n.name}" for p, n in found if (n.end_lineno or 0) - n.lineno + 1 > 60] == []
    assert lengths[int(len(lengths) * 0.95)] <= 40


def test_only_services_write() -> None:
    readers = [
        p for p in CODE if {p.stem, p.parent.name} & {"views", "forms", "queries", "rules", "urls", "indicators"}
    ]
    found = [(p.relative_to(ROOT), w) for p in readers for w in WRITES if w in p.read_text("utf8")]
    # sha256().update and dict.update are no writes; name them here if they ever appear
    assert found == []


def test_every_module_says_what_it_holds() -> None:
    assert [
        p.relative_to(ROOT)
        for p in CODE
        if p.read_text("utf8").strip() and not ast.get_docstring(ast.parse(p.read_text("utf8")))
    ] == []


def test_no_app_takes_the_forms_or_views_of_another() -> None:
    # The import contract of the same name does not see into a package of forms.
    taken = re.compile(r"from clb\.(\w+)\.(?:forms|views)\b")
    found = [(p.relative_to(ROOT), app) for p in CODE for app in taken.findall(p.read_text("utf8"))]
    assert [(p, app) for p, app in found if app != p.parts[1]] == []


def test_public_functions_are_documented() -> None:
    rooms = [p for p in CODE if {p.stem, p.parent.name} & {"services", "queries", "rules", "law"}]
    bare = [
        f"{p.parent.name}/{p.name}:{n.name}"
        for p, n in _functions(rooms)
        if not n.name.startswith("_") and not ast.get_docstring(n) and _is_top(p, n)
    ]
    assert bare == []


def _is_top(path: Path, node: ast.FunctionDef) -> bool:
    return any(
        n is node or (isinstance(n, ast.FunctionDef) and n.name == node.name and n.lineno == node.lineno)
        for n in ast.parse(path.read_text("utf8")).body
    )


def test_nothing_broad_is_caught() -> None:
    assert [
        p.relative_to(ROOT)
        for p in CODE
        if re.search(r"except (Exception|BaseException)?:|except Exception", p.read_text("utf8"))
    ] == []


def test_pages_carry_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=\"", re.IGNORECASE)
    pages = list(PACKAGE.rglob("*.html"))
    assert [p.relative_to(ROOT) for p in pages if inline.search(p.read_text("utf8"))] == []


NUMBER_IN_AN_ATTRIBUTE = re.compile(
    r"""="[^"<>]*?(?:\{%[^%]*%\}[^"<>]*?)*\{\{ [a-z_.]*(?:\.pk|\.year|(?<![a-z_])year|\.number|(?<![a-z])pk) \}\}"""
)


def test_an_id_in_an_attribute_has_no_dots_between_its_thousands() -> None:
    templates = list(ROOT.glob("clb/*/templates/**/*.html"))
    found = [
        (path.name, hit.group())
        for path in templates
        for hit in NUMBER_IN_AN_ATTRIBUTE.finditer(path.read_text("utf8"))
    ]
    assert (found, len(templates) > 100) == ([], True), "write {{ row.pk|unlocalize }}: a page says 1.234 for 1234"


def test_no_machine_path_or_index_host() -> None:
    words = re.compile(r"/(?:work|root|home/\w+)/|pypi\.org|files\.pythonhosted|registry\.npmjs")
    tracked = [
        p
        for p in ROOT.rglob("*")
        if p.is_file() and p.suffix in {".py", ".md", ".toml", ".txt", ".html", ".sh", ".yaml", ".css", ""}
    ]
    skipped = {
        ".git",
        ".venv",
        "data",
        ".demo",
        ".test",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        "vendor",
        "__pycache__",
        ".import_linter_cache",
    }
    found = [
        p.relative_to(ROOT)
        for p in tracked
        if not skipped & set(p.relative_to(ROOT).parts) and words.search(p.read_text("utf8", errors="ignore"))
    ]
    assert [p for p in found if p != Path("tests/test_shape.py")] == []


def test_glossary_names_every_model_and_command() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text("utf8")
    ours = [m.__name__ for m in apps.get_models() if m.__module__.startswith("clb.")]
    verbs = [name.split(".")[1] for name in commands()]
    assert [name for name in [*ours, *verbs] if f"`{name}`" not in glossary] == []


@pytest.mark.parametrize(
    "name",
    [
        "clubs",
        "members",
        "fund",
        "health",
        "plans",
        "places",
        "access",
        "ledger",
        "kernel",
        "law",
        "web",
        "api",
        "papers",
        "reports",
        "files",
    ],
)
def test_every_app_has_tests(name: str) -> None:
    assert list((PACKAGE / name / "tests").rglob("test_*.py")), name


def test_every_icon_of_a_template_is_in_the_sprite() -> None:
    sprite = (PACKAGE / "web/static/web/vendor/icons.svg").read_text("utf8")
    named = re.compile(r'{% icon "([^"]+)"|{% badge "[^"]+" "([^"]+)"')
    used = {a or b for page in PACKAGE.rglob("*.html") for a, b in named.findall(page.read_text("utf8"))}
    assert len(used) > 30
    assert [name for name in sorted(used) if f'id="{name}"' not in sprite] == []
