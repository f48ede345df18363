"""The terminal: encoding, width, colour, and the one line that an error is."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

FINE, NO, UNUSABLE = 0, 1, 2
INTERRUPTED, PIPE_CLOSED = 130, 141
TRACEBACK_SWITCH = "GONGKAI_TRACEBACK"
_DEFAULT_WIDTH, _WIDEST = 100, 120
_UNWRAPPED = 1_000_000
_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹，请核对路径",
    errno.EACCES: "没有读写权限，请换一个位置或调整权限",
    errno.EPERM: "系统不允许这个操作，请换一个位置",
    errno.EISDIR: "这是一个文件夹，请写出文件名",
    errno.ENOTDIR: "路径中间有一段不是文件夹，请核对路径",
    errno.ENOSPC: "磁盘已满，请腾出空间后再试",
    errno.EROFS: "磁盘是只读的，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请改短后再试",
}


def force_utf8() -> None:
    """Make standard output and error UTF-8 whatever the locale; what cannot be encoded is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def width(stream: TextIO | None = None) -> int:
    """Columns to write in: ``COLUMNS``, the terminal's own width, or 100 when there is no terminal."""
    given = os.environ.get("COLUMNS", "")
    if given.isdigit() and int(given) > 0:
        return min(int(given), _WIDEST)
    try:
        return min(os.get_terminal_size((stream or sys.stdout).fileno()).columns or _DEFAULT_WIDTH, _WIDEST)
    except (OSError, ValueError, AttributeError):
        return _DEFAULT_WIDTH


def page_width(stream: TextIO) -> int:
    """Columns for running text: as wide as the terminal; without one a sentence stays on its line, to be searched."""
    return width(stream) if stream.isatty() or os.environ.get("COLUMNS") else _UNWRAPPED


def wants_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Colour only on a terminal that can, and never against ``NO_COLOR``."""
    return not environment.get("NO_COLOR") and environment.get("TERM") != "dumb" and stream.isatty()


def complain(sentence: str, file: str = "") -> None:
    """One line on standard error: ``gongkai: FILE：…``."""
    text = f"{file}：{sentence}" if file else sentence
    # File names come from outside too: no control character reaches the terminal.
    plain = "".join(character for character in " ".join(text.split()) if character >= " " and not "\x7f" <= character < "\xa0")
    sys.stderr.write(f"gongkai: {plain}\n")


def unexpected(error: BaseException) -> str:
    """The sentence for a fault of ours; with ``GONGKAI_TRACEBACK`` set the error is raised again instead."""
    if os.environ.get(TRACEBACK_SWITCH):
        raise error
    return f"程序遇到没有预料到的情况（{type(error).__name__}），请把文件和这句话反馈给我们"


def system_refusal(error: OSError) -> str:
    """What the operating system refused, in Chinese and with what to do."""
    reason = _REASONS.get(error.errno or 0)
    return reason or f"系统拒绝了这个操作（{error.strerror or type(error).__name__}），请换一个位置或稍后再试"


def silence_closed_pipe() -> None:
    """After a broken pipe: nothing more can be said, and the interpreter must not try at exit."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives until the process ends
