"""What every import from a table shares in a shell: the file read within bounds, a ready data folder, one line that tells how far it is."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from gongkai.lib import limits
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from gongkai.cli.main import Load


def ready(given: Namespace, load: Load) -> None:
    """The data folder, made when it is new: as ``gongkai init`` does."""
    load("gongkai.web.config.boot:boot")(given.data)
    load("gongkai.web.config.commands:init")()


def read(path: str) -> bytes:
    """The file. Raises :class:`UnusableInput` for one that is too large."""
    with open(path, "rb") as file:
        data = file.read(limits.RAW_BYTES + 1)
    if len(data) > limits.RAW_BYTES:
        raise UnusableInput(f"文件超过 {limits.RAW_BYTES // 1024 // 1024} MB", "请分成几个文件导入", f"{os.path.basename(path)}：")
    return data


def progress(words: str) -> Callable[[int], None]:
    """One line that is written over, on a terminal only."""

    def told(done: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{words} {done:,} 行…")
            sys.stderr.flush()

    return told


def end_progress() -> None:
    """Take that line away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def problem(found: Any) -> dict[str, Any]:
    """A problem of a row as JSON."""
    return {"row": found.line, "column": found.column, "message": found.words}
