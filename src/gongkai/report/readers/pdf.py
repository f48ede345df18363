"""PDF files with a text layer. The parsing itself happens in a bounded process: see ``pdf_child``."""

from __future__ import annotations

import json
from importlib.util import find_spec

from gongkai.lib import confine
from gongkai.lib.document import Block, Cell, Document, Grid, Paragraph
from gongkai.lib.errors import UnusableInput

# An honest report of 10 pages takes 0.2 s, most of it to start. The limits are on processor time,
# so that a busy machine does not turn a good file away, and on wall time for what sleeps.
_CPU_SECONDS = 1.2
_WALL_SECONDS = 20.0
_MEMORY = 150 * 1024 * 1024
_LIBRARY = "pypdfium2_raw"
_CHILD = "gongkai.report.readers.pdf_child"


def read(data: bytes) -> Document:
    """Paragraphs and ruled tables, page by page. Raises UnusableInput for scans, passwords and damage."""
    if find_spec(_LIBRARY) is None:  # asked here: in the child its absence would look like a damaged file
        raise UnusableInput("读 PDF 需要的组件还没有安装", "请运行 pip install 'gongkai[pdf]'，或改用 Word 原件")
    try:
        finished = confine.call(_CHILD, data, cpu_seconds=_CPU_SECONDS, wall_seconds=_WALL_SECONDS, memory=_MEMORY)
        answer = json.loads(finished.output) if finished.status == 0 else None
    except (OSError, ValueError):
        answer = None
    if answer is None:
        raise UnusableInput("PDF 文件已损坏或过于庞大，读不出来", "请重新下载或导出一份，或改用 Word 原件再试")
    if "problem" in answer:
        raise UnusableInput(answer["problem"], answer["remedy"])
    return Document("pdf", tuple(_block(item) for item in answer["blocks"]))


def _block(item: list[object]) -> Block:
    kind, content, source = item
    if kind == "g" and isinstance(content, list):
        return Grid(tuple(Cell(*cell) for cell in content), str(source))
    return Paragraph(str(content), str(source))
