"""The file of a backup: a ZIP whose last bytes are the SHA-256 of all bytes before them, with a manifest of what must be in it.

Django is not needed here: a backup is read before there is an installation. The hash finds every damage and is no signature: whoever
may write the file can make another. So what is read is bounded, and nothing in it chooses where it is written.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SCHEMA = "gongkai.backup/1"
MANIFEST, DATA, KEYS = "manifest.json", "data/", "keys/"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
PART = ".part"  # how the folder ends that is beside a backup while it is written
PIECE = 1024 * 1024  # bytes read at once
_MARK = f"{SCHEMA} ".encode()
_DIGEST = 64  # characters
_PACKED_SUFFIXES = (".zip", ".docx", ".xlsx", ".pdf", ".png", ".jpg", ".pgdump", ".gz")
MOST_MEMBERS = 5_000_000
MOST_MANIFEST = 1024 * 1024 * 1024  # bytes: 200 for each of the files
_MOST_RATIO, _SMALL = 200, 1024 * 1024 * 1024  # what unpacks to more than so many times the file, beyond the bytes that harm nobody
_OWN = ("gongkai.sqlite3", "gongkai.sqlite3-wal", "gongkai.sqlite3-shm", "gongkai.sqlite3-journal", "keys.json", "secret.txt")


class Member(NamedTuple):
    """A file in the backup."""

    size: int
    sha256: str


class Manifest(NamedTuple):
    """What a backup says of itself. ``position`` and ``digest`` are the ledger's head; ``key_ids`` the keys that open what is sealed in it."""

    version: str
    made_at: str
    database: str
    position: int
    digest: str
    keys: bool
    key_ids: tuple[str, ...]
    members: dict[str, Member]


class Packing:
    """A backup that is being written."""

    def __init__(self, archive: zipfile.ZipFile, tell: Callable[[int], None] | None) -> None:
        self._archive, self._tell = archive, tell
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: IO[bytes], packed: bool = False) -> None:
        """Put a stream in as ``name``; ``packed`` says that it will not become smaller."""
        # The archive's own setting is that of the member that is opened next.
        self._archive.compression = zipfile.ZIP_STORED if packed or name.endswith(_PACKED_SUFFIXES) else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._archive.open(name, "w", force_zip64=True) as target:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self.members[name] = Member(size, digest.hexdigest())
        if self._tell is not None:
            self._tell(len(self.members))

    def finish(self, manifest: Manifest) -> None:
        """Write what it holds, as the last member."""
        told = manifest._asdict() | {"schema": SCHEMA, "members": {name: each._asdict() for name, each in self.members.items()}}
        self._archive.writestr(zipfile.ZipInfo(MANIFEST), json.dumps(told, ensure_ascii=False, indent=1), zipfile.ZIP_DEFLATED, 1)


@contextmanager
def packing(path: str, tell: Callable[[int], None] | None = None) -> Iterator[tuple[Packing, str]]:
    """A new backup, and a folder of its own beside it for what is needed meanwhile. It is there under its name when it is whole, or not at all.

    Raises :class:`UnusableInput` for a name that another file has, and while another process writes the same backup.
    """
    refuse_taken(path)
    with workplace(f"{_beside(path)}{PART}") as folder:
        draft = os.path.join(folder, "backup")
        with open(draft, "xb", opener=private) as file, zipfile.ZipFile(file, "w", compresslevel=1) as archive:
            archive.comment = _MARK + b"0" * _DIGEST
            yield Packing(archive, tell), folder
        _seal(draft)
        _refuse_damaged(draft, path)
        os.replace(draft, path)
        sync_folder(os.path.dirname(path))


def refuse_taken(path: str) -> None:
    """A backup takes the place of a backup, never of anything else."""
    if os.path.lexists(path) and not is_backup(path):
        raise UnusableInput("已经有一个别的文件", "请换一个名字", f"{path}：")
    if not os.path.isdir(os.path.dirname(path)):
        raise UnusableInput("没有这个文件夹", "请先建好，或者换一个地方", f"{os.path.dirname(path)}：")


@contextmanager
def workplace(path: str) -> Iterator[str]:
    """A folder at ``path`` that goes at the end; what a killed process left there is swept away first. One process at a time."""
    os.makedirs(path, mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise UnusableInput("另一个备份或者恢复正在写", "请等它结束再试", f"{path}：") from busy
        _empty(path)
        try:
            yield path
        finally:
            if os.path.exists(path):
                shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(handle)


def _empty(path: str) -> None:
    for entry in os.scandir(path):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def _beside(path: str) -> str:
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}")


def private(path: str, flags: int) -> int:
    """An opener: for the owner's eyes only."""
    return os.open(path, flags, 0o600)


def sync_folder(path: str) -> None:
    """Names in it survive a power cut."""
    handle = os.open(path or ".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _seal(path: str) -> None:
    with open(path, "r+b") as file:
        digest = _digest(file)
        file.seek(-_DIGEST, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def _digest(file: IO[bytes]) -> bytes:
    """SHA-256 of all but the last :data:`_DIGEST` bytes, as hexadecimal digits."""
    file.seek(0, os.SEEK_END)
    left = file.tell() - _DIGEST
    file.seek(0)
    found = hashlib.sha256()
    while left > 0 and (piece := file.read(min(PIECE, left))):
        found.update(piece)
        left -= len(piece)
    return found.hexdigest().encode("ascii")


def is_backup(path: str) -> bool:
    """Whether the file ends as a backup does; that it is whole is another question."""
    if not os.path.isfile(path) or os.path.islink(path) or os.path.getsize(path) < len(_MARK) + _DIGEST:
        return False
    with open(path, "rb") as file:
        file.seek(-len(_MARK) - _DIGEST, os.SEEK_END)
        return file.read(len(_MARK)) == _MARK


def _refuse_damaged(path: str, shown: str) -> None:
    if not is_backup(path):
        raise UnusableInput("不是完整的备份文件", "请核对文件，或者用另一份备份", f"{shown}：")
    with open(path, "rb") as file:
        digest = _digest(file)
        file.seek(-_DIGEST, os.SEEK_END)
        if file.read() != digest:
            raise UnusableInput("备份文件和做好的时候不一样，可能没有传完或者被改过", "请用另一份备份", f"{shown}：")


@contextmanager
def opened(path: str) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A backup whose every byte is as it was written. Raises :class:`UnusableInput`."""
    if not os.path.exists(path):
        raise UnusableInput("没有这个文件", "请核对备份的文件名", f"{path}：")
    _refuse_damaged(path, path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive, _manifest(archive, os.path.getsize(path))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise UnusableInput("备份文件读不懂", "请用另一份备份", f"{path}：") from error
    except UnusableInput as error:
        raise UnusableInput(error.problem, error.remedy, error.place or f"{path}：") from error


def _manifest(archive: zipfile.ZipFile, size: int) -> Manifest:
    try:
        return _checked(archive, size)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnusableInput("备份的清单读不懂", "请用另一份备份") from error


def _checked(archive: zipfile.ZipFile, size: int) -> Manifest:
    """What it says it holds, which is what it holds: no more, no less, and nothing that is no plain file."""
    infos = archive.infolist()
    _bounded(infos, size)
    raw = json.loads(archive.read(MANIFEST))
    if raw["schema"] != SCHEMA:
        raise UnusableInput("是另一种备份格式", "请用做这份备份的版本来恢复")
    members = {str(name): Member(int(each["size"]), str(each["sha256"])) for name, each in raw["members"].items()}
    found = {info.filename: info.file_size for info in infos if info.filename != MANIFEST}
    if len(infos) != len(found) + 1 or found != {name: each.size for name, each in members.items()}:
        raise UnusableInput("备份里的文件和清单对不上", "请用另一份备份")
    manifest = Manifest(
        str(raw["version"]), str(raw["made_at"]), str(raw["database"]), int(raw["position"]), str(raw["digest"]), bool(raw["keys"]),
        tuple(map(str, raw["key_ids"])), members,
    )  # fmt: skip
    if DATABASES[manifest.database] not in members:
        raise UnusableInput("备份里没有数据库", "请用另一份备份")
    for name in members:
        _refuse_odd(name, DATABASES[manifest.database])
    return manifest


def _bounded(infos: list[zipfile.ZipInfo], size: int) -> None:
    plain = all(
        info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and not info.flag_bits & 1  # encrypted
        and stat.S_IFMT(info.external_attr >> 16) in (0, stat.S_IFREG)
        for info in infos
    )
    manifest = next((info for info in infos if info.filename == MANIFEST), None)
    whole = sum(info.file_size for info in infos)
    if (
        not plain
        or manifest is None
        or len(infos) > MOST_MEMBERS
        or manifest.file_size > MOST_MANIFEST
        or sum(info.compress_size for info in infos) > size  # members that lie over one another
        or whole > max(_SMALL, _MOST_RATIO * size)
    ):
        raise UnusableInput("备份里的内容不合规矩", "请用另一份备份")


def _refuse_odd(name: str, database: str) -> None:
    """Names that lead out of the folder, or to what the backup keeps under names of its own."""
    inner = name.removeprefix(DATA)
    parts = inner.split("/")
    data = (
        name.startswith(DATA) and inner not in _OWN and all(part not in ("", ".", "..") for part in parts) and not set(name) & {"\\", "\0"}
    )
    if not (data or name == database or name in (f"{KEYS}keys.json", f"{KEYS}secret.txt")):
        raise UnusableInput("备份里有写到别处去的文件名", "这不是 gongkai backup 做的，请不要用")


def unpack(archive: zipfile.ZipFile, manifest: Manifest, place_of: Callable[[str], str], tell: Callable[[int], None] | None = None) -> None:
    """Write every member where ``place_of`` says, and compare what was written. Raises :class:`UnusableInput`."""
    for count, (name, member) in enumerate(manifest.members.items(), 1):
        place = place_of(name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(name) as source, open(place, "xb", opener=private) as target:
            while piece := source.read(PIECE):
                digest.update(piece)
                target.write(piece)
        if digest.hexdigest() != member.sha256:
            raise UnusableInput(f"备份里的 {name} 和清单里的哈希不符", "请用另一份备份")
        if tell is not None:
            tell(count)
