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
_MANIFEST, _TOUCHED, _PARTS = "site.json", "touched.json", "parts"
_OF_ORGANS = "o/"  # see portal.urls
_AT_FDCWD, _EXCHANGE = -100, 2
_PACKED = (".html", ".css", ".js", ".json", ".xml", ".atom", ".svg", ".csv", ".txt")
_LEAST_PACKED = 512  # bytes; below that packing saves nothing


class Kept(NamedTuple):
    """A file of a tree: the key under which it was made, the SHA-256 of its bytes."""

    key: str
    digest: str


class Part(NamedTuple):
    """The files of one organ, or those that belong to none: its stamp, a digest of all its addresses with their keys, how many files there are."""

    stamp: str
    digest: str
    files: int


class Goal(NamedTuple):
    """How a part is to stand; ``files`` None: as it stands in the live tree."""

    part: Part
    files: Mapping[str, Kept] | None = None


class Tree:
    """One of the two trees, with what it notes about itself: part by part, so that an export reads and writes only those that changed."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.parts: dict[str, Part] = {}
        self.made_by = ""
        self._held: dict[str, dict[str, Kept]] = {}
        self._doubted: dict[str, set[str]] = {}  # after a stop: parts with the files that may be half made
        self._read()

    @property
    def exists(self) -> bool:
        """Whether it was finished at least once."""
        return os.path.exists(self._note(_MANIFEST))

    @property
    def known(self) -> set[str]:
        """The parts of which anything lies here, those in doubt included."""
        return {*self.parts, *self._doubted}

    def files(self, part: str) -> Mapping[str, Kept]:
        """The files of a part; empty where it has none."""
        if part not in self._held:
            noted = _json(_bytes(self._list(part)))
            files = noted if isinstance(noted, dict) and part in self.known else {}
            doubted = self._doubted.get(part, ())
            self._held[part] = {file: Kept(*kept) for file, kept in files.items() if file not in doubted}
        return self._held[part]

    def path(self, file: str) -> str:
        """Where a file of the tree lies. ``file`` is relative, with slashes, and never leaves the tree."""
        parts = file.split("/")
        if not file or any(part in ("", ".", "..", HIDDEN) or "\0" in part for part in parts):
            raise ValueError(f"no file of a site: {file!r}")
        return os.path.join(self.root, *parts)

    def touch(self, files: Iterable[str]) -> None:
        """Note which files are about to change: after a stop they are not trusted."""
        _write_whole(self._note(_TOUCHED), json.dumps(sorted(files), ensure_ascii=False).encode("utf-8"))

    def take(self, file: str, source: str) -> None:
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

    def link(self, file: str, other: Tree) -> None:
        """Take a file over from the other tree."""
        for suffix in ("", ".gz"):
            source, target = other.path(file) + suffix, self.path(file) + suffix
            _unlink(target)
            if suffix and not os.path.exists(source):
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            os.link(source, target)

    def drop(self, file: str) -> None:
        """Take a file away, and the folders that are empty then."""
        path = self.path(file)
        for suffix in ("", ".gz", ".part", ".gz.part"):
            _unlink(path + suffix)
        folder = os.path.dirname(path)
        while folder != self.root:
            try:
                os.rmdir(folder)
            except OSError:
                return
            folder = os.path.dirname(folder)

    def hold(self, part: str, files: Mapping[str, Kept]) -> None:
        """Note which files a part has now."""
        self._held[part] = dict(files)
        if files:
            _write_whole(self._list(part), json.dumps(files, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))  # tuples are lists
        else:
            _unlink(self._list(part))

    def finish(self, made_by: str, parts: Mapping[str, Part]) -> None:
        """Note that the tree is whole; on the disk before anybody reads it."""
        self.made_by, self.parts, self._doubted = made_by, dict(parts), {}
        held = {"made_by": made_by, "parts": parts}
        _write_whole(self._note(_MANIFEST), json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
        _unlink(self._note(_TOUCHED))
        _sync(self.root)

    def _note(self, name: str) -> str:
        return os.path.join(self.root, HIDDEN, name)

    def _list(self, part: str) -> str:
        return os.path.join(self.root, HIDDEN, _PARTS, f"{part or '-'}.json")  # a slug has letters, digits, - and _; none is a - alone

    def _read(self) -> None:
        held = _json(_bytes(self._note(_MANIFEST)))
        if not isinstance(held, dict):
            return
        self.made_by = held["made_by"]
        self.parts = {name: Part(*part) for name, part in held["parts"].items()}
        touched = _json(_bytes(self._note(_TOUCHED)))
        for file in touched if isinstance(touched, list) else ():
            self._doubted.setdefault(part_of(file), set()).add(file)
            self.parts.pop(part_of(file), None)
            with contextlib.suppress(ValueError):
                self.drop(file)


def part_of(file: str) -> str:
    """The part to which a file belongs: the slug of its organ, "" for none.

    >>> part_of("o/town/items/index.html"), part_of("index.html")
    ('town', '')
    """
    return file.split("/", 2)[1] if file.startswith(_OF_ORGANS) else ""


def twins(folder: str) -> tuple[Tree, Tree]:
    """What readers see, and its twin. Raises :class:`UnusableInput` for a folder that holds something else."""
    folder = os.path.abspath(folder)
    live = Tree(folder)
    if os.path.exists(folder) and not live.exists and (not os.path.isdir(folder) or os.listdir(folder)):
        raise UnusableInput("里面有别的文件，导出会把它们换掉", "请换一个新的文件夹，或者先清空", f"{folder}：")
    parent, name = os.path.split(folder)
    spare = Tree(os.path.join(parent, f".{name}.twin"))
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
    bring(spare, {name: Goal(part) for name, part in live.parts.items()}, live, {}, live.made_by)


def bring(spare: Tree, goals: Mapping[str, Goal], live: Tree, made: Mapping[str, str], made_by: str) -> None:
    """Bring the twin to ``goals``: files of ``made`` (where they lie now, on the same disk) are moved in, the others linked from ``live``."""
    wanted = {name: _files(goal, name, live) for name, goal in goals.items() if not _stands(spare, name, goal, made_by)}
    wanted |= {name: {} for name in spare.known - goals.keys()}
    changing = {
        file: kept
        for name, files in wanted.items()
        for file, kept in files.items()
        if (held := spare.files(name).get(file)) is None or held.digest != kept.digest
    }
    leaving = [file for name, files in wanted.items() for file in spare.files(name) if file not in files]
    os.makedirs(os.path.join(spare.root, HIDDEN, _PARTS), exist_ok=True)
    spare.touch([*changing, *leaving])
    for file in leaving:
        spare.drop(file)
    for file in changing:
        if file in made:
            spare.take(file, made[file])
        else:
            spare.link(file, live)
    for name, files in wanted.items():
        spare.hold(name, files)
    spare.finish(made_by, {name: goal.part for name, goal in goals.items()})


def _files(goal: Goal, name: str, live: Tree) -> Mapping[str, Kept]:
    return live.files(name) if goal.files is None else goal.files


def _stands(spare: Tree, name: str, goal: Goal, made_by: str) -> bool:
    """The twin has the part already as the live tree has it."""
    return goal.files is None and spare.made_by == made_by and spare.parts.get(name) == goal.part


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
