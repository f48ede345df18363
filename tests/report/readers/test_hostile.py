"""Files made to hurt: each is refused in one sentence or read, soon and in little memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typst

from gongkai.lib.errors import UnusableInput
from gongkai.report import readers
from tests.support import hostile

if TYPE_CHECKING:
    from pathlib import Path

# These hold text all the same; what they try costs nothing.
READABLE = {"corner.xlsx"}
SECONDS = 2.0
MEGABYTES = 200
# A fresh interpreter, so that its peak memory is the file's alone. A fork of a large process inherits its peak: so two steps.
RUNNER = """
import json, resource, subprocess, sys
answers = {}
for path in sys.argv[2:]:
    done = subprocess.run([sys.executable, "-S", "-c", sys.argv[1], path], capture_output=True, text=True)
    answers[path] = json.loads(done.stdout) if done.returncode == 0 else {"crash": done.stderr[-500:] or done.returncode}
print(json.dumps(answers))
"""
ONE = """
import json, resource, sys, time
sys.path[:] = {path!r}
from gongkai.lib.errors import UnusableInput
from gongkai.report import readers
begun, sentence = time.perf_counter(), None
try:
    readers.report_of(readers.read_input(sys.argv[1]))
except UnusableInput as error:
    sentence = error.sentence()
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({{"seconds": time.perf_counter() - begun, "sentence": sentence, "megabytes": (own + children) / 1024}}))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    # Made in a process of its own: building the bombs takes more memory than reading them may.
    make = "import sys; sys.path[:] = {path!r}\nfrom tests.support import hostile\nhostile.write(sys.argv[1])"
    subprocess.run([sys.executable, "-c", make.format(path=sys.path), str(folder)], check=True)
    files = sorted(str(path) for path in folder.iterdir())
    command = [sys.executable, "-S", "-c", RUNNER, ONE.format(path=sys.path), *files]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name.rpartition("/")[2]: answer for name, answer in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", hostile.NAMES)
def test_a_hostile_file_ends_in_one_sentence_soon_and_small(name: str, answers: dict[str, dict[str, object]]) -> None:
    answer = answers[name]
    assert "crash" not in answer, answer
    if name not in READABLE:
        assert answer["sentence"], f"{name} was read"
        assert "\n" not in str(answer["sentence"])
    assert float(str(answer["seconds"])) < SECONDS
    assert float(str(answer["megabytes"])) < MEGABYTES


def _mutants(data: bytes, count: int, seed: int) -> list[bytes]:
    chance = random.Random(seed)
    cut = [data[: chance.randrange(1, len(data))] for _ in range(count // 5)]
    return cut + [hostile.flipped(data, chance) for _ in range(count - len(cut))]


def _word() -> bytes:
    row = "<w:tr>" + "<w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 4 + "</w:tr>"
    return hostile.word("<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>" + f"<w:tbl>{row * 5}</w:tbl>")


def _loose_word() -> bytes:
    """Not compressed, so that a turned bit reaches the XML and not only its checksum."""
    data = hostile.word_xml(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    return hostile.packed({"word/document.xml": data}, stored=True)


def _workbook() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" s="1"><v>{n}.5</v></c></row>' for n in range(1, 9))
    return hostile.workbook(f'<sheetData>{cells}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>', "<si><t>规章</t></si>")


def _read_or_refused(data: bytes) -> None:
    sentence = hostile.refusal(data)
    assert sentence is None or (sentence and "\n" not in sentence)


@pytest.mark.parametrize("make", [_word, _loose_word, _workbook])
def test_mutated_office_files_are_read_or_refused(make: object) -> None:
    assert callable(make)
    for data in _mutants(make(), 250, seed=1):
        _read_or_refused(data)


def test_mutated_xml_inside_a_whole_archive_is_read_or_refused() -> None:
    chance = random.Random(2)
    body = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>"
    whole = hostile.word_xml(body + "<w:tbl><w:tr><w:tc><w:p><w:r><w:sym w:char='F0FE'/></w:r></w:p></w:tc></w:tr></w:tbl>")
    for _ in range(250):
        _read_or_refused(hostile.packed({"word/document.xml": hostile.flipped(whole, chance, 3), "word/numbering.xml": b"<x/>"}))


def test_mutated_pdf_files_are_read_or_refused() -> None:
    whole = typst.compile(b"Title\n\n#table(columns: 2, [a], [1], [b], [2])")
    for data in _mutants(whole, 25, seed=3):
        _read_or_refused(data)


def test_nothing_is_fetched_from_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    source = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]><d>&x;</d>'.encode()
    with pytest.raises(UnusableInput, match="声明") as caught:
        readers.read_bytes(hostile.packed({"word/document.xml": source}))
    assert "机密" not in caught.value.sentence()
