"""A stranger's file read as a report, in a process of its own that is bounded in time and memory (``lib.apart``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib import apart, limits
from gongkai.lib.errors import UnusableInput
from gongkai.report import codec
from gongkai.web.reporting.reading_child import Answer

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.report.model import Report

_MODULE = "gongkai.web.reporting.reading_child"
BOUNDS = apart.Bounds(
    cpu_seconds=10.0,  # an honest report takes 0.1
    wall_seconds=limits.OFFICE_SECONDS + 20.0,  # LibreOffice has bounds of its own within
    memory=768 * 1024 * 1024,
)
# How the vault keeps and gives out what the reader found (``vault.kinds``): a page and data only ever as plain text.
_KEPT_AS = {"docx": "docx", "xlsx": "xlsx", "pdf": "pdf", "office": "ole"}


class Reading(NamedTuple):
    """What a file says. ``kind`` is that of ``vault.kinds``, ``errors`` how many rules the report surely breaks."""

    report: Report
    kind: str
    errors: int


def read_apart(data: bytes, *, moment: datetime) -> Reading:
    """The report in a file of any kind that ``report.readers`` knows; what is unsure in it stays unsure.

    Takes up to a minute for an old format: outside of any transaction. Raises :class:`UnusableInput` for what is no annual report, cannot
    be read, or is not read within the bounds.
    """
    if not data:
        raise UnusableInput("文件是空的", "请确认选对了文件")
    if len(data) > limits.RAW_BYTES:
        raise UnusableInput(f"文件超过 {limits.RAW_BYTES // 1024 // 1024} MB", "请确认这是一份年度报告，去掉大图片后再试")
    done = apart.call(_MODULE, data, BOUNDS, moment=moment)
    if done.status != 0:
        raise UnusableInput("没有在限定的时间和内存里读完", "请确认这是一份年度报告；文件特别大的，去掉图片和附件后再试")
    answer = Answer(*json.loads(done.output))
    if answer.refused:
        raise UnusableInput(*answer.refused)
    return Reading(codec.from_dict(answer.document), _KEPT_AS.get(answer.kind, "text"), answer.errors)
