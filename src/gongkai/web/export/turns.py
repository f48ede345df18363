"""Who exports into a folder does so alone, and the processes that help end with whoever called them."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

import django

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator

_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG, Linux


class Busy(UnusableInput):
    """Somebody else exports into the folder right now."""


@contextmanager
def alone(folder: str) -> Iterator[None]:
    """Nobody else exports into the folder meanwhile. Raises :class:`Busy` at once when somebody does.

    The lock belongs to the process (POSIX): processes forked from it have no part in it, and it is gone when this one is.
    """
    parent, name = os.path.split(os.path.abspath(folder))
    os.makedirs(parent, exist_ok=True)
    handle = os.open(os.path.join(parent, f".{name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise Busy("另一个导出正在写这个文件夹", "请等它结束再导出", f"{folder}：") from taken
        yield
    finally:
        os.close(handle)


def help_out(parent: int) -> None:
    """The beginning of a process that helps: it ends with whoever called it, and has the same settings, from the environment."""
    end_with(parent)
    django.setup()


def end_with(parent: int) -> None:
    """Called in a process that helps: it is killed when its parent is, and writes nothing into what the next export does."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):
        libc.prctl(_END_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it was gone before that was said
        os._exit(1)
