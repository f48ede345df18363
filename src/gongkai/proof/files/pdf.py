"""What a PDF hides. The parsing happens in a bounded process: see :mod:`gongkai.proof.files.pdf_child`."""

from __future__ import annotations

import base64
import json
from importlib.util import find_spec

from gongkai.lib import confine
from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.model import Content, Piece

# A report of 10 pages takes half a second, 200 pages of text some four.
_CPU_SECONDS = 20.0
_WALL_SECONDS = 120.0
_MEMORY = 700 * 1024 * 1024
_CHILD = "gongkai.proof.files.pdf_child"


def read(data: bytes) -> Content:
    """A PDF file. Raises UnusableInput for passwords, damage, and more than it may cost."""
    answer = asked(_CHILD, data, cpu_seconds=_CPU_SECONDS, wall_seconds=_WALL_SECONDS, memory=_MEMORY)
    pieces = [Piece(*piece) for piece in answer["pieces"]]
    inner = [(where, name, base64.b64decode(content)) for where, name, content in answer["inner"]]
    return Content("pdf", pieces, answer["pages"], inner)


def asked(module: str, given: bytes, *, cpu_seconds: float, wall_seconds: float, memory: int) -> dict[str, list]:  # type: ignore[type-arg]
    """The JSON answer of a bounded process that works on a PDF. What it refuses and how it may fail is one sentence."""
    if find_spec("pikepdf") is None or find_spec("pypdfium2_raw") is None:
        raise UnusableInput("检查 PDF 需要的组件还没有安装", "请运行 pip install 'gongkai[proof]' 后再试")
    try:
        finished = confine.call(module, given, cpu_seconds=cpu_seconds, wall_seconds=wall_seconds, memory=memory)
        answer = json.loads(finished.output) if finished.status == 0 else None
    except (OSError, ValueError):
        answer = None
    if not isinstance(answer, dict):
        raise UnusableInput("PDF 文件已损坏或过于庞大，读不出来", "请重新导出一份再试")
    if "problem" in answer:
        raise UnusableInput(answer["problem"], answer["remedy"])
    return answer
