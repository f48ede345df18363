"""The inside of ``services.reading``: runs in a bounded process of its own, reads a file from standard input, writes JSON to standard output.

Whoever uses PDF or LibreOffice writes what they take apart into a folder: they are asked only where ``TMPDIR`` is one in memory.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.report import codec
from gongkai.report.readers import kind_of, report_of
from gongkai.report.rules import check
from gongkai.report.rules.base import ERROR
from gongkai.report.rules.context import Context
from gongkai.report.rules.form import recognised

_NEED_A_FOLDER = frozenset({"pdf", "office"})
_ANOTHER_FILE = "请确认文件没有选错；内容是图片的，请找能复制文字的原件"


class Answer(NamedTuple):
    """What a file says. ``refused``: problem, remedy and place of one that cannot be used, else empty.

    ``kind`` as ``report.readers.kind_of`` names it, ``document`` the report as ``gongkai.report/1``; ``errors`` is how many rules it surely breaks.
    """

    refused: tuple[str, ...]
    kind: str = ""
    document: dict[str, Any] | None = None
    errors: int = 0


def main() -> None:
    """Standard input to standard output."""
    answer = answered(sys.stdin.buffer.read(), folder=bool(os.environ.get("TMPDIR")))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def answered(data: bytes, *, folder: bool) -> Answer:
    """Read and check. Never raises: what goes wrong is told in words. ``folder``: there is one in memory."""
    try:
        return _read(data, folder=folder)
    except UnusableInput as error:
        return Answer((error.problem, error.remedy, error.place))
    except MemoryError:
        return Answer(("文件展开以后太大，内存不够", "请确认这是一份年度报告，去掉图片和附件后再试", ""))
    except Exception as error:  # noqa: BLE001 - a strange file is told in words, like every other
        return Answer((f"程序遇到没有预料到的情况（{type(error).__name__}）", "请把文件和这句话反馈给我们", ""))


def _read(data: bytes, *, folder: bool) -> Answer:
    kind = kind_of(data)
    if kind in _NEED_A_FOLDER and not folder:
        raise UnusableInput("PDF 和旧格式要经过临时文件才能读，这台服务器没有只在内存里的位置", "请在 Word、WPS 里另存为 .docx 再试")
    report = report_of(data)
    if not recognised(Context(report)):
        raise UnusableInput("没有认出年度报告：没有标题和年份，没有六个部分，也没有表格", _ANOTHER_FILE)
    document = codec.to_dict(report)
    # What is kept is judged, and nothing beside it: whoever looks at it later finds as many.
    found = check(Context(codec.from_dict(document)))
    return Answer((), kind, document, sum(each.level == ERROR and each.certain for each in found))
