"""Outcomes kept by the content of the file, so that a second survey, or one broken off, reads nothing twice."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from typing import TYPE_CHECKING

import gongkai
from gongkai import __version__
from gongkai.lib.errors import UnusableInput
from gongkai.report.audit.work import Outcome
from gongkai.report.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMIT_EVERY = 200  # outcomes; what a lost power supply costs


def default_folder() -> str:
    """``gongkai`` in the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "gongkai")


def version_of_rules(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> str:
    """Changes whenever the same file could give another outcome: package version, rules, their choice, the code itself."""
    words = json.dumps([__version__, [rule.code for rule in RULES], sorted(select), sorted(ignore), sorted(_code_files())])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _code_files() -> Iterator[tuple[str, int, int]]:
    """Name, size and time of every file that reads or judges: an outcome of yesterday's code must not outlive it."""
    root = os.path.dirname(gongkai.__file__)
    for room in ("lib", "law", "proof", "report"):
        for folder, _, names in os.walk(os.path.join(root, room)):
            for name in names:
                if name.endswith((".py", ".toml")):
                    status = os.stat(os.path.join(folder, name))
                    yield os.path.relpath(os.path.join(folder, name), root), status.st_size, status.st_mtime_ns


class Cache:
    """Outcomes in one SQLite file. Only the surveying process uses it; outcomes of other versions stay until they are replaced."""

    def __init__(self, folder: str, version: str) -> None:
        """Raises :class:`UnusableInput` when the folder cannot be used."""
        self._version = version
        self._waiting = 0
        try:
            os.makedirs(folder, exist_ok=True)
            self._base = sqlite3.connect(os.path.join(folder, "audit.sqlite"), timeout=20)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS outcome (sha256 TEXT PRIMARY KEY, version TEXT NOT NULL, body BLOB NOT NULL) WITHOUT ROWID"
            )
        except (OSError, sqlite3.Error) as error:
            raise UnusableInput(f"缓存文件夹 {folder} 不能使用（{error}）", "请用 --cache 换一个文件夹，或用 --no-cache") from error

    def get(self, sha256: str) -> Outcome | None:
        """The outcome kept for this content under these rules."""
        if not sha256:
            return None
        row = self._base.execute("SELECT body FROM outcome WHERE sha256 = ? AND version = ?", (sha256, self._version)).fetchone()
        if row is None:
            return None
        organ, year, form, findings, error = json.loads(zlib.decompress(row[0]))
        return Outcome(sha256, organ, year, form, tuple(tuple(finding) for finding in findings), error)

    def put(self, outcome: Outcome) -> None:
        """Keep an outcome, unless it is one that another run might not have."""
        if not outcome.sha256 or not outcome.lasting:
            return
        body = json.dumps([outcome.organ, outcome.year, outcome.form, outcome.findings, outcome.error], ensure_ascii=False)
        values = (outcome.sha256, self._version, zlib.compress(body.encode("utf-8", "surrogatepass"), 1))
        self._base.execute("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)", values)
        self._waiting += 1
        if self._waiting >= _COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Make what was put last."""
        self._base.commit()
        self._waiting = 0

    def close(self) -> None:
        """Commit and close."""
        self.commit()
        self._base.close()
