"""The vocabulary explains itself and has no hole: every event has a reference, a branch, a guard."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from gongkai.law.receipt import CHANNELS
from gongkai.ledger import guards
from gongkai.ledger.acts.base import GUARDS
from gongkai.ledger.states import activity, application, document, publication, rectification, remedy, report
from gongkai.ledger.vocabulary import ANYWHERE, KINDS, STREAMS, codes
from gongkai.report.forms import FORMS

_MODULES = (activity, application, document, publication, rectification, remedy, report)
ROOMS = {module.__name__.rpartition(".")[2]: module for module in _MODULES}
DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_explains_every_field_in_chinese(kind):
    cls = KINDS[kind]
    assert re.match(r"[\u4e00-\u9fff]", cls.__doc__)
    assert cls.title
    unexplained = [field.name for field in fields(cls) if not re.search(rf"\b{field.name}\b", cls.__doc__, re.ASCII)]
    assert not unexplained


def test_kinds_are_their_own_and_named_by_their_stream():
    classes = [cls for classes in (*STREAMS.values(), ANYWHERE) for cls in classes]
    assert len({cls.kind for cls in classes}) == len({cls.title for cls in STREAMS["application"]}) + len(classes) - len(
        STREAMS["application"]
    )
    assert len(KINDS) == len(classes)
    assert all(cls.kind.startswith(f"{stream}.") for stream, members in STREAMS.items() for cls in members)


@pytest.mark.parametrize("stream", STREAMS)
def test_every_event_has_a_branch_and_a_guard(stream):
    assert set(ROOMS[stream].BRANCHES) == set(STREAMS[stream])
    assert set(STREAMS[stream]) <= GUARDS.keys()


def test_every_guard_can_be_imported_from_guards():
    exported = {getattr(guards, name) for name in guards.__all__ if name.startswith("why_not_")}
    assert exported == {*GUARDS.values(), guards.why_not_mend}


def test_every_event_is_in_the_glossary():
    glossary = set(re.findall(r"^\| `([^`]+)` \|", (DOCS / "glossary.md").read_text("utf-8"), re.MULTILINE))
    assert set(KINDS) <= glossary


def test_codes_agree_with_the_law_and_with_the_forms():
    assert {channel.value for channel in codes.Channel} == set(CHANNELS)
    assert tuple(column.label for column in codes.Column) == FORMS["2021"].columns[:-1]
    assert {sort.value for sort in codes.Sort} == {row.key for row in FORMS["2021"].table4}
    assert [result.label for result in codes.Result] == list(FORMS["2021"].table4_columns[:3])


def test_a_code_is_found_by_what_is_stored_and_by_nothing_else():
    assert codes.Column.of("person") is codes.Column.PERSON
    with pytest.raises(ValueError, match="自然人"):
        codes.Column.of("自然人")
