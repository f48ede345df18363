"""Who may check now, and who waits at which place: a few at once on the whole machine, a few more in a row, the others come back later.

Each place is an empty file that is locked while somebody stands there (flock: it counts between threads and between processes, and is
free as soon as its holder is gone, however he went). Whoever waits moves up by taking the place in front of his own and leaving it.
"""

from __future__ import annotations

import fcntl
import os
import threading

AT_ONCE = 2  # checks that run at the same time, each in a process of its own
WAITING = 6
_MOST_HERE = 3  # in one server process: of its threads (config.serving) one at least stays for everybody else
_here = threading.BoundedSemaphore(_MOST_HERE)


class Full(Exception):
    """Too many wait already."""


class Turn:
    """One visitor. ``place`` is his in the row in ``folder``, from 1; 0 once he may check."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._held: int | None = None
        self._inside = False
        self.place = 0

    def enter(self) -> None:
        """Come in, before anything of the file is read. Raises :class:`Full` when too many are in this process."""
        if not _here.acquire(blocking=False):
            raise Full
        self._inside = True

    def begin(self) -> int:
        """Stand in the row, or at once at the front when nobody waits. Raises :class:`Full`."""
        os.makedirs(self._folder, exist_ok=True)
        last = next((place for place in range(WAITING, 0, -1) if self._taken(place)), 0)
        if not last and self._work():
            return self.place
        for place in range(last + 1, WAITING + 1):
            if self._stand(f"waiting-{place}"):
                self.place = place
                return place
        raise Full

    def move(self) -> int:
        """Move up as far as there is room, and say where."""
        while self.place > 1 and self._stand(f"waiting-{self.place - 1}"):
            self.place -= 1
        if self.place == 1:
            self._work()
        return self.place

    def end(self) -> None:
        """Leave the row and the process; twice is once."""
        self._let_go()
        if self._inside:
            self._inside = False
            _here.release()

    __del__ = end  # a server that drops an answer half-way must not keep the place for ever

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _work(self) -> bool:
        if any(self._stand(f"checking-{number}") for number in range(1, AT_ONCE + 1)):
            self.place = 0
            return True
        return False

    def _stand(self, name: str) -> bool:
        """Take that place and leave the one held before; False when somebody stands there."""
        handle = self._lock(name)
        if handle is None:
            return False
        self._let_go()
        self._held = handle
        return True

    def _taken(self, place: int) -> bool:
        handle = self._lock(f"waiting-{place}")
        if handle is not None:
            os.close(handle)
        return handle is None

    def _lock(self, name: str) -> int | None:
        handle = os.open(os.path.join(self._folder, name), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle
