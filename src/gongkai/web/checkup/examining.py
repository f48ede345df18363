"""The inside of a check-up: runs in a bounded process of its own (``apart``), reads files from standard input, writes JSON to standard output.

What comes in is one line of JSON (:class:`Order`) and the bytes of the files; what goes out is one :class:`Answer` as JSON. What other
programs and libraries take apart (PDF, LibreOffice) may be written by them: it is read only where ``TMPDIR`` is a folder in memory.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.report.fix import mend
from gongkai.report.output import jsonout
from gongkai.report.output.checked import Checked, head_words
from gongkai.report.output.sheet import lines_of, sheet_of
from gongkai.report.readers import kind_of, report_of
from gongkai.report.rules import check
from gongkai.report.rules.context import Context
from gongkai.report.writers import docx

if TYPE_CHECKING:
    from gongkai.report.model import Report

MOST_MENDED = 1_400_000  # bytes of a mended file that a page carries: a form field may have 2 MB
_NEED_A_FOLDER = frozenset({"pdf", "office"})
_PREVIOUS = "上年报告："


class Order(NamedTuple):
    """What is to be checked. ``name`` is only repeated; ``size`` and ``previous_size`` are bytes, 0 for no report of the year before."""

    name: str
    size: int
    previous_size: int
    organ: str | None
    year: int | None
    page: bool  # False: only the document is wanted


class Answer(NamedTuple):
    """What came of it. ``error`` is the sentence of a file that cannot be used, ``document`` what ``report check --json`` prints,
    "" when a page was wanted and could be made.

    ``sheet`` as in ``sheet.sheet_of``; ``mended`` the Word file in base64, "" when it is larger than a page carries.
    """

    error: str
    document: str
    title: str = ""
    head: str = ""
    sheet: dict[str, Any] | None = None
    mended: str = ""
    changed: tuple[str, ...] = ()
    changed_count: int = 0
    owed: tuple[str, ...] = ()
    owed_count: int = 0


def main() -> None:
    """Standard input to standard output."""
    order = Order(*json.loads(sys.stdin.buffer.readline()))
    given, previous = sys.stdin.buffer.read(order.size), sys.stdin.buffer.read(order.previous_size)
    answer = answered(order, given, previous, folder=bool(os.environ.get("TMPDIR")))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def answered(order: Order, given: bytes, previous: bytes, *, folder: bool) -> Answer:
    """Read, check, mend. Never raises: what goes wrong is the answer's ``error``. ``folder``: there is one in memory."""
    try:
        before = _read(previous, _PREVIOUS, folder=folder) if order.previous_size else None
        return _checked(order, _read(given, "", folder=folder), before)
    except UnusableInput as error:
        return refused(order.name, error.sentence())
    except MemoryError:
        return refused(order.name, "文件展开以后太大，内存不够，请确认这是一份年度报告，去掉图片和附件后再试")
    except Exception as error:  # noqa: BLE001 - a strange file is told in words, like every other
        return refused(order.name, f"程序遇到没有预料到的情况（{type(error).__name__}），请把文件和这句话反馈给我们")


def refused(name: str, sentence: str) -> Answer:
    """The answer about a file that cannot be used."""
    return Answer(sentence, jsonout.render([Checked(name, None, (), sentence)]))


def _read(data: bytes, place: str, *, folder: bool) -> Report:
    try:
        if not folder and kind_of(data) in _NEED_A_FOLDER:
            raise UnusableInput("PDF 和旧格式要经过临时文件才能读，这台服务器没有只在内存里的位置", "请在 Word、WPS 里另存为 .docx 再试")
        return report_of(data)
    except UnusableInput as error:
        raise UnusableInput(error.problem, error.remedy, place + error.place) from error


def _checked(order: Order, report: Report, previous: Report | None) -> Answer:
    findings = check(Context(report, previous=previous, year=order.year, organ=order.organ))
    item = Checked(order.name, report, tuple(findings))
    if not order.page:
        return Answer("", jsonout.render([item]))
    mended = mend(report, findings, year=order.year)
    file = docx.render(mended.report, mended.notes())
    return Answer(
        "", "", report.title or report.organ or "", head_words(item), sheet_of(report, findings),
        base64.b64encode(file).decode("ascii") if len(file) <= MOST_MENDED else "",
        tuple(lines_of(mended.changed)), len(mended.changed), tuple(lines_of(mended.owed)), len(mended.owed),
    )  # fmt: skip
