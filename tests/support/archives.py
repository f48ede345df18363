"""Backups as nobody should make them: sealed like real ones, and wrong inside."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_MARK = b"gongkai.backup/1 "


def plain(name: str) -> zipfile.ZipInfo:
    """A member of that name; two of one name can stand in one dictionary."""
    return zipfile.ZipInfo(name)


def sealed(path: Path, members: Mapping[str | zipfile.ZipInfo, bytes], change: Callable[[Any], Any] = lambda told: told) -> Path:
    """A file with these members and a manifest that is right but for ``change``."""
    told = {
        "schema": "gongkai.backup/1", "version": "0.1.0", "made_at": "2026-11-30T00:00:00+00:00", "database": "sqlite", "position": 0, "digest": "0" * 64,
        "keys": False, "key_ids": ["k1"],
        "members": {
            getattr(name, "filename", name): {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in members.items()
        },
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, None if isinstance(name, zipfile.ZipInfo) else zipfile.ZIP_DEFLATED)
        archive.writestr("manifest.json", json.dumps(change(told)))
        archive.comment = _MARK + b"0" * 64
    return _seal(path)


def resealed(source: Path, path: Path, change: Callable[[Any], Any]) -> Path:
    """A real backup with another manifest."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, json.dumps(change(json.loads(data))) if info.filename == "manifest.json" else data)
        new.comment = old.comment
    return _seal(path)


def _seal(path: Path) -> Path:
    data = path.read_bytes()[:-64]
    path.write_bytes(data + hashlib.sha256(data).hexdigest().encode())
    return path
