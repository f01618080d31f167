"""The project file, the locks and the Makefile agree, and name no machine of anyone's."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEV = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf8")


def locked(name: str) -> dict[str, str]:
    """Package to version, as a lock file pins them."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", read(name), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock: str) -> None:
    assert re.findall(r"\S*(?:://|index-url|find-links| @ )\S*", read(lock)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", read(lock), flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("requirement", RUNTIME, ids=str)
def test_runtime_dependency_is_explained_and_locked(requirement: Requirement) -> None:
    line = next(line for line in read("pyproject.toml").splitlines() if line.strip().startswith(f'"{requirement.name}'))
    assert re.search(r'",\s+# \S', line), "say at the end of its line why it is needed"
    assert requirement.specifier.contains(locked("requirements.txt")[canonicalize_name(requirement.name)])


THEIRS = {"psycopg": "imported by Django", "fido2": "imported by allauth"}


@pytest.mark.parametrize("requirement", [r for r in RUNTIME if r.name not in THEIRS], ids=str)
def test_runtime_dependency_is_used(requirement: Requirement) -> None:
    name = canonicalize_name(requirement.name)
    modules = [m for m, dists in packages_distributions().items() if name in map(canonicalize_name, dists)]
    use = re.compile(rf'(?:^\s*(?:import|from) |")(?:{"|".join(modules)})\b', re.MULTILINE)
    code = [path for path in (ROOT / "clb").rglob("*.py") if "tests" not in path.parts]
    assert modules and any(use.search(path.read_text("utf8")) for path in code), "nothing under clb/ uses it"


@pytest.mark.parametrize("requirement", DEV, ids=str)
def test_tool_is_locked(requirement: Requirement) -> None:
    assert requirement.specifier.contains(locked("requirements-dev.txt")[canonicalize_name(requirement.name)])


def test_tools_are_locked_on_top_of_the_same_runtime() -> None:
    dev = locked("requirements-dev.txt")
    assert {name: dev.get(name) for name in locked("requirements.txt")} == locked("requirements.txt")


def test_every_public_make_target_is_in_the_help() -> None:
    phony = set(re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)[1].split())
    shown = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\S+)", shown, re.MULTILINE)) == phony - {"install", "dev"}


@pytest.mark.parametrize("script", sorted(p.name for p in (ROOT / "ops").glob("*.sh")))
def test_script_is_posix_shell(script: str) -> None:
    assert read(f"ops/{script}").startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", f"ops/{script}"], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", ["Makefile", "pyproject.toml", ".ci/run", ".gitignore", *LOCKS])
def test_file_names_no_home_of_anyone(name: str) -> None:
    assert re.findall(r"/(?:root|home|Users|work)/\S*", read(name)) == []
