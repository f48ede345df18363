"""Writes a report to a file, in the format that the file's suffix names.

To add a format: a module with ``render(report, notes) -> bytes`` beside this one, and a
line in ``WRITERS``. A writer with heavy needs is loaded only when its suffix is asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.model import Report


WRITERS = {
    ".docx": "gongkai.report.writers.docx",
    ".pdf": "gongkai.report.writers.pdf",
    ".html": "gongkai.report.writers.html",
    ".htm": "gongkai.report.writers.html",
    ".xlsx": "gongkai.report.writers.xlsx",
    ".json": "gongkai.report.writers.jsonfile",
    ".txt": "gongkai.report.writers.txt",
}
# The extra of the package that brings what a writer imports; the others need nothing beyond the base.
_EXTRAS = {".pdf": "pdf"}


def write(
    report: Report,
    path: str,
    notes: Sequence[tuple[str, Sequence[str]]] | None = None,
    *,
    inputs: Sequence[str] = (),
) -> None:
    """Write ``report`` to ``path``; what stood there before is replaced only when all is written.

    ``notes`` are headings with their lines, printed as 「附：修改说明」 behind the report (not in
    JSON). ``inputs`` are files that must stay as they are. Raises :class:`UnusableInput` for an
    unknown suffix, a path that is one of ``inputs``, a folder that is not there, a missing library.
    """
    refuse_input(path, inputs)
    replace(path, render(report, suffix_of(path), notes))


def suffix_of(path: str) -> str:
    """The suffix in lower case. Raises :class:`UnusableInput` for one that no writer has."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in WRITERS:
        known = "、".join(name for name in WRITERS if name != ".htm")
        raise UnusableInput(f"不能写成“{suffix or '没有后缀'}”的文件", f"请把后缀改为 {known} 之一")
    return suffix


def render(report: Report, suffix: str, notes: Sequence[tuple[str, Sequence[str]]] | None = None) -> bytes:
    """The bytes of the file that :func:`write` would make; ``suffix`` is a key of ``WRITERS``."""
    try:
        module = import_module(WRITERS[suffix])
    except ImportError as error:
        extra = _EXTRAS.get(suffix, "all")
        raise UnusableInput(f"写 {suffix[1:]} 文件需要的组件 {error.name} 没有安装", f'请运行 pip install "gongkai[{extra}]"') from None
    data: bytes = module.render(report, tuple(notes or ()))
    return data


def refuse_input(path: str, inputs: Sequence[str]) -> None:
    """Raise :class:`UnusableInput` when ``path`` is, under any name, one of the files just read."""
    for given in inputs:
        if given != "-" and os.path.exists(path) and os.path.exists(given) and os.path.samefile(path, given):
            raise UnusableInput("就是输入的文件，不能覆盖", "请用 -o 另起一个文件名")


def replace(path: str, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: written beside it, flushed, then moved into place."""
    target = os.path.realpath(path)
    if os.path.isdir(target):
        raise UnusableInput("是一个文件夹", "请写明文件名")
    beside = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.tmp")
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except FileNotFoundError:
        raise UnusableInput("所在的文件夹不存在", "请先建好文件夹或换一个位置") from None
    except OSError as error:
        raise UnusableInput(f"写不进去（{error.strerror}）", "请检查磁盘空间和文件夹的写入权限") from None
    finally:
        if os.path.exists(beside):
            os.unlink(beside)
