"""Two trees of files that take turns: readers have one while the other is made ready, then both change places in one step.

``DIR`` is what readers see. Its twin lies beside it, with the same files as hard links, one export behind. An export brings
the twin up to date, which costs as much as what changed since, and exchanges the two (``renameat2``). Whoever stops in the
middle has only touched the twin. A file is never written in place, so that the link in the other tree keeps its content.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import gzip
import json
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HIDDEN = ".gongkai"  # notes of a tree about itself; a web server does not give out names with a dot
_MANIFEST, _TOUCHED = "manifest.json", "touched.json"
_AT_FDCWD, _EXCHANGE = -100, 2
_PACKED = (".html", ".css", ".js", ".json", ".xml", ".atom", ".svg", ".csv", ".txt")
_LEAST_PACKED = 512  # bytes; below that packing saves nothing


class Kept(NamedTuple):
    """A file of a tree: the key under which it was made, the SHA-256 of its bytes."""

    key: str
    digest: str


class Part(NamedTuple):
    """What an organ had when the tree was made: its stamp, and a digest of all its addresses."""

    stamp: str
    digest: str


class Tree:
    """One of the two trees, with what it notes about itself."""

    def __init__(self, root: str, twin: Tree | None = None) -> None:
        self.root = root
        self._noted = b""  # the manifest as it lies on the disk
        self.files: dict[str, Kept] = {}
        self.parts: dict[str, Part] = {}
        self.made_by = ""
        self._read(twin)

    @property
    def exists(self) -> bool:
        """Whether it was finished at least once."""
        return os.path.exists(self._note(_MANIFEST))

    def path(self, file: str) -> str:
        """Where a file of the tree lies. ``file`` is relative, with slashes, and never leaves the tree."""
        parts = file.split("/")
        if not file or any(part in ("", ".", "..", HIDDEN) or "\0" in part for part in parts):
            raise ValueError(f"no file of a site: {file!r}")
        return os.path.join(self.root, *parts)

    def touch(self, files: Iterable[str]) -> None:
        """Note which files are about to change: after a stop they are not trusted."""
        _write_whole(self._note(_TOUCHED), json.dumps(sorted(files), ensure_ascii=False).encode("utf-8"))

    def take(self, file: str, source: str, kept: Kept) -> None:
        """Move a new file under its name, with a packed copy beside it where that saves something."""
        path = self.path(file)
        with open(source, "rb") as fresh:
            data = fresh.read()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.replace(source, path)
        packed = _packed(file, data)
        if packed is not None:
            _write_whole(f"{path}.gz", packed)
        else:
            _unlink(f"{path}.gz")
        self.files[file] = kept

    def link(self, file: str, other: Tree, kept: Kept) -> None:
        """Take a file over from the other tree."""
        for suffix in ("", ".gz"):
            source, target = other.path(file) + suffix, self.path(file) + suffix
            _unlink(target)
            if suffix and not os.path.exists(source):
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.link(source, target)
        self.files[file] = kept

    def drop(self, file: str) -> None:
        """Take a file away, and the folders that are empty then."""
        path = self.path(file)
        for suffix in ("", ".gz", ".part", ".gz.part"):
            _unlink(path + suffix)
        self.files.pop(file, None)
        folder = os.path.dirname(path)
        while folder != self.root:
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = os.path.dirname(folder)

    def finish(self, made_by: str, twin: Tree) -> None:
        """Note what the tree holds now; on the disk before anybody reads it. What the twin noted of the same is not put together again."""
        self.made_by = made_by
        if twin._noted and self._holds_what(twin):
            self._noted = twin._noted
        else:
            held = {"made_by": made_by, "parts": self.parts, "files": self.files}  # tuples are lists in JSON
            self._noted = json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        _write_whole(self._note(_MANIFEST), self._noted)
        _unlink(self._note(_TOUCHED))
        _sync(self.root)

    def _note(self, name: str) -> str:
        return os.path.join(self.root, HIDDEN, name)

    def _holds_what(self, twin: Tree) -> bool:
        return (self.made_by, self.parts, self.files) == (twin.made_by, twin.parts, twin.files)

    def _read(self, twin: Tree | None) -> None:
        noted = _bytes(self._note(_MANIFEST))
        if twin is not None and noted and noted == twin._noted:  # a hundred thousand lines are read once
            self.made_by, self.files, self.parts = twin.made_by, dict(twin.files), dict(twin.parts)
        else:
            held = _json(noted)
            if not isinstance(held, dict):
                return
            self.made_by = held["made_by"]
            self.files = {file: Kept(*kept) for file, kept in held["files"].items()}
            self.parts = {slug: Part(*part) for slug, part in held.get("parts", {}).items()}
        self._noted = noted
        touched = _json(_bytes(self._note(_TOUCHED)))
        if touched is not None:
            self.parts, self._noted = {}, b""
        for file in touched if isinstance(touched, list) else ():
            self.files.pop(file, None)
            with contextlib.suppress(ValueError):
                self.drop(file)


def twins(folder: str) -> tuple[Tree, Tree]:
    """What readers see, and its twin. Raises :class:`UnusableInput` for a folder that holds something else."""
    folder = os.path.abspath(folder)
    live = Tree(folder)
    if os.path.exists(folder) and not live.exists and (not os.path.isdir(folder) or os.listdir(folder)):
        raise UnusableInput("里面有别的文件，导出会把它们换掉", "请换一个新的文件夹，或者先清空", f"{folder}：")
    parent, name = os.path.split(folder)
    spare = Tree(os.path.join(parent, f".{name}.twin"), live)
    if os.path.exists(spare.root) and not spare.exists:  # the very first export was stopped
        shutil.rmtree(spare.root)
    return live, spare


def exchange(live: Tree, spare: Tree) -> tuple[Tree, Tree]:
    """The twin takes the place of what readers see, in one step; the same two trees under their new places."""
    os.makedirs(os.path.dirname(live.root), exist_ok=True)
    if not os.path.exists(live.root):
        os.rename(spare.root, live.root)
    else:
        _exchange(spare.root, live.root)
        if not os.listdir(spare.root):  # the folder was there, and empty
            os.rmdir(spare.root)
    live.root, spare.root = spare.root, live.root
    return spare, live


def catch_up(spare: Tree, live: Tree) -> None:
    """Bring the twin to what readers see: the next export then costs what changed."""
    bring(spare, live.files, live.parts, live, {}, live.made_by)


def bring(spare: Tree, wanted: Mapping[str, Kept], parts: Mapping[str, Part], live: Tree, made: Mapping[str, str], made_by: str) -> None:
    """Make the twin hold ``wanted``: files of ``made`` (where they lie now, on the same disk) are moved in, the others linked from ``live``."""
    changing = [file for file, kept in wanted.items() if (held := spare.files.get(file)) is None or held.digest != kept.digest]
    leaving = [file for file in spare.files if file not in wanted]
    os.makedirs(os.path.join(spare.root, HIDDEN), exist_ok=True)
    spare.touch([*changing, *leaving])
    for file in leaving:
        spare.drop(file)
    for file in changing:
        if file in made:
            spare.take(file, made[file], wanted[file])
        else:
            spare.link(file, live, wanted[file])
    spare.files, spare.parts = dict(wanted), dict(parts)
    spare.finish(made_by, live)


def _packed(file: str, data: bytes) -> bytes | None:
    if len(data) < _LEAST_PACKED or not file.endswith(_PACKED):
        return None
    packed = gzip.compress(data, 9, mtime=0)
    return packed if len(packed) < len(data) else None


def _write_whole(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = f"{path}.part"
    with open(beside, "wb") as file:
        file.write(data)
    os.replace(beside, path)


def _unlink(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return b""


def _json(data: bytes) -> object:
    try:
        held: object = json.loads(data)
    except ValueError:
        return None
    return held


def _sync(root: str) -> None:
    """Everything of that disk is written before the trees change places."""
    handle = os.open(root, os.O_RDONLY)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "syncfs"):
            libc.syncfs(handle)
        else:
            os.sync()
    finally:
        os.close(handle)


def _exchange(one: str, other: str) -> None:
    """Both names change what they mean in one step (Linux 3.15); elsewhere in two, with a moment without a site between them."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        if libc.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0:
            return
        code = ctypes.get_errno()
        if code not in (errno.EINVAL, errno.ENOSYS, errno.EXDEV):
            raise OSError(code, os.strerror(code), one)
    away = f"{other}.away"
    os.rename(other, away)
    os.rename(one, other)
    os.rename(away, one)
