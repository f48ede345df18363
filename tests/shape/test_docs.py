"""The documents say what the code does: generated pages are fresh, words are explained, links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

from gongkai.cli.arguments import ALONE, GROUPS
from gongkai.law.citation import printed
from gongkai.report.forms import FORMS
from gongkai.report.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CASES = ROOT / "tests" / "cases" / "rules"
HEADINGS = ("查什么：", "为什么：", "怎样改：", "依据：")


def generator():
    spec = importlib.util.spec_from_file_location("gongkai_docs", ROOT / "scripts" / "docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def glossary() -> set[str]:
    return set(re.findall(r"^\| `([^`]+)` \|", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself(rule):
    missing = [heading for heading in HEADINGS if heading not in rule.doc]
    assert not missing, f"{rule.code} lacks {missing}"
    assert re.search(r"[\u4e00-\u9fff]", rule.title), "the first line is the title in Chinese"
    assert not rule.title.startswith("查什么"), "the first line is the title"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_cites_what_is_in_the_list_of_instruments(rule):
    assert rule.cites, "a rule rests on a clause or says that it is practice"
    assert all(printed(cite) for cite in rule.cites)


def test_codes_and_names_of_rules_are_their_own():
    codes, names = [rule.code for rule in RULES], [rule.name for rule in RULES]
    assert all(re.fullmatch(r"[FSCTNLPDQ]\d{3}", code) for code in codes)
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names), sorted(name for name in names if names.count(name) > 1)


def test_every_rule_has_its_cases_and_every_case_its_rule():
    assert {path.stem for path in CASES.glob("*.toml")} == {rule.code for rule in RULES}


def test_the_generated_pages_are_fresh():
    made = generator()
    pages = made.all_pages()
    behind = [path.name for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    stale = [path.name for path in (DOCS / "rules").glob("*.md") if path not in pages]
    assert not behind + stale, "run make docs"


def test_every_option_is_in_the_page_of_commands_with_words():
    page = (DOCS / "commands.md").read_text("utf-8")
    commands = [f"gongkai {group} {name}" for group, (_, members) in GROUPS.items() for name in members]
    for command in [*commands, *(f"gongkai {name}" for name in ALONE)]:
        assert re.search(rf"^##+ {command}$", page, re.MULTILINE), command
    assert "| None |" not in page, "an option has no help"


def test_the_glossary_has_every_row_of_the_forms():
    assert {key for form in FORMS.values() for key in form.row_keys()} <= glossary()


def test_the_glossary_has_every_part_and_every_family():
    sections = {section.key for form in FORMS.values() for section in form.sections} | {"preamble"}
    assert sections | {rule.code[0] for rule in RULES} <= glossary()


def test_every_benchmark_has_its_line_in_the_page_of_benchmarks():
    page = (DOCS / "benchmarks.md").read_text("utf-8")
    scripts = [path.name for path in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))]
    assert [name for name in scripts if name not in page] == []


def test_no_benchmark_hides_a_library_behind_its_own_name():
    # A script's own folder is searched first: a benchmark named docx.py takes the place of the library.
    hiding = [path.name for path in (ROOT / "benchmarks").glob("*.py") if importlib.util.find_spec(path.stem)]
    assert not hiding


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_decision_is_in_the_list_of_decisions():
    index = (DOCS / "adr" / "index.md").read_text("utf-8")
    assert not [path.name for path in (DOCS / "adr").glob("0*.md") if path.name not in index]


def test_every_room_and_every_folder_of_the_reports_is_on_the_page_of_the_house():
    page = (DOCS / "architecture.md").read_text("utf-8")
    house = ROOT / "src" / "gongkai"
    rooms = [path.parent.name for path in house.glob("*/__init__.py")]
    folders = [f"report/{path.parent.name}/" for path in (house / "report").glob("*/__init__.py")]
    files = [f"report/{path.name}" for path in (house / "report").glob("[a-z]*.py")]
    assert not [name for name in [*(f"`{room}`" for room in rooms), *folders, *files] if name not in page and name != "report/organ.py"]
