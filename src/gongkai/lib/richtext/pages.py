"""The visible text of an attached file, page by page, so that a search can say on which page a word stands."""

from __future__ import annotations

import json
from importlib.util import find_spec

from gongkai.lib import confine
from gongkai.lib.archive import whole
from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext.body import to_text
from gongkai.lib.richtext.docx import docx_pages
from gongkai.lib.richtext.sheets import sheet_texts
from gongkai.lib.text import decode

_LIBRARY = "pypdfium2_raw"
_CHILD = "gongkai.lib.richtext.pdf_child"
# A thousand pages of text take about two seconds.
_CPU_SECONDS = 15.0
_WALL_SECONDS = 60.0
_MEMORY = 512 * 1024 * 1024


def pages(data: bytes, kind: str) -> tuple[str, ...]:
    """The text of a file as its readers see it. ``kind`` is the suffix of its format.

    A page each for ``pdf`` (an empty text for a page without any), the stretches between page breaks for ``docx``,
    the visible sheets for ``xlsx``, the whole for ``html``, ``txt`` and ``csv``; nothing for other kinds.

    Raises:
        UnusableInput: it is damaged, locked, beyond all measure, or the library for it is not installed.
    """
    match kind.lower().lstrip("."):
        case "pdf":
            return _pdf(data)
        case "docx":
            return docx_pages(data)
        case "xlsx":
            with whole("表格文件", "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"):
                return sheet_texts(data)
        case "html" | "htm":
            return (to_text(decode(data)),)
        case "txt" | "csv":
            return (decode(data),)
        case _:
            return ()


def _pdf(data: bytes) -> tuple[str, ...]:
    if find_spec(_LIBRARY) is None:  # asked here: in the child its absence would look like a damaged file
        raise UnusableInput("读 PDF 需要的组件还没有安装", "请运行 pip install 'gongkai[pdf]'")
    try:
        finished = confine.call(_CHILD, data, cpu_seconds=_CPU_SECONDS, wall_seconds=_WALL_SECONDS, memory=_MEMORY)
        answer = json.loads(finished.output) if finished.status == 0 else None
    except (OSError, ValueError):
        answer = None
    if answer is None:
        raise UnusableInput("PDF 文件已损坏或过于庞大，读不出来", "请重新下载或导出一份再试")
    if "problem" in answer:
        raise UnusableInput(answer["problem"], answer["remedy"])
    return tuple(answer["pages"])
