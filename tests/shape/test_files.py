"""The shape of the source: small files, imports at the top, nothing of one machine in any file."""

import ast
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A migration is made by a tool and never read again: it has no docstring of ours and may be long.
SOURCES = sorted(path for path in (ROOT / "src" / "gongkai").rglob("*.py") if path.parent.name != "migrations")
MADE = {"__pycache__", "build", "dist", "out", "var", "node_modules"}
TEXTS = {".py", ".md", ".toml", ".txt", ".in", ".sh", ".yml", ".yaml", ".html", ".typ", ".cfg", ".json", ".css", ""}
# Loading by dotted name is allowed in these, so that heavy modules come only when asked for.
LOADERS = {"cli/main.py", "report/readers/__init__.py", "report/writers/__init__.py"}
# Hosts that may stand in a file: namespaces and schemas of formats, the licence, addresses made for examples.
HOSTS = re.compile(
    r"(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org|purl\.oclc\.org|www\.w3\.org|www\.sitemaps\.org|www\.apache\.org|json\.schemastore\.org"
    r"|docs\.oasis-open\.org|openoffice\.org|json-schema\.org|localhost|testserver|127\.0\.0\.1|(?:[\w-]+\.)*example(?:\.[a-z]+)*|(?:[\w-]+\.)*(?:invalid|test))"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def committed() -> list[Path]:
    """Every file that is not made: hidden folders are tools' own, but for the one that is ours."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE and (not name.startswith(".") or name == ".ci")]
        found += [Path(folder) / name for name in files if not name.startswith(".") or name == ".gitignore"]
    return [path for path in sorted(found) if path.suffix in TEXTS]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_source_file_has_at_most_400_lines(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 400, "split it by topic"


def test_no_module_is_called_utils():
    bad = {"utils.py", "util.py", "helpers.py", "misc.py", "signals.py"}
    assert not [name_of(path) for path in SOURCES if path.name in bad or path.parent.name in {"utils", "helpers"}]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_imports_stand_at_the_top_of_the_file(path):
    tree = ast.parse(path.read_text("utf-8"))
    inside = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert not inside, f"imports inside functions or classes at lines {inside}"


def loads_by_name(path: Path) -> bool:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return any(getattr(call, "attr", getattr(call, "id", "")) in {"import_module", "__import__"} for call in calls)


def test_modules_are_loaded_by_name_in_three_places_only():
    loading = {path.relative_to(ROOT / "src" / "gongkai").as_posix() for path in SOURCES if loads_by_name(path)}
    assert loading == LOADERS, "load by dotted name in cli/main.py or the tables of readers and writers"


def test_every_package_says_what_it_is():
    silent = [path for path in SOURCES if path.name == "__init__.py" and not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not [name_of(path) for path in silent]


def test_no_file_names_a_place_on_one_machine():
    machine = re.compile(r"(?<![\w.~-])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|t" + r"mp|op" + r"t)/[\w.-]+")
    found = {name_of(path): hits for path in committed() if (hits := machine.findall(path.read_text("utf-8", errors="replace")))}
    assert not found


def test_no_file_names_a_host_that_is_not_known_here():
    address = re.compile(r"\b(?:https?|git|ssh|ftp)://([^\s/\"'<>)\\:{]+)")
    found = {}
    for path in committed():
        hosts = {host for host in address.findall(path.read_text("utf-8", errors="replace")) if not HOSTS.fullmatch(host)}
        if hosts:
            found[name_of(path)] = hosts
    assert not found
