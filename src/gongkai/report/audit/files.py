"""Which files a survey covers: folders with all below, patterns, single files; in a fixed order, never all in memory."""

from __future__ import annotations

import os
from glob import has_magic, iglob
from typing import TYPE_CHECKING

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SUFFIXES = (".html", ".htm", ".docx", ".doc", ".wps", ".pdf", ".xlsx", ".txt", ".md", ".json")


def files(paths: Sequence[str], leave_out: Sequence[str] = ()) -> Iterator[str]:
    """Every file once, folder by folder in order of names.

    In folders and behind ``*`` only known suffixes count, and neither hidden files nor the
    lock files of office programs (``~$``); a file named in full counts whatever its suffix.
    ``leave_out`` are real paths that are never part (the survey's own results).
    Raises :class:`UnusableInput` for a path that is not there.
    """
    seen: set[str] | None = set() if len(paths) > 1 else None  # one root cannot name a file twice
    for path in paths:
        for file in _under(path):
            real = os.path.realpath(file)
            if real in leave_out or (seen is not None and real in seen):
                continue
            if seen is not None:
                seen.add(real)
            yield file


def _under(path: str) -> Iterator[str]:
    if os.path.isdir(path):
        yield from _folder(path)
    elif os.path.exists(path):
        yield path
    elif has_magic(path):
        for found in sorted(iglob(path, recursive=True)):
            if os.path.isdir(found):
                if "**" not in path:
                    yield from _folder(found)
            elif _counts(os.path.basename(found)):
                yield found
    else:
        raise UnusableInput(f"没有“{path}”这个文件或文件夹", "请核对路径")


def _folder(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError:
        return  # a folder that may not be entered holds nothing for this user
    for name, is_folder in listed:
        path = os.path.join(folder, name)
        if is_folder and not name.startswith("."):
            yield from _folder(path)
        elif not is_folder and _counts(name):
            yield path


def _counts(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower().endswith(SUFFIXES)
