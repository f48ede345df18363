"""Locks that end with whoever holds them, however he went: what two workers must not do at once, and whether a worker still lives.

On SQLite a file in the data folder that is locked (flock); on PostgreSQL an advisory lock of a connection that does nothing else, so that
it holds between machines. No lease and no clock: nothing is taken from somebody who is only slow, and nothing waits for who is dead.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection, connections

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "locks"


class Lock:
    """The lock of that name; not held until :meth:`take`."""

    def __init__(self, name: str) -> None:
        """``name`` of letters, digits and hyphens."""
        self._name = name
        self._file: int | None = None
        self._session: Any = None  # a psycopg connection outside Django's hands, which would close it when it is old

    def take(self) -> bool:
        """Whether it is ours now; never waits. Raises what the database or the disk raises."""
        return self._take_session() if connection.vendor == "postgresql" else self._take_file()

    def keep(self) -> bool:
        """Whether it is still ours: a session that broke lost it, and takes it again when nobody was quicker."""
        if self._session is None:
            return self._file is not None
        try:
            with connection.wrap_database_errors:
                self._session.execute("SELECT 1")
        except DatabaseError:
            self.release()
            with suppress(DatabaseError):
                return self._take_session()
            return False
        return True

    def release(self, forget: bool = False) -> None:
        """Let it go; with ``forget`` its name is not used again, and the file goes too."""
        if self._session is not None:
            with suppress(DatabaseError), connection.wrap_database_errors:
                self._session.close()
            self._session = None
        if self._file is not None:
            if forget:
                with suppress(FileNotFoundError):
                    os.unlink(_path(self._name))
            os.close(self._file)
            self._file = None

    def _take_file(self) -> bool:
        path = _path(self._name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.stat(path).st_ino == os.fstat(handle).st_ino:
                    self._file = handle
                    return True
            except BlockingIOError:
                os.close(handle)
                return False
            except FileNotFoundError:
                pass
            os.close(handle)  # somebody took the file away in between: lock the one that is there now

    def _take_session(self) -> bool:
        wrapper = connections.create_connection("default")
        with wrapper.wrap_database_errors:
            session = wrapper.get_new_connection(wrapper.get_connection_params())
            session.autocommit = True
            found = session.execute("SELECT pg_try_advisory_lock(%s)", [_number(self._name)]).fetchone()
        if not found[0]:
            session.close()
            return False
        self._session = session
        return True


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else does ``name`` meanwhile; who gets False leaves it to the other."""
    lock = Lock(name)
    mine = lock.take()
    try:
        yield mine
    finally:
        lock.release()


def is_free(name: str) -> bool:
    """Whether nobody holds the lock of that name, which nobody takes twice: then its file is not needed any more."""
    if connection.vendor != "postgresql" and not os.path.exists(_path(name)):
        return True
    lock = Lock(name)
    free = lock.take()
    lock.release(forget=True)
    return free


def _path(name: str) -> str:
    return os.path.join(settings.ENVIRONMENT.data, FOLDER, name)


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"gongkai:{name}".encode()).digest()[:8], "big", signed=True)
